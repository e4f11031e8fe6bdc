-- Connections that were added while running, by command or in the console. What weir.yaml declares is not here.
CREATE TABLE connections (
    name        TEXT    NOT NULL PRIMARY KEY,
    provider    TEXT    NOT NULL,              -- catalogue id
    auth_method TEXT,                          -- NULL = whichever there is a credential for
    base_url    TEXT,                          -- NULL = the provider's
    variables   TEXT    NOT NULL DEFAULT '{}', -- JSON object of texts: values for ${VAR} in addresses
    is_enabled  INTEGER NOT NULL DEFAULT 1,    -- 0 also hides a connection that the environment would make
    created_at  INTEGER NOT NULL               -- unix milliseconds
);
