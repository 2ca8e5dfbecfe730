-- Numbers that a portal changed when it edited an article
-- Of the latest edits: the same thing with another value before and after. A value that still stands elsewhere in the text is no
-- correction.
-- :limit integer = 50, edits looked at
WITH edits AS (
    SELECT v.article_id, v.version_id, e.version_id AS before_id, v.seen_at
    FROM article_versions AS v
    JOIN article_versions AS e ON e.article_id = v.article_id AND e.number = v.number - 1
    WHERE v.number > 1
    ORDER BY v.seen_at DESC, v.version_id DESC
    LIMIT :limit
)
SELECT
    d.seen_at, a.portal, o.indicator, o.place, o.period, o.role, o.breakdown, b.value AS value_before, o.value, o.unit,
    min(b.observation_id) AS observation_before_id, b.sentence AS sentence_before, o.sentence, a.url, a.article_id
FROM edits AS d
JOIN articles AS a ON a.article_id = d.article_id
JOIN observations AS b ON b.article_id = d.article_id AND b.version_id = d.before_id
JOIN observations AS o ON o.article_id = d.article_id AND o.version_id = d.version_id AND o.indicator = b.indicator
    AND o.role = b.role AND o.place IS b.place AND o.period = b.period AND o.breakdown IS b.breakdown AND o.unit = b.unit
WHERE o.value_real <> b.value_real
    AND NOT EXISTS (
        SELECT 1 FROM observations AS k
        WHERE k.article_id = d.article_id AND k.version_id = d.version_id AND k.indicator = b.indicator AND k.role = b.role
            AND k.place IS b.place AND k.period = b.period AND k.breakdown IS b.breakdown AND k.unit = b.unit
            AND k.value_real = b.value_real
    )
GROUP BY d.version_id, o.indicator, o.role, o.place, o.period, o.breakdown, o.unit, b.value_real, o.value_real
ORDER BY d.seen_at DESC, a.article_id, o.indicator, o.place, o.period, b.value_real, o.value_real
