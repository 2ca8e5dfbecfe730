-- A level of a period that ends more than a year after its article, or began before 1945
-- severity: warning
-- todo: read the sentence: a target was taken for a level, or a number for a year; mend the indicator's rule
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    o.indicator || ' ' || o.period || ', published ' || substr(a.published_at, 1, 10) || ': ' || substr(o.sentence, 1, 200) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
WHERE v.run_id = :run_id AND o.role = 'level'
    AND (o.period_end > date(a.published_at, '+366 days') OR o.period_start < '1945-01-01')
