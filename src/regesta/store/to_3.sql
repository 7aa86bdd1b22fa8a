-- From version 2 to 3: a new report is linked with what shares a key with it.

-- What linking keeps between two runs (`regesta.link.ledger`), so that a new report is compared only
-- with what shares a key with it. `items` are what linkers compare (`forms` holds their content), `keys`
-- how they are found, `ties` which have to do with each other, `marks` what is noted of records, `owed`
-- which actors, events, links and discrepancies are made again when an item changes.
CREATE TABLE items (
    number INTEGER PRIMARY KEY,
    linker TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    first INTEGER NOT NULL,     -- days between which it may be joined
    last INTEGER NOT NULL,
    place TEXT NOT NULL,        -- its order among those of a crowded block
    UNIQUE (linker, id)
) STRICT;
CREATE INDEX items_document ON items (document, linker);
CREATE TABLE forms (
    number INTEGER PRIMARY KEY,
    item BLOB NOT NULL
) STRICT;
CREATE TABLE keys (
    key INTEGER NOT NULL,       -- a hash of linker and key
    number INTEGER NOT NULL,
    PRIMARY KEY (key, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE ties (
    number INTEGER NOT NULL,
    other INTEGER NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (number, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE marks (
    name TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE owed (
    linker TEXT NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (linker, owner, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_id ON owed (id, kind);
CREATE INDEX names_actor ON names (actor);
CREATE INDEX members_link ON members (link);
CREATE INDEX sides_discrepancy ON sides (discrepancy);

-- Reports that linking has yet to look at: new, read anew, renamed.
CREATE TABLE pending (
    document TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The rows of linking's tables that a person's judgements took away (`gone` 1) or brought, as JSON, so
-- that they can be undone before linking runs again.
CREATE TABLE settled (
    number INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    gone INTEGER NOT NULL,
    row TEXT NOT NULL
) STRICT;

-- Files of reports as they were read: the same stamp again brings nothing new (see read/stamps.py).
CREATE TABLE inputs (
    stamp BLOB PRIMARY KEY,
    documents INTEGER NOT NULL  -- how many reports the file holds, all of them on file
) STRICT, WITHOUT ROWID;

-- By which version of the extractors a report's records were drawn (see versions.py).
CREATE TABLE drawn (
    document TEXT PRIMARY KEY,
    version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What pages list by time, one narrow row each: `day` is the first day it was (or was so), without
-- one (`dated` 0) that of its report, without that the last of all days. Triggers keep it in step.
CREATE TABLE moments (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    day TEXT NOT NULL,          -- ISO day, inclusive
    until TEXT NOT NULL,        -- ISO day, exclusive; '9999-12-31' when open
    dated INTEGER NOT NULL,
    type TEXT, subtype TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX moments_kind ON moments (kind, day, until, document, position, id, type, subtype, dated);
CREATE INDEX moments_told ON moments (day, until, document, position, id, kind, type, subtype, dated)
    WHERE kind IN ('statement', 'event');
CREATE INDEX moments_document ON moments (document, kind);

CREATE TRIGGER documents_timed AFTER INSERT ON documents BEGIN
    UPDATE moments SET
        day = coalesce(new.start, date(new.until, '-1 day'), '9999-12-31'),
        until = coalesce(new.until, '9999-12-31')
    WHERE document = new.id AND dated = 0;
END;
CREATE TRIGGER statements_timed AFTER INSERT ON statements BEGIN
    INSERT OR REPLACE INTO moments SELECT new.id, 'statement', new.document, new.position,
        coalesce(new.start, date(new.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(new.until, CASE WHEN new.start IS NULL THEN d.until END, '9999-12-31'),
        new.start IS NOT NULL OR new.until IS NOT NULL, new.type, new.subtype
    FROM documents d WHERE d.id = new.document;
END;
CREATE TRIGGER statements_untimed BEFORE DELETE ON statements BEGIN
    DELETE FROM moments WHERE id = old.id;
END;
CREATE TRIGGER commitments_timed AFTER INSERT ON commitments BEGIN
    INSERT OR REPLACE INTO moments SELECT new.id, 'commitment', new.document, new.position,
        coalesce(new.start, date(new.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(new.until, CASE WHEN new.start IS NULL THEN d.until END, '9999-12-31'),
        new.start IS NOT NULL OR new.until IS NOT NULL, new.type, new.subtype
    FROM documents d WHERE d.id = new.document;
END;
CREATE TRIGGER commitments_untimed BEFORE DELETE ON commitments BEGIN
    DELETE FROM moments WHERE id = old.id;
END;
CREATE TRIGGER statuses_timed AFTER INSERT ON statuses BEGIN
    INSERT OR REPLACE INTO moments SELECT new.id, 'status', new.document, new.position,
        coalesce(new.start, date(new.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(new.until, CASE WHEN new.start IS NULL THEN d.until END, '9999-12-31'),
        new.start IS NOT NULL OR new.until IS NOT NULL, new.type, new.subtype
    FROM documents d WHERE d.id = new.document;
END;
CREATE TRIGGER statuses_untimed BEFORE DELETE ON statuses BEGIN
    DELETE FROM moments WHERE id = old.id;
END;
CREATE TRIGGER figures_timed AFTER INSERT ON figures BEGIN
    INSERT OR REPLACE INTO moments SELECT new.id, 'figure', new.document, new.position,
        coalesce(new.start, date(new.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(new.until, CASE WHEN new.start IS NULL THEN d.until END, '9999-12-31'),
        new.start IS NOT NULL OR new.until IS NOT NULL, new.type, new.subtype
    FROM documents d WHERE d.id = new.document;
END;
CREATE TRIGGER figures_untimed BEFORE DELETE ON figures BEGIN
    DELETE FROM moments WHERE id = old.id;
END;
CREATE TRIGGER events_timed AFTER INSERT ON events BEGIN
    INSERT OR REPLACE INTO moments SELECT new.id, 'event', new.record ->> '$.evidence[0].document', new.record ->> '$.evidence[0].start',
        coalesce(new.start, date(new.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(new.until, CASE WHEN new.start IS NULL THEN d.until END, '9999-12-31'),
        new.start IS NOT NULL OR new.until IS NOT NULL, new.type, new.subtype
    FROM documents d WHERE d.id = new.record ->> '$.evidence[0].document';
END;
CREATE TRIGGER events_untimed BEFORE DELETE ON events BEGIN
    DELETE FROM moments WHERE id = old.id;
END;

-- What pages filter by.
CREATE INDEX documents_outlet ON documents (coalesce(outlet, name));
CREATE INDEX documents_added ON documents (added);
CREATE INDEX mentions_actor ON mentions (record ->> '$.actor');
CREATE INDEX copy_of_original ON copy_of (original);
CREATE INDEX actors_type ON actors (type);
CREATE INDEX discrepancies_type ON discrepancies (type);
CREATE INDEX links_type ON links (type);

-- Lists by time (see inorder.py): what is undated comes last; what is long or open stands apart too.
CREATE INDEX documents_by_time ON documents (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999'), name, id
);
CREATE INDEX documents_long ON documents (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999'), name, id
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX statements_by_time ON statements (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
);
CREATE INDEX statements_long ON statements (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX event_mentions_by_time ON event_mentions (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
);
CREATE INDEX event_mentions_long ON event_mentions (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX commitments_by_time ON commitments (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
);
CREATE INDEX commitments_long ON commitments (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX statuses_by_time ON statuses (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
);
CREATE INDEX statuses_long ON statuses (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX figures_by_time ON figures (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
);
CREATE INDEX figures_long ON figures (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999')
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX events_by_time ON events (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999'), id
);
CREATE INDEX events_long ON events (
    (start IS NULL AND until IS NULL), coalesce(start, date(until, '-1 day')), coalesce(until, '9999'), id
) WHERE (start IS NULL) != (until IS NULL) OR until > date(start, '+400 days');
CREATE INDEX documents_printed ON documents (coalesce(start, until, '9999'), name, id);

INSERT INTO moments SELECT t.id, 'statement', t.document, t.position,
        coalesce(t.start, date(t.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(t.until, CASE WHEN t.start IS NULL THEN d.until END, '9999-12-31'),
        t.start IS NOT NULL OR t.until IS NOT NULL, t.type, t.subtype
    FROM statements t JOIN documents d ON d.id = t.document;
INSERT INTO moments SELECT t.id, 'commitment', t.document, t.position,
        coalesce(t.start, date(t.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(t.until, CASE WHEN t.start IS NULL THEN d.until END, '9999-12-31'),
        t.start IS NOT NULL OR t.until IS NOT NULL, t.type, t.subtype
    FROM commitments t JOIN documents d ON d.id = t.document;
INSERT INTO moments SELECT t.id, 'status', t.document, t.position,
        coalesce(t.start, date(t.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(t.until, CASE WHEN t.start IS NULL THEN d.until END, '9999-12-31'),
        t.start IS NOT NULL OR t.until IS NOT NULL, t.type, t.subtype
    FROM statuses t JOIN documents d ON d.id = t.document;
INSERT INTO moments SELECT t.id, 'figure', t.document, t.position,
        coalesce(t.start, date(t.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(t.until, CASE WHEN t.start IS NULL THEN d.until END, '9999-12-31'),
        t.start IS NOT NULL OR t.until IS NOT NULL, t.type, t.subtype
    FROM figures t JOIN documents d ON d.id = t.document;
INSERT INTO moments SELECT t.id, 'event', t.record ->> '$.evidence[0].document', t.record ->> '$.evidence[0].start',
        coalesce(t.start, date(t.until, '-1 day'), d.start, date(d.until, '-1 day'), '9999-12-31'),
        coalesce(t.until, CASE WHEN t.start IS NULL THEN d.until END, '9999-12-31'),
        t.start IS NOT NULL OR t.until IS NOT NULL, t.type, t.subtype
    FROM events t JOIN documents d ON d.id = t.record ->> '$.evidence[0].document';

-- A case that was linked stays so; the next reports have all of it linked once more.
INSERT INTO pending SELECT id FROM documents
    WHERE (SELECT count(*) FROM documents) != coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'linked'), 0);
DELETE FROM meta WHERE key = 'linked';
