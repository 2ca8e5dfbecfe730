-- The warehouse: every table once. The comments travel with the tables into the file, so `.schema` explains itself.
--
-- Times are ISO 8601 with +07:00, days are YYYY-MM-DD. Every text is NFC. A number that is stated stands twice: exact as
-- decimal text, and as REAL to calculate with.

CREATE TABLE provinces ( -- one row per provincial unit and time of validity: a code alone was given to different units
    code TEXT NOT NULL, -- of the National Statistics Office
    valid_from TEXT NOT NULL, -- first day
    valid_to TEXT, -- last day; NULL: in force
    name TEXT NOT NULL, -- without "tỉnh" or "thành phố", in Vietnamese
    kind TEXT NOT NULL CHECK (kind IN ('province', 'municipality')),
    PRIMARY KEY (code, valid_from),
    CHECK (valid_to >= valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE province_mergers ( -- which unit went into which
    old_code TEXT NOT NULL,
    old_valid_from TEXT NOT NULL,
    new_code TEXT NOT NULL,
    new_valid_from TEXT NOT NULL,
    merged_on TEXT NOT NULL, -- first day of the new unit
    PRIMARY KEY (old_code, old_valid_from, new_code, new_valid_from),
    FOREIGN KEY (old_code, old_valid_from) REFERENCES provinces (code, valid_from),
    FOREIGN KEY (new_code, new_valid_from) REFERENCES provinces (code, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicators ( -- what observations are of
    indicator TEXT NOT NULL PRIMARY KEY, -- code, in English
    theme TEXT NOT NULL, -- group of indicators
    unit TEXT NOT NULL, -- of a value; a change may be in % instead
    label_vi TEXT NOT NULL, -- name in Vietnamese
    definition TEXT NOT NULL -- what counts and what does not
) STRICT, WITHOUT ROWID;

CREATE TABLE portals ( -- the sites that are read
    portal TEXT NOT NULL PRIMARY KEY, -- slug
    name TEXT NOT NULL,
    kind TEXT NOT NULL, -- government or newspaper
    province TEXT NOT NULL, -- name of the unit it speaks for; which unit that was depends on the day
    home TEXT NOT NULL, -- address
    loaded_capture_id INTEGER NOT NULL DEFAULT 0 -- highest capture of the archive that has been loaded: where to resume
) STRICT, WITHOUT ROWID;

CREATE TABLE pages ( -- every article address a portal ever listed, and what became of it
    page_id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL REFERENCES portals (portal),
    url_key TEXT NOT NULL, -- one key for all spellings of the address
    url TEXT NOT NULL, -- as listed last
    state TEXT NOT NULL DEFAULT 'queued' -- queued, loaded, rejected, failed (to be tried again), gone, alias (of another page)
        CHECK (state IN ('queued', 'loaded', 'rejected', 'failed', 'gone', 'alias')),
    attempts INTEGER NOT NULL DEFAULT 0, -- failures since it was last had
    next_attempt_at TEXT, -- not before
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL, -- when a listing last told something new of it: listed first, moved, back again
    last_fetched_at TEXT, -- when the portal last answered for it
    capture_id INTEGER, -- the bytes of that answer, in archive.db
    article_id INTEGER REFERENCES articles (article_id), -- the article it holds
    alias_of INTEGER REFERENCES pages (page_id), -- the page it redirects to
    reason TEXT, -- why it was rejected, is gone or failed
    UNIQUE (portal, url_key)
) STRICT;
CREATE INDEX pages_due ON pages (portal, first_seen_at, next_attempt_at) WHERE state IN ('queued', 'failed');
CREATE INDEX pages_of_article ON pages (article_id);
CREATE INDEX pages_by_alias ON pages (alias_of) WHERE alias_of IS NOT NULL;
CREATE INDEX pages_by_state ON pages (portal, state);
CREATE INDEX pages_without_article ON pages (page_id) WHERE state = 'loaded' AND article_id IS NULL; -- none should be

CREATE TABLE runs ( -- every run of the pipeline
    run_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, -- run, replay, backfill
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL -- interrupted: its process ended without saying how
        CHECK (state IN ('running', 'done', 'partial', 'failed', 'interrupted')),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)), -- JSON object
    error TEXT
) STRICT;

CREATE TABLE run_portals ( -- one portal in one run: every item ends in exactly one outcome, so they add up to listed + resumed
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'partial', 'failed', 'interrupted')),
    listed INTEGER NOT NULL CHECK (listed >= 0), -- items on the listings
    resumed INTEGER NOT NULL CHECK (resumed >= 0), -- items left by earlier nights
    known INTEGER NOT NULL CHECK (known >= 0), -- in the warehouse already, not requested
    not_modified INTEGER NOT NULL CHECK (not_modified >= 0), -- the portal answered 304
    inserted INTEGER NOT NULL CHECK (inserted >= 0), -- a new article
    updated INTEGER NOT NULL CHECK (updated >= 0), -- a new version of an article
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0), -- fetched again, same content
    duplicate INTEGER NOT NULL CHECK (duplicate >= 0), -- the same article again: linked
    rejected INTEGER NOT NULL CHECK (rejected >= 0), -- refused for a reason of table rejections
    failed INTEGER NOT NULL CHECK (failed >= 0), -- not to be had this time
    requests INTEGER NOT NULL CHECK (requests >= 0),
    bytes INTEGER NOT NULL CHECK (bytes >= 0), -- received
    duration_s REAL NOT NULL CHECK (duration_s >= 0),
    error TEXT, -- what stopped the portal
    PRIMARY KEY (run_id, portal),
    CONSTRAINT every_item_ends_once CHECK (
        state IN ('running', 'interrupted')
        OR known + not_modified + inserted + updated + unchanged + duplicate + rejected + failed = listed + resumed
    )
) STRICT, WITHOUT ROWID;
CREATE INDEX run_portals_by_portal ON run_portals (portal, run_id);

