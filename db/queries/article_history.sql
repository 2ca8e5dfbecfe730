-- The versions of one article, oldest first; printed as what changed
-- Found by its number or its address. As a table it shows what was added and taken out, and which numbers changed; other formats have
-- the versions in full.
-- :article_id integer = , number of the article
-- :url text = , or its address
SELECT v.number, v.seen_at, v.published_at, v.updated_at, v.title, v.lead, b.body, v.run_id, v.capture_id, v.version_id
FROM article_versions AS v
JOIN article_bodies AS b ON b.version_id = v.version_id
WHERE v.article_id IN (
    SELECT article_id FROM articles WHERE article_id = :article_id
    UNION
    SELECT article_id FROM articles WHERE url = :url
)
ORDER BY v.article_id, v.number
