-- Ids ascend in time, so the primary key's order is the order of time; both tables only ever grow at their end.
-- The order of the columns is the order of the values in a journal record: new columns go to the end and may be null.
CREATE TABLE requests (
    id             TEXT    NOT NULL PRIMARY KEY,
    time           INTEGER NOT NULL, -- unix milliseconds
    key_id         TEXT,
    user           TEXT,
    connection     TEXT,
    provider       TEXT,
    model_asked    TEXT,
    model_answered TEXT,
    dialect        TEXT    NOT NULL,
    operation      TEXT    NOT NULL,
    streamed       INTEGER NOT NULL,
    input          INTEGER NOT NULL, -- tokens, as the six below; cached and audio ones included
    cached_read    INTEGER NOT NULL,
    cached_write   INTEGER NOT NULL,
    input_audio    INTEGER NOT NULL,
    output         INTEGER NOT NULL, -- reasoning and audio included
    reasoning      INTEGER NOT NULL,
    output_audio   INTEGER NOT NULL,
    estimated      INTEGER NOT NULL,
    cost_nano      INTEGER,          -- billionths of a US dollar; null = no known price
    price_version  TEXT,
    status         INTEGER NOT NULL,
    error          TEXT,             -- the error code; null = nothing went wrong
    ttfb_us        INTEGER,
    duration_us    INTEGER NOT NULL,
    tags           TEXT,
    run_id         TEXT,
    attempts       INTEGER NOT NULL
) WITHOUT ROWID;

-- Every index is paid for with each request; this one only grows at its end.
CREATE INDEX requests_time ON requests (time);

CREATE TABLE attempts (
    request_id     TEXT    NOT NULL,
    number         INTEGER NOT NULL, -- 1 for the first
    connection     TEXT    NOT NULL,
    model          TEXT    NOT NULL,
    started_us     INTEGER NOT NULL, -- after the request's arrival
    ttfb_us        INTEGER,
    duration_us    INTEGER NOT NULL,
    status         INTEGER NOT NULL, -- 0 = the upstream gave none
    error          TEXT,
    detail         TEXT,
    input          INTEGER NOT NULL,
    cached_read    INTEGER NOT NULL,
    cached_write   INTEGER NOT NULL,
    input_audio    INTEGER NOT NULL,
    output         INTEGER NOT NULL,
    reasoning      INTEGER NOT NULL,
    output_audio   INTEGER NOT NULL,
    estimated      INTEGER NOT NULL,
    cost_nano      INTEGER,
    price_version  TEXT,
    PRIMARY KEY (request_id, number)
) WITHOUT ROWID;

-- Up to where the journal is in the tables above. Moves in the transaction that adds the rows.
CREATE TABLE ledger_journal (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    segment  INTEGER NOT NULL,
    position INTEGER NOT NULL
);

INSERT INTO ledger_journal (id, segment, position) VALUES (1, 0, 0);
