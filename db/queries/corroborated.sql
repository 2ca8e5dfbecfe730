-- Values that several independent sources state
-- Reprints count with their original as one source. Most sources first.
-- :indicator indicator = poor_household_rate, code of the indicator
-- :limit integer = 100, rows at most
SELECT c.place, c.period, c.role, c.breakdown, c.value, c.unit, c.sources, c.portals, c.first_published_at, c.last_published_at, o.sentence
FROM corroborated_observations AS c
JOIN observations AS o ON o.observation_id = c.observation_id
WHERE c.indicator = :indicator
ORDER BY c.sources DESC, c.last_published_at DESC, c.observation_id
LIMIT :limit
