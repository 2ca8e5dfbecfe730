-- The newest numbers of a province, with the sentence each was read from
-- One row per indicator, role and part: the latest period that any article states, newest article first.
-- :province province = An Giang, name of the province
-- :limit integer = 50, rows at most
WITH newest AS (
    -- as the view latest_observations, but read off the index instead of asking of every value whether there is a later one
    SELECT place, indicator, role, place_level, unit, breakdown, max(period_end) AS period_end
    FROM series_points
    WHERE place = :province
    GROUP BY place, indicator, role, place_level, unit, breakdown
)
SELECT
    p.place, p.indicator, i.label_vi, p.period, p.role, p.breakdown, v.value, p.unit, v.sources, p.chosen_by, o.sentence, a.title,
    a.published_at, a.url
FROM newest AS n
CROSS JOIN series_points AS p ON p.point_id = (
    SELECT e.point_id FROM series_points AS e
    WHERE e.place = n.place AND e.indicator = n.indicator AND e.role = n.role AND e.place_level = n.place_level
        AND e.unit = n.unit AND e.breakdown IS n.breakdown AND e.period_end = n.period_end
    ORDER BY e.period_start DESC, e.point_id DESC LIMIT 1
)
CROSS JOIN point_values AS v ON v.point_id = p.point_id AND v.rank = 1
CROSS JOIN indicators AS i ON i.indicator = p.indicator
CROSS JOIN observations AS o ON o.observation_id = v.observation_id
CROSS JOIN articles AS a ON a.article_id = o.article_id
ORDER BY a.published_at DESC, p.indicator, p.role, p.breakdown, v.observation_id
LIMIT :limit
