-- The response cache's answers, for cache.store: database. Swept once a minute by age and by size.
CREATE TABLE cached_answers (
    digest       TEXT    NOT NULL PRIMARY KEY, -- SHA-256 of the request and of whose it is
    stored_at    INTEGER NOT NULL,             -- unix milliseconds
    size         INTEGER NOT NULL,             -- bytes, all told
    model        TEXT    NOT NULL,             -- the target that gave the answer
    content_type TEXT    NOT NULL,
    dropped      TEXT,                         -- what the target could not express of the request
    body         BLOB    NOT NULL              -- the answer as the client got it
);

CREATE INDEX cached_answers_stored_at ON cached_answers (stored_at);
