-- The case file, newest version (see migrate.py). Every kind has one table, named by its plural.
-- `record` is the record as JSON; the columns before it are what questions filter and sort by.
-- Tables of extracted kinds hold each report's own actor ids; `actor_of` leads from those to `actors`.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    outlet TEXT,
    title TEXT,
    url TEXT,
    language TEXT,
    start TEXT,                 -- of `published`, ISO day, inclusive
    until TEXT,                 -- of `published`, ISO day, exclusive
    added TEXT,
    text TEXT NOT NULL,
    record TEXT NOT NULL        -- without `text` and `added`
) STRICT;
CREATE INDEX documents_start ON documents (start);

-- What one report yields. `type` and `subtype` are the kind's own classes (statements: act, manner;
-- event_mentions: type, mode; commitments: sort, polarity; statuses: dimension, value; figures: unit,
-- comparator; document_actors and actors: type, sector; mentions: form), `words` what the record stands on.
CREATE TABLE document_actors (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX document_actors_document ON document_actors (document);

CREATE TABLE mentions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_document ON mentions (document);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX statements_document ON statements (document);
CREATE INDEX statements_start ON statements (start);

CREATE TABLE event_mentions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX event_mentions_document ON event_mentions (document);

CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX commitments_document ON commitments (document);

CREATE TABLE statuses (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX statuses_document ON statuses (document);

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX figures_document ON figures (document);

-- Which actor (of its report) stands in which place of a record: speaker, addressee, actor,
-- recipient, party, holder ...; "about" is an actor named inside a record's content.
CREATE TABLE slots (
    record TEXT NOT NULL,
    slot TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (actor, record, slot)
) STRICT, WITHOUT ROWID;

-- What linking decided; a new report changes only the rows that it reaches.
CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE names (
    name TEXT NOT NULL,         -- name or alias, case folded
    actor TEXT NOT NULL,
    PRIMARY KEY (name, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_of (
    document_actor TEXT PRIMARY KEY,
    actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_of_actor ON actor_of (actor);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX events_start ON events (start);

CREATE TABLE event_of (
    event_mention TEXT PRIMARY KEY,
    event TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_of_event ON event_of (event);

CREATE TABLE group_of (
    record TEXT PRIMARY KEY,    -- a commitment or status
    grouped TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX group_of_grouped ON group_of (grouped);

CREATE TABLE copy_of (
    document TEXT PRIMARY KEY,
    original TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE discrepancies (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- Where a link's members or a discrepancy's sides stand, to lead from a record to both.
CREATE TABLE members (
    member TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (member, link)
) STRICT, WITHOUT ROWID;

CREATE TABLE sides (
    document TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    discrepancy TEXT NOT NULL,
    PRIMARY KEY (document, first, last, discrepancy)
) STRICT, WITHOUT ROWID;

CREATE TABLE skipped (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    added TEXT,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE judgements (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,         -- action
    added TEXT,
    record TEXT NOT NULL
) STRICT;

-- A report's extraction by the publication date it was made with: '' is the base, as the report was
-- first filed. Kept only for reports whose rows above differ from it (a date inferred by linking or
-- set by a person, a corrected or rejected record), so that each linking starts from the base.
CREATE TABLE extractions (
    document TEXT NOT NULL,
    published TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, published)
) STRICT, WITHOUT ROWID;

-- Which judgements touched a record (or an actor or event of the case).
CREATE TABLE judged (
    record TEXT NOT NULL,
    judgement TEXT NOT NULL,
    PRIMARY KEY (record, judgement)
) STRICT, WITHOUT ROWID;

CREATE INDEX slots_record ON slots (record);
CREATE INDEX documents_size ON documents (length(text), substr(text, 1, 64));

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

-- Search by words. `searched` numbers what can be found, `searchable` leads to its words, and the
-- triggers keep the index in step with the tables, in the same transaction.
CREATE TABLE searched (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE VIEW searchable AS
    SELECT s.number AS number, t.text AS words FROM searched s JOIN documents t ON t.id = s.id
    UNION ALL SELECT s.number, t.words FROM searched s JOIN statements t ON t.id = s.id
    UNION ALL SELECT s.number, t.words FROM searched s JOIN event_mentions t ON t.id = s.id
    UNION ALL SELECT s.number, t.words FROM searched s JOIN commitments t ON t.id = s.id
    UNION ALL SELECT s.number, t.words FROM searched s JOIN statuses t ON t.id = s.id
    UNION ALL SELECT s.number, t.words FROM searched s JOIN figures t ON t.id = s.id;

CREATE VIRTUAL TABLE search USING fts5 (
    words, content = 'searchable', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_filed AFTER INSERT ON documents BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'document', new.id);
    INSERT INTO search (rowid, words) SELECT number, new.text FROM searched WHERE id = new.id;
END;
CREATE TRIGGER documents_gone BEFORE DELETE ON documents BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.text FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

CREATE TRIGGER statements_filed AFTER INSERT ON statements BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'statement', new.document);
    INSERT INTO search (rowid, words) SELECT number, new.words FROM searched WHERE id = new.id;
END;
CREATE TRIGGER statements_gone BEFORE DELETE ON statements BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.words FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

CREATE TRIGGER event_mentions_filed AFTER INSERT ON event_mentions BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'event_mention', new.document);
    INSERT INTO search (rowid, words) SELECT number, new.words FROM searched WHERE id = new.id;
END;
CREATE TRIGGER event_mentions_gone BEFORE DELETE ON event_mentions BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.words FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

CREATE TRIGGER commitments_filed AFTER INSERT ON commitments BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'commitment', new.document);
    INSERT INTO search (rowid, words) SELECT number, new.words FROM searched WHERE id = new.id;
END;
CREATE TRIGGER commitments_gone BEFORE DELETE ON commitments BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.words FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

CREATE TRIGGER statuses_filed AFTER INSERT ON statuses BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'status', new.document);
    INSERT INTO search (rowid, words) SELECT number, new.words FROM searched WHERE id = new.id;
END;
CREATE TRIGGER statuses_gone BEFORE DELETE ON statuses BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.words FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

CREATE TRIGGER figures_filed AFTER INSERT ON figures BEGIN
    INSERT INTO searched (id, kind, document) VALUES (new.id, 'figure', new.document);
    INSERT INTO search (rowid, words) SELECT number, new.words FROM searched WHERE id = new.id;
END;
CREATE TRIGGER figures_gone BEFORE DELETE ON figures BEGIN
    INSERT INTO search (search, rowid, words) SELECT 'delete', number, old.words FROM searched WHERE id = old.id;
    DELETE FROM searched WHERE id = old.id;
END;

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

-- What pages count and arrange by, in narrow rows. Where a change adds or takes away one, triggers count it at
-- once. Where it takes more, triggers note in `stale` what is behind, and `CountedFile` brings it up to date before
-- the transaction ends (see counted.py): a reader never meets a case whose counts are not those of its records.
CREATE TABLE stale (
    kind TEXT NOT NULL,         -- 'record' (an event, status, commitment or actor) or 'relation'
    id TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- How many records by time there are of each class; '' is none.
CREATE TABLE classes (
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    subtype TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, type, subtype)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER moments_counted AFTER INSERT ON moments BEGIN
    INSERT INTO classes VALUES (new.kind, coalesce(new.type, ''), coalesce(new.subtype, ''), 1)
        ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER moments_discounted AFTER DELETE ON moments BEGIN
    UPDATE classes SET number = number - 1
        WHERE kind = old.kind AND type = coalesce(old.type, '') AND subtype = coalesce(old.subtype, '');
END;
CREATE TRIGGER moments_moved AFTER UPDATE ON moments BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.id);
END;

-- In how many reports and records each actor takes part; `name` and `names` are case folded.
CREATE TABLE known (
    actor TEXT PRIMARY KEY,
    records INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    type TEXT,
    name TEXT,                  -- NULL for what is no actor of the case (any more)
    names TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX known_most ON known (records DESC, reports DESC, name, actor, type, names) WHERE name IS NOT NULL;
CREATE INDEX known_type ON known (type) WHERE name IS NOT NULL;
CREATE TRIGGER actor_of_joined AFTER INSERT ON actor_of BEGIN
    INSERT INTO known (actor, records, reports) VALUES (
        new.actor, (SELECT count(*) FROM slots WHERE actor = new.document_actor AND slot != 'about'), 1
    ) ON CONFLICT DO UPDATE SET records = records + excluded.records, reports = reports + 1;
    INSERT OR IGNORE INTO stale SELECT 'record', record FROM slots
        WHERE actor = new.document_actor AND slot IN ('holder', 'counterpart', 'party');
END;
CREATE TRIGGER actor_of_parted AFTER DELETE ON actor_of BEGIN
    UPDATE known SET
        records = records - (SELECT count(*) FROM slots WHERE actor = old.document_actor AND slot != 'about'),
        reports = reports - 1
    WHERE actor = old.actor;
    INSERT OR IGNORE INTO stale SELECT 'record', record FROM slots
        WHERE actor = old.document_actor AND slot IN ('holder', 'counterpart', 'party');
END;
CREATE TRIGGER slots_counted AFTER INSERT ON slots WHEN new.slot != 'about' BEGIN
    UPDATE known SET records = records + 1
        WHERE actor = (SELECT actor FROM actor_of WHERE document_actor = new.actor);
END;
CREATE TRIGGER slots_discounted AFTER DELETE ON slots WHEN old.slot != 'about' BEGIN
    UPDATE known SET records = records - 1
        WHERE actor = (SELECT actor FROM actor_of WHERE document_actor = old.actor);
END;

-- One row an event: `done` when some report tells it as happening or happened, `reports` independent ones,
-- `place` its name, country, latitude and longitude as JSON.
CREATE TABLE deeds (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    start TEXT, until TEXT,
    day TEXT NOT NULL,          -- as in `moments`
    dated INTEGER NOT NULL,
    done INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    place TEXT,
    told TEXT NOT NULL          -- how its reports tell it, each modality between commas: ',actual,planned,'
) STRICT, WITHOUT ROWID;
CREATE INDEX deeds_most ON deeds (reports DESC, dated DESC, day DESC, id);
CREATE INDEX deeds_told ON deeds (reports DESC, (start IS NULL), start DESC, id);
CREATE INDEX deeds_modality ON deeds (told, type);
CREATE INDEX deeds_place ON deeds (place, type, id) WHERE place IS NOT NULL;
-- Events by all that charts of activity ask of them; '' for a day that is not known.
CREATE TABLE days (
    start TEXT NOT NULL, until TEXT NOT NULL, type TEXT NOT NULL, done INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (start, until, type, done)
) STRICT, WITHOUT ROWID;
CREATE TABLE sites (
    place TEXT NOT NULL, type TEXT NOT NULL, done INTEGER NOT NULL,
    events INTEGER NOT NULL, reports INTEGER NOT NULL,
    PRIMARY KEY (place, type, done)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER deeds_counted AFTER INSERT ON deeds BEGIN
    INSERT INTO days VALUES (coalesce(new.start, ''), coalesce(new.until, ''), new.type, new.done, 1)
        ON CONFLICT DO UPDATE SET number = number + 1;
    INSERT INTO sites SELECT new.place, new.type, new.done, 1, new.reports WHERE new.place IS NOT NULL
        ON CONFLICT DO UPDATE SET events = events + 1, reports = reports + excluded.reports;
END;
CREATE TRIGGER deeds_discounted AFTER DELETE ON deeds BEGIN
    UPDATE days SET number = number - 1 WHERE start = coalesce(old.start, '')
        AND until = coalesce(old.until, '') AND type = old.type AND done = old.done;
    UPDATE sites SET events = events - 1, reports = reports - old.reports
        WHERE place = old.place AND type = old.type AND done = old.done;
END;
-- Who does what to whom in an event.
CREATE TABLE pairs (
    event TEXT NOT NULL, actor TEXT NOT NULL, recipient TEXT NOT NULL,
    type TEXT NOT NULL, done INTEGER NOT NULL, reports INTEGER NOT NULL,
    PRIMARY KEY (event, actor, recipient)
) STRICT, WITHOUT ROWID;
CREATE TABLE dyads (
    actor TEXT NOT NULL, recipient TEXT NOT NULL, type TEXT NOT NULL, done INTEGER NOT NULL,
    events INTEGER NOT NULL, reports INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, type, done)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pairs_counted AFTER INSERT ON pairs BEGIN
    INSERT INTO dyads VALUES (new.actor, new.recipient, new.type, new.done, 1, new.reports)
        ON CONFLICT DO UPDATE SET events = events + 1, reports = reports + excluded.reports;
END;
CREATE TRIGGER pairs_discounted AFTER DELETE ON pairs BEGIN
    UPDATE dyads SET events = events - 1, reports = reports - old.reports WHERE actor = old.actor
        AND recipient = old.recipient AND type = old.type AND done = old.done;
END;
CREATE TRIGGER events_stale AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.id);
END;
CREATE TRIGGER events_gone_stale AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.id);
END;
CREATE TRIGGER event_of_stale AFTER INSERT ON event_of BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.event);
END;
CREATE TRIGGER event_of_gone_stale AFTER DELETE ON event_of BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.event);
END;
CREATE TRIGGER event_mentions_stale AFTER INSERT ON event_mentions BEGIN
    INSERT OR IGNORE INTO stale SELECT 'record', event FROM event_of WHERE event_mention = new.id;
END;
CREATE TRIGGER event_mentions_gone_stale AFTER DELETE ON event_mentions BEGIN
    INSERT OR IGNORE INTO stale SELECT 'record', event FROM event_of WHERE event_mention = old.id;
END;
CREATE TRIGGER actors_stale AFTER INSERT ON actors BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.id);
END;
CREATE TRIGGER actors_gone_stale AFTER DELETE ON actors BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.id);
END;

-- How a relation stands, report by report; `key` is its series, `day` and `until` as in `moments`.
CREATE TABLE steps (
    status TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT,
    holder TEXT, counterpart TEXT,
    day TEXT NOT NULL, until TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_key ON steps (key, day, until, document, position, status, value);
CREATE TABLE relations (
    key TEXT PRIMARY KEY,
    dimension TEXT NOT NULL,
    holder TEXT, counterpart TEXT,
    statuses INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    differing INTEGER NOT NULL,  -- how many values it has had
    told TEXT NOT NULL          -- these values as JSON, in the order in which they came
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_most ON relations (differing DESC, statuses DESC, key);
CREATE INDEX relations_told ON relations (reports DESC, statuses DESC, key);
CREATE INDEX relations_dimension ON relations (dimension);
CREATE INDEX relations_holder ON relations (holder);
CREATE INDEX relations_counterpart ON relations (counterpart);

-- Commitments by who undertakes them.
CREATE TABLE undertaken (
    id TEXT PRIMARY KEY,
    party TEXT,
    type TEXT NOT NULL,
    grouped TEXT NOT NULL,
    day TEXT NOT NULL, until TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX undertaken_party ON undertaken (party, type, day, until, document, position, id);
CREATE INDEX undertaken_sorts ON undertaken (party, type, grouped);
CREATE TRIGGER statuses_stale AFTER INSERT ON statuses BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.id);
END;
CREATE TRIGGER statuses_gone_stale AFTER DELETE ON statuses BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.id);
END;
CREATE TRIGGER commitments_stale AFTER INSERT ON commitments BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.id);
END;
CREATE TRIGGER commitments_gone_stale AFTER DELETE ON commitments BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.id);
END;
CREATE TRIGGER group_of_stale AFTER INSERT ON group_of BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', new.record);
END;
CREATE TRIGGER group_of_gone_stale AFTER DELETE ON group_of BEGIN
    INSERT OR IGNORE INTO stale VALUES ('record', old.record);
END;

CREATE INDEX documents_named ON documents (outlet) WHERE outlet IS NOT NULL;
CREATE INDEX documents_listed ON documents ((start IS NULL), start, name, id);
CREATE INDEX discrepancies_listed ON discrepancies (type, id);

-- Every id of the case, and where it stands.
CREATE VIEW ids AS
    SELECT id, 'document' AS kind FROM documents
    UNION ALL SELECT id, 'mention' FROM mentions
    UNION ALL SELECT id, 'statement' FROM statements
    UNION ALL SELECT id, 'event_mention' FROM event_mentions
    UNION ALL SELECT id, 'commitment' FROM commitments
    UNION ALL SELECT id, 'status' FROM statuses
    UNION ALL SELECT id, 'figure' FROM figures
    UNION ALL SELECT id, 'actor' FROM actors
    UNION ALL SELECT id, 'event' FROM events
    UNION ALL SELECT id, 'link' FROM links
    UNION ALL SELECT id, 'discrepancy' FROM discrepancies
    UNION ALL SELECT id, 'skipped' FROM skipped
    UNION ALL SELECT id, 'judgement' FROM judgements;
