-- Lists of requests go by id, which is the order of time: each filter gets an index in that order, so that the newest of a rare one are found
-- without reading the others. What is often null is left out where it is.
CREATE INDEX requests_key ON requests (key_id, id);
CREATE INDEX requests_connection ON requests (connection, id);
CREATE INDEX requests_model ON requests (model_answered, id);
CREATE INDEX requests_model_asked ON requests (model_asked, id);
CREATE INDEX requests_user ON requests ("user", id) WHERE "user" IS NOT NULL;
CREATE INDEX requests_team ON requests (team, id) WHERE team IS NOT NULL;
CREATE INDEX requests_tags ON requests (id, tags) WHERE tags IS NOT NULL;
CREATE INDEX requests_failed ON requests (id, time, status, error) WHERE error IS NOT NULL OR status >= 400;

-- Requests in the order in which they ended (unix milliseconds): what the console's events tell. It only grows at its end.
CREATE INDEX requests_ended ON requests ((time + duration_us / 1000));
