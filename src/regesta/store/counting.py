"""The steps that bring the narrow tables of pages up to date with the records.

What comes in: a connection within a transaction, whose triggers have noted in `stale` what is behind. What goes
out: the tables `deeds`, `pairs`, `steps`, `relations`, `undertaken`, `known`, `shares` and `met` as the records are.
"""

from __future__ import annotations

import sqlite3

from regesta.store.query import SAYING, quoted

__all__ = ["refresh"]

BEHIND = "SELECT id FROM stale WHERE kind = '{}'"
RECORDS, RELATIONS = BEHIND.format("record"), BEHIND.format("relation")
PLACE = ", ".join(f"t.record ->> '$.place.{field}'" for field in ("name", "country", "latitude", "longitude"))
# In the order of a series, so that the least is its first step.
PLACE_IN_SERIES = "day || until || document || printf('%012d', position) || status"
STEPS = (
    # Which series lose a step, and which gain one.
    f"INSERT OR IGNORE INTO stale SELECT 'relation', key FROM steps WHERE status IN ({RECORDS})",
    f"DELETE FROM steps WHERE status IN ({RECORDS})",
    "INSERT INTO steps SELECT t.id, coalesce(g.grouped, t.record ->> '$.series', t.type || ':' || t.id), t.type, "
    "t.subtype, coalesce(h.actor, t.record ->> '$.holder'), coalesce(c.actor, t.record ->> '$.counterpart'), "
    "m.day, m.until, m.document, m.position FROM stale s CROSS JOIN statuses t ON t.id = s.id "
    "JOIN moments m ON m.id = t.id LEFT JOIN group_of g ON g.record = t.id "
    "LEFT JOIN actor_of h ON h.document_actor = t.record ->> '$.holder' "
    "LEFT JOIN actor_of c ON c.document_actor = t.record ->> '$.counterpart' WHERE s.kind = 'record'",
    f"INSERT OR IGNORE INTO stale SELECT 'relation', key FROM steps WHERE status IN ({RECORDS})",
    f"DELETE FROM relations WHERE key IN ({RELATIONS})",
    "INSERT INTO relations SELECT key, dimension, holder, counterpart, number, reports, "
    "json_array_length(told), told FROM ("
    f"SELECT s.key, s.dimension, s.holder, s.counterpart, count(*) AS number, "
    f"count(DISTINCT s.document) AS reports, min({PLACE_IN_SERIES}), "
    f"(SELECT json_group_array(value) FROM (SELECT x.value, min({PLACE_IN_SERIES}) AS place FROM steps x "
    "WHERE x.key = s.key AND x.value != '' GROUP BY x.value ORDER BY place)) AS told "
    f"FROM steps s WHERE s.key IN ({RELATIONS}) GROUP BY s.key)",
)
DEEDS = (
    f"DELETE FROM pairs WHERE event IN ({RECORDS})",
    f"DELETE FROM deeds WHERE id IN ({RECORDS})",
    "INSERT INTO deeds SELECT id, type, start, until, day, dated, "
    "instr(told, ',actual,') OR instr(told, ',ongoing,'), reports, place, told, ends, modes, printed FROM ("
    "SELECT t.id, t.type, t.start, t.until, coalesce(m.day, '9999-12-31') AS day, coalesce(m.dated, 0) AS dated, "
    "',' || coalesce(group_concat(DISTINCT x.record ->> '$.modality'), '') || ',' AS told, "
    "coalesce(t.record ->> '$.independent_reports', 1) AS reports, "
    f"CASE WHEN t.record ->> '$.place.name' IS NOT NULL THEN json_array({PLACE}) END AS place, "
    "coalesce(m.until, '9999-12-31') AS ends, "
    "',' || group_concat(DISTINCT x.subtype) || ',' AS modes, min(d.start) AS printed "
    "FROM stale s CROSS JOIN events t ON t.id = s.id LEFT JOIN moments m ON m.id = t.id "
    "LEFT JOIN event_of o ON o.event = t.id LEFT JOIN event_mentions x ON x.id = o.event_mention "
    "LEFT JOIN documents d ON d.id = x.document WHERE s.kind = 'record' GROUP BY s.id)",
    "INSERT OR IGNORE INTO pairs SELECT d.id, a.value, r.value, d.type, d.done, d.reports FROM stale s "
    "CROSS JOIN deeds d ON d.id = s.id CROSS JOIN events t ON t.id = d.id "
    "CROSS JOIN json_each(t.record, '$.actors') a CROSS JOIN json_each(t.record, '$.recipients') r "
    "WHERE s.kind = 'record' AND a.value != r.value",
)
UNDERTAKEN = (
    f"DELETE FROM undertaken WHERE id IN ({RECORDS})",
    "INSERT INTO undertaken SELECT t.id, coalesce(a.actor, t.record ->> '$.party'), t.type, coalesce(g.grouped, t.id), "
    "m.day, m.until, m.document, m.position FROM stale s CROSS JOIN commitments t ON t.id = s.id "
    "JOIN moments m ON m.id = t.id LEFT JOIN group_of g ON g.record = t.id "
    "LEFT JOIN actor_of a ON a.document_actor = t.record ->> '$.party' WHERE s.kind = 'record'",
)
KNOWN = (
    f"UPDATE known SET name = NULL WHERE actor IN ({RECORDS})",
    "INSERT INTO known SELECT t.id, 0, 0, t.type, fold(t.record ->> '$.name'), fold(t.words) "
    "FROM stale s CROSS JOIN actors t ON t.id = s.id WHERE s.kind = 'record' "
    "ON CONFLICT DO UPDATE SET type = excluded.type, name = excluded.name, names = excluded.names",
)
# What has a share in a record: those in its slots, for an event those in the slots of its tellings.
SHARED = "SELECT DISTINCT id FROM stale WHERE kind IN ('record', 'share')"
SHARE = (
    "INSERT INTO shares SELECT m.id, a.actor, s.slot = 'about', max(s.slot IN ({saying})), m.kind, m.day, m.until "
    "FROM ({shared}) c CROSS JOIN moments m ON m.id = c.id {slots} "
    "CROSS JOIN actor_of a ON a.document_actor = s.actor GROUP BY 1, 2, 3"
)
OWN_SLOTS = "CROSS JOIN slots s ON s.record = m.id"
SLOTS_TOLD = (
    "CROSS JOIN event_of e ON m.kind = 'event' AND e.event = m.id "
    "CROSS JOIN slots s ON s.record = e.event_mention"
)
SIDES = "slot IN ('actors', 'recipients')"
SHARES = (
    f"DELETE FROM shares WHERE record IN ({SHARED})",
    *(SHARE.format(saying=quoted(SAYING), shared=SHARED, slots=slots) for slots in (OWN_SLOTS, SLOTS_TOLD)),
    f"DELETE FROM met WHERE event IN ({SHARED})",
    f"INSERT INTO met SELECT DISTINCT c.id, a.actor, b.actor FROM ({SHARED}) c CROSS JOIN event_of e ON e.event = c.id "
    f"CROSS JOIN slots s ON s.record = e.event_mention AND s.{SIDES} "
    f"CROSS JOIN slots o ON o.record = s.record AND o.{SIDES} "
    "CROSS JOIN actor_of a ON a.document_actor = s.actor CROSS JOIN actor_of b ON b.document_actor = o.actor "
    "WHERE a.actor != b.actor",
)
REFRESH = (*STEPS, *DEEDS, *UNDERTAKEN, *KNOWN, *SHARES, "DELETE FROM stale")


def refresh(connection: sqlite3.Connection) -> None:
    """Bring up to date what triggers noted as behind; within a transaction."""
    if connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
        for step in REFRESH:
            connection.execute(step)
