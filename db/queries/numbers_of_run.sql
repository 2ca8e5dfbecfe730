-- How many new numbers a run brought, by portal and indicator
-- New: stated by what was loaded, and not by an earlier version of the article. Kept as it was then, whatever is read anew later.
-- :run_id integer = , number of the run; empty for the last one
-- :portal portal = , slug of one portal; empty for all
SELECT o.run_id, o.portal, o.indicator, i.label_vi, o.observations
FROM run_observations AS o JOIN indicators AS i ON i.indicator = o.indicator
WHERE o.run_id = coalesce(:run_id, (SELECT max(run_id) FROM runs)) AND (:portal IS NULL OR o.portal = :portal)
ORDER BY o.observations DESC, o.indicator, o.portal
