-- The values of every series, which the views for analysts had to work out from all observations at every question, stand in
-- tables. All points are put on the list of those to be worked out: the next run does it, in steps.

CREATE TABLE series_points ( -- one indicator of one place and period, as far as anything states it; worked out from observations
    point_id INTEGER PRIMARY KEY, -- another one whenever its values change
    indicator TEXT NOT NULL,
    role TEXT NOT NULL,
    place_level TEXT NOT NULL,
    province_code TEXT,
    province_valid_from TEXT,
    place TEXT, -- name of the province, or of the place within it
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    breakdown TEXT,
    unit TEXT NOT NULL, -- that of the indicator, also where texts count in its full name: hộ for "hộ nghèo"
    candidates INTEGER NOT NULL, -- how many different values are stated
    sources INTEGER NOT NULL, -- how many independent sources state any of them; a reprint is one source with its original
    chosen_by TEXT NOT NULL, -- why the value of rank 1 is the best one
    spread REAL -- lowest and highest value: their difference as a share of the larger; NULL: no two sources disagree
) STRICT;
CREATE INDEX points_by_indicator ON series_points (
    indicator, role, place_level, province_code, province_valid_from, period
);
CREATE INDEX points_by_place ON series_points (place, indicator, role, place_level, unit, breakdown, period_end);
CREATE INDEX points_by_province ON series_points (province_code, place_level, indicator, period_end);
CREATE INDEX points_in_conflict ON series_points (indicator, spread) WHERE spread IS NOT NULL;
CREATE INDEX points_by_spread ON series_points (spread) WHERE spread IS NOT NULL;

CREATE TABLE point_values ( -- every value stated for a point, with how many independent sources state it
    point_id INTEGER NOT NULL REFERENCES series_points (point_id),
    rank INTEGER NOT NULL, -- 1: the best value
    value TEXT NOT NULL, -- exact
    value_real REAL NOT NULL,
    observations INTEGER NOT NULL, -- that state it
    sources INTEGER NOT NULL, -- articles that state it, reprints not counted
    portals INTEGER NOT NULL, -- that published those articles
    first_source_id INTEGER NOT NULL, -- lowest and
    last_source_id INTEGER NOT NULL, -- highest article_id of the sources
    confidence REAL NOT NULL, -- of the surest reading
    first_published_at TEXT NOT NULL,
    last_published_at TEXT NOT NULL,
    observation_id INTEGER NOT NULL, -- its surest reading, whose sentence stands for the value
    PRIMARY KEY (point_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX values_by_several ON point_values (last_published_at) WHERE sources > 1;

CREATE TABLE stale_points ( -- points that are to be worked out anew; triggers put them here, db/series.py empties it
    indicator TEXT NOT NULL,
    role TEXT NOT NULL,
    place_level TEXT NOT NULL,
    province_code TEXT NOT NULL, -- '' for none
    province_valid_from TEXT NOT NULL, -- '' for none
    period TEXT NOT NULL,
    PRIMARY KEY (indicator, role, place_level, province_code, province_valid_from, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE stale_articles ( -- articles of whose numbers the points are to be worked out anew; triggers put them here
    article_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER observation_added AFTER INSERT ON observations WHEN new.current = 1 BEGIN
    INSERT INTO stale_articles VALUES (new.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER observation_removed AFTER DELETE ON observations WHEN old.current = 1 BEGIN
    INSERT INTO stale_points VALUES (
        old.indicator, old.role, old.place_level, coalesce(old.province_code, ''), coalesce(old.province_valid_from, ''), old.period
    ) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER observation_superseded AFTER UPDATE OF current ON observations BEGIN
    INSERT INTO stale_points VALUES (
        old.indicator, old.role, old.place_level, coalesce(old.province_code, ''), coalesce(old.province_valid_from, ''), old.period
    ) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER article_redated AFTER UPDATE OF published_at ON articles WHEN old.published_at <> new.published_at BEGIN
    INSERT INTO stale_articles VALUES (new.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER duplicate_found AFTER INSERT ON duplicates WHEN new.article_id IS NOT NULL BEGIN
    INSERT INTO stale_articles VALUES (new.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER duplicate_unlinked AFTER DELETE ON duplicates WHEN old.article_id IS NOT NULL BEGIN
    INSERT INTO stale_articles VALUES (old.article_id) ON CONFLICT DO NOTHING;
END;

INSERT INTO stale_points
SELECT DISTINCT indicator, role, place_level, coalesce(province_code, ''), coalesce(province_valid_from, ''), period
FROM observations WHERE current = 1;
