-- Who changed what. Rows are only ever added; each carries the hash of the one before. See docs/audit.md.
CREATE TABLE audit_log (
    number        BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3, ... without a gap
    at            BIGINT NOT NULL,             -- unix milliseconds
    actor_kind    TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    address       TEXT   NOT NULL,             -- empty where there is none, as below
    agent         TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    times         BIGINT NOT NULL,             -- how often it happened; more than 1 where events are counted
    before_facts  TEXT   NOT NULL,             -- JSON, without secrets
    after_facts   TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,             -- SHA-256, hex
    hash          TEXT   NOT NULL
);

CREATE INDEX audit_log_at ON audit_log (at);

-- The end of the chain. Whoever adds a row changes this one first, and so has the chain to itself until it commits.
CREATE TABLE audit_head (
    id     INTEGER NOT NULL PRIMARY KEY, -- 1
    number BIGINT  NOT NULL,
    hash   TEXT    NOT NULL
);

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
