-- From version 4 to 5: what pages of busy actors, of outlets and of a stretch of time count is kept in step too.

-- Who has a share in which record by time: one narrow row for each actor in it, however many of its reports' own actors
-- stand for him and in however many slots. `about` 1: he is named in its words; `says` 1: it is his word.
CREATE TABLE shares (
    record TEXT NOT NULL, actor TEXT NOT NULL, about INTEGER NOT NULL,
    says INTEGER NOT NULL,
    kind TEXT NOT NULL, day TEXT NOT NULL, until TEXT NOT NULL,     -- as in `moments`
    PRIMARY KEY (record, actor, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX shares_by_time ON shares (actor, about, day, until, record, kind, says);
-- `stale` has a third kind: 'share', a record by time of which only this table is behind. A report's slots come and
-- go with its records; new ones matter at once only where linking knows their actors already.
CREATE TRIGGER moments_unshared AFTER DELETE ON moments BEGIN
    INSERT OR IGNORE INTO stale VALUES ('share', old.id);
END;
CREATE TRIGGER slots_shared AFTER INSERT ON slots
    WHEN EXISTS (SELECT 1 FROM actor_of WHERE document_actor = new.actor) BEGIN
    INSERT OR IGNORE INTO stale VALUES
        ('share', coalesce((SELECT event FROM event_of WHERE event_mention = new.record), new.record));
END;
CREATE TRIGGER actor_of_shared AFTER INSERT ON actor_of BEGIN
    INSERT OR IGNORE INTO stale SELECT 'share', coalesce(e.event, s.record)
        FROM slots s LEFT JOIN event_of e ON e.event_mention = s.record WHERE s.actor = new.document_actor;
END;
CREATE TRIGGER actor_of_unshared AFTER DELETE ON actor_of BEGIN
    INSERT OR IGNORE INTO stale SELECT 'share', coalesce(e.event, s.record)
        FROM slots s LEFT JOIN event_of e ON e.event_mention = s.record WHERE s.actor = old.document_actor;
END;

-- Who stands beside whom in an event, and in how many.
CREATE TABLE met (
    event TEXT NOT NULL, actor TEXT NOT NULL, other TEXT NOT NULL,
    PRIMARY KEY (event, actor, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE partners (
    actor TEXT NOT NULL, other TEXT NOT NULL, events INTEGER NOT NULL,
    PRIMARY KEY (actor, other)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER met_counted AFTER INSERT ON met BEGIN
    INSERT INTO partners VALUES (new.actor, new.other, 1) ON CONFLICT DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER met_discounted AFTER DELETE ON met BEGIN
    UPDATE partners SET events = events - 1 WHERE actor = old.actor AND other = old.other;
END;

-- By which words reports name an actor, and how often. What they call him of their own is rare, and has an index.
CREATE TABLE called (
    actor TEXT NOT NULL, words TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (actor, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_framed ON mentions (record ->> '$.actor') WHERE record ->> '$.framing' IS NOT NULL;
CREATE TRIGGER mentions_called AFTER INSERT ON mentions WHEN new.type != 'pronoun' BEGIN
    INSERT INTO called SELECT actor, new.words, 1 FROM actor_of WHERE document_actor = new.record ->> '$.actor'
        ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER mentions_uncalled AFTER DELETE ON mentions WHEN old.type != 'pronoun' BEGIN
    UPDATE called SET number = number - 1 WHERE words = old.words
        AND actor = (SELECT actor FROM actor_of WHERE document_actor = old.record ->> '$.actor');
END;
CREATE TRIGGER actor_of_called AFTER INSERT ON actor_of BEGIN
    INSERT INTO called SELECT new.actor, words, count(*) FROM mentions
        WHERE record ->> '$.actor' = +new.document_actor AND type != 'pronoun' GROUP BY words
        ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER actor_of_uncalled AFTER DELETE ON actor_of BEGIN
    INSERT INTO called SELECT old.actor, words, -count(*) FROM mentions
        WHERE record ->> '$.actor' = +old.document_actor AND type != 'pronoun' GROUP BY words
        ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;

-- Events once more, with the end of their time as in `moments`, the modes in which they are told (each between
-- commas) and the first day on which they were; and their sums by all of that which charts and totals ask of them.
DROP TRIGGER deeds_counted;
DROP TRIGGER deeds_discounted;
DROP TABLE days;
ALTER TABLE deeds ADD COLUMN ends TEXT NOT NULL DEFAULT '9999-12-31';
ALTER TABLE deeds ADD COLUMN modes TEXT;
ALTER TABLE deeds ADD COLUMN printed TEXT;
CREATE TABLE days (
    start TEXT NOT NULL, until TEXT NOT NULL,       -- '' for a day that is not known
    day TEXT NOT NULL, ends TEXT NOT NULL,
    type TEXT NOT NULL, told TEXT NOT NULL, done INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (start, until, day, ends, type, told)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER deeds_counted AFTER INSERT ON deeds BEGIN
    INSERT INTO days VALUES (coalesce(new.start, ''), coalesce(new.until, ''), new.day, new.ends, new.type, new.told,
        new.done, 1) ON CONFLICT DO UPDATE SET number = number + 1;
    INSERT INTO sites SELECT new.place, new.type, new.done, 1, new.reports WHERE new.place IS NOT NULL
        ON CONFLICT DO UPDATE SET events = events + 1, reports = reports + excluded.reports;
END;
CREATE TRIGGER deeds_discounted AFTER DELETE ON deeds BEGIN
    UPDATE days SET number = number - 1 WHERE start = coalesce(old.start, '') AND until = coalesce(old.until, '')
        AND day = old.day AND ends = old.ends AND type = old.type AND told = old.told;
    UPDATE sites SET events = events - 1, reports = reports - old.reports
        WHERE place = old.place AND type = old.type AND done = old.done;
END;

-- How many records by time of each kind stand on which days.
CREATE TABLE spans (
    kind TEXT NOT NULL, day TEXT NOT NULL, until TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (kind, day, until)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER moments_spanned AFTER INSERT ON moments BEGIN
    INSERT INTO spans VALUES (new.kind, new.day, new.until, 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER moments_unspanned AFTER DELETE ON moments BEGIN
    UPDATE spans SET number = number - 1 WHERE kind = old.kind AND day = old.day AND until = old.until;
END;
CREATE TRIGGER moments_respanned AFTER UPDATE ON moments BEGIN
    UPDATE spans SET number = number - 1 WHERE kind = old.kind AND day = old.day AND until = old.until;
    INSERT INTO spans VALUES (new.kind, new.day, new.until, 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;

-- How many reports each outlet has; those of no outlet go by their file's name. `classes` counts all reports, and
-- what else has no time: mentions, tellings of events, actors by type.
CREATE TABLE papers (
    outlet TEXT PRIMARY KEY,
    reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER documents_counted AFTER INSERT ON documents BEGIN
    INSERT INTO papers VALUES (coalesce(new.outlet, new.name), 1) ON CONFLICT DO UPDATE SET reports = reports + 1;
    INSERT INTO classes VALUES ('document', '', '', 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER documents_discounted AFTER DELETE ON documents BEGIN
    UPDATE papers SET reports = reports - 1 WHERE outlet = coalesce(old.outlet, old.name);
    UPDATE classes SET number = number - 1 WHERE kind = 'document';
END;
CREATE TRIGGER documents_renamed AFTER UPDATE OF outlet, name ON documents BEGIN
    UPDATE papers SET reports = reports - 1 WHERE outlet = coalesce(old.outlet, old.name);
    INSERT INTO papers VALUES (coalesce(new.outlet, new.name), 1) ON CONFLICT DO UPDATE SET reports = reports + 1;
END;
CREATE TRIGGER mentions_counted AFTER INSERT ON mentions BEGIN
    INSERT INTO classes VALUES ('mention', '', '', 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER mentions_discounted AFTER DELETE ON mentions BEGIN
    UPDATE classes SET number = number - 1 WHERE kind = 'mention';
END;
CREATE TRIGGER event_mentions_counted AFTER INSERT ON event_mentions BEGIN
    INSERT INTO classes VALUES ('event_mention', '', '', 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER event_mentions_discounted AFTER DELETE ON event_mentions BEGIN
    UPDATE classes SET number = number - 1 WHERE kind = 'event_mention';
END;
CREATE TRIGGER actors_counted AFTER INSERT ON actors BEGIN
    INSERT INTO classes VALUES ('actor', coalesce(new.type, ''), '', 1)
        ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER actors_discounted AFTER DELETE ON actors BEGIN
    UPDATE classes SET number = number - 1 WHERE kind = 'actor' AND type = coalesce(old.type, '');
END;

-- Who undertakes how much of which sort ('' is nobody named); `several` counts what more reports tell once.
CREATE TABLE board (
    party TEXT NOT NULL, type TEXT NOT NULL, number INTEGER NOT NULL, several INTEGER NOT NULL,
    PRIMARY KEY (party, type)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER undertaken_counted AFTER INSERT ON undertaken BEGIN
    INSERT INTO board VALUES (coalesce(new.party, ''), new.type, 1, NOT EXISTS (SELECT 1 FROM undertaken
        WHERE party IS new.party AND type = new.type AND grouped = new.grouped AND id != new.id)
    ) ON CONFLICT DO UPDATE SET number = number + 1, several = several + excluded.several;
END;
CREATE TRIGGER undertaken_discounted AFTER DELETE ON undertaken BEGIN
    UPDATE board SET number = number - 1, several = several - NOT EXISTS (SELECT 1 FROM undertaken
        WHERE party IS old.party AND type = old.type AND grouped = old.grouped)
    WHERE party = coalesce(old.party, '') AND type = old.type;
END;

-- Which pairs are told of most, in all events (`done` 0) and in those told as done.
CREATE TABLE bonds (
    actor TEXT NOT NULL, recipient TEXT NOT NULL, done INTEGER NOT NULL,
    events INTEGER NOT NULL, reports INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, done)
) STRICT, WITHOUT ROWID;
CREATE INDEX bonds_most ON bonds (done, reports DESC, actor, recipient) WHERE events > 0;
CREATE TRIGGER pairs_weighed AFTER INSERT ON pairs BEGIN
    INSERT INTO bonds SELECT new.actor, new.recipient, value, 1, new.reports FROM json_each('[0, 1]') WHERE value <= new.done
        ON CONFLICT DO UPDATE SET events = events + 1, reports = reports + excluded.reports;
END;
CREATE TRIGGER pairs_unweighed AFTER DELETE ON pairs BEGIN
    UPDATE bonds SET events = events - 1, reports = reports - old.reports
        WHERE actor = old.actor AND recipient = old.recipient AND done <= old.done;
END;

-- Which record by time the words of each number of the index of words are those of: for a telling, its event.
CREATE TABLE worded (
    number INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (number, kind, record)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER searched_worded AFTER INSERT ON searched WHEN new.kind != 'document' BEGIN
    INSERT INTO worded SELECT new.number, 'event', event FROM event_of
        WHERE new.kind = 'event_mention' AND event_mention = new.id;
    INSERT INTO worded SELECT new.number, new.kind, new.id WHERE new.kind != 'event_mention';
END;
CREATE TRIGGER searched_unworded AFTER DELETE ON searched BEGIN
    DELETE FROM worded WHERE number = old.number;
END;
CREATE TRIGGER event_of_worded AFTER INSERT ON event_of BEGIN
    INSERT INTO worded SELECT number, 'event', new.event FROM searched WHERE id = new.event_mention;
END;
CREATE TRIGGER event_of_unworded AFTER DELETE ON event_of BEGIN
    DELETE FROM worded WHERE number = (SELECT number FROM searched WHERE id = old.event_mention)
        AND kind = 'event' AND record = old.event;
END;

-- Actors by name.
CREATE INDEX known_named ON known (name, actor) WHERE name IS NOT NULL;

-- What is on file already: counted at once what triggers count, noted as behind what takes more.
INSERT INTO called SELECT a.actor, m.words, count(*) FROM mentions m
    JOIN actor_of a ON a.document_actor = m.record ->> '$.actor' WHERE m.type != 'pronoun' GROUP BY 1, 2;
INSERT INTO spans SELECT kind, day, until, count(*) FROM moments GROUP BY 1, 2, 3;
INSERT INTO papers SELECT coalesce(outlet, name), count(*) FROM documents GROUP BY 1;
INSERT INTO classes SELECT 'document', '', '', count(*) FROM documents;
INSERT INTO classes SELECT 'mention', '', '', count(*) FROM mentions;
INSERT INTO classes SELECT 'event_mention', '', '', count(*) FROM event_mentions;
INSERT INTO classes SELECT 'actor', coalesce(type, ''), '', count(*) FROM actors GROUP BY type;
INSERT INTO board SELECT coalesce(party, ''), type, count(*), count(DISTINCT grouped) FROM undertaken GROUP BY 1, 2;
INSERT INTO bonds SELECT p.actor, p.recipient, d.value, count(*), sum(p.reports) FROM pairs p
    CROSS JOIN json_each('[0, 1]') d WHERE d.value <= p.done GROUP BY 1, 2, 3;
INSERT INTO worded SELECT number, kind, id FROM searched WHERE kind NOT IN ('document', 'event_mention')
    UNION ALL SELECT s.number, 'event', e.event FROM searched s CROSS JOIN event_of e ON e.event_mention = s.id
    WHERE s.kind = 'event_mention';
INSERT OR IGNORE INTO stale SELECT 'record', id FROM events;
INSERT OR IGNORE INTO stale SELECT 'share', id FROM moments;
