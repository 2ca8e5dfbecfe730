-- What was refused lately, and why
-- :portal = , slug of one portal; empty for all
-- :limit = 100, rows at most
SELECT run_id, portal, stage, reason, detail, url, rejected_at
FROM rejections
WHERE :portal IS NULL OR portal = :portal
ORDER BY rejection_id DESC
LIMIT :limit
