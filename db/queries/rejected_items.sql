-- What was refused lately, and why
-- One row per item and run, newest first; `detail` is what a person needs to see the reason.
-- :portal = , slug of one portal; empty for all
-- :limit = 100, rows at most
SELECT run_id, portal, stage, reason, detail, url, rejected_at
FROM rejections
WHERE :portal IS NULL OR portal = :portal
ORDER BY rejection_id DESC
LIMIT :limit
