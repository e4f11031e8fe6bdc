-- A strict key's requests are refused, not thinned out, when their target can't express everything in them.
ALTER TABLE keys ADD COLUMN is_strict INTEGER NOT NULL DEFAULT 0;
