"""The steps that bring the narrow tables of pages up to date with the records.

What comes in: a connection within a transaction, whose triggers have noted in `stale` what is behind. What goes
out: the tables `deeds`, `pairs`, `steps`, `relations`, `undertaken` and `known` as the records have it.
"""

from __future__ import annotations

import sqlite3

__all__ = ["refresh"]

BEHIND = "SELECT id FROM stale WHERE kind = '{}'"
RECORDS, RELATIONS = BEHIND.format("record"), BEHIND.format("relation")
TOLD = (
    "',' || coalesce((SELECT group_concat(DISTINCT m.record ->> '$.modality') FROM event_of o "
    "JOIN event_mentions m ON m.id = o.event_mention WHERE o.event = t.id), '') || ','"
)
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
    "instr(told, ',actual,') OR instr(told, ',ongoing,'), reports, place, told FROM ("
    "SELECT t.id, t.type, t.start, t.until, coalesce(m.day, '9999-12-31') AS day, coalesce(m.dated, 0) AS dated, "
    f"{TOLD} AS told, coalesce(t.record ->> '$.independent_reports', 1) AS reports, "
    f"CASE WHEN t.record ->> '$.place.name' IS NOT NULL THEN json_array({PLACE}) END AS place "
    "FROM stale s CROSS JOIN events t ON t.id = s.id LEFT JOIN moments m ON m.id = t.id WHERE s.kind = 'record')",
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
REFRESH = (*STEPS, *DEEDS, *UNDERTAKEN, *KNOWN, "DELETE FROM stale")


def refresh(connection: sqlite3.Connection) -> None:
    """Bring up to date what triggers noted as behind; within a transaction."""
    if connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
        for step in REFRESH:
            connection.execute(step)
