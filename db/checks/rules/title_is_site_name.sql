-- The title is the name of the site
-- severity: error
-- todo: the title is read from the frame of the page: mend the layout's title selector, then `vnportals replay`
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, a.title AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id JOIN portals AS p ON p.portal = a.portal
WHERE v.run_id = :run_id AND lower(a.title) IN (lower(p.name), lower(replace(replace(p.home, 'https://', ''), 'http://', '')))
