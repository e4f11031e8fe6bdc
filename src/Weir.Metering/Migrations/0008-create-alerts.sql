-- What a person was told of. A mark keeps the same thing from being told again, whichever process notices it.
CREATE TABLE alert_marks (
    mark  TEXT   NOT NULL PRIMARY KEY, -- what, and in which window: budget_threshold|key:ci/monthly/usd|1800000000000|...
    until BIGINT NOT NULL              -- unix milliseconds; from then on it may be told again
);

CREATE TABLE alerts (
    id              TEXT   NOT NULL PRIMARY KEY,
    kind            TEXT   NOT NULL,
    subject         TEXT   NOT NULL,
    message         TEXT   NOT NULL,
    facts           TEXT   NOT NULL, -- a JSON object
    raised_at       BIGINT NOT NULL, -- unix milliseconds
    acknowledged_at BIGINT,
    acknowledged_by TEXT
);

CREATE INDEX alerts_raised_at ON alerts (raised_at);

-- One row per alert and webhook or command. A row that waits is taken by moving next_at: of two processes one gets it.
CREATE TABLE alert_deliveries (
    id       TEXT   NOT NULL PRIMARY KEY,
    alert_id TEXT   NOT NULL,
    channel  TEXT   NOT NULL, -- webhook:NAME or command:NAME
    state    TEXT   NOT NULL, -- waiting, sent or given_up
    tries    BIGINT NOT NULL,
    next_at  BIGINT NOT NULL, -- unix milliseconds
    problem  TEXT             -- why the last try failed
);

CREATE INDEX alert_deliveries_waiting ON alert_deliveries (state, next_at);
