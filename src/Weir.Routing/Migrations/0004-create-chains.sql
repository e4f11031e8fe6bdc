-- Chains that were set while running, by command or in the console. What weir.yaml declares is not here.
CREATE TABLE chains (
    name     TEXT    NOT NULL PRIMARY KEY,
    settings TEXT    NOT NULL, -- a JSON object in weir.yaml's own words: targets, strategy, retries, ...
    set_at   INTEGER NOT NULL, -- unix milliseconds
    set_by   TEXT    NOT NULL  -- name of the admin key
);

-- One row, counted up with every change, so that other nodes see one with a look at a number.
CREATE TABLE chains_version (version INTEGER NOT NULL);
INSERT INTO chains_version (version) VALUES (0);
