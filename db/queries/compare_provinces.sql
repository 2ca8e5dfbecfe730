-- Two provinces side by side, by indicator, for one year
-- Levels for the whole year that are known of either province.
-- :province province = An Giang, the one
-- :other province = Đồng Tháp, the other one
-- :year year = 2025, the year
SELECT
    indicator, label_vi, unit, max(iif(place = :province, value, NULL)) AS value, max(iif(place = :other, value, NULL)) AS other_value,
    max(iif(place = :province, sources, NULL)) AS sources, max(iif(place = :other, sources, NULL)) AS other_sources
FROM indicator_series
WHERE place IN (:province, :other) AND role = 'level' AND place_level = 'province' AND period = CAST(:year AS TEXT)
    AND breakdown IS NULL
GROUP BY indicator, label_vi, unit
ORDER BY indicator, unit
