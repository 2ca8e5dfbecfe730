-- Numbers of districts, communes and towns within a province
-- The newest period of each indicator and place below the province.
-- :province province = An Giang, name of the province
-- :limit integer = 100, rows at most
SELECT l.place, l.indicator, l.label_vi, l.period, l.role, l.breakdown, l.value, l.unit, l.sources, o.sentence, a.url
FROM provinces AS u
-- CROSS JOIN: first the provinces of that name, then what lies within them
CROSS JOIN latest_observations AS l ON l.province_code = u.code AND l.province_valid_from = u.valid_from AND l.place_level = 'local'
JOIN observations AS o ON o.observation_id = l.observation_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE u.name = :province
ORDER BY l.place, l.indicator, l.role, l.breakdown
LIMIT :limit
