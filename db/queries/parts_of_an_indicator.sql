-- How an indicator splits into parts: level of government, field, kind
-- Values that are stated of a part only, beside the value of the whole for the same province and period where there is one.
-- :indicator indicator = administrative_procedures, code of the indicator
-- :province province = An Giang, name of the province
SELECT s.period, s.breakdown, s.value, wv.value AS whole, s.unit, s.role, s.sources, o.sentence
FROM indicator_series AS s
JOIN observations AS o ON o.observation_id = s.observation_id
-- the view indicator_series is a join: on the right of LEFT JOIN, SQLite would work all of it out first
LEFT JOIN series_points AS w ON w.place = s.place AND w.indicator = s.indicator AND w.role = s.role
    AND w.place_level = s.place_level AND w.unit = s.unit AND w.breakdown IS NULL AND w.period = s.period
    AND w.period_end = s.period_end
    AND w.province_valid_from = s.province_valid_from
LEFT JOIN point_values AS wv ON wv.point_id = w.point_id AND wv.rank = 1
WHERE s.indicator = :indicator AND s.place = :province AND s.place_level = 'province' AND s.breakdown IS NOT NULL
ORDER BY s.period_start DESC, s.period, s.role, s.breakdown
