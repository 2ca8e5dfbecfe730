-- Everything stated of a province for one year
-- One row per indicator, role and part: the best value, the sources and the sentence. Periods within the year count as well.
-- :province province = An Giang, name of the province
-- :year year = 2025, the year
SELECT
    t.theme, s.indicator, s.label_vi, s.role, s.period, s.breakdown, s.value, s.unit, s.sources, s.candidates, s.chosen_by, o.sentence
FROM indicator_series AS s
JOIN indicators AS t ON t.indicator = s.indicator
JOIN observations AS o ON o.observation_id = s.observation_id
WHERE s.place = :province AND s.place_level = 'province'
    AND s.period_end BETWEEN CAST(:year AS TEXT) || '-01-01' AND CAST(:year AS TEXT) || '-12-31'
    AND s.period_start >= CAST(:year AS TEXT) || '-01-01'
ORDER BY t.theme, s.indicator, s.role, s.period_start, s.period_end DESC, s.breakdown
