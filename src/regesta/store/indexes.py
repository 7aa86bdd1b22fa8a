"""What pages are arranged by: who stands in how many records, relations by series, copies.

What comes in: the case file. What goes out: pages of narrow tables that are kept in step with its records
(see counted.py), so that the first fifty are read and the rest is not.

    case.known_actors(size=50).records[0]          # Known(id="...", reports=12, records=31, ...)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from regesta.records import Actor, ActorRole, Discrepancy
from regesta.store.casefile import decode
from regesta.store.pages import Listing, PagedFile
from regesta.store.query import WITHIN, Condition, at_most, listed
from regesta.store.rows import Row

__all__ = ["IndexedFile", "Known", "Named", "Series"]


# Of those who are one actor so many are put in order; more than that nobody looks through one by one.
MEMBERS = 1_000


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
    """How one relation stands on one dimension: how many reports of it, the values it has had, in their order."""

    key: str
    holder: str | None
    counterpart: str | None
    dimension: str
    statuses: int
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

    def known_actors(
        self, *, first: int = 0, size: int | None = None, sort: str = "", words: str = ""
    ) -> Listing:
        """Every actor (of a type, with folded words in a name), those in most records first: `Known` rows."""
        condition = Condition()
        condition.add("k.name IS NOT NULL")
        if sort:
            condition.add("k.type = ?", sort)
        if words:
            condition.add("instr(k.names, ?) > 0", words)
        total = self._number("known k", condition) if words else self._actors_of(sort)
        sql = (
            "SELECT k.actor, k.reports, k.records, k.names, t.record FROM known k INDEXED BY known_most "
            f"JOIN actors t ON t.id = k.actor WHERE {condition.sql} "
            "ORDER BY k.records DESC, k.reports DESC, k.name, k.actor LIMIT ? OFFSET ?"
        )
        rows = self._rows(sql, *condition.values, at_most(size), first).fetchall()
        return Listing(records=tuple(map(_known, rows)), first=first, total=total)

    def _actors_of(self, sort: str) -> int:
        """How many actors there are (of a type)."""
        types = self.actor_types()
        return types.get(sort, 0) if sort else sum(types.values())

    def actor_types(self) -> dict[str, int]:
        """How many actors there are of each type."""
        sql = "SELECT type, number FROM classes WHERE kind = 'actor' AND number > 0 ORDER BY 1"
        return dict(self._rows(sql).fetchall())

    def relations(
        self,
        *,
        first: int = 0,
        size: int | None = None,
        actors: Sequence[str] | None = None,
        dimension: str = "",
        key: str = "",
    ) -> Listing:
        """Every relation (of one of these actors, on a dimension), those that changed or are told most often first."""
        condition = Condition()
        if actors is not None:
            chosen = listed(actors)
            condition.add(f"(holder IN {WITHIN} OR counterpart IN {WITHIN})", chosen, chosen)
        if dimension:
            condition.add("dimension = ?", dimension)
        if key:
            condition.add("key = ?", key)
        total = self._number("relations", condition)
        sql = (
            f"SELECT key, holder, counterpart, dimension, statuses, told FROM relations WHERE {condition.sql} "
            "ORDER BY differing DESC, statuses DESC, key LIMIT ? OFFSET ?"
        )
        rows = self._rows(sql, *condition.values, at_most(size), first)
        found = tuple(
            Series(
                key=row[0],
                holder=row[1],
                counterpart=row[2],
                dimension=row[3],
                statuses=row[4],
                values=msgspec.json.decode(row[5], type=tuple[str, ...]),
            )
            for row in rows
        )
        return Listing(records=found, first=first, total=total)

    def dimensions(self) -> dict[str, int]:
        """How many relations there are on each dimension."""
        return dict(self._rows("SELECT dimension, count(*) FROM relations GROUP BY dimension").fetchall())

    def values_of(self, series: str) -> list[tuple[str, str | None]]:
        """The steps of a series by time: (status, value)."""
        sql = "SELECT status, value FROM steps WHERE key = ? ORDER BY day, until, status"
        return [(status, value) for status, value in self._rows(sql, series)]

    def series_told_in(self, documents: Iterable[str]) -> list[str]:
        """All statuses, by id, of the series to which one of these reports adds one."""
        sql = (
            "SELECT status FROM steps WHERE key IN (SELECT p.key FROM json_each(?) c "
            "CROSS JOIN statuses t ON t.document = c.value CROSS JOIN steps p ON p.status = t.id) ORDER BY status"
        )
        return [str(row[0]) for row in self._rows(sql, listed(documents))]

    def dispute_sorts(self) -> dict[str, int]:
        """How many disagreements there are of each sort."""
        return dict(
            self._rows("SELECT type, count(*) FROM discrepancies GROUP BY type ORDER BY type").fetchall()
        )

    def disputes(self, sort: str | None = None, *, first: int = 0, size: int = 50) -> Listing:
        """Where reports differ, by sort."""
        condition = Condition()
        if sort:
            condition.add("type = ?", sort)
        total = self._number("discrepancies", condition)
        where = f"WHERE {condition.sql} ORDER BY type, id LIMIT ? OFFSET ?"
        found = self._load(Discrepancy, where, *condition.values, size, first)
        return Listing(records=tuple(found), first=first, total=total)

    def disputes_told_in(self, documents: Iterable[str]) -> list[Discrepancy]:
        """The disagreements in which one of these reports has a side."""
        chosen = "SELECT s.discrepancy FROM json_each(?) c CROSS JOIN sides s ON s.document = c.value"
        return list(self._load(Discrepancy, f"WHERE id IN ({chosen}) ORDER BY type, id", listed(documents)))

    def reports_since(self, day: date, *, filed: bool = False) -> set[str]:
        """The reports published, or filed, on that day or later, by id."""
        sql = f"SELECT id FROM documents WHERE {'added' if filed else 'start'} >= ?"
        return {str(row[0]) for row in self._rows(sql, day.isoformat())}

    def partners(self, actor: str) -> list[tuple[str, int]]:
        """With whom an actor stands in events, and in how many; the most first."""
        sql = "SELECT other, events FROM partners WHERE actor = ? AND events > 0 ORDER BY 2 DESC, 1"
        return [(other, number) for other, number in self._rows(sql, actor)]

    def most_told(self, size: int) -> list[str]:
        """The ids of the events that most independent reports tell, by time."""
        sql = (
            "SELECT m.id FROM (SELECT id FROM deeds ORDER BY reports DESC, dated DESC, day DESC, id LIMIT ?) few "
            "JOIN moments m ON m.id = few.id ORDER BY m.day, m.until, m.id"
        )
        return [str(row[0]) for row in self._rows(sql, size)]

    def named(self, actor: str) -> Named:
        """The words by which reports name an actor, and what they call it of their own."""
        names: Counter[str] = Counter()
        sql = "SELECT words, number FROM called WHERE actor = ? AND number > 0"
        for words, number in self._rows(sql, actor):
            names[" ".join(words.split())] += number
        # "+": a column is converted to text before it is compared, and the index on the mentions' actors would
        # not be used.
        sql = (
            "SELECT m.record ->> '$.framing', m.document FROM actor_of a "
            "CROSS JOIN mentions m INDEXED BY mentions_framed ON m.record ->> '$.actor' = +a.document_actor "
            "WHERE a.actor = ? AND m.record ->> '$.framing' IS NOT NULL AND m.type != 'pronoun'"
        )
        framings = {
            (words, self.outlet(own), own) for words, own in self._rows(sql, actor).fetchall() if words
        }
        return Named(
            names=tuple(sorted(names.items(), key=lambda item: (-item[1], item[0]))),
            framings=tuple(sorted(framings)),
        )

    def members_of(self, actor: str, *, size: int) -> list[Actor]:
        """What single reports make of an actor, as they spell it: what could be split off."""
        own = "SELECT document_actor FROM actor_of WHERE actor = ? ORDER BY document_actor LIMIT ?"
        sql = f"SELECT record FROM document_actors WHERE id IN ({own}) ORDER BY words, document LIMIT ?"
        return [decode(Actor, row[0]) for row in self._rows(sql, actor, MEMBERS, size)]

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
        sql = f"SELECT document, count(*) FROM moments WHERE document IN {WITHIN} GROUP BY document"
        return dict(self._rows(sql, listed(documents)).fetchall())


def _known(row: Row) -> Known:
    ident, reports, records, names, record = row
    bare = msgspec.json.decode(str(record), type=_Bare)
    return Known(
        id=str(ident),
        name=bare.name,
        type=bare.type,
        country=bare.country,
        titles=tuple(dict.fromkeys(role.title for role in bare.roles)),
        reports=int(reports or 0),
        records=int(records or 0),
        names=str(names),
    )
