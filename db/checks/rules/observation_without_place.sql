-- A value of a province without the province
-- severity: warning
-- todo: see how the place is spelled in the sentence; add the spelling to transforms/provinces.py
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    o.indicator || ' ' || o.period || ' of ' || coalesce(o.place, 'no place') || ': ' || substr(o.sentence, 1, 200) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
WHERE v.run_id = :run_id AND o.place_level IN ('province', 'local') AND o.province_code IS NULL
