-- Models that were chosen while running and hold until they are reset. Temporary ones are in no table.
CREATE TABLE model_overrides (
    scope    TEXT    NOT NULL,            -- gateway, key or conversation
    scope_id TEXT    NOT NULL DEFAULT '', -- id of the key or conversation; '' for the gateway
    target   TEXT    NOT NULL,            -- a model as a client would name it, or a chain
    set_at   INTEGER NOT NULL,            -- unix milliseconds
    set_by   TEXT    NOT NULL,            -- name of the admin key
    PRIMARY KEY (scope, scope_id)
);

-- One row, counted up with every change, so that other nodes see one with a look at a number.
CREATE TABLE model_overrides_version (version INTEGER NOT NULL);
INSERT INTO model_overrides_version (version) VALUES (0);
