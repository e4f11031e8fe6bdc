CREATE TABLE teams (
    name       TEXT   NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL -- unix milliseconds, as all times here
);

CREATE UNIQUE INDEX teams_name ON teams (lower(name));

CREATE TABLE users (
    id            TEXT    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL, -- what keys."user" and the ledger say
    email         TEXT,
    role          TEXT    NOT NULL, -- member, manager or admin
    team          TEXT,
    is_enabled    INTEGER NOT NULL DEFAULT 1,
    created_at    BIGINT  NOT NULL,
    signed_out_at BIGINT            -- sessions from before this are over
);

CREATE UNIQUE INDEX users_name ON users (lower(name));

-- Keys know their user's team, and whether he is enabled: who looks for changed keys sees these changes too.
CREATE TRIGGER users_inserted AFTER INSERT ON users BEGIN UPDATE keys_version SET version = version + 1; END;
CREATE TRIGGER users_updated AFTER UPDATE ON users BEGIN UPDATE keys_version SET version = version + 1; END;
CREATE TRIGGER users_deleted AFTER DELETE ON users BEGIN UPDATE keys_version SET version = version + 1; END;
