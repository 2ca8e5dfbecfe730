-- Views for analysts. All of them read the latest version of every article only.
--
-- Two observations speak of the same thing when indicator, unit, place, period, role and breakdown agree. A place is the
-- provincial unit as it was in the period; below the province it is the place's own name as well. A reprint counts with its
-- original as one source. What is stated of each thing stands ready in series_points and point_values (db/series.py), so that a
-- question by indicator, place or province reads a few rows. No view groups or ranks the observations: SQLite would do so for
-- all of them, whatever is asked.

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

CREATE VIEW stated_values AS -- one row per value stated of one thing, with how many independent sources state it
SELECT
    p.indicator,
    p.role,
    p.place_level,
    p.province_code,
    p.province_valid_from,
    p.place,
    p.period,
    p.period_start,
    p.period_end,
    p.breakdown,
    p.unit,
    v.rank, -- 1: the best value
    v.value,
    v.value_real,
    v.observations,
    v.sources,
    v.portals,
    v.confidence,
    v.first_published_at,
    v.last_published_at,
    v.observation_id, -- the surest reading of it
    p.point_id
FROM series_points AS p
JOIN point_values AS v ON v.point_id = p.point_id AND v.indicator = p.indicator;

CREATE VIEW corroborated_observations AS -- values that two or more independent sources state
SELECT
    indicator, role, place_level, province_code, province_valid_from, place, period, breakdown, value, value_real, unit,
    sources, portals, first_published_at, last_published_at, observation_id
FROM stated_values
WHERE sources > 1;

CREATE VIEW conflicting_observations AS -- pairs of different values that different sources state of the same thing
SELECT
    p.indicator, p.role, p.place_level, p.province_code, p.province_valid_from, p.place, p.period, p.breakdown, p.unit,
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
FROM series_points AS p
JOIN point_values AS low ON low.point_id = p.point_id
JOIN point_values AS high ON high.point_id = p.point_id AND high.value_real > low.value_real
JOIN observations AS lo ON lo.observation_id = low.observation_id
JOIN observations AS ho ON ho.observation_id = high.observation_id
WHERE p.spread IS NOT NULL
    AND min(low.first_source_id, high.first_source_id) < max(low.last_source_id, high.last_source_id);

CREATE VIEW indicator_series AS -- one best value per thing and period, how it was chosen, and where a series breaks
SELECT
    p.indicator, i.label_vi, p.role, p.place_level, p.province_code, p.province_valid_from, p.place, p.period, p.period_start,
    p.period_end, p.breakdown, v.value, v.value_real, p.unit, v.sources, v.portals, p.candidates, p.chosen_by,
    -- 1: the first value after the province was merged from several; those before are of a smaller unit of that name.
    -- CASE stops at the first answer; AND would have SQLite ask all three of every value.
    CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM province_mergers AS m
            WHERE m.new_code = p.province_code AND m.new_valid_from = p.province_valid_from
        ) THEN 0
        WHEN NOT EXISTS (
            SELECT 1 FROM series_points AS e
            WHERE e.place = p.place AND e.indicator = p.indicator AND e.role = p.role AND e.place_level = p.place_level
                AND e.unit = p.unit AND e.breakdown IS p.breakdown AND e.period_end < p.period_end
                AND e.province_valid_from < p.province_valid_from
        ) THEN 0
        ELSE NOT EXISTS (
            SELECT 1 FROM series_points AS e -- by province_code, too: an index has all but the start of the period
            WHERE e.province_code = p.province_code AND e.place_level = p.place_level AND e.place = p.place
                AND e.indicator = p.indicator AND e.role = p.role AND e.unit = p.unit AND e.breakdown IS p.breakdown
                AND e.province_valid_from = p.province_valid_from
                AND (e.period_start, e.period_end, e.period) < (p.period_start, p.period_end, p.period)
        )
    END AS series_break,
    v.observation_id
FROM series_points AS p
JOIN point_values AS v ON v.point_id = p.point_id AND v.rank = 1
JOIN indicators AS i ON i.indicator = p.indicator;

