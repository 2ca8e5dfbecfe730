-- What the portals of a province published in a stretch of time
-- With how many numbers each article states, newest first.
-- :province province = An Giang, name of the province the portal speaks for
-- :since day = 2025-01-01, first day
-- :until day = 2100-01-01, last day
-- :limit integer = 100, rows at most
WITH newest AS (
    -- CROSS JOIN: first the provinces of that name, then what their portals published
    SELECT a.article_id
    FROM provinces AS u
    CROSS JOIN articles AS a ON a.province_code = u.code AND a.province_valid_from = u.valid_from
        AND a.published_at >= :since AND a.published_at < date(:until, '+1 day')
    WHERE u.name = :province
    ORDER BY a.published_at DESC, a.article_id DESC
    LIMIT :limit
)
SELECT
    a.published_at, a.portal, a.title, a.section,
    (SELECT count(*) FROM observations AS o WHERE o.article_id = a.article_id AND o.version_id = a.version_id) AS numbers,
    (SELECT max(v.number) FROM article_versions AS v WHERE v.article_id = a.article_id) AS versions,
    a.url, a.article_id
FROM newest AS n
CROSS JOIN articles AS a ON a.article_id = n.article_id
ORDER BY a.published_at DESC, a.article_id DESC
