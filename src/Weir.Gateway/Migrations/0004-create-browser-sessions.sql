-- Who is signed in to the console, in any browser, on any node. Only hashes: what stands here opens nothing.
CREATE TABLE browser_links (
    token_hash TEXT   NOT NULL PRIMARY KEY, -- SHA-256, hex; the row goes when the link is used
    key_id     TEXT   NOT NULL,             -- the admin key that asked for it
    expires_at BIGINT NOT NULL              -- unix milliseconds
);

CREATE TABLE browser_sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY, -- SHA-256 of the cookie, hex
    key_id     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,             -- unix milliseconds, as below
    expires_at BIGINT NOT NULL
);
