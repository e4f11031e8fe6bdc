-- An answer that goes on without its call (kind "response") is open until it is booked, as a batch is.
ALTER TABLE resources ADD COLUMN model TEXT; -- the model that answers; null for all other kinds
DROP INDEX resources_open;
CREATE INDEX resources_open ON resources (created_at) WHERE kind IN ('batch', 'response') AND settled_at IS NULL;
