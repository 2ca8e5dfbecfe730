-- Best values of an indicator that rest on one doubtful reading: what to check by hand first
-- Only one source, and a reading less sure than asked for; least sure first.
-- :indicator indicator = poor_households, code of the indicator
-- :below number = 0.8, confidence under which a reading counts as doubtful
-- :limit integer = 50, rows at most
SELECT s.place, s.period, s.role, s.breakdown, s.value, s.unit, s.confidence, o.sentence, o.rule_version, a.url, o.observation_id
FROM stated_values AS s
JOIN observations AS o ON o.observation_id = s.observation_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE s.indicator = :indicator AND s.rank = 1 AND s.sources = 1 AND s.confidence < :below
ORDER BY s.confidence, s.observation_id
LIMIT :limit
