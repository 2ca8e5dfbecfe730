-- What could not be read stays with its bytes, the reason and the attempts, whatever happens to the page afterwards.

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

INSERT INTO unread_pages
SELECT p.page_id, p.capture_id, r.stage, r.reason, r.detail, 1, r.rejected_at, r.rejected_at, r.run_id
FROM pages AS p
JOIN rejections AS r ON r.rejection_id = (
    SELECT max(l.rejection_id) FROM rejections AS l WHERE l.page_id = p.page_id AND l.stage IN ('parse', 'clean')
)
WHERE p.state = 'rejected' AND p.reason = r.reason AND p.capture_id IS NOT NULL;
