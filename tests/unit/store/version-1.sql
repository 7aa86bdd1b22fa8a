-- The two toy reports of tests/handmade.py as a case of schema version 1; never to be rewritten.
BEGIN TRANSACTION;
CREATE TABLE actor_of (
    document_actor TEXT PRIMARY KEY,
    actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "actor_of" VALUES('0f550cd65d13a5a51e44941d77c866a6','896cc6dc300433536cf5cc0ad9699491');
INSERT INTO "actor_of" VALUES('581c6c9a78850eff3b456b0005e45b4b','896cc6dc300433536cf5cc0ad9699491');
INSERT INTO "actor_of" VALUES('608625d9c9bb6b1644948b1ef20984d0','9454f11c4e03dea8154ea469d729bb86');
INSERT INTO "actor_of" VALUES('c66f3d420d788dfa29ce4db8241b7751','9454f11c4e03dea8154ea469d729bb86');
INSERT INTO "actor_of" VALUES('5093562d549fd0ca24f17eb90ff614c1','fe4bb5725c100283b0f24d9c6b066da5');
INSERT INTO "actor_of" VALUES('ec598e69f68c5b26d87334ff9870c576','fe4bb5725c100283b0f24d9c6b066da5');
CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "actors" VALUES('fe4bb5725c100283b0f24d9c6b066da5','person',NULL,'Dahl · Dahl · Mr Dahl','{"id":"fe4bb5725c100283b0f24d9c6b066da5","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":26,"end":30},{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":15,"end":19}],"rule":"toy/join","certainty":0.9,"name":"Dahl","type":"person","country":null,"sector":null,"aliases":["Dahl","Mr Dahl"],"roles":[],"same_as":{},"document":null,"world":null}');
INSERT INTO "actors" VALUES('9454f11c4e03dea8154ea469d729bb86','person',NULL,'Mensah · Mensah · Mr Mensah','{"id":"9454f11c4e03dea8154ea469d729bb86","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":15,"end":21},{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":24,"end":30}],"rule":"toy/join","certainty":0.9,"name":"Mensah","type":"person","country":null,"sector":null,"aliases":["Mensah","Mr Mensah"],"roles":[],"same_as":{},"document":null,"world":null}');
INSERT INTO "actors" VALUES('896cc6dc300433536cf5cc0ad9699491','person',NULL,'Togo · Togo · Mr Togo','{"id":"896cc6dc300433536cf5cc0ad9699491","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":124,"end":128},{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":57,"end":61}],"rule":"toy/join","certainty":0.9,"name":"Togo","type":"person","country":null,"sector":null,"aliases":["Togo","Mr Togo"],"roles":[],"same_as":{},"document":null,"world":null}');
CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "commitments" VALUES('58fd1495d20e66d8bf085cafbb322344','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',84,NULL,NULL,'pledge','positive','Mensah promised rice to Togo.','{"id":"58fd1495d20e66d8bf085cafbb322344","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":84,"end":113}],"rule":"toy/promised","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","sort":"pledge","party":"c66f3d420d788dfa29ce4db8241b7751","beneficiaries":["581c6c9a78850eff3b456b0005e45b4b"],"content":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":100,"end":112}],"polarity":"positive","condition":null,"when":null,"due":null,"via":[],"statement":null,"group":null}');
CREATE TABLE copy_of (
    document TEXT PRIMARY KEY,
    original TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE discrepancies (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "discrepancies" VALUES('f52ed470d96b7ac1428a763d89a5ca2b','figure',NULL,'the number of ships differs','{"id":"f52ed470d96b7ac1428a763d89a5ca2b","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":114,"end":136},{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":68,"end":92}],"rule":"toy/figure","certainty":0.7,"sort":"figure","sides":[{"value":"40.0","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":114,"end":136}]},{"value":"50.0","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":68,"end":92}]}],"summary":"the number of ships differs"}');
CREATE TABLE document_actors (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "document_actors" VALUES('5093562d549fd0ca24f17eb90ff614c1','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',15,NULL,NULL,'person',NULL,'Dahl · Dahl','{"id":"5093562d549fd0ca24f17eb90ff614c1","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":15,"end":19}],"rule":"toy/name","certainty":0.9,"name":"Dahl","type":"person","country":null,"sector":null,"aliases":["Dahl"],"roles":[],"same_as":{},"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","world":null}');
INSERT INTO "document_actors" VALUES('c66f3d420d788dfa29ce4db8241b7751','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',24,NULL,NULL,'person',NULL,'Mensah · Mensah','{"id":"c66f3d420d788dfa29ce4db8241b7751","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":24,"end":30}],"rule":"toy/name","certainty":0.9,"name":"Mensah","type":"person","country":null,"sector":null,"aliases":["Mensah"],"roles":[],"same_as":{},"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","world":null}');
INSERT INTO "document_actors" VALUES('581c6c9a78850eff3b456b0005e45b4b','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',57,NULL,NULL,'person',NULL,'Togo · Togo','{"id":"581c6c9a78850eff3b456b0005e45b4b","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":57,"end":61}],"rule":"toy/name","certainty":0.9,"name":"Togo","type":"person","country":null,"sector":null,"aliases":["Togo"],"roles":[],"same_as":{},"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","world":null}');
INSERT INTO "document_actors" VALUES('608625d9c9bb6b1644948b1ef20984d0','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',15,NULL,NULL,'person',NULL,'Mensah · Mensah','{"id":"608625d9c9bb6b1644948b1ef20984d0","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":15,"end":21}],"rule":"toy/name","certainty":0.9,"name":"Mensah","type":"person","country":null,"sector":null,"aliases":["Mensah"],"roles":[],"same_as":{},"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","world":null}');
INSERT INTO "document_actors" VALUES('ec598e69f68c5b26d87334ff9870c576','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',26,NULL,NULL,'person',NULL,'Dahl · Dahl','{"id":"ec598e69f68c5b26d87334ff9870c576","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":26,"end":30}],"rule":"toy/name","certainty":0.9,"name":"Dahl","type":"person","country":null,"sector":null,"aliases":["Dahl"],"roles":[],"same_as":{},"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","world":null}');
INSERT INTO "document_actors" VALUES('0f550cd65d13a5a51e44941d77c866a6','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',124,NULL,NULL,'person',NULL,'Togo · Togo','{"id":"0f550cd65d13a5a51e44941d77c866a6","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":124,"end":128}],"rule":"toy/name","certainty":0.9,"name":"Togo","type":"person","country":null,"sector":null,"aliases":["Togo"],"roles":[],"same_as":{},"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","world":null}');
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
INSERT INTO "documents" VALUES('dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35','courier.txt','Nordic Courier',NULL,NULL,'en','2021-07-30','2021-07-31','2026-01-02T03:04:05+00:00','On 2021-07-28, Dahl met Mensah.
On 2021-07-29, Dahl said Togo will get its harbour.
Mensah promised rice to Togo.
Dahl counted 40 ships.
','{"id":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","name":"courier.txt","outlet":"Nordic Courier","title":null,"authors":[],"agencies":[],"dateline":null,"url":null,"published":{"start":"2021-07-30","end":"2021-07-31","precision":"day","text":"2021-07-30","basis":"explicit"},"language":"en","text":"","blocks":[{"start":0,"end":31,"role":"body"},{"start":32,"end":83,"role":"body"},{"start":84,"end":113,"role":"body"},{"start":114,"end":136,"role":"body"}],"copy_of":null,"added":null}');
INSERT INTO "documents" VALUES('ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0','herald.txt',NULL,NULL,NULL,'en',NULL,NULL,'2026-01-02T03:04:05+00:00','On 2021-07-28, Mensah met Dahl.
Mensah said the “talks” were short.
Mensah counted 50 ships.
On 2021-08-05, Dahl recognised Togo.
','{"id":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","name":"herald.txt","outlet":null,"title":null,"authors":[],"agencies":[],"dateline":null,"url":null,"published":null,"language":"en","text":"","blocks":[{"start":0,"end":31,"role":"body"},{"start":32,"end":67,"role":"body"},{"start":68,"end":92,"role":"body"},{"start":93,"end":129,"role":"body"}],"copy_of":null,"added":null}');
CREATE TABLE event_mentions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "event_mentions" VALUES('05732cfa532a3c3efcdd67019421919e','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',0,'2021-07-28','2021-07-29','CONSULT','visit','On 2021-07-28, Dahl met Mensah.','{"id":"05732cfa532a3c3efcdd67019421919e","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":0,"end":31}],"rule":"toy/met","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","event":"","type":"CONSULT","mode":"visit","contexts":[],"actors":["5093562d549fd0ca24f17eb90ff614c1","c66f3d420d788dfa29ce4db8241b7751"],"recipients":[],"trigger":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":20,"end":23}],"when":{"start":"2021-07-28","end":"2021-07-29","precision":"day","text":"2021-07-28","basis":"explicit"},"place":null,"modality":"actual","claimed_by":null,"statement":null}');
INSERT INTO "event_mentions" VALUES('3dfabbe89efd42e486b9b7462026bdb8','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',0,'2021-07-28','2021-07-29','CONSULT','visit','On 2021-07-28, Mensah met Dahl.','{"id":"3dfabbe89efd42e486b9b7462026bdb8","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":0,"end":31}],"rule":"toy/met","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","event":"","type":"CONSULT","mode":"visit","contexts":[],"actors":["608625d9c9bb6b1644948b1ef20984d0","ec598e69f68c5b26d87334ff9870c576"],"recipients":[],"trigger":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":22,"end":25}],"when":{"start":"2021-07-28","end":"2021-07-29","precision":"day","text":"2021-07-28","basis":"explicit"},"place":null,"modality":"actual","claimed_by":null,"statement":null}');
CREATE TABLE event_of (
    event_mention TEXT PRIMARY KEY,
    event TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "event_of" VALUES('05732cfa532a3c3efcdd67019421919e','1526266d0378e17caf3b1b190d289e3f');
INSERT INTO "event_of" VALUES('3dfabbe89efd42e486b9b7462026bdb8','1526266d0378e17caf3b1b190d289e3f');
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES('1526266d0378e17caf3b1b190d289e3f','2021-07-28','2021-07-29','CONSULT',NULL,'meeting','{"id":"1526266d0378e17caf3b1b190d289e3f","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":0,"end":31},{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":0,"end":31}],"rule":"toy/same","certainty":0.8,"label":"meeting","type":"CONSULT","when":{"start":"2021-07-28","end":"2021-07-29","precision":"day","text":"2021-07-28","basis":"explicit"},"place":null,"actors":["9454f11c4e03dea8154ea469d729bb86","fe4bb5725c100283b0f24d9c6b066da5"],"recipients":[],"mentions":["05732cfa532a3c3efcdd67019421919e","3dfabbe89efd42e486b9b7462026bdb8"],"documents":["ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35"],"independent_reports":2}');
CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "figures" VALUES('6c9aac4a8212930adceafd2a4f11d276','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',114,NULL,NULL,'ships','exactly','Dahl counted 40 ships.','{"id":"6c9aac4a8212930adceafd2a4f11d276","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":114,"end":136}],"rule":"toy/counted","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","value":40.0,"high":null,"comparator":"exactly","unit":"ships","counted":null,"as_of":null,"speaker":"5093562d549fd0ca24f17eb90ff614c1"}');
INSERT INTO "figures" VALUES('c21a3ec23605a80709fc02231dfaa854','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',68,NULL,NULL,'ships','exactly','Mensah counted 50 ships.','{"id":"c21a3ec23605a80709fc02231dfaa854","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":68,"end":92}],"rule":"toy/counted","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","value":50.0,"high":null,"comparator":"exactly","unit":"ships","counted":null,"as_of":null,"speaker":"608625d9c9bb6b1644948b1ef20984d0"}');
CREATE TABLE group_of (
    record TEXT PRIMARY KEY,    -- a commitment or status
    grouped TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "group_of" VALUES('58fd1495d20e66d8bf085cafbb322344','group-pledge');
CREATE TABLE judgements (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,         -- action
    added TEXT,
    record TEXT NOT NULL
) STRICT;
CREATE TABLE links (
    id TEXT PRIMARY KEY,
    type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "links" VALUES('e425daffbb7fdefcf5705e36d11d5e22','same_event',NULL,'the same two met on the same day','{"id":"e425daffbb7fdefcf5705e36d11d5e22","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":0,"end":31},{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":0,"end":31}],"rule":"toy/same","certainty":0.8,"relation":"same_event","members":["05732cfa532a3c3efcdd67019421919e","3dfabbe89efd42e486b9b7462026bdb8"],"score":1.0,"why":"the same two met on the same day"}');
CREATE TABLE members (
    member TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (member, link)
) STRICT, WITHOUT ROWID;
INSERT INTO "members" VALUES('05732cfa532a3c3efcdd67019421919e','e425daffbb7fdefcf5705e36d11d5e22');
INSERT INTO "members" VALUES('3dfabbe89efd42e486b9b7462026bdb8','e425daffbb7fdefcf5705e36d11d5e22');
CREATE TABLE mentions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "mentions" VALUES('3e698a9732cc054154635881a29da00e','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',15,NULL,NULL,'name',NULL,'Dahl','{"id":"3e698a9732cc054154635881a29da00e","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":15,"end":19}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":15,"end":19,"text":"Dahl","actor":"5093562d549fd0ca24f17eb90ff614c1","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('fa2346ad959d6c2ce019176406df2c97','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',47,NULL,NULL,'name',NULL,'Dahl','{"id":"fa2346ad959d6c2ce019176406df2c97","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":47,"end":51}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":47,"end":51,"text":"Dahl","actor":"5093562d549fd0ca24f17eb90ff614c1","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('81fbe0d7f515f8b0f325b6df94854a37','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',114,NULL,NULL,'name',NULL,'Dahl','{"id":"81fbe0d7f515f8b0f325b6df94854a37","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":114,"end":118}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":114,"end":118,"text":"Dahl","actor":"5093562d549fd0ca24f17eb90ff614c1","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('4a05570e2cadf53a5072df86b79d1f82','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',24,NULL,NULL,'name',NULL,'Mensah','{"id":"4a05570e2cadf53a5072df86b79d1f82","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":24,"end":30}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":24,"end":30,"text":"Mensah","actor":"c66f3d420d788dfa29ce4db8241b7751","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('5b4d5be6478c063d524f0330d17c6aaf','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',84,NULL,NULL,'name',NULL,'Mensah','{"id":"5b4d5be6478c063d524f0330d17c6aaf","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":84,"end":90}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":84,"end":90,"text":"Mensah","actor":"c66f3d420d788dfa29ce4db8241b7751","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('4ad6fb05d7bddce2aa82d4f1c1d09b26','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',57,NULL,NULL,'name',NULL,'Togo','{"id":"4ad6fb05d7bddce2aa82d4f1c1d09b26","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":57,"end":61}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":57,"end":61,"text":"Togo","actor":"581c6c9a78850eff3b456b0005e45b4b","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('4d0efc2161db63a86ce42cb2b33e168e','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',108,NULL,NULL,'name',NULL,'Togo','{"id":"4d0efc2161db63a86ce42cb2b33e168e","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":108,"end":112}],"rule":"toy/name","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":108,"end":112,"text":"Togo","actor":"581c6c9a78850eff3b456b0005e45b4b","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('5c263d251349a3e765a43022a0dad147','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',15,NULL,NULL,'name',NULL,'Mensah','{"id":"5c263d251349a3e765a43022a0dad147","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":15,"end":21}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":15,"end":21,"text":"Mensah","actor":"608625d9c9bb6b1644948b1ef20984d0","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('fb1d625c1e017a0e6077dcdd6f7617ed','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',32,NULL,NULL,'name',NULL,'Mensah','{"id":"fb1d625c1e017a0e6077dcdd6f7617ed","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":32,"end":38}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":32,"end":38,"text":"Mensah","actor":"608625d9c9bb6b1644948b1ef20984d0","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('9009a7a7dd78ed34cf6efffaad084772','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',68,NULL,NULL,'name',NULL,'Mensah','{"id":"9009a7a7dd78ed34cf6efffaad084772","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":68,"end":74}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":68,"end":74,"text":"Mensah","actor":"608625d9c9bb6b1644948b1ef20984d0","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('cf5611549bf943c84fdd2db97704e3ff','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',26,NULL,NULL,'name',NULL,'Dahl','{"id":"cf5611549bf943c84fdd2db97704e3ff","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":26,"end":30}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":26,"end":30,"text":"Dahl","actor":"ec598e69f68c5b26d87334ff9870c576","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('1c6cf9723b7febde7e1c35c6bdd819cb','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',108,NULL,NULL,'name',NULL,'Dahl','{"id":"1c6cf9723b7febde7e1c35c6bdd819cb","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":108,"end":112}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":108,"end":112,"text":"Dahl","actor":"ec598e69f68c5b26d87334ff9870c576","form":"name","framing":null}');
INSERT INTO "mentions" VALUES('8b58c13f2909539a55d90501d4d995db','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',124,NULL,NULL,'name',NULL,'Togo','{"id":"8b58c13f2909539a55d90501d4d995db","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":124,"end":128}],"rule":"toy/name","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":124,"end":128,"text":"Togo","actor":"0f550cd65d13a5a51e44941d77c866a6","form":"name","framing":null}');
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "meta" VALUES('linked','2');
CREATE TABLE names (
    name TEXT NOT NULL,         -- name or alias, case folded
    actor TEXT NOT NULL,
    PRIMARY KEY (name, actor)
) STRICT, WITHOUT ROWID;
INSERT INTO "names" VALUES('dahl','fe4bb5725c100283b0f24d9c6b066da5');
INSERT INTO "names" VALUES('mensah','9454f11c4e03dea8154ea469d729bb86');
INSERT INTO "names" VALUES('mr dahl','fe4bb5725c100283b0f24d9c6b066da5');
INSERT INTO "names" VALUES('mr mensah','9454f11c4e03dea8154ea469d729bb86');
INSERT INTO "names" VALUES('mr togo','896cc6dc300433536cf5cc0ad9699491');
INSERT INTO "names" VALUES('togo','896cc6dc300433536cf5cc0ad9699491');
CREATE TABLE sides (
    document TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    discrepancy TEXT NOT NULL,
    PRIMARY KEY (document, first, last, discrepancy)
) STRICT, WITHOUT ROWID;
INSERT INTO "sides" VALUES('ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',68,92,'f52ed470d96b7ac1428a763d89a5ca2b');
INSERT INTO "sides" VALUES('dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',114,136,'f52ed470d96b7ac1428a763d89a5ca2b');
CREATE TABLE skipped (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    added TEXT,
    record TEXT NOT NULL
) STRICT;
CREATE TABLE slots (
    record TEXT NOT NULL,
    slot TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (actor, record, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO "slots" VALUES('f14c030d8826a1e3b20694c6826a6a3e','counterpart','0f550cd65d13a5a51e44941d77c866a6');
INSERT INTO "slots" VALUES('05732cfa532a3c3efcdd67019421919e','actors','5093562d549fd0ca24f17eb90ff614c1');
INSERT INTO "slots" VALUES('6c9aac4a8212930adceafd2a4f11d276','speaker','5093562d549fd0ca24f17eb90ff614c1');
INSERT INTO "slots" VALUES('f433c56c4846addbdc264c4a84496ac3','speaker','5093562d549fd0ca24f17eb90ff614c1');
INSERT INTO "slots" VALUES('58fd1495d20e66d8bf085cafbb322344','about','581c6c9a78850eff3b456b0005e45b4b');
INSERT INTO "slots" VALUES('58fd1495d20e66d8bf085cafbb322344','beneficiaries','581c6c9a78850eff3b456b0005e45b4b');
INSERT INTO "slots" VALUES('f433c56c4846addbdc264c4a84496ac3','about','581c6c9a78850eff3b456b0005e45b4b');
INSERT INTO "slots" VALUES('30a957b2f4b79d57e27ae9b479f60c73','speaker','608625d9c9bb6b1644948b1ef20984d0');
INSERT INTO "slots" VALUES('3dfabbe89efd42e486b9b7462026bdb8','actors','608625d9c9bb6b1644948b1ef20984d0');
INSERT INTO "slots" VALUES('c21a3ec23605a80709fc02231dfaa854','speaker','608625d9c9bb6b1644948b1ef20984d0');
INSERT INTO "slots" VALUES('05732cfa532a3c3efcdd67019421919e','actors','c66f3d420d788dfa29ce4db8241b7751');
INSERT INTO "slots" VALUES('58fd1495d20e66d8bf085cafbb322344','party','c66f3d420d788dfa29ce4db8241b7751');
INSERT INTO "slots" VALUES('3dfabbe89efd42e486b9b7462026bdb8','actors','ec598e69f68c5b26d87334ff9870c576');
INSERT INTO "slots" VALUES('f14c030d8826a1e3b20694c6826a6a3e','holder','ec598e69f68c5b26d87334ff9870c576');
CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "statements" VALUES('f433c56c4846addbdc264c4a84496ac3','dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35',32,'2021-07-29','2021-07-30','say','indirect','On 2021-07-29, Dahl said Togo will get its harbour.','{"id":"f433c56c4846addbdc264c4a84496ac3","evidence":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":32,"end":83}],"rule":"toy/said","certainty":0.9,"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","speaker":"5093562d549fd0ca24f17eb90ff614c1","speaker_text":"x","speaker_span":null,"cue":{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":52,"end":56},"content":[{"document":"dfc0f7bf49d6e27fcd10e7ce1370eb40e38f5bc30464e8235202f4b4fc8b6f35","start":57,"end":82}],"manner":"indirect","act":"say","negated":false,"addressees":[],"channel":null,"via":[],"when":{"start":"2021-07-29","end":"2021-07-30","precision":"day","text":"2021-07-29","basis":"explicit"},"nested_in":null}');
INSERT INTO "statements" VALUES('30a957b2f4b79d57e27ae9b479f60c73','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',32,NULL,NULL,'say','indirect','Mensah said the “talks” were short.','{"id":"30a957b2f4b79d57e27ae9b479f60c73","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":32,"end":67}],"rule":"toy/said","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","speaker":"608625d9c9bb6b1644948b1ef20984d0","speaker_text":"x","speaker_span":null,"cue":{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":39,"end":43},"content":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":44,"end":66}],"manner":"indirect","act":"say","negated":false,"addressees":[],"channel":null,"via":[],"when":null,"nested_in":null}');
CREATE TABLE statuses (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    start TEXT, until TEXT, type TEXT, subtype TEXT,
    words TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
INSERT INTO "statuses" VALUES('f14c030d8826a1e3b20694c6826a6a3e','ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0',93,'2021-08-05','2021-08-06','recognition','granted','On 2021-08-05, Dahl recognised Togo.','{"id":"f14c030d8826a1e3b20694c6826a6a3e","evidence":[{"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","start":93,"end":129}],"rule":"toy/recognised","certainty":0.9,"document":"ac4876d8ebc384cf746bb3eec1c3b4a069561e91b63e404a9e5fc60d777f17c0","holder":"ec598e69f68c5b26d87334ff9870c576","counterpart":"0f550cd65d13a5a51e44941d77c866a6","dimension":"recognition","value":"granted","when":null,"as_of":{"start":"2021-08-05","end":"2021-08-06","precision":"day","text":"2021-08-05","basis":"explicit"},"claimed_by":null,"series":null}');
CREATE INDEX documents_start ON documents (start);
CREATE INDEX document_actors_document ON document_actors (document);
CREATE INDEX mentions_document ON mentions (document);
CREATE INDEX statements_document ON statements (document);
CREATE INDEX statements_start ON statements (start);
CREATE INDEX event_mentions_document ON event_mentions (document);
CREATE INDEX commitments_document ON commitments (document);
CREATE INDEX statuses_document ON statuses (document);
CREATE INDEX figures_document ON figures (document);
CREATE INDEX actor_of_actor ON actor_of (actor);
CREATE INDEX events_start ON events (start);
CREATE INDEX event_of_event ON event_of (event);
CREATE INDEX group_of_grouped ON group_of (grouped);
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
COMMIT;
PRAGMA application_id = 1380406100;
PRAGMA user_version = 1;
