-- The last runs, with what all portals together came to
-- One row per run, newest first; portal_counts has the portals of one run.
-- :limit integer = 20, runs at most
SELECT
    r.run_id, r.kind, r.started_at, r.finished_at, r.state, count(t.portal) AS portals, sum(t.listed) AS listed,
    sum(t.inserted) AS inserted, sum(t.updated) AS updated, sum(t.duplicate) AS duplicate, sum(t.rejected) AS rejected,
    sum(t.failed) AS failed, sum(t.requests) AS requests, r.error
FROM (SELECT * FROM runs ORDER BY run_id DESC LIMIT :limit) AS r
LEFT JOIN run_portals AS t ON t.run_id = r.run_id
GROUP BY r.run_id
ORDER BY r.run_id DESC
