-- A value is 500 times its neighbours in the series, or a 500th of them
-- severity: warning
-- todo: read both sentences: a unit was missed (nghìn, triệu, tỷ), or the number is of another whole
WITH new_points AS (
    SELECT DISTINCT
        a.portal, a.url, a.page_id, a.article_id, v.capture_id, o.value, o.value_real, o.sentence,
        p.point_id, p.indicator, p.role, p.place_level, p.place, p.unit, p.breakdown, p.period, p.period_end
    FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
    JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
    JOIN series_points AS p ON p.indicator = o.indicator AND p.role = o.role AND p.place_level = o.place_level
        AND p.province_code IS o.province_code AND p.province_valid_from IS o.province_valid_from AND p.period = o.period
        AND p.unit = o.unit AND p.breakdown IS o.breakdown
    WHERE v.run_id = :run_id AND o.role = 'level' AND o.value_real <> 0 AND o.place_level = 'province'
), compared AS (
    SELECT c.*, (
        SELECT w.value_real FROM series_points AS n JOIN point_values AS w ON w.point_id = n.point_id AND w.rank = 1
        WHERE n.place = c.place AND n.indicator = c.indicator AND n.role = c.role AND n.place_level = c.place_level
            AND n.unit = c.unit AND n.breakdown IS c.breakdown AND n.period_end < c.period_end AND w.value_real <> 0
            AND length(n.period) = length(c.period) -- years with years, months with months
        ORDER BY n.period_end DESC LIMIT 1
    ) AS before, (
        SELECT w.value_real FROM series_points AS n JOIN point_values AS w ON w.point_id = n.point_id AND w.rank = 1
        WHERE n.place = c.place AND n.indicator = c.indicator AND n.role = c.role AND n.place_level = c.place_level
            AND n.unit = c.unit AND n.breakdown IS c.breakdown AND n.period_end > c.period_end AND w.value_real <> 0
            AND length(n.period) = length(c.period)
        ORDER BY n.period_end LIMIT 1
    ) AS after
    FROM new_points AS c
)
SELECT portal, url, page_id, article_id, capture_id,
    indicator || ' of ' || place || ' ' || period || ' = ' || value || ' ' || unit
        || ', before ' || coalesce(before, 'nothing') || ', after ' || coalesce(after, 'nothing') || ': '
        || substr(sentence, 1, 200) AS detail
FROM compared
WHERE coalesce(abs(value_real) NOT BETWEEN abs(before) / 500 AND abs(before) * 500, 1)
    AND coalesce(abs(value_real) NOT BETWEEN abs(after) / 500 AND abs(after) * 500, 1)
    AND (before IS NOT NULL OR after IS NOT NULL)
