-- Merged provinces: the values of the parts before, beside the value of the new unit
-- For counts and amounts the sum of the parts may be compared with the new unit; rates and ranks cannot be added.
-- :indicator indicator = budget_revenue, code of the indicator
-- :before year = 2024, a year before the merger
-- :after year = 2025, a year after it
WITH yearly AS (
    SELECT province_code, province_valid_from, period, unit, value, value_real
    FROM indicator_series
    WHERE indicator = :indicator AND role = 'level' AND place_level = 'province' AND breakdown IS NULL
        AND period IN (CAST(:before AS TEXT), CAST(:after AS TEXT))
)
SELECT
    u.name AS province, n.value AS value_after, coalesce(n.unit, s.unit) AS unit, count(s.value) AS parts_known, count(*) AS parts,
    sum(s.value_real) AS sum_of_parts, group_concat(old.name || ': ' || coalesce(s.value, '?'), '; ') AS values_before
FROM provinces AS u
JOIN province_mergers AS m ON m.new_code = u.code AND m.new_valid_from = u.valid_from
JOIN provinces AS old ON old.code = m.old_code AND old.valid_from = m.old_valid_from
LEFT JOIN yearly AS n ON n.province_code = u.code AND n.province_valid_from = u.valid_from AND n.period = CAST(:after AS TEXT)
LEFT JOIN yearly AS s ON s.province_code = old.code AND s.province_valid_from = old.valid_from
    AND s.period = CAST(:before AS TEXT) AND s.unit = coalesce(n.unit, s.unit)
GROUP BY u.code, u.valid_from, n.unit
HAVING n.value IS NOT NULL OR parts_known > 0
ORDER BY province
