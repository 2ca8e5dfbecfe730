-- Published more than a day after its page was fetched
-- severity: error
-- todo: open the page: the date is read from the wrong place, or in the wrong order of day and month
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id, 'dated ' || v.published_at || ', fetched ' || v.seen_at AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
WHERE v.run_id = :run_id AND julianday(v.published_at) > julianday(v.seen_at) + 1