CREATE TABLE replays ( -- how far a replay of archived answers has come
    run_id INTEGER PRIMARY KEY REFERENCES runs (run_id),
    goes_on_with INTEGER REFERENCES runs (run_id), -- the replay before, broken off, whose pages it left out; NULL: it left out none
    program TEXT NOT NULL, -- by which it read: a hash over what reads pages and numbers
    newest_capture_id INTEGER NOT NULL, -- the newest answer that it knew of
    done_capture_id INTEGER NOT NULL -- the pages whose first answer is this one or an older one are stored
) STRICT;

CREATE TABLE rejections ( -- items that were refused, and why
    rejection_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    page_id INTEGER REFERENCES pages (page_id), -- NULL: never became a page (another site, robots.txt)
    url TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('discover', 'fetch', 'parse', 'clean')),
    reason TEXT NOT NULL,
    detail TEXT NOT NULL, -- what a person needs to see why
    rejected_at TEXT NOT NULL,
    UNIQUE (run_id, portal, url, stage, reason)
) STRICT;
CREATE INDEX rejections_of_page ON rejections (page_id);
CREATE INDEX rejections_by_portal ON rejections (portal);

CREATE TABLE unfinished_walks ( -- listings whose last walk broke off behind their first page
    portal TEXT NOT NULL REFERENCES portals (portal),
    path TEXT NOT NULL, -- of the listing
    page INTEGER NOT NULL CHECK (page > 1), -- the next walk goes on to this page at least, whatever is new on those before
    PRIMARY KEY (portal, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE unread_pages ( -- pages whose newest answer in archive.db gave no article: the quarantine
    page_id INTEGER PRIMARY KEY REFERENCES pages (page_id),
    capture_id INTEGER NOT NULL, -- that answer
    stage TEXT NOT NULL -- archive (its bytes are damaged), parse, clean, read (the program broke on it), load (not taken by the warehouse)
        CHECK (stage IN ('archive', 'parse', 'clean', 'read', 'load')),
    reason TEXT NOT NULL, -- as in rejections; or damaged, defect, refused
    detail TEXT NOT NULL, -- what a person needs to see why
    attempts INTEGER NOT NULL CHECK (attempts > 0), -- answers in a row that could not be read
    first_at TEXT NOT NULL, -- when the first of them was fetched
    last_at TEXT NOT NULL, -- when the newest was
    run_id INTEGER NOT NULL REFERENCES runs (run_id) -- the run that found it so
) STRICT;
CREATE INDEX unread_pages_by_time ON unread_pages (last_at, capture_id);

CREATE TABLE articles ( -- one row per article, as its latest version says
    article_id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL REFERENCES portals (portal),
    page_id INTEGER NOT NULL REFERENCES pages (page_id),
    url_key TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    lead TEXT NOT NULL,
    author TEXT,
    published_at TEXT NOT NULL,
    updated_at TEXT, -- as the portal says
    province_code TEXT, -- the unit the portal spoke for on the day of publication
    province_valid_from TEXT,
    section TEXT,
    tags TEXT NOT NULL CHECK (json_valid(tags)), -- JSON list
    method TEXT NOT NULL, -- layout, or the name of the extractor that stood in where no layout matched
    layout TEXT,
    parser_version TEXT NOT NULL, -- of the program that read it last
    content_hash TEXT NOT NULL,
    first_seen_at TEXT NOT NULL, -- fetched first
    version_id INTEGER NOT NULL -- the latest version
        REFERENCES article_versions (version_id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (portal, url_key),
    FOREIGN KEY (province_code, province_valid_from) REFERENCES provinces (code, valid_from)
) STRICT;
CREATE INDEX articles_by_hash ON articles (content_hash);
CREATE INDEX articles_by_province ON articles (province_code, published_at);
CREATE INDEX articles_by_day ON articles (published_at);
CREATE INDEX articles_of_page ON articles (page_id);
CREATE INDEX articles_by_portal ON articles (portal, published_at);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_of_version ON articles (version_id); -- a new version is looked for here, deferred as the reference is

CREATE TABLE article_versions ( -- what an article said, every time it said something else
    version_id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (article_id),
    number INTEGER NOT NULL, -- 1 is the oldest known
    content_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    lead TEXT NOT NULL,
    author TEXT,
    published_at TEXT NOT NULL,
    updated_at TEXT,
    capture_id INTEGER NOT NULL, -- the bytes it was read from, in archive.db
    run_id INTEGER NOT NULL REFERENCES runs (run_id), -- that loaded it first
    seen_at TEXT NOT NULL, -- when those bytes were fetched
    derived_hash TEXT NOT NULL, -- of everything read from those bytes, numbers included: tells whether a replay changes anything
    UNIQUE (article_id, number)
) STRICT;
CREATE INDEX article_versions_of_run ON article_versions (run_id);
CREATE INDEX article_versions_of_edits ON article_versions (seen_at) WHERE number > 1;

CREATE TABLE article_bodies ( -- apart from the versions, which makes reading those 2 to 3 times faster
    version_id INTEGER PRIMARY KEY REFERENCES article_versions (version_id),
    body TEXT NOT NULL -- paragraphs joined by blank lines
) STRICT;

CREATE TABLE images ( -- pictures of a version
    version_id INTEGER NOT NULL REFERENCES article_versions (version_id),
    position INTEGER NOT NULL, -- 1 is the first
    url TEXT NOT NULL,
    caption TEXT NOT NULL,
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities ( -- every number that measures something: substr(field, "start" + 1, "end" - "start") = surface
    quantity_id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES article_versions (version_id),
    field TEXT NOT NULL CHECK (field IN ('title', 'lead', 'body') OR field GLOB 'caption [1-9]*'), -- caption 1: of image 1
    "start" INTEGER NOT NULL CHECK ("start" >= 0), -- characters before it in the field
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL, -- as written
    value TEXT NOT NULL, -- exact, in base units
    value_real REAL NOT NULL,
    value_high TEXT, -- upper end of a range
    value_high_real REAL,
    unit TEXT NOT NULL,
    qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'over', 'under', 'nearly')),
    "of" TEXT, -- the whole in "5/63"
    optional INTEGER NOT NULL CHECK (optional IN (0, 1)), -- durations, ages, sizes of ranking groups
    sentence TEXT NOT NULL,
    CHECK ("end" > "start" AND length(surface) = "end" - "start")
) STRICT;
CREATE INDEX quantities_of_version ON quantities (version_id);

CREATE TABLE observations ( -- a number that states an indicator of a place and a period
    observation_id INTEGER PRIMARY KEY,
    quantity_id INTEGER NOT NULL REFERENCES quantities (quantity_id),
    article_id INTEGER NOT NULL REFERENCES articles (article_id),
    version_id INTEGER NOT NULL REFERENCES article_versions (version_id),
    current INTEGER NOT NULL CHECK (current IN (0, 1)), -- 1: of the latest version of its article; views read only these
    indicator TEXT NOT NULL REFERENCES indicators (indicator),
    value TEXT NOT NULL, -- exact; a fall is negative
    value_real REAL NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('level', 'delta', 'target')),
    period TEXT NOT NULL, -- ISO 8601: 2019, 2020-H1, 2023-Q2, 2019-11, 2010/2020
    period_start TEXT NOT NULL, -- first day
    period_end TEXT NOT NULL, -- last day
    period_inferred INTEGER NOT NULL CHECK (period_inferred IN (0, 1)), -- 1: not stated, taken from the day of publication
    place TEXT, -- as resolved: "An Giang", "huyện Chợ Mới, An Giang"
    place_level TEXT NOT NULL CHECK (place_level IN ('province', 'local', 'other')), -- local: within a province; other: elsewhere
    province_code TEXT, -- the unit meant, or within which the place lies, on the last day the number is about
    province_valid_from TEXT,
    breakdown TEXT, -- the part, where a statement splits the indicator
    sentence TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    FOREIGN KEY (province_code, province_valid_from) REFERENCES provinces (code, valid_from)
) STRICT;
CREATE INDEX observations_covering ON observations ( -- answers "one indicator by province and period" without the table
    indicator, role, place_level, province_code, province_valid_from, period, value_real, breakdown,
    current -- constant here, but without it SQLite looks every row up in the table
) WHERE current = 1;
CREATE INDEX observations_of_article ON observations (article_id, version_id);
CREATE INDEX observations_of_quantity ON observations (quantity_id);

CREATE TABLE duplicates ( -- the same article again: linked, never merged or dropped
    duplicate_id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages (page_id), -- the repeat
    article_id INTEGER REFERENCES articles (article_id), -- NULL: the repeat has no article row of its own
    canonical_article_id INTEGER NOT NULL REFERENCES articles (article_id), -- the article it repeats
    kind TEXT NOT NULL CHECK (kind IN ('url', 'content', 'near')),
    similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    found_at TEXT NOT NULL,
    UNIQUE (page_id, canonical_article_id, kind),
    CHECK (article_id <> canonical_article_id)
) STRICT;
CREATE INDEX duplicates_of_article ON duplicates (article_id, canonical_article_id);
CREATE INDEX duplicates_by_canonical ON duplicates (canonical_article_id);

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

CREATE TABLE alerts ( -- messages to the operator: at most one a night is on its way or sent
    alert_id INTEGER PRIMARY KEY,
    night TEXT NOT NULL, -- day on which the run it tells of began, in the operator's time zone
    run_id INTEGER NOT NULL REFERENCES runs (run_id), -- the newest run it tells of
    made_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed')), -- sending: its process ended before it knew
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    topics TEXT NOT NULL CHECK (json_valid(topics)), -- JSON list of what it tells: key, what (new, worse, still, resolved), severity, headline
    receivers TEXT NOT NULL CHECK (json_valid(receivers)) -- JSON list of to (scheme and host), delivered, detail
) STRICT;
CREATE UNIQUE INDEX alerts_once_a_night ON alerts (night) WHERE state <> 'failed';

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

CREATE TABLE run_measures ( -- what the checks measured of a portal in a run: the history that later runs are compared with
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    portal TEXT NOT NULL REFERENCES portals (portal),
    measure TEXT NOT NULL, -- as in docs/checks.md
    weight INTEGER NOT NULL CHECK (weight > 0), -- on how many items it was measured; 1: a count
    total REAL NOT NULL, -- how many of them, or the sum of ln(1 + x) over them; of a count the count
    PRIMARY KEY (portal, measure, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_measures_of_run ON run_measures (run_id, portal);

CREATE TABLE near_index ( -- by which rule near_passages is filled; filled by another one, it is made anew
    scheme TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE near_passages ( -- some passages of every article's latest text, by which its near-duplicates are found
    hash INTEGER NOT NULL, -- of a passage of some words: of all its passages, an article has those with the smallest hashes here
    article_id INTEGER NOT NULL, -- no foreign key: nothing deletes articles, and checking it would cost a third of the filling
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE near_backlog ( -- articles that are still to be put into near_passages and compared
    article_id INTEGER PRIMARY KEY REFERENCES articles (article_id)
) STRICT;

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
    indicator, role, place_level, period, province_code, province_valid_from
);
CREATE INDEX points_by_place ON series_points (place, indicator, role, place_level, unit, breakdown, period_end);
CREATE INDEX points_by_province ON series_points (
    province_code, place_level, place, indicator, role, unit, breakdown, period_end, province_valid_from
);
CREATE INDEX points_in_conflict ON series_points (indicator, spread) WHERE spread IS NOT NULL;
CREATE INDEX points_by_spread ON series_points (spread) WHERE spread IS NOT NULL;
CREATE INDEX points_of_target ON series_points (place, place_level, period_end, indicator) WHERE role = 'target';

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
CREATE INDEX values_by_several ON point_values (last_published_at) WHERE sources > 1;
CREATE INDEX values_by_sources ON point_values (indicator, sources, last_published_at, observation_id) WHERE sources > 1;
CREATE INDEX values_in_doubt ON point_values (indicator, confidence, observation_id) WHERE rank = 1 AND sources = 1;

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

CREATE VIEW article_texts AS -- the latest text of every article, which articles_fts indexes
SELECT a.article_id, a.title, a.lead, b.body FROM articles AS a JOIN article_bodies AS b ON b.version_id = a.version_id;

-- Full text of the latest versions. Filled per batch by the loader, not by row triggers, which cost half the speed. The first
-- keeps Vietnamese letters apart ("năm" does not find "Nam"), the second holds transforms.folding.fold of every text and
-- finds "Đồng Tháp" by "dong thap".
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, lead, body, content='article_texts', content_rowid='article_id', tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE articles_fts_folded USING fts5(title, lead, body, content='', tokenize='unicode61 remove_diacritics 0');
