-- Which provinces have no value of an indicator in a year
-- Units that were in force on the last day of the year; `latest_period` is the newest period for which there is a value.
-- :indicator indicator = poor_household_rate, code of the indicator
-- :year year = 2025, the year
SELECT
    u.name AS province, u.code,
    (
        SELECT max(e.period) FROM series_points AS e
        WHERE e.place = u.name AND e.indicator = :indicator AND e.role = 'level' AND e.place_level = 'province'
            AND e.breakdown IS NULL
    ) AS latest_period
FROM provinces AS u
WHERE u.valid_from <= CAST(:year AS TEXT) || '-12-31' AND coalesce(u.valid_to, '9999') >= CAST(:year AS TEXT) || '-12-31'
    AND NOT EXISTS (
        SELECT 1 FROM series_points AS s
        WHERE s.indicator = :indicator AND s.role = 'level' AND s.place_level = 'province' AND s.province_code = u.code
            AND s.province_valid_from = u.valid_from AND s.period = CAST(:year AS TEXT)
            AND s.breakdown IS NULL
    )
ORDER BY u.code
