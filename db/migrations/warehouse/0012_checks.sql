-- What the checks after a run measure, and what lets them look at the rows of one run only.

CREATE TABLE run_measures ( -- what the checks measured of a portal in a run: the history that later runs are compared with
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    measure TEXT NOT NULL, -- as in docs/checks.md
    weight INTEGER NOT NULL CHECK (weight > 0), -- on how many items it was measured; 1: a count
    total REAL NOT NULL, -- how many of them, or the sum of ln(1 + x) over them; of a count the count
    PRIMARY KEY (portal, measure, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_measures_of_run ON run_measures (run_id, portal);

CREATE INDEX article_versions_of_run ON article_versions (run_id);
CREATE INDEX pages_without_article ON pages (page_id) WHERE state = 'loaded' AND article_id IS NULL; -- none should be
