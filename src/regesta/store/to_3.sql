-- From version 2 to 3: a new report is linked with what shares a key with it.

-- The keys by which linkers compare records, so that a new report meets only what shares one with it.
-- `number` is a hash of linker and key.
CREATE TABLE keys (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (number, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_id ON keys (id);
