-- A page counts as loaded and holds no article
-- severity: error
-- todo: `vnportals replay --portal SLUG` reads it again; if it stays so, report it
SELECT portal, url, page_id, capture_id, 'loaded, no article' AS detail FROM pages WHERE state = 'loaded' AND article_id IS NULL
