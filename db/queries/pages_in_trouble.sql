-- Pages of a portal that could not be had or read, and why
-- Failed pages are tried again at `next_attempt_at`; rejected ones when the portal's layouts were mended and they are read anew.
-- :portal portal = baoangiang, slug of the portal
-- :limit integer = 100, rows at most
SELECT state, reason, attempts, next_attempt_at, first_seen_at, last_fetched_at, url
FROM pages
WHERE portal = :portal AND state IN ('failed', 'rejected', 'gone')
ORDER BY state, page_id DESC
LIMIT :limit
