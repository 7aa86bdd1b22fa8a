"""The part of what linking decided that a person's judgements are about.

What comes in: the case file and the judgements in force. What goes out: a `Linkage` of the actors, events,
links and discrepancies that settling may change, each whole with its members, and the reports they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from regesta.records import Actor, Discrepancy, Event, Judgement, Link, Linkage
from regesta.store.casefile import TABLE_OF, decode
from regesta.store.corrections import kind_of
from regesta.store.judging import JudgedFile
from regesta.store.query import WITHIN, listed
from regesta.store.rows import TABLES

__all__ = ["JudgedPart"]

R = TypeVar("R", bound=msgspec.Struct)


class JudgedPart(JudgedFile):
    """A case file that says what its judgements are about."""

    def judged_part(self, judgements: Sequence[Judgement]) -> tuple[Linkage, set[str]]:
        """What settling these judgements may change, and the reports it stands in."""
        wanted = [item for item in judgements if kind_of(item) in ("actor", "event", "link", "discrepancy")]
        named = {ident for item in wanted for ident in item.target}
        named |= {ident for item in wanted for ident in item.value.get("from", ())}
        named |= set(self._column(f"SELECT record ->> '$.actor' FROM mentions WHERE id IN {WITHIN}", named))
        actors = set(self._column(f"SELECT actor FROM actor_of WHERE document_actor IN {WITHIN}", named))
        actor_of = self._table(f"SELECT document_actor, actor FROM actor_of WHERE actor IN {WITHIN}", actors)
        told = (
            "SELECT e.event FROM slots s JOIN event_of e ON e.event_mention = s.record "
            f"WHERE s.actor IN {WITHIN}"
        )
        events = set(self._column(told, actor_of))
        events |= set(self._column(f"SELECT event FROM event_of WHERE event_mention IN {WITHIN}", named))
        event_of = self._table(f"SELECT event_mention, event FROM event_of WHERE event IN {WITHIN}", events)
        members = {*event_of, *(ident for item in wanted for ident in item.value.get("members", ()))}
        links = self._column(f"SELECT link FROM members WHERE member IN {WITHIN}", members)
        documents = set(self._column(f"SELECT document FROM document_actors WHERE id IN {WITHIN}", actor_of))
        documents |= set(self._column(f"SELECT document FROM event_mentions WHERE id IN {WITHIN}", event_of))
        copies = f"SELECT document, original FROM copy_of WHERE document IN {WITHIN}"
        part = Linkage(
            actors=self._found(Actor, actors),
            actor_of=actor_of,
            events=self._found(Event, events),
            event_of=event_of,
            links=self._found(Link, links),
            discrepancies=self._found(Discrepancy, self._refused(wanted)),
            copy_of=self._table(copies, documents),
        )
        # An event's other actors are named as the case knows them.
        slots = f"SELECT actor FROM slots WHERE record IN {WITHIN}"
        others = f"SELECT document_actor, actor FROM actor_of WHERE document_actor IN {WITHIN}"
        beside = self._table(others, set(self._column(slots, event_of)))
        return msgspec.structs.replace(part, actor_of={**beside, **part.actor_of}), documents

    def _refused(self, judgements: Iterable[Judgement]) -> set[str]:
        """The discrepancies that hold words a rejected one held."""
        sql = "SELECT discrepancy FROM sides WHERE document = ? AND first = ? AND last = ?"
        spans = {tuple(span) for item in judgements for span in item.value.get("spans", ())}
        return {str(row[0]) for span in sorted(spans) for row in self._rows(sql, *span)}

    def _found(self, struct: type[R], ids: Iterable[str]) -> tuple[R, ...]:
        sql = f"SELECT record FROM {TABLE_OF[struct]} WHERE id IN {WITHIN} ORDER BY id"
        return tuple(decode(struct, row[0]) for row in self._rows(sql, listed(ids)))

    def _column(self, sql: str, ids: Iterable[str]) -> list[str]:
        return [str(row[0]) for row in self._rows(sql, listed(ids))]

    def _table(self, sql: str, ids: Iterable[str]) -> dict[str, str]:
        return {str(row[0]): str(row[1]) for row in self._rows(sql, listed(ids))}

    def reports_naming(self, names: Iterable[str]) -> set[str]:
        """The reports whose actors bear one of these names."""
        return set(
            self._column(f"SELECT document FROM document_actors WHERE record ->> '$.name' IN {WITHIN}", names)
        )

    def homes_of(self, ids: Iterable[str]) -> set[str]:
        """The reports that these records stand in, or are."""
        found: set[str] = set()
        for table in TABLES.values():
            found.update(self._column(f"SELECT document FROM {table} WHERE id IN {WITHIN}", ids))
        found.update(self._column(f"SELECT id FROM documents WHERE id IN {WITHIN}", ids))
        return found
