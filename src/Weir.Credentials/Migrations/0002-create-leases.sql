-- Who renews a connection's credential now. A row whose time is over is free.
CREATE TABLE credential_leases (
    connection TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    ends_at INTEGER NOT NULL
);
