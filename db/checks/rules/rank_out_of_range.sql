-- A rank is below 1, above the number of those ranked, or above 63
-- severity: error
-- todo: read the sentence: the rank is of something else than provinces, or the number is no rank
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    o.indicator || ' ' || o.period || ' = ' || o.value || coalesce(' of ' || q."of", '') || ': ' || substr(o.sentence, 1, 200) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
JOIN quantities AS q ON q.quantity_id = o.quantity_id
WHERE v.run_id = :run_id AND o.role = 'level' AND o.indicator LIKE '%\_rank' ESCAPE '\'
    AND (o.value_real < 1 OR o.value_real > coalesce(CAST(q."of" AS REAL), 63))
