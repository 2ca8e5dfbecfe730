-- What a run's report tells that cannot be worked out later: a replay reads old articles anew, and pages move on.

CREATE TABLE run_observations ( -- numbers that were new in a run: stated by what it loaded, and not by an earlier version
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    indicator TEXT NOT NULL REFERENCES indicators (indicator),
    observations INTEGER NOT NULL CHECK (observations > 0), -- how many
    PRIMARY KEY (run_id, portal, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_pages ( -- a portal's pages that were not loaded when a run ended; no row: the run ended without saying how
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    queued INTEGER NOT NULL CHECK (queued >= 0), -- not fetched yet
    failed INTEGER NOT NULL CHECK (failed >= 0), -- to be tried again
    quarantined INTEGER NOT NULL CHECK (quarantined >= 0), -- answered, and gave no article: see unread_pages
    PRIMARY KEY (run_id, portal)
) STRICT, WITHOUT ROWID;

INSERT INTO run_observations (run_id, portal, indicator, observations)
SELECT v.run_id, a.portal, o.indicator, count(*)
FROM observations AS o
JOIN article_versions AS v ON v.version_id = o.version_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE NOT EXISTS (
    SELECT 1 FROM observations AS e
    WHERE e.article_id = o.article_id AND e.version_id < o.version_id AND e.indicator = o.indicator AND e.role = o.role
        AND e.unit = o.unit AND e.period = o.period AND e.value = o.value AND e.place IS o.place AND e.breakdown IS o.breakdown
)
GROUP BY v.run_id, a.portal, o.indicator;
