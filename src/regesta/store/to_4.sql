-- From version 3 to 4: what pages count is kept in step with the records.

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

-- What is on file already: counted at once what triggers count, noted as behind what takes more.
INSERT INTO classes SELECT kind, coalesce(type, ''), coalesce(subtype, ''), count(*) FROM moments GROUP BY 1, 2, 3;
INSERT INTO known (actor, records, reports)
    SELECT a.actor, coalesce(sum((SELECT count(*) FROM slots s WHERE s.actor = a.document_actor AND s.slot != 'about')), 0),
    count(*) FROM actor_of a GROUP BY a.actor;
INSERT INTO stale SELECT 'record', id FROM events;
INSERT INTO stale SELECT 'record', id FROM actors;
INSERT INTO stale SELECT 'record', id FROM statuses;
INSERT INTO stale SELECT 'record', id FROM commitments;
