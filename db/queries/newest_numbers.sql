-- The numbers of the articles that were published last
-- With place, period and sentence; of one portal or of all. Looked for in the newest 500 articles.
-- :portal portal = , slug of one portal; empty for all
-- :limit integer = 50, rows at most
WITH newest AS (
    SELECT * FROM (
        SELECT article_id, version_id FROM articles WHERE :portal IS NULL ORDER BY published_at DESC LIMIT 500
    )
    UNION ALL
    SELECT * FROM (
        SELECT article_id, version_id FROM articles WHERE portal = :portal ORDER BY published_at DESC LIMIT 500
    )
)
SELECT
    a.published_at, a.portal, o.indicator, o.role, u.name AS province, o.place, o.period, o.breakdown, o.value, o.unit, o.sentence,
    a.title, a.url, a.article_id
FROM newest AS n
JOIN articles AS a ON a.article_id = n.article_id
JOIN observations AS o ON o.article_id = n.article_id AND o.version_id = n.version_id
LEFT JOIN provinces AS u ON u.code = o.province_code AND u.valid_from = o.province_valid_from
ORDER BY a.published_at DESC, o.observation_id
LIMIT :limit
