-- Secrets of the store "database": ciphertext only (AES-256-GCM; the master key is elsewhere).
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL,
    saved_at INTEGER NOT NULL
);
