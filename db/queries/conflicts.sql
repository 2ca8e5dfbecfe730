-- Different values of the same thing, with both sentences
-- Same indicator, place, period and role, stated by different sources; reprints count as one source.
-- :indicator = , code of the indicator; empty for all
-- :limit = 100, rows at most
SELECT
    indicator, place, period, role, breakdown, unit, low_value, low_sources, low_sentence, high_value, high_sources, high_sentence
FROM conflicting_observations
WHERE :indicator IS NULL OR indicator = :indicator
ORDER BY high_value_real / nullif(low_value_real, 0) DESC
LIMIT :limit
