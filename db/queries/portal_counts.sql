-- How every portal did in a run
-- The outcomes add up to listed + resumed.
-- :run_id integer = , number of the run; empty for the last one
SELECT
    portal, state, listed, resumed, known, not_modified, inserted, updated, unchanged, duplicate, rejected, failed, requests,
    bytes, duration_s, error
FROM run_portals
WHERE run_id = coalesce(:run_id, (SELECT max(run_id) FROM runs))
ORDER BY portal
