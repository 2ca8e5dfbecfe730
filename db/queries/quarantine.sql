-- What was fetched and could not be read or loaded, and why
-- Newest first. The bytes are in archive.db: `vnportals archive show CAPTURE_ID` shows them, `vnportals replay --quarantine` tries again.
-- :portal portal = , slug of one portal; empty for all
-- :reason text = , only this reason; empty for all
-- :limit integer = 100, rows at most
SELECT portal, stage, reason, detail, attempts, first_at, last_at, capture_id, run_id, article_id, url
FROM quarantine
WHERE (:portal IS NULL OR portal = :portal) AND (:reason IS NULL OR reason = :reason)
ORDER BY last_at DESC, capture_id DESC
LIMIT :limit
