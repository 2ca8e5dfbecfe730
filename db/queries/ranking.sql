-- The provinces ranked by an indicator in a year
-- The best level of each province. Highest first; whether high is good is for the reader to say.
-- :indicator indicator = grdp_growth, code of the indicator
-- :year year = 2025, the year
SELECT
    rank() OVER (PARTITION BY unit ORDER BY value_real DESC) AS position, place, value, unit, sources, candidates, chosen_by,
    province_code
FROM indicator_series
WHERE indicator = :indicator AND role = 'level' AND place_level = 'province' AND period = CAST(:year AS TEXT) AND breakdown IS NULL
ORDER BY unit, value_real DESC, place
