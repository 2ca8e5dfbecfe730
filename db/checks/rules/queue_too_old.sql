-- A page has waited in the queue for more than three days
-- severity: warning
-- todo: see why the portal stops before its queue is empty (`vnportals status`); a run with --portal SLUG works it off
SELECT p.portal, p.url, p.page_id, 'queued since ' || p.first_seen_at AS detail
FROM portals AS s CROSS JOIN pages AS p
WHERE p.portal = s.portal AND p.state IN ('queued', 'failed') AND p.state = 'queued'
    AND p.first_seen_at < strftime('%Y-%m-%dT%H:%M:%S+07:00', :now, '+7 hours', '-3 days')
