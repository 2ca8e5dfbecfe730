-- A portal of the run has been read for three runs and has given no article
-- severity: error
-- todo: `vnportals check --live --portal SLUG`: its listings or layouts do not fit
SELECT t.portal, p.home AS url, 'listed ' || t.listed || ', rejected ' || t.rejected || ', failed ' || t.failed AS detail
FROM run_portals AS t JOIN portals AS p ON p.portal = t.portal
WHERE t.run_id = :run_id AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.portal = t.portal)
    AND (SELECT count(*) FROM run_portals AS e WHERE e.portal = t.portal AND e.state <> 'interrupted') >= 3
