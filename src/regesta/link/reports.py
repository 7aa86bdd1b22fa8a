"""The reports of a case as linkers read them: records by kind, their words, their reports' dates.

What comes in: documents and extracted records.
What goes out: a `Reports` that answers "what are the words of these spans" and "when was it printed",
and a `Cast` that answers who an actor of one report is in the case.

    reports = Reports(documents, records)
    reports.words(statement.content)        # "we will not leave"
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

import msgspec

from regesta.records import Document, Extracted, Mention, Record, Span

R = TypeVar("R", bound=Record)


class Reports:
    """Documents and extracted records, in an order that does not depend on how they came.

    `asked` are the ids of the documents, those among them that are no longer on file included.
    """

    def __init__(
        self, documents: Sequence[Document], records: Sequence[Extracted], *, asked: Iterable[str] = ()
    ) -> None:
        self.asked = {*asked, *(doc.id for doc in documents)}
        self.documents = {doc.id: doc for doc in sorted(documents, key=lambda doc: doc.id)}
        kept = {record.id: record for record in records}
        self.records: dict[str, Extracted] = {ident: kept[ident] for ident in sorted(kept)}
        self._by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in self.records.values():
            self._by_kind[type(record)].append(record)
        self.mentions_of: dict[str, list[Mention]] = defaultdict(list)
        self.mentions_by_place: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.all(Mention):
            self.mentions_of[mention.actor].append(mention)
            self.mentions_by_place[mention.document].append(mention)
        for found in self.mentions_by_place.values():
            found.sort(key=lambda mention: (mention.start, mention.id))

    def all(self, struct: type[R]) -> list[R]:
        """The records of one kind, by id."""
        return cast(list[R], self._by_kind[struct])

    def words(self, spans: Iterable[Span]) -> str:
        """The words of spans, pieces parted by a space."""
        return " ".join(
            span.cut(self.documents[span.document].text) for span in spans if span.document in self.documents
        )

    def mentions_in(self, document: str, spans: Iterable[Span]) -> list[Mention]:
        """The mentions of actors that lie within spans of a report."""
        found = self.mentions_by_place.get(document, [])
        inside: list[Mention] = []
        for span in spans:
            first = bisect_left(found, span.start, key=lambda mention: mention.start)
            last = bisect_left(found, span.end, key=lambda mention: mention.start)
            inside.extend(found[first:last])
        return inside

    def printed(self, document: str) -> date | None:
        """The day a report was published, as far as it is known to the month."""
        doc = self.documents.get(document)
        when = doc.published if doc else None
        return (when.start or when.end) if when else None

    def outlet(self, document: str) -> str:
        """What to call a report's outlet in a sentence: its name, else the report's."""
        doc = self.documents.get(document)
        return (doc.outlet or doc.name) if doc else document

    def order(self, document: str) -> tuple[date, str]:
        """Sort key: earliest report first, unknown dates last."""
        return (self.printed(document) or date.max, document)


class Profile(msgspec.Struct, frozen=True):
    """What linkers know of a joined actor; `named`: by a name, not only by a description."""

    id: str
    name: str
    type: str
    country: str | None
    named: bool

    @property
    def side(self) -> str:
        """The country an actor acts for; an actor without one stands for itself."""
        return self.country or self.id

    @property
    def person(self) -> bool:
        """True for a person."""
        return self.type == "person"

    @property
    def _broad(self) -> bool:
        return self.type in ("state", "government")

    def related(self, other: Profile) -> bool:
        """True when two actors may be one party: the same, or a state or body and who speaks for it.

        Two persons, or two bodies, of one country that bear different names are not; one that is only
        described ("the minister", "a delegation") may be any of its country's.
        """
        if self.id == other.id:
            return True
        if self.side != other.side:
            return False
        if self.person != other.person or self._broad or other._broad:
            return True
        return not (self.named and other.named)


class Cast:
    """Who an actor of one report is in the case, and which country or body he stands for."""

    def __init__(self, actors: Mapping[str, Profile], actor_of: Mapping[str, str]) -> None:
        self.actors = actors
        self.actor_of = actor_of

    def profile(self, ident: str) -> Profile:
        """What is known of a joined actor; nothing of an id that is none."""
        return self.actors.get(ident) or Profile(ident, "someone", "other", None, named=False)

    def of(self, ident: str | None) -> str | None:
        """The joined actor of an actor id."""
        return None if ident is None else self.actor_of.get(ident, ident)

    def all(self, idents: Iterable[str]) -> tuple[str, ...]:
        """The joined actors of ids, each once, sorted."""
        return tuple(sorted({self.actor_of.get(ident, ident) for ident in idents}))

    def side(self, ident: str) -> str:
        """The country an actor acts for; an actor without one stands for itself."""
        return self.profile(ident).side

    def person(self, ident: str) -> bool:
        """True for a person."""
        return self.profile(ident).person

    def named(self, ident: str) -> bool:
        """True for an actor that bears a name rather than a description."""
        return self.profile(ident).named

    def name(self, ident: str | None) -> str:
        """What to call an actor in a sentence."""
        return self.profile(ident or "").name

    def called(self, word: str) -> str:
        """The name of an actor id; any other word as it is."""
        joined = self.of(word) or word
        return self.name(joined) if joined in self.actors else word
