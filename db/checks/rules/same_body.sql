-- Pages of one run have the same body and different titles
-- severity: error
-- todo: the frame of the page was read as its text: mend the layout's body selector, then `vnportals replay`
-- least: 3
WITH loaded AS (
    SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, a.title, b.body
    FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
    JOIN article_bodies AS b ON b.version_id = v.version_id
    WHERE v.run_id = :run_id
)
SELECT l.portal, l.url, l.page_id, l.article_id, l.capture_id, l.title || ': ' || substr(l.body, 1, 80) AS detail
FROM loaded AS l
WHERE (l.portal, l.body) IN (
    SELECT portal, body FROM loaded GROUP BY portal, body HAVING count(DISTINCT title) >= 3
)
