-- Citizens received, petitions and cases, and how many were resolved, by province
-- For whole years; `resolved_percent` is worked out here from petitions resolved by petitions received, `stated_rate` is as articles say.
-- :year year = 2025, the year
SELECT
    place,
    max(iif(indicator = 'citizens_received', value, NULL)) AS citizens_received,
    max(iif(indicator = 'petitions_received', value, NULL)) AS petitions_received,
    max(iif(indicator = 'petitions_resolved', value, NULL)) AS petitions_resolved,
    round(
        100 * max(iif(indicator = 'petitions_resolved', value_real, NULL))
        / nullif(max(iif(indicator = 'petitions_received', value_real, NULL)), 0), 1
    ) AS resolved_percent,
    max(iif(indicator = 'cases_received', value, NULL)) AS cases_received,
    max(iif(indicator = 'cases_resolved', value, NULL)) AS cases_resolved,
    max(iif(indicator = 'resolution_rate', value, NULL)) AS stated_rate
FROM indicator_series
WHERE indicator IN (
        'citizens_received', 'petitions_received', 'petitions_resolved', 'cases_received', 'cases_resolved', 'resolution_rate'
    )
    AND role = 'level' AND place_level = 'province' AND period = CAST(:year AS TEXT) AND breakdown IS NULL
GROUP BY place, province_valid_from
ORDER BY place
