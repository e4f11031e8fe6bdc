-- Which routing snapshot the request saw, and what was decided on its way, a sentence a line. Null where nothing was.
ALTER TABLE requests ADD COLUMN snapshot INTEGER;
ALTER TABLE requests ADD COLUMN notes TEXT;
