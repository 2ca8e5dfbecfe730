-- What a province set out to reach, and what was then stated
-- Targets beside the best level of the same indicator, period and part; `reached_percent` is level by target, and empty where either is
-- a change or there is no level yet.
-- :province province = An Giang, name of the province
-- :limit integer = 200, rows at most
SELECT
    t.indicator, t.label_vi, t.period, t.breakdown, t.value AS target, lv.value AS level, t.unit,
    round(100 * lv.value_real / nullif(t.value_real, 0), 1) AS reached_percent, o.sentence AS target_sentence,
    lo.sentence AS level_sentence
FROM indicator_series AS t
JOIN observations AS o ON o.observation_id = t.observation_id
-- the view indicator_series is a join: on the right of LEFT JOIN, SQLite would work all of it out first
LEFT JOIN series_points AS l ON l.place = t.place AND l.indicator = t.indicator AND l.role = 'level'
    AND l.place_level = 'province' AND l.unit = t.unit AND l.breakdown IS t.breakdown AND l.period = t.period
    AND l.period_end = t.period_end AND t.value_real > 0
LEFT JOIN point_values AS lv ON lv.point_id = l.point_id AND lv.rank = 1
LEFT JOIN observations AS lo ON lo.observation_id = lv.observation_id
WHERE t.place = :province AND t.place_level = 'province' AND t.role = 'target'
ORDER BY t.period_end DESC, t.indicator, t.breakdown
LIMIT :limit
