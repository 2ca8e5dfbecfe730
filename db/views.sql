-- Views for analysts. All of them read the latest version of every article only.
--
-- Two observations speak of the same thing when indicator, unit, place, period, role and breakdown agree. A place is the
-- provincial unit as it was in the period; below the province it is the place's own name as well. A reprint counts with its
-- original as one source.

CREATE VIEW current_observations AS -- every observation with what it takes to trust it: article, place, source
SELECT
    o.observation_id,
    o.indicator,
    o.role,
    o.place_level,
    o.province_code,
    o.province_valid_from,
    CASE o.place_level WHEN 'province' THEN p.name ELSE o.place END AS place,
    o.period,
    o.period_start,
    o.period_end,
    o.period_inferred,
    o.breakdown,
    o.value,
    o.value_real,
    o.unit,
    o.sentence,
    o.confidence,
    o.rule_version,
    o.quantity_id,
    o.article_id,
    coalesce(
        (SELECT min(d.canonical_article_id) FROM duplicates AS d WHERE d.article_id = o.article_id), o.article_id
    ) AS source_id, -- the article, or the one it repeats
    a.portal,
    a.published_at,
    a.title,
    a.url
FROM observations AS o
JOIN articles AS a ON a.article_id = o.article_id
LEFT JOIN provinces AS p ON p.code = o.province_code AND p.valid_from = o.province_valid_from
WHERE o.current = 1;

CREATE VIEW stated_values AS -- one row per value stated of one thing, with how many sources state it
SELECT
    indicator,
    role,
    place_level,
    province_code,
    province_valid_from,
    place,
    period,
    period_start,
    period_end,
    breakdown,
    unit,
    min(value) AS value,
    value_real,
    count(*) AS observations,
    count(DISTINCT source_id) AS sources,
    count(DISTINCT portal) AS portals,
    min(source_id) AS first_source_id,
    max(source_id) AS last_source_id,
    max(confidence) AS confidence,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at,
    min(observation_id) AS observation_id -- the first that states it
FROM current_observations
GROUP BY
    indicator, role, place_level, province_code, province_valid_from, place,
    period, period_start, period_end, breakdown, unit, value_real;

CREATE VIEW corroborated_observations AS -- values that two or more independent sources state
SELECT
    indicator, role, place_level, province_code, province_valid_from, place, period, breakdown, value, value_real, unit,
    sources, portals, first_published_at, last_published_at, observation_id
FROM stated_values
WHERE sources > 1;

CREATE VIEW conflicting_observations AS -- pairs of different values that different sources state of the same thing
WITH stated AS (
    SELECT
        *,
        json_array(indicator, role, place_level, province_code, province_valid_from, place, period, breakdown, unit) AS thing
    FROM stated_values
)
SELECT
    low.indicator, low.role, low.place_level, low.province_code, low.province_valid_from, low.place, low.period, low.breakdown,
    low.unit,
    low.value AS low_value,
    high.value AS high_value,
    low.value_real AS low_value_real,
    high.value_real AS high_value_real,
    low.sources AS low_sources,
    high.sources AS high_sources,
    lo.sentence AS low_sentence,
    ho.sentence AS high_sentence,
    lo.article_id AS low_article_id,
    ho.article_id AS high_article_id
FROM stated AS low
JOIN stated AS high ON high.thing = low.thing AND high.value_real > low.value_real
JOIN observations AS lo ON lo.observation_id = low.observation_id
JOIN observations AS ho ON ho.observation_id = high.observation_id
WHERE min(low.first_source_id, high.first_source_id) < max(low.last_source_id, high.last_source_id);

