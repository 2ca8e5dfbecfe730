-- What the operator was told of the runs, and what became of the message.

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
