-- The text has none of the letters that only Vietnamese has
-- severity: error
-- todo: open the page: it is in another language, encoded, or a message of the server
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, substr(b.body, 1, 80) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN article_bodies AS b ON b.version_id = v.version_id
WHERE v.run_id = :run_id AND b.body NOT GLOB '*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]*'
