-- Rate limits and caps of runs made by command or in the console. Those of weir.yaml are not here. Each change moves budgets_version.
CREATE TABLE rate_limits (
    subject    TEXT    NOT NULL PRIMARY KEY, -- gateway, key:ci, model:openai/gpt-4o, ...
    requests   INTEGER,                      -- in any 60 seconds; null = not limited, as the two below
    tokens     INTEGER,                      -- in any 60 seconds, input and output together
    concurrent INTEGER,                      -- requests at a time
    changed_at INTEGER NOT NULL              -- unix milliseconds
);

CREATE TABLE run_caps (
    subject     TEXT    NOT NULL PRIMARY KEY,
    soft_tokens INTEGER,                     -- from here on a warning; null = none
    hard_tokens INTEGER,                     -- here the run ends; null = never
    changed_at  INTEGER NOT NULL
);
