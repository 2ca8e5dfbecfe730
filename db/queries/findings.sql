-- What the checks found out of order after the last runs, with the rows that show it
-- One row per failing row, or per finding where it has none; newest run first, then errors. docs/checks.md tells the rules.
-- :portal portal = , slug of one portal; empty for all
-- :rule text = , name of one check; empty for all
-- :runs integer = 1, how many of the last runs
-- :limit integer = 200, rows at most
SELECT
    f.run_id, f.portal, f.severity, f.rule, f.message, f.todo, f.since_run_id, f.measured, f.expected_low, f.expected_high,
    f.failing, r.url, r.detail, r.article_id, r.capture_id
FROM (SELECT run_id FROM runs WHERE kind = 'run' ORDER BY run_id DESC LIMIT :runs) AS l
CROSS JOIN findings AS f ON f.run_id = l.run_id
LEFT JOIN finding_rows AS r ON r.finding_id = f.finding_id
WHERE (:portal IS NULL OR f.portal = :portal) AND (:rule IS NULL OR f.rule = :rule)
ORDER BY f.run_id DESC, f.severity <> 'error', f.severity <> 'warning', f.portal, f.rule, r.position
LIMIT :limit
