-- A page could not be had at four or more tries
-- severity: warning
-- todo: open the page; what the portal serves to nobody is given up after eight tries by itself
-- least: 3
SELECT p.portal, p.url, p.page_id, p.capture_id, p.attempts || ' tries: ' || coalesce(p.reason, '') AS detail
FROM portals AS s CROSS JOIN pages AS p
WHERE p.portal = s.portal AND p.state = 'failed' AND p.attempts BETWEEN 4 AND 7
ORDER BY p.attempts DESC, p.page_id
