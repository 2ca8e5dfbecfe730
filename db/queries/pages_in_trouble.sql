-- Pages of a portal that could not be had or read, and why
-- Failed pages are tried again at `next_attempt_at`; rejected ones when the portal's layouts were mended and they are read anew.
-- :portal portal = baoangiang, slug of the portal
-- :limit integer = 100, rows at most
SELECT p.state, p.reason, p.attempts, p.next_attempt_at, p.first_seen_at, p.last_fetched_at, p.url
FROM (
    -- first which, from the index alone
    SELECT page_id FROM pages
    WHERE portal = :portal AND state IN ('failed', 'rejected', 'gone')
    ORDER BY state, page_id DESC
    LIMIT :limit
) AS t
CROSS JOIN pages AS p ON p.page_id = t.page_id
ORDER BY p.state, p.page_id DESC
