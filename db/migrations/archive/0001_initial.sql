-- The page archive: every answer of a portal, as it came.

CREATE TABLE dictionaries ( -- pages that others of their portal and kind are compressed against
    dictionary_id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    kind TEXT NOT NULL,
    data BLOB NOT NULL, -- the page, zstd
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX dictionaries_by_kind ON dictionaries (portal, kind, dictionary_id);
CREATE TABLE bodies ( -- every different answer once
    sha256 TEXT NOT NULL PRIMARY KEY, -- of the bytes as they came, content encoding undone
    codec TEXT NOT NULL CHECK (codec IN ('zstd')),
    dictionary_id INTEGER REFERENCES dictionaries (dictionary_id), -- NULL: compressed alone
    size INTEGER NOT NULL, -- of the bytes as they came
    data BLOB NOT NULL
) STRICT;
CREATE INDEX bodies_by_dictionary ON bodies (dictionary_id);
CREATE TABLE captures ( -- every answer of a portal
    capture_id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'article')),
    url TEXT NOT NULL, -- as requested
    final_url TEXT NOT NULL, -- after redirects
    fetched_at TEXT NOT NULL, -- ISO 8601 with +07:00
    status INTEGER NOT NULL,
    headers TEXT NOT NULL CHECK (json_valid(headers)), -- JSON list of [name, value]
    sha256 TEXT NOT NULL REFERENCES bodies (sha256)
) STRICT;
CREATE INDEX captures_by_url ON captures (portal, url, fetched_at);
CREATE INDEX captures_by_portal ON captures (portal, kind, capture_id);
CREATE INDEX captures_by_body ON captures (sha256);
