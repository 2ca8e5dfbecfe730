-- How every portal stands: its last run, its queue, its newest article
-- Pages that are queued or failed are tried again by the next run; rejected ones wait for a person.
-- Not interactive: it counts every article.
SELECT
    portal, name, last_run_at, last_state, last_done_at, articles, newest_article_at, pages_queued, pages_failed, pages_rejected,
    pages_gone, last_error
FROM portal_health
ORDER BY portal
