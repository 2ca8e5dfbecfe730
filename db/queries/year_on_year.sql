-- How an indicator changed from one year to the next, by province
-- Levels of whole provinces for whole years. Provinces that were merged in between are left out: their years are not comparable.
-- :indicator indicator = poor_household_rate, code of the indicator
-- :year year = 2025, the later year
SELECT
    now.place, before.value AS value_before, now.value, now.unit, round(now.value_real - before.value_real, 6) AS change,
    round(100 * (now.value_real - before.value_real) / nullif(abs(before.value_real), 0), 2) AS change_percent, before.sources AS
    sources_before, now.sources
FROM indicator_series AS now
JOIN indicator_series AS before ON before.indicator = now.indicator AND before.role = 'level' AND before.place_level = 'province'
    AND before.province_code = now.province_code AND before.province_valid_from = now.province_valid_from
    AND before.period = CAST(:year - 1 AS TEXT) AND before.breakdown IS NULL AND before.unit = now.unit
WHERE now.indicator = :indicator AND now.role = 'level' AND now.place_level = 'province' AND now.period = CAST(:year AS TEXT)
    AND now.breakdown IS NULL
ORDER BY change DESC, now.place
