"""What pages are arranged by: who stands in how many records, relations by series, copies.

What comes in: the case file. What goes out: small tables of the whole case, each costing one pass over
it; whoever asks often keeps them for as long as the case does not change.

    case.standing()[0]          # Standing(actor="...", reports=12, records=31)
"""

from __future__ import annotations

from collections import Counter

import msgspec

from regesta.records import Actor, ActorRole
from regesta.store.casefile import decode
from regesta.store.pages import PagedFile
from regesta.store.rows import fold

__all__ = ["IndexedFile", "Known", "Named", "Series"]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the case: in how many reports it is named, in how many records it takes part."""

    id: str
    name: str
    type: str
    country: str | None
    titles: tuple[str, ...]
    reports: int
    records: int
    names: str


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """How one relation stands on one dimension: its statuses, by time."""

    key: str
    holder: str | None
    counterpart: str | None
    dimension: str
    statuses: tuple[str, ...]
    values: tuple[str, ...]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """What reports call an actor: words and how often; outlets' own words about it and whose they are."""

    names: tuple[tuple[str, int], ...]
    framings: tuple[tuple[str, str, str], ...]


class _Bare(msgspec.Struct, frozen=True):
    """What of an actor's record a list needs."""

    name: str
    type: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[ActorRole, ...] = ()


class IndexedFile(PagedFile):
    """A case file whose actors and relations can be looked up in small tables."""

    def known_actors(self) -> list[Known]:
        """Every actor, those in most records first."""
        reports = dict(self._rows("SELECT actor, count(*) FROM actor_of GROUP BY actor").fetchall())
        sql = (
            "SELECT a.actor, count(*) FROM slots s JOIN actor_of a ON a.document_actor = s.actor "
            "WHERE s.slot != 'about' GROUP BY a.actor"
        )
        records = dict(self._rows(sql).fetchall())
        found = []
        for ident, record in self._rows("SELECT id, record FROM actors"):
            bare = msgspec.json.decode(record, type=_Bare)
            found.append(
                Known(
                    id=ident,
                    name=bare.name,
                    type=bare.type,
                    country=bare.country,
                    titles=tuple(dict.fromkeys(role.title for role in bare.roles)),
                    reports=reports.get(ident, 0),
                    records=records.get(ident, 0),
                    names=fold(" · ".join((bare.name, *bare.aliases))),
                )
            )
        found.sort(key=lambda one: (-one.records, -one.reports, fold(one.name), one.id))
        return found

    def relations(self) -> list[Series]:
        """Every relation, those that most reports tell of first."""
        sql = (
            "SELECT coalesce(g.grouped, t.record ->> '$.series', t.type || ':' || t.id), t.id, t.type, t.subtype, "
            "coalesce(h.actor, t.record ->> '$.holder'), coalesce(c.actor, t.record ->> '$.counterpart') "
            "FROM statuses t JOIN moments m ON m.id = t.id LEFT JOIN group_of g ON g.record = t.id "
            "LEFT JOIN actor_of h ON h.document_actor = t.record ->> '$.holder' "
            "LEFT JOIN actor_of c ON c.document_actor = t.record ->> '$.counterpart' "
            "ORDER BY m.day, m.until, m.document, m.position, m.id"
        )
        grouped: dict[str, list[tuple[str, ...]]] = {}
        for key, *row in self._rows(sql):
            grouped.setdefault(key, []).append(tuple(row))
        found = [
            Series(
                key=key,
                dimension=rows[0][1],
                holder=rows[0][3],
                counterpart=rows[0][4],
                statuses=tuple(row[0] for row in rows),
                values=tuple(dict.fromkeys(row[2] for row in rows if row[2])),
            )
            for key, rows in grouped.items()
        ]
        found.sort(key=lambda one: (-len(one.values), -len(one.statuses), one.key))
        return found

    def partners(self, actor: str) -> list[tuple[str, int]]:
        """With whom an actor stands in events, and in how many; the most first."""
        sql = (
            "SELECT other.actor, count(DISTINCT e.event) FROM actor_of own "
            "JOIN slots s ON s.actor = own.document_actor JOIN event_of e ON e.event_mention = s.record "
            "JOIN slots o ON o.record = s.record AND o.slot IN ('actors', 'recipients') "
            "JOIN actor_of other ON other.document_actor = o.actor "
            "WHERE own.actor = ?1 AND s.slot IN ('actors', 'recipients') AND other.actor != ?1 "
            "GROUP BY other.actor ORDER BY 2 DESC, 1"
        )
        return [(other, number) for other, number in self._rows(sql, actor)]

    def most_told(self, size: int) -> list[str]:
        """The ids of the events that most independent reports tell, by time."""
        sql = (
            "SELECT id FROM (SELECT m.id, m.day, m.until FROM events t JOIN moments m ON m.id = t.id "
            "ORDER BY t.record ->> '$.independent_reports' DESC, m.dated DESC, m.day DESC, m.id LIMIT ?) "
            "ORDER BY day, until, id"
        )
        return [str(row[0]) for row in self._rows(sql, size)]

    def named(self, actor: str) -> Named:
        """The words by which reports name an actor, and what they call it of their own."""
        # CROSS JOIN: SQLite must begin with the actor, not with all mentions. "+": a column is converted to
        # text before it is compared, and the index on the mentions' actors would not be used.
        sql = (
            "SELECT m.words, m.record ->> '$.framing', m.document, m.subtype FROM actor_of a "
            "CROSS JOIN mentions m ON m.record ->> '$.actor' = +a.document_actor "
            "WHERE a.actor = ? AND m.type != 'pronoun'"
        )
        rows = self._rows(sql, actor).fetchall()
        names = Counter(" ".join(row[0].split()) for row in rows)
        framings = {(row[1], self.outlet(row[2]), row[2]) for row in rows if row[1]}
        return Named(
            names=tuple(sorted(names.items(), key=lambda item: (-item[1], item[0]))),
            framings=tuple(sorted(framings)),
        )

    def members_of(self, actor: str, *, size: int) -> list[Actor]:
        """What single reports make of an actor, as they spell it: what could be split off."""
        sql = (
            "SELECT t.record FROM actor_of a JOIN document_actors t ON t.id = a.document_actor "
            "WHERE a.actor = ? ORDER BY t.words, t.document LIMIT ?"
        )
        return [decode(Actor, row[0]) for row in self._rows(sql, actor, size)]

    def copies(self) -> list[tuple[str, str]]:
        """Which report repeats which: (copy, original)."""
        sql = "SELECT document, original FROM copy_of ORDER BY original, document"
        return [(copy, original) for copy, original in self._rows(sql)]

    def issues(self) -> dict[tuple[str, str], int]:
        """How many reports each outlet published in each month ('' when no date is known)."""
        sql = (
            "SELECT coalesce(outlet, name), coalesce(substr(start, 1, 7), ''), count(*) FROM documents "
            "GROUP BY 1, 2"
        )
        return {(outlet, month): number for outlet, month, number in self._rows(sql)}

    def entries_in(self, documents: list[str]) -> dict[str, int]:
        """How many records by time stand in each of these reports."""
        chosen = msgspec.json.encode(documents).decode()
        sql = (
            "SELECT document, count(*) FROM moments WHERE document IN (SELECT value FROM json_each(?)) "
            "GROUP BY document"
        )
        return dict(self._rows(sql, chosen).fetchall())
