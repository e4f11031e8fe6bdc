-- Answers of POST /v1/responses that Weir keeps itself, for targets that keep none: what previous_response_id refers to.
CREATE TABLE responses (
    id          TEXT    NOT NULL PRIMARY KEY,
    key_id      TEXT    NOT NULL,
    created_at  INTEGER NOT NULL, -- unix milliseconds
    previous_id TEXT,             -- the answer that this one went on from
    request     BLOB    NOT NULL, -- the client's body as it came
    answer      BLOB    NOT NULL  -- the response object as the client got it
);

CREATE INDEX responses_created_at ON responses (created_at);
