-- All indicators of a theme in a year, by province
-- Mass mobilisation ("Dân vận khéo") unless another theme is asked for: welfare, reception, administration, governance, economy, rural,
-- awards. Periods within the year count as well.
-- :theme text = mobilisation, group of indicators
-- :year year = 2025, the year
SELECT s.place, s.indicator, s.label_vi, s.period, s.breakdown, s.value, s.unit, s.sources, s.candidates
FROM indicators AS t
-- CROSS JOIN: first the few indicators of the theme, then their values
CROSS JOIN indicator_series AS s ON s.indicator = t.indicator AND s.role = 'level' AND s.place_level = 'province'
    -- said of the text as well, which stands in the index
    AND s.period >= CAST(:year AS TEXT) AND s.period < CAST(:year + 1 AS TEXT)
WHERE t.theme = :theme AND s.period_start >= CAST(:year AS TEXT) || '-01-01' AND s.period_end <= CAST(:year AS TEXT) || '-12-31'
ORDER BY s.indicator, s.place, s.period_start, s.period_end DESC, s.breakdown
