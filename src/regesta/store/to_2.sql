-- From version 1 to 2: corrections that outlive linking, and search.

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

-- What is on file already.
INSERT INTO searched (id, kind, document) SELECT id, 'document', id FROM documents ORDER BY rowid;
INSERT INTO searched (id, kind, document) SELECT id, 'statement', document FROM statements ORDER BY rowid;
INSERT INTO searched (id, kind, document) SELECT id, 'event_mention', document FROM event_mentions ORDER BY rowid;
INSERT INTO searched (id, kind, document) SELECT id, 'commitment', document FROM commitments ORDER BY rowid;
INSERT INTO searched (id, kind, document) SELECT id, 'status', document FROM statuses ORDER BY rowid;
INSERT INTO searched (id, kind, document) SELECT id, 'figure', document FROM figures ORDER BY rowid;
INSERT INTO search (search) VALUES ('rebuild');
