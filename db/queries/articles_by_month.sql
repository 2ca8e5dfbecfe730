-- How many articles of a portal there are by month of publication
-- A month that breaks the rhythm is worth a look: a changed site, a missed night, an archive that was read.
-- :portal portal = baoangiang, slug of the portal
SELECT substr(published_at, 1, 7) AS month, count(*) AS articles, min(published_at) AS first, max(published_at) AS last
FROM articles
WHERE portal = :portal
GROUP BY month
ORDER BY month DESC
