-- Reprints and edited copies, newest first, each beside the article it repeats
-- `similarity` is the share of the shorter one's triples of words that stand in the other, too. Kind `content`: the same text.
-- :portal portal = , slug of the portal that reprints; empty for all
-- :kind text = , near or content; empty for both
-- :limit integer = 100, rows at most
WITH repeats AS (
    -- CROSS JOIN: from the newest article on, until there are enough
    SELECT * FROM (
        SELECT d.duplicate_id FROM articles AS a CROSS JOIN duplicates AS d ON d.article_id = a.article_id
        WHERE :portal IS NULL AND d.kind = coalesce(:kind, d.kind) AND d.kind <> 'url'
        ORDER BY a.published_at DESC LIMIT :limit
    )
    UNION ALL
    SELECT * FROM (
        SELECT d.duplicate_id FROM articles AS a CROSS JOIN duplicates AS d ON d.article_id = a.article_id
        WHERE a.portal = :portal AND d.kind = coalesce(:kind, d.kind) AND d.kind <> 'url'
        ORDER BY a.published_at DESC LIMIT :limit
    )
)
SELECT
    d.kind, d.similarity, a.portal, a.title, a.published_at, c.portal AS original_portal, c.title AS original_title,
    c.published_at AS original_published_at, a.url, c.url AS original_url, a.article_id, c.article_id AS original_article_id
FROM repeats AS r
CROSS JOIN duplicates AS d ON d.duplicate_id = r.duplicate_id
JOIN articles AS a ON a.article_id = d.article_id
JOIN articles AS c ON c.article_id = d.canonical_article_id
ORDER BY a.published_at DESC, a.article_id DESC