CREATE VIEW latest_observations AS -- the newest period of every series
SELECT
    p.indicator, i.label_vi, p.role, p.place_level, p.province_code, p.province_valid_from, p.place, p.period, p.breakdown,
    v.value, v.value_real, p.unit, v.sources, p.candidates, p.chosen_by, v.observation_id
FROM series_points AS p
JOIN point_values AS v ON v.point_id = p.point_id AND v.rank = 1
JOIN indicators AS i ON i.indicator = p.indicator
WHERE NOT EXISTS (
    SELECT 1 FROM series_points AS n
    WHERE n.place IS p.place AND n.indicator = p.indicator AND n.role = p.role AND n.place_level = p.place_level
        AND n.unit = p.unit AND n.breakdown IS p.breakdown AND n.period_end >= p.period_end
        AND (n.period_end, n.period_start, n.point_id) > (p.period_end, p.period_start, p.point_id)
);

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
        WHERE dp.portal = p.portal AND dp.state = 'done' AND d.kind = 'run'
    ) AS last_done_at,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'queued') AS pages_queued,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'failed') AS pages_failed,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'rejected') AS pages_rejected,
    (SELECT count(*) FROM pages AS q WHERE q.portal = p.portal AND q.state = 'gone') AS pages_gone,
    (SELECT count(*) FROM quarantine AS q WHERE q.portal = p.portal) AS quarantined,
    (SELECT count(*) FROM articles AS a WHERE a.portal = p.portal) AS articles,
    (SELECT max(a.published_at) FROM articles AS a WHERE a.portal = p.portal) AS newest_article_at
FROM portals AS p
LEFT JOIN run_portals AS t ON t.portal = p.portal
    AND t.run_id = (
        SELECT max(l.run_id) FROM run_portals AS l JOIN runs AS k ON k.run_id = l.run_id
        WHERE l.portal = p.portal AND k.kind = 'run' -- a replay or a backfill says nothing of how the portal answers
    )
LEFT JOIN runs AS r ON r.run_id = t.run_id;

CREATE VIEW quarantine AS -- pages whose newest answer in archive.db gave no article, and why
SELECT
    w.portal,
    w.url,
    u.stage,
    u.reason,
    u.detail,
    u.attempts,
    u.first_at,
    u.last_at,
    u.capture_id,
    u.run_id,
    w.article_id, -- what an earlier answer gave; NULL: nothing so far
    u.page_id
FROM unread_pages AS u -- first, of the two: few pages are in it
CROSS JOIN pages AS w ON w.page_id = u.page_id;

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

CREATE VIEW run_totals AS -- one row per run: what its portals together came to, what was new, what was found out of order
SELECT
    r.run_id,
    r.kind,
    r.started_at,
    r.finished_at,
    r.state,
    -- one by one, not grouped: then the last runs are had without adding up all of them
    (SELECT count(*) FROM run_portals AS t WHERE t.run_id = r.run_id) AS portals,
    (SELECT coalesce(sum(t.listed + t.resumed), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS items,
    (SELECT coalesce(sum(t.inserted), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS inserted,
    (SELECT coalesce(sum(t.updated), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS updated,
    (SELECT coalesce(sum(t.duplicate), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS duplicate,
    (SELECT coalesce(sum(t.rejected), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS rejected,
    (SELECT coalesce(sum(t.failed), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS failed,
    (SELECT coalesce(sum(t.requests), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS requests,
    (SELECT coalesce(sum(t.bytes), 0) FROM run_portals AS t WHERE t.run_id = r.run_id) AS bytes,
    (SELECT coalesce(sum(o.observations), 0) FROM run_observations AS o WHERE o.run_id = r.run_id) AS observations,
    (SELECT count(*) FROM findings AS f WHERE f.run_id = r.run_id AND f.severity = 'error') AS errors,
    (SELECT count(*) FROM findings AS f WHERE f.run_id = r.run_id AND f.severity = 'warning') AS warnings,
    r.error
FROM runs AS r;
