-- Articles that were edited after we first had them, latest edit first
-- With how many numbers each version holds; article_history shows what changed.
-- :limit integer = 50, rows at most
SELECT
    v.article_id, a.portal, v.number AS version, v.seen_at, e.title AS title_before, v.title,
    (SELECT count(*) FROM quantities AS q WHERE q.version_id = e.version_id) AS numbers_before,
    (SELECT count(*) FROM quantities AS q WHERE q.version_id = v.version_id) AS numbers, a.url
FROM article_versions AS v
JOIN article_versions AS e ON e.article_id = v.article_id AND e.number = v.number - 1
JOIN articles AS a ON a.article_id = v.article_id
WHERE v.number > 1
ORDER BY v.seen_at DESC, v.version_id DESC
LIMIT :limit
