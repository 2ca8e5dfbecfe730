-- The indicator stands beside each value, so that an index gives the values of one indicator in the order they are asked for: the most
-- corroborated first, the most doubtful first. At a million articles the most frequent indicator has some 800,000 values.

-- Not renamed into place: SQLite refuses that while views read the table.
CREATE TABLE moved_values AS
SELECT p.indicator, v.* FROM point_values AS v JOIN series_points AS p ON p.point_id = v.point_id ORDER BY v.point_id, v.rank;
DROP TABLE point_values;
CREATE TABLE point_values ( -- every value stated for a point, with how many independent sources state it
    point_id INTEGER NOT NULL REFERENCES series_points (point_id),
    rank INTEGER NOT NULL, -- 1: the best value
    indicator TEXT NOT NULL,
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
INSERT INTO point_values
SELECT
    point_id, rank, indicator, value, value_real, observations, sources, portals, first_source_id, last_source_id, confidence,
    first_published_at, last_published_at, observation_id
FROM moved_values;
DROP TABLE moved_values;
CREATE INDEX values_by_several ON point_values (last_published_at) WHERE sources > 1;
CREATE INDEX values_by_sources ON point_values (indicator, sources, last_published_at, observation_id) WHERE sources > 1;
CREATE INDEX values_in_doubt ON point_values (indicator, confidence, observation_id) WHERE rank = 1 AND sources = 1;
CREATE INDEX points_of_target ON series_points (place, place_level, period_end, indicator) WHERE role = 'target';
