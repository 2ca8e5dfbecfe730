-- Where sources disagree most: lowest and highest value of one thing, with both sentences
-- Same indicator, place, period, role and part, stated by different sources; reprints count as one source. `spread` is the difference as
-- a share of the larger value: 0.01 is rounding, 0.9 a mistake of somebody's. All pairs are in the view conflicting_observations.
-- :indicator indicator = , code of the indicator; empty for all
-- :limit integer = 100, rows at most
WITH worst AS (
    SELECT * FROM (
        SELECT * FROM series_points WHERE spread IS NOT NULL AND :indicator IS NULL ORDER BY spread DESC LIMIT :limit
    )
    UNION ALL
    SELECT * FROM (
        SELECT * FROM series_points WHERE spread IS NOT NULL AND indicator = :indicator ORDER BY spread DESC LIMIT :limit
    )
)
SELECT
    w.indicator, w.place, w.period, w.role, w.breakdown, w.unit, round(w.spread, 4) AS spread, w.candidates,
    low.value AS low_value, low.sources AS low_sources, lq.qualifier AS low_qualifier, lo.sentence AS low_sentence,
    high.value AS high_value, high.sources AS high_sources, hq.qualifier AS high_qualifier, ho.sentence AS high_sentence,
    lo.article_id AS low_article_id, ho.article_id AS high_article_id
FROM worst AS w
JOIN point_values AS low ON low.point_id = w.point_id
    AND low.rank = (SELECT v.rank FROM point_values AS v WHERE v.point_id = w.point_id ORDER BY v.value_real LIMIT 1)
JOIN point_values AS high ON high.point_id = w.point_id
    AND high.rank = (SELECT v.rank FROM point_values AS v WHERE v.point_id = w.point_id ORDER BY v.value_real DESC LIMIT 1)
JOIN observations AS lo ON lo.observation_id = low.observation_id
JOIN observations AS ho ON ho.observation_id = high.observation_id
JOIN quantities AS lq ON lq.quantity_id = lo.quantity_id
JOIN quantities AS hq ON hq.quantity_id = ho.quantity_id
ORDER BY w.spread DESC, w.indicator, w.place, w.period
