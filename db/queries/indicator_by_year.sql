-- One indicator by province and year
-- The best level of whole provinces for whole years, how it was chosen and from how many sources. `series_break` is 1 where a merger
-- of provinces makes the years before incomparable.
-- :indicator indicator = poor_household_rate, code of the indicator
SELECT place, province_code, period AS year, value, unit, sources, candidates, chosen_by, series_break
FROM indicator_series
WHERE indicator = :indicator AND role = 'level' AND place_level = 'province' AND breakdown IS NULL AND length(period) = 4
ORDER BY place, period_start
