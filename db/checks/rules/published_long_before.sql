-- Listed for the first time more than a year after its date, on a portal that has been read for a month
-- severity: warning
-- todo: open the pages: if their dates are right, the portal lists its archive; else the date is read from the wrong place
-- least: 3
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, 'dated ' || v.published_at || ', fetched ' || v.seen_at AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
WHERE v.run_id = :run_id AND v.number = 1 AND julianday(v.published_at) < julianday(v.seen_at) - 365
    AND (
        SELECT min(julianday(r.started_at)) FROM run_portals AS p JOIN runs AS r ON r.run_id = p.run_id WHERE p.portal = a.portal
    ) < julianday(:now) - 30
    AND (SELECT kind FROM runs WHERE run_id = :run_id) = 'run'
