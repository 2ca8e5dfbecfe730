-- The run book counts otherwise than the tables
-- severity: error
-- todo: keep a copy of the file and report this with the run's log
SELECT p.portal, 'outcomes ' || (p.known + p.not_modified + p.inserted + p.updated + p.unchanged + p.duplicate + p.rejected + p.failed)
    || ' of ' || (p.listed + p.resumed) || ' items' AS detail
FROM run_portals AS p
WHERE p.run_id = :run_id AND p.state NOT IN ('running', 'interrupted')
    AND p.known + p.not_modified + p.inserted + p.updated + p.unchanged + p.duplicate + p.rejected + p.failed <> p.listed + p.resumed
UNION ALL
SELECT p.portal, p.rejected || ' rejected, ' || count(r.rejection_id) || ' rejections kept'
FROM run_portals AS p LEFT JOIN rejections AS r ON r.run_id = p.run_id AND r.portal = p.portal
WHERE p.run_id = :run_id AND p.state NOT IN ('running', 'interrupted')
GROUP BY p.portal
HAVING count(r.rejection_id) > p.rejected OR (p.rejected > 0 AND count(r.rejection_id) = 0)
UNION ALL
SELECT p.portal, p.inserted || ' inserted, ' || count(a.article_id) || ' first versions'
FROM run_portals AS p
LEFT JOIN article_versions AS v ON v.run_id = p.run_id AND v.number = 1
LEFT JOIN articles AS a ON a.article_id = v.article_id AND a.portal = p.portal
WHERE p.run_id = :run_id AND p.state NOT IN ('running', 'interrupted')
GROUP BY p.portal
HAVING count(a.article_id) < p.inserted
