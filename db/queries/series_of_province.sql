-- One indicator of one province through time, with the change since the period before
-- All kinds of periods; `change` compares with the period of the same length before, unless the province was merged in between.
-- :indicator indicator = poor_household_rate, code of the indicator
-- :province province = An Giang, name of the province
SELECT
    s.period, s.value, s.unit,
    iif(s.province_valid_from = lag(s.province_valid_from) OVER kind, s.value_real - lag(s.value_real) OVER kind, NULL) AS change,
    s.sources, s.portals, s.candidates, s.chosen_by, s.series_break, s.province_code, o.sentence, a.url
FROM indicator_series AS s
JOIN observations AS o ON o.observation_id = s.observation_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE s.indicator = :indicator AND s.place = :province AND s.role = 'level' AND s.place_level = 'province' AND s.breakdown IS NULL
WINDOW kind AS (PARTITION BY s.unit, length(s.period), substr(s.period, 6) ORDER BY s.period_start)
ORDER BY s.unit, s.period_start, s.period_end
