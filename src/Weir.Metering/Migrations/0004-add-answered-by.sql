-- Who answered a request that went to no provider: 'cache'. Null for all others.
ALTER TABLE requests ADD COLUMN answered_by TEXT;
