-- A session is a user's or an admin key's, and so is a link.
ALTER TABLE browser_sessions RENAME COLUMN key_id TO holder_id;
ALTER TABLE browser_links RENAME COLUMN key_id TO holder_id;

-- Sign-ins with an identity provider that are under way, on any node. Only hashes; the row goes when the browser comes back.
CREATE TABLE sign_ons (
    state_hash   TEXT   NOT NULL PRIMARY KEY, -- SHA-256, hex, as the next
    browser_hash TEXT   NOT NULL,             -- of the cookie of the browser that began it
    expires_at   BIGINT NOT NULL              -- unix milliseconds
);
