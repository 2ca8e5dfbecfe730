-- How far each replay has come, so that one that was broken off can be gone on with.

CREATE TABLE replays ( -- how far a replay of archived answers has come
    run_id INTEGER PRIMARY KEY REFERENCES runs (run_id),
    goes_on_with INTEGER REFERENCES runs (run_id), -- the replay before, broken off, whose pages it left out; NULL: it left out none
    program TEXT NOT NULL, -- by which it read: a hash over what reads pages and numbers
    newest_capture_id INTEGER NOT NULL, -- the newest answer that it knew of
    done_capture_id INTEGER NOT NULL -- the pages whose first answer is this one or an older one are stored
) STRICT;
