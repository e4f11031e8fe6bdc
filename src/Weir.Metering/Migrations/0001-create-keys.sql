CREATE TABLE keys (
    id             TEXT    NOT NULL PRIMARY KEY,
    name           TEXT    NOT NULL,
    prefix         TEXT    NOT NULL,
    hash           BLOB    NOT NULL UNIQUE,
    is_admin       INTEGER NOT NULL DEFAULT 0,
    user           TEXT,
    allowed_models TEXT    NOT NULL DEFAULT '[]', -- JSON array of text; empty = all
    created_at     INTEGER NOT NULL,              -- unix milliseconds, as all times here
    expires_at     INTEGER,
    revoked_at     INTEGER,
    replaced_by    TEXT                           -- the key that a rotation made in this one's place
);

-- A rotated key keeps its name until it expires; its successor has the name too.
CREATE UNIQUE INDEX keys_name ON keys (name) WHERE revoked_at IS NULL AND replaced_by IS NULL;

-- Tells other processes that keys changed. The database's data_version alone also moves with every ledger row.
CREATE TABLE keys_version (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
);

INSERT INTO keys_version (id, version) VALUES (1, 0);

CREATE TRIGGER keys_inserted AFTER INSERT ON keys BEGIN UPDATE keys_version SET version = version + 1; END;
CREATE TRIGGER keys_updated AFTER UPDATE ON keys BEGIN UPDATE keys_version SET version = version + 1; END;
CREATE TRIGGER keys_deleted AFTER DELETE ON keys BEGIN UPDATE keys_version SET version = version + 1; END;
