-- PCI, PAPI, PAR INDEX and SIPAS of a province, by year
-- Score and rank as articles state them, one row per index and year, latest year first.
-- :province province = An Giang, name of the province
SELECT
    upper(substr(s.indicator, 1, instr(s.indicator, '_') - 1)) AS "index",
    s.period AS year,
    max(iif(s.indicator LIKE '%rank', s.value, NULL)) AS rank,
    max(iif(s.indicator LIKE '%score', s.value, NULL)) AS score,
    max(iif(s.indicator LIKE '%score', s.unit, NULL)) AS score_unit,
    max(s.sources) AS sources,
    max(s.series_break) AS series_break
FROM indicator_series AS s
WHERE s.place = :province AND s.role = 'level' AND s.place_level = 'province' AND s.breakdown IS NULL
    AND s.indicator IN (
        'pci_rank', 'pci_score', 'papi_rank', 'papi_score', 'par_index_rank', 'par_index_score', 'sipas_rank', 'sipas_score'
    )
GROUP BY 1, 2
ORDER BY year DESC, "index"
