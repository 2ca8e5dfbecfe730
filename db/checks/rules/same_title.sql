-- Many pages of one run have the same title and different texts
-- severity: error
-- todo: the title is read from the frame of the page, or a rubric was taken for an article: open three of the pages
-- least: 4
WITH loaded AS (
    SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, a.title, a.content_hash
    FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
    WHERE v.run_id = :run_id
)
SELECT l.portal, l.url, l.page_id, l.article_id, l.capture_id, l.title AS detail
FROM loaded AS l
WHERE (l.portal, l.title) IN (
    SELECT portal, title FROM loaded GROUP BY portal, title
    -- a weekly column has its title once a week: a few of a backlog are ordinary, half of a night's articles are not
    HAVING count(DISTINCT content_hash) >= 4 AND count(*) * 4 >= (SELECT count(*) FROM loaded AS o WHERE o.portal = loaded.portal)
)
