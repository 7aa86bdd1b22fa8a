-- The case file, version 1; to_2.sql, to_3.sql ... add what came since, to new cases as to old ones (see migrate.py).
-- Every kind has one table, named by its plural.
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
