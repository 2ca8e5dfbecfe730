-- Every sentence that states an indicator of a province for a period, with its article
-- Equal values stand together; `source_id` is the same for an article and its reprints. This is how a number is traced and checked.
-- :indicator indicator = public_investment_disbursement_rate, code of the indicator
-- :province province = An Giang, name of the province
-- :period text = 2025, as the warehouse writes it: 2025, 2025-H1, 2025-Q1, 2025-03, 2025-01/2025-09
SELECT
    o.value, o.unit, o.role, o.breakdown, q.qualifier, o.sentence, a.portal, a.published_at, a.title, a.url,
    coalesce((SELECT min(d.canonical_article_id) FROM duplicates AS d WHERE d.article_id = a.article_id), a.article_id) AS source_id,
    o.confidence, o.rule_version, o.observation_id, a.article_id
FROM provinces AS u
JOIN observations AS o ON o.current = 1 AND o.indicator = :indicator AND o.role IN ('level', 'delta', 'target')
    AND o.place_level = 'province' AND o.province_code = u.code AND o.province_valid_from = u.valid_from
    AND o.period = CAST(:period AS TEXT)
JOIN quantities AS q ON q.quantity_id = o.quantity_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE u.name = :province
ORDER BY o.role, o.breakdown, o.value_real, a.published_at, o.observation_id
