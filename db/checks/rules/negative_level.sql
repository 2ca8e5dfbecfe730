-- A level that cannot be negative is
-- severity: error
-- todo: read the sentence: a fall was taken for a level; mend the indicator's rule
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    o.indicator || ' ' || o.period || ' = ' || o.value || ' ' || o.unit || ': ' || substr(o.sentence, 1, 200) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
WHERE v.run_id = :run_id AND o.role = 'level' AND o.value_real < 0 AND o.unit <> '%'
