-- Rows of an article that do not belong together
-- severity: error
-- todo: keep a copy of the file and report this: the program did it, or the disk; `vnportals replay` mends what can be
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, 'version ' || v.version_id || ' has no body' AS detail
FROM article_versions AS v JOIN articles AS a ON a.article_id = v.article_id
WHERE v.run_id = :run_id AND NOT EXISTS (SELECT 1 FROM article_bodies AS b WHERE b.version_id = v.version_id)
UNION ALL
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    'observation ' || o.observation_id || ' is of another version than its quantity'
FROM article_versions AS v JOIN articles AS a ON a.article_id = v.article_id
JOIN observations AS o ON o.article_id = v.article_id AND o.version_id = v.version_id
LEFT JOIN quantities AS q ON q.quantity_id = o.quantity_id
WHERE v.run_id = :run_id AND q.version_id IS NOT o.version_id
UNION ALL
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    'observation ' || o.observation_id || ' is ' || iif(o.current, '', 'not ') || 'marked as current'
FROM article_versions AS v JOIN articles AS a ON a.article_id = v.article_id
JOIN observations AS o ON o.article_id = v.article_id AND o.version_id = v.version_id
WHERE v.run_id = :run_id AND o.current <> (a.version_id = v.version_id)
UNION ALL
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, 'its page holds article ' || coalesce(p.article_id, 'none')
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id JOIN pages AS p ON p.page_id = a.page_id
WHERE v.run_id = :run_id AND p.article_id IS NOT a.article_id