CREATE VIEW indicator_series AS -- one best value per thing and period, how it was chosen, and where a series breaks
WITH ranked AS (
    SELECT
        *,
        row_number() OVER thing AS rank,
        count(*) OVER (
            PARTITION BY indicator, role, place_level, province_code, province_valid_from, place, period, breakdown, unit
        ) AS candidates,
        lead(sources) OVER thing AS next_sources,
        lead(confidence) OVER thing AS next_confidence
    FROM stated_values
    WINDOW thing AS (
        PARTITION BY indicator, role, place_level, province_code, province_valid_from, place, period, breakdown, unit
        ORDER BY sources DESC, confidence DESC, last_published_at DESC, observation_id DESC
    )
)
SELECT
    r.indicator, i.label_vi, r.role, r.place_level, r.province_code, r.province_valid_from, r.place, r.period, r.period_start,
    r.period_end, r.breakdown, r.value, r.value_real, r.unit, r.sources, r.portals, r.candidates,
    CASE
        WHEN r.candidates = 1 THEN 'only value'
        WHEN r.sources > r.next_sources THEN 'most sources'
        WHEN r.confidence > r.next_confidence THEN 'surest reading'
        ELSE 'latest article'
    END AS chosen_by,
    -- 1: the first value after the province was merged from several; those before are of a smaller unit of that name
    coalesce(
        lag(r.province_valid_from) OVER series < r.province_valid_from
        AND EXISTS (
            SELECT 1 FROM province_mergers AS m
            WHERE m.new_code = r.province_code AND m.new_valid_from = r.province_valid_from
        ),
        0
    ) AS series_break,
    r.observation_id
FROM ranked AS r
JOIN indicators AS i ON i.indicator = r.indicator
WHERE r.rank = 1
WINDOW series AS (
    PARTITION BY r.indicator, r.role, r.place_level, r.place, r.breakdown, r.unit ORDER BY r.period_start, r.period_end
);

CREATE VIEW latest_observations AS -- the newest period of every series
SELECT
    indicator, label_vi, role, place_level, province_code, province_valid_from, place, period, breakdown, value, value_real,
    unit, sources, candidates, chosen_by, observation_id
FROM (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY indicator, role, place_level, place, breakdown, unit
            ORDER BY period_end DESC, period_start DESC, province_valid_from DESC
        ) AS age
    FROM indicator_series
)
WHERE age = 1;

CREATE VIEW portal_health AS -- one row per portal: its last run, its queue, its newest article
SELECT
    p.portal,
    p.name,
    r.run_id AS last_run_id,
    r.started_at AS last_run_at,
    t.state AS last_state,
    t.error AS last_error,
    t.listed,
    t.inserted,
    t.updated,
    t.duplicate,
    t.rejected,
    t.failed,
    (
        SELECT max(d.started_at)
        FROM runs AS d JOIN run_portals AS dp ON dp.run_id = d.run_id
        WHERE dp.portal = p.portal AND dp.state = 'done'
    ) AS last_done_at,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'queued') AS pages_queued,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'failed') AS pages_failed,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'rejected') AS pages_rejected,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'gone') AS pages_gone,
    (SELECT count(*) FROM articles AS a WHERE a.portal = p.portal) AS articles,
    (SELECT max(a.published_at) FROM articles AS a WHERE a.portal = p.portal) AS newest_article_at
FROM portals AS p
LEFT JOIN run_portals AS t ON t.portal = p.portal
    AND t.run_id = (SELECT max(l.run_id) FROM run_portals AS l WHERE l.portal = p.portal)
LEFT JOIN runs AS r ON r.run_id = t.run_id;

CREATE VIEW coverage AS -- what there is of every portal and month of publication
SELECT
    a.portal,
    substr(a.published_at, 1, 7) AS month,
    count(*) AS articles,
    sum((SELECT count(*) FROM article_versions AS v WHERE v.article_id = a.article_id)) AS versions,
    sum((SELECT count(*) FROM quantities AS q WHERE q.version_id = a.version_id)) AS quantities,
    sum((SELECT count(*) FROM observations AS o WHERE o.article_id = a.article_id AND o.version_id = a.version_id)) AS observations,
    sum(a.method <> 'layout') AS without_layout,
    sum(EXISTS (SELECT 1 FROM duplicates AS d WHERE d.article_id = a.article_id)) AS repeats
FROM articles AS a
GROUP BY a.portal, month;
