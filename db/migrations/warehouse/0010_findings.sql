-- What the checks of a run find out of order, and the rows that failed them.

CREATE TABLE findings ( -- what the checks of a run found out of order: what needs a person
    finding_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (run_id), -- the run after which it was so
    portal TEXT REFERENCES portals (portal), -- NULL: of the run or the warehouse as a whole
    rule TEXT NOT NULL, -- name of the check
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')), -- error: numbers are being lost or wrong
    message TEXT NOT NULL, -- one line with the counts that show it
    todo TEXT NOT NULL, -- what a person does about it
    measured REAL, -- what was measured
    expected_low REAL, -- the range that the portal's own history makes ordinary
    expected_high REAL,
    failing INTEGER NOT NULL CHECK (failing >= 0), -- rows that failed the check; the first of them stand in finding_rows
    evidence TEXT NOT NULL CHECK (json_valid(evidence)), -- JSON object: selector, counts, address, capture of the first case
    since_run_id INTEGER NOT NULL REFERENCES runs (run_id) -- the run after which it was found first, and in each since
) STRICT;
CREATE UNIQUE INDEX findings_once ON findings (run_id, rule, coalesce(portal, ''));
CREATE INDEX findings_of_rule ON findings (rule, portal, run_id);

CREATE TABLE finding_rows ( -- the first rows that failed a check
    finding_id INTEGER NOT NULL REFERENCES findings (finding_id),
    position INTEGER NOT NULL, -- 1 is the first
    url TEXT, -- address of the page or listing
    page_id INTEGER REFERENCES pages (page_id),
    article_id INTEGER REFERENCES articles (article_id),
    capture_id INTEGER, -- its bytes, in archive.db
    detail TEXT NOT NULL, -- what is wrong with this row
    PRIMARY KEY (finding_id, position)
) STRICT, WITHOUT ROWID;
