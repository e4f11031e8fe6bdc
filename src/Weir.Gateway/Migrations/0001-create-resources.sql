-- What clients made through Weir at a connection: where it lies and whose it is. A call with one of these ids needs no other hint.
CREATE TABLE resources (
    id         TEXT    NOT NULL, -- the provider's
    connection TEXT    NOT NULL,
    kind       TEXT    NOT NULL, -- file, batch or upload
    key_id     TEXT    NOT NULL,
    user       TEXT,             -- for the ledger's rows of a batch, as the two below
    tags       TEXT,
    run_id     TEXT,
    batch_id   TEXT,             -- the batch that wrote this file
    created_at INTEGER NOT NULL, -- unix milliseconds, as the next
    settled_at INTEGER,          -- when a batch's bill was booked; null while it is open
    PRIMARY KEY (id, connection)
) WITHOUT ROWID;

CREATE INDEX resources_open ON resources (created_at) WHERE kind = 'batch' AND settled_at IS NULL;
