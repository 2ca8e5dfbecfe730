-- The newest numbers of a province, with the sentence each was read from
-- One row per indicator, place and role: the latest period that any article states.
-- :province = , name of the province as the warehouse has it; empty for all
-- :limit = 50, rows at most
SELECT
    l.place, l.indicator, l.label_vi, l.period, l.role, l.breakdown, l.value, l.unit, l.sources, l.chosen_by, o.sentence, a.title,
    a.published_at, a.url
FROM latest_observations AS l
JOIN observations AS o ON o.observation_id = l.observation_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE :province IS NULL OR l.place = :province
ORDER BY a.published_at DESC, l.observation_id
LIMIT :limit
