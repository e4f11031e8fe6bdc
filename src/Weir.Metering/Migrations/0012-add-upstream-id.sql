-- What the upstream calls its answer, for its support and for comparing with its bill. Null where it did not say.
ALTER TABLE attempts ADD COLUMN upstream_id TEXT;
