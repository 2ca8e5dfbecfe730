-- A share of a whole is below 0 or above 100 %
-- severity: warning
-- todo: read the sentence: another number was taken, or a fulfilment of a plan for a share; mend the indicator's rule
SELECT a.portal, a.url, a.page_id, a.article_id, v.capture_id,
    o.indicator || ' ' || o.period || ' = ' || o.value || ' %: ' || substr(o.sentence, 1, 200) AS detail
FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
JOIN observations AS o ON o.article_id = a.article_id AND o.version_id = v.version_id
WHERE v.run_id = :run_id AND o.role = 'level' AND o.unit = '%'
    AND o.indicator <> 'public_investment_disbursement_rate' -- of a plan, which may be exceeded
    AND (o.indicator LIKE '%\_rate' ESCAPE '\' OR o.indicator = 'sipas_score')
    AND o.value_real NOT BETWEEN 0 AND 100
