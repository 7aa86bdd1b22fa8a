"""Who is meant by a name of a question, and who may act or speak for him.

What comes in: words, an actor's names and country. What goes out: actors of the case; not all of them are read.

    case.offices()["foreign minister"]              # frozenset({"3f2a...", ...})
    case.akin("NOR", ["norway", "norwegian"])       # [Person(name="Norwegian foreign ministry", ...), ...]
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from regesta.records import Actor
from regesta.store.pages import PagedFile
from regesta.store.query import WITHIN, listed, quoted
from regesta.store.rows import fold_name

__all__ = ["OFFICIAL", "OFFICIALS", "KinFile", "Person"]

# Who speaks or acts for a state or body, beside those whose office names it.
OFFICIAL = ("GOV", "MIL", "LEG", "JUD", "REB")
OFFICIALS = ("person", "government", "ministry")
# So many names of one actor are looked for.
NAMES = 200
# Those who hold or held an office; most do not.
IN_OFFICE = "FROM actors WHERE record ->> '$.roles' != '[]'"


class Person(msgspec.Struct, frozen=True):
    """What of an actor is needed to know whom he acts for."""

    id: str
    name: str
    type: str
    country: str | None = None
    sector: str | None = None
    roles: tuple[Office, ...] = ()


class Office(msgspec.Struct, frozen=True):
    """An office, and of what."""

    title: str
    organisation: str | None = None


_of_person = msgspec.json.Decoder(Person)


class KinFile(PagedFile):
    """A case file whose actors are found by name, office and country."""

    # The offices of one state of the case.
    _held_offices: tuple[str, dict[str, frozenset[str]]] = ("", {})

    def actor_of(self, ident: str) -> Actor | None:
        """The actor of the case with this whole id."""
        return next(self._load(Actor, "WHERE id = ?", ident), None)

    def named_exactly(self, folded: str) -> list[str]:
        """The actors one of whose names this is."""
        return sorted(str(row[0]) for row in self._rows("SELECT actor FROM names WHERE name = ?", folded))

    def states_of(self, country: str) -> list[str]:
        """The states with this country's code."""
        sql = "SELECT id FROM actors WHERE type = 'state' AND record ->> '$.country' = ? ORDER BY id"
        return [str(row[0]) for row in self._rows(sql, country)]

    def persons_named(self, folded: str) -> list[Actor]:
        """The persons in one of whose names these words stand side by side."""
        sql = "SELECT DISTINCT actor FROM names WHERE instr(' ' || name || ' ', ?) > 0"
        idents = listed(str(row[0]) for row in self._rows(sql, f" {folded} "))
        where = f"WHERE type = 'person' AND id IN {WITHIN} ORDER BY id"
        return list(self._load(Actor, where, idents))

    def offices(self) -> dict[str, frozenset[str]]:
        """Office, in folded words -> the actors that hold it or held it."""
        state = self.state
        if self._held_offices[0] != state:
            found: dict[str, set[str]] = {}
            for (record,) in self._rows(f"SELECT record {IN_OFFICE}"):
                one = _of_person.decode(record)
                for role in one.roles:
                    found.setdefault(role.title, set()).add(one.id)
            folded: dict[str, frozenset[str]] = {}
            for title, holders in found.items():
                words = fold_name(title)
                folded[words] = folded.get(words, frozenset()) | holders
            self._held_offices = (state, folded)
        return self._held_offices[1]

    def akin(self, country: str | None, names: Iterable[str]) -> list[Person]:
        """Those who may act or speak for an actor of a country with these folded names, and some who do not.

        Officials of the country, and whoever has such a name in his own or in that of his office.
        """
        # SQLite takes no condition of a thousand parts; what is left out makes only for more to be looked through.
        known = sorted(filter(None, names), key=len)
        known = known if len(known) <= NAMES else []
        every = "0" if known else "1"
        own = " OR ".join(["instr(' ' || name || ' ', ?) > 0"] * len(known)) or every
        office = " OR ".join(["instr(own, ?) > 0"] * len(known)) or every
        sql = (
            "WITH o AS MATERIALIZED (SELECT id, lower(replace(words, '·', '') || (record ->> '$.roles')) AS own "
            f"{IN_OFFICE}) "
            # A letter that is not ASCII may be folded to one that is.
            f"SELECT id FROM o WHERE {office} OR length(own) != length(CAST(own AS BLOB)) "
            f"UNION SELECT actor FROM names WHERE {own} "
            f"UNION SELECT id FROM actors WHERE type IN ({quoted(OFFICIALS)}) AND subtype IN ({quoted(OFFICIAL)}) "
            "AND record ->> '$.country' = ?"
        )
        longest = [max(name.split(), key=len) for name in known]
        values = (*longest, *(f" {name} " for name in known), country or "")
        rows = self._rows(f"SELECT record FROM actors WHERE id IN ({sql})", *values)
        return [_of_person.decode(row[0]) for row in rows]
