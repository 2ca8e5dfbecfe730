-- What was refused lately, and why
-- One row per item and run, newest first; `detail` is what a person needs to see the reason.
-- :portal portal = , slug of one portal; empty for all
-- :limit integer = 100, rows at most
WITH newest AS (
    SELECT * FROM (SELECT * FROM rejections WHERE :portal IS NULL ORDER BY rejection_id DESC LIMIT :limit)
    UNION ALL
    SELECT * FROM (SELECT * FROM rejections WHERE portal = :portal ORDER BY rejection_id DESC LIMIT :limit)
)
SELECT run_id, portal, stage, reason, detail, url, rejected_at
FROM newest
ORDER BY rejection_id DESC
