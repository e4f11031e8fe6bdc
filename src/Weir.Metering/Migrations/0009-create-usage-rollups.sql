-- What the ledger lacked: the team of the key when the request came in, and what caches saved (null = not known).
ALTER TABLE keys ADD COLUMN team TEXT;
ALTER TABLE requests ADD COLUMN team TEXT;
ALTER TABLE requests ADD COLUMN saved_nano INTEGER; -- billionths of a US dollar; below zero where cache writes cost more than reads saved

-- Only requests that are part of a run are in it.
CREATE INDEX requests_run ON requests (run_id, time) WHERE run_id IS NOT NULL;

-- Whose sums are kept: a value of one dimension ('model', 'openai/gpt-4o'), or a combination of all of them (dimension 'cube').
CREATE TABLE usage_groups (
    id         INTEGER NOT NULL PRIMARY KEY,
    dimension  TEXT    NOT NULL,
    name       TEXT    NOT NULL, -- '' = requests that have none
    provider   TEXT,             -- this and what follows: of a combination only
    connection TEXT,
    model      TEXT,
    key_id     TEXT,
    "user"     TEXT,
    team       TEXT,
    operation  TEXT,
    UNIQUE (dimension, name)
);

-- Sums of the ledger by group and time. They move in the transaction that moves the ledger.
CREATE TABLE usage_sums (
    group_id      INTEGER NOT NULL,
    level         INTEGER NOT NULL, -- 1 = hour, 2 = day, 3 = month, all of them UTC
    start         INTEGER NOT NULL, -- unix milliseconds
    requests      INTEGER NOT NULL,
    failed        INTEGER NOT NULL,
    input         INTEGER NOT NULL,
    cached_read   INTEGER NOT NULL,
    cached_write  INTEGER NOT NULL,
    input_audio   INTEGER NOT NULL,
    output        INTEGER NOT NULL,
    reasoning     INTEGER NOT NULL,
    output_audio  INTEGER NOT NULL,
    cost_nano     INTEGER NOT NULL,
    unpriced      INTEGER NOT NULL,
    estimated     INTEGER NOT NULL,
    cache_hits    INTEGER NOT NULL,
    saved_prompt  INTEGER NOT NULL, -- nano-dollars that providers' prompt caches saved
    saved_answer  INTEGER NOT NULL, -- nano-dollars that Weir's own answer cache saved
    first_byte    BLOB    NOT NULL, -- histogram of the times to the first byte
    duration      BLOB    NOT NULL, -- histogram of the durations of requests that went well
    PRIMARY KEY (group_id, level, start)
) WITHOUT ROWID;

-- One row per run: a run is short, so time is no part of its key.
CREATE TABLE usage_runs (
    run_id        TEXT    NOT NULL PRIMARY KEY,
    started_at    INTEGER NOT NULL, -- unix milliseconds, of its first request
    ended_at      INTEGER NOT NULL, -- of its last request's arrival
    requests      INTEGER NOT NULL,
    failed        INTEGER NOT NULL,
    input         INTEGER NOT NULL,
    cached_read   INTEGER NOT NULL,
    cached_write  INTEGER NOT NULL,
    input_audio   INTEGER NOT NULL,
    output        INTEGER NOT NULL,
    reasoning     INTEGER NOT NULL,
    output_audio  INTEGER NOT NULL,
    cost_nano     INTEGER NOT NULL,
    unpriced      INTEGER NOT NULL,
    estimated     INTEGER NOT NULL,
    cache_hits    INTEGER NOT NULL,
    saved_prompt  INTEGER NOT NULL,
    saved_answer  INTEGER NOT NULL,
    first_byte    BLOB    NOT NULL,
    duration      BLOB    NOT NULL
) WITHOUT ROWID;

CREATE INDEX usage_runs_started ON usage_runs (started_at, cost_nano);

-- Requests with a smaller id are not in the sums yet: those that were there before the sums were. They are added from the newest on.
CREATE TABLE usage_progress (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    pending_before TEXT    NOT NULL -- '' = all are in
);

INSERT INTO usage_progress (id, pending_before) SELECT 1, coalesce(max(id) || '~', '') FROM requests;
