-- How many articles of a portal there are by month of publication
-- A month that breaks the rhythm is worth a look: a changed site, a missed night, an archive that was read.
-- :portal portal = baoangiang, slug of the portal
WITH RECURSIVE months (month) AS (
    -- from the newest month to the one before, by one look into the index; grouping would sort all articles of the portal
    SELECT substr(max(published_at), 1, 7) FROM articles WHERE portal = :portal
    UNION ALL
    SELECT (SELECT substr(max(a.published_at), 1, 7) FROM articles AS a WHERE a.portal = :portal AND a.published_at < m.month)
    FROM months AS m
    WHERE m.month IS NOT NULL
)
SELECT
    m.month,
    (
        SELECT count(*) FROM articles AS a
        WHERE a.portal = :portal AND a.published_at >= m.month AND a.published_at < m.month || '~'
    ) AS articles,
    (SELECT min(a.published_at) FROM articles AS a WHERE a.portal = :portal AND a.published_at >= m.month) AS first,
    (SELECT max(a.published_at) FROM articles AS a WHERE a.portal = :portal AND a.published_at < m.month || '~') AS last
FROM months AS m
WHERE m.month IS NOT NULL
ORDER BY m.month DESC
