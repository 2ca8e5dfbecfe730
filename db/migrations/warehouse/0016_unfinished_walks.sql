-- Listings whose last walk broke off, so that the next one does not stop before what it has not seen.

CREATE TABLE unfinished_walks ( -- listings whose last walk broke off behind their first page
    portal TEXT NOT NULL REFERENCES portals (portal),
    path TEXT NOT NULL, -- of the listing
    page INTEGER NOT NULL CHECK (page > 1), -- the next walk goes on to this page at least, whatever is new on those before
    PRIMARY KEY (portal, path)
) STRICT, WITHOUT ROWID;
