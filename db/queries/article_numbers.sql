-- All numbers of one article, in the order of the text, with what they were read as
-- Numbers that state no indicator are there too: their indicator is empty.
-- :article_id integer = 1, number of the article
SELECT
    q.field, q.surface, q.value, q.value_high, q.unit, q.qualifier, o.indicator, o.role, o.place, o.period, o.breakdown, o.confidence,
    q.sentence
FROM articles AS a
JOIN quantities AS q ON q.version_id = a.version_id
LEFT JOIN observations AS o ON o.quantity_id = q.quantity_id
WHERE a.article_id = :article_id
ORDER BY CASE q.field WHEN 'title' THEN 0 WHEN 'lead' THEN 1 WHEN 'body' THEN 2 ELSE 3 END, q.field, q."start"
