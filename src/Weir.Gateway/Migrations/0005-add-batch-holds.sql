-- What a batch holds on budgets until it is booked: one line for each model, the id of its ledger row, a space, the model. Null = nothing.
ALTER TABLE resources ADD COLUMN held TEXT;
