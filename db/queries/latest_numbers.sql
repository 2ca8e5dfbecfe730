-- The newest numbers of a province, with the sentence each was read from
-- One row per indicator, role and part: the latest period that any article states, newest article first.
-- :province province = An Giang, name of the province
-- :limit integer = 50, rows at most
SELECT
    l.place, l.indicator, l.label_vi, l.period, l.role, l.breakdown, l.value, l.unit, l.sources, l.chosen_by, o.sentence, a.title,
    a.published_at, a.url
FROM latest_observations AS l
JOIN observations AS o ON o.observation_id = l.observation_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE l.place = :province
ORDER BY a.published_at DESC, l.indicator, l.role, l.breakdown, l.observation_id
LIMIT :limit
