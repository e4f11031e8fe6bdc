-- One row per budget that is or was in force. The turn is taken by an update before anything of the budget is read, in the order of ids:
-- a row lock where several writers are possible, and nothing more where there is one.
CREATE TABLE budget_books (
    budget_id TEXT    NOT NULL PRIMARY KEY, -- e.g. key:ci/monthly/usd
    turn      INTEGER NOT NULL
);

-- The one place where a budget's state is: what is enforced is read from here, and what is shown too.
CREATE TABLE budget_windows (
    budget_id TEXT    NOT NULL,
    starts_at INTEGER NOT NULL, -- unix milliseconds; of a rolling window it is one of its slices
    spent     INTEGER NOT NULL, -- nano-dollars or tokens, as held
    held      INTEGER NOT NULL,
    PRIMARY KEY (budget_id, starts_at)
) WITHOUT ROWID;

CREATE TABLE budget_holds (
    request_id TEXT    NOT NULL,
    attempt    INTEGER NOT NULL, -- 1 for the first; 0 = the request as a whole
    node       TEXT    NOT NULL,
    run        TEXT    NOT NULL, -- the process that made it
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, -- moved on while the process lives
    is_expired INTEGER NOT NULL, -- 1 = nobody settled it: counted as spent, until the ledger says better
    shares     TEXT    NOT NULL, -- one line per budget: unit, start of the window, amount, budget id
    PRIMARY KEY (request_id, attempt)
) WITHOUT ROWID;

-- Budgets made by command or in the console. Those of weir.yaml are not here.
CREATE TABLE budgets (
    id           TEXT    NOT NULL PRIMARY KEY,
    subject      TEXT    NOT NULL, -- gateway, key:ci, model:openai/gpt-4o, ...
    unit         TEXT    NOT NULL, -- usd or tokens
    kind         TEXT    NOT NULL, -- daily, weekly, monthly, rolling, lifetime
    length_ms    INTEGER NOT NULL, -- of a rolling window; else 0
    zone         TEXT    NOT NULL, -- IANA name
    reset_hour   INTEGER NOT NULL,
    reset_weekday INTEGER NOT NULL, -- 0 = Sunday
    reset_day    INTEGER NOT NULL,
    amount       INTEGER NOT NULL, -- nano-dollars or tokens
    alert_share  INTEGER NOT NULL, -- millionths
    is_hard      INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL
);

CREATE TABLE budgets_version (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
);

INSERT INTO budgets_version (id, version) VALUES (1, 0);
