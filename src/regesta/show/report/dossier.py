"""The holdings of a case -> what the template asks: numbers, names, and entries in order.

What comes in: `Holdings`. What goes out: `Dossier`, whose methods answer one section each.

    Dossier(holdings).years()       # [("2021", [Entry("E1", ...), Entry("S1", ...)]), ...]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from regesta.records import (
    Commitment,
    Document,
    Event,
    EventMention,
    Mention,
    Record,
    Span,
    Statement,
    Status,
    When,
)
from regesta.show.report.copies import repeats
from regesta.show.report.holdings import Holdings
from regesta.show.report.words import Entry, Words, focus_of
from regesta.text import day_words, order_of

__all__ = ["Dossier"]

R = TypeVar("R", bound=Record)

LETTERS = {
    "document": "T",
    "statement": "S",
    "event": "E",
    "commitment": "C",
    "status": "R",
    "figure": "F",
    "discrepancy": "D",
    "link": "L",
    "actor": "A",
}
TITLE_WORDS = 9
# Events and reports that have room in the table of who tells of what.
TOLD_ROWS, TOLD_COLUMNS = 30, 12
# What stands before the cue of words that were not said: "did not ", "has never ", "declined to ".
NOT = re.compile(r"(?:\w+ )?(?:not|never|\w+n[’']t) (?:\w+ )?$|\w+ to $")
DENIAL = 40
NAMING = ("name", "acronym", "metonym")
IDENT = re.compile(r"[0-9a-f]{32}")


class Dossier:
    """The holdings with numbers given, names looked up and entries put in order."""

    def __init__(self, held: Holdings) -> None:
        self.held = held
        self.document = {document.id: document for document in held.documents}
        self.actor = {actor.id: actor for actor in held.actors}
        self.reports_of: dict[str, list[EventMention]] = defaultdict(list)
        for told in held.event_mentions:
            self.reports_of[told.event].append(told)
        self.entry: dict[str, Entry] = {}
        spoken = [record for record in held.timeline if isinstance(record, Statement)]
        extracted = (*spoken, *held.commitments, *held.statuses, *held.figures)
        self._repeating = repeats(self.document, extracted)
        self._number(extracted)
        self.twins: dict[str, list[Entry]] = defaultdict(list)
        for ident, original in self._repeating.items():
            self.twins[original].append(self.entry[ident])
        self.words = Words(held.documents, self.entry.values())

    def _number(self, extracted: Iterable[Record]) -> None:
        """Give every record its code: letter of its kind and number in the order shown."""
        count: Counter[str] = Counter()
        held = self.held
        groups: tuple[Sequence[Any], ...] = (
            held.documents,
            self._shown(),
            [record for _, found in self._parties() for record in found],
            [record for group in self._relations() for record in group],
            self._once(held.figures),
            held.discrepancies,
            held.links,
            held.actors,
            [record for record in extracted if record.id in self._repeating],
        )
        for record in (record for group in groups for record in group):
            letter = LETTERS[record.kind]
            count[letter] += 1
            code = f"{letter}{count[letter]}"
            self.entry[record.id] = Entry(code, record.kind, record, focus_of(record))
            for number, told in enumerate(self.reports_of.get(record.id, ()), 1):
                self.entry[told.id] = Entry(f"{code}.{number}", "event", told, focus_of(told))

    def _shown(self) -> list[Statement | Event]:
        """The timeline in the order shown."""
        return sorted(self._once(self.held.timeline), key=self._place)

    def _once(self, records: Iterable[R]) -> list[R]:
        """Records without those that only repeat a report in a copy of it."""
        return [record for record in records if record.id not in self._repeating]

    def _place(self, record: Statement | Event) -> tuple[Any, ...]:
        """By time; what has the same time, or none, by its report and its place there."""
        return self._place_of(record, record.when)

    def _place_of(self, record: Record, when: When | None) -> tuple[Any, ...]:
        first = min(record.evidence)
        document = self.document.get(first.document)
        published = order_of(document.published if document else None)
        return *order_of(when), *published, first.document, first.start, record.id

    # Names

    def name(self, actor: str | None) -> str | None:
        """An actor's name, null when the record names none."""
        found = self.actor.get(actor) if actor else None
        return found.name if found else None

    def place(self, kind: str, ident: str) -> str | None:
        """Where in the page a record stands."""
        return f"#{self.entry[ident].page}" if ident in self.entry else None

    def outlet(self, document: Document) -> str:
        """What to call a report's origin: its outlet, or its file name."""
        return document.outlet or document.name.rpartition("/")[2]

    def credits(self, document: Document) -> list[str]:
        """The agencies a report credits, beside its own outlet."""
        return [agency for agency in document.agencies if agency != document.outlet]

    def title(self, document: Document) -> str:
        """A report's title, or its first words."""
        if document.title:
            return document.title
        body = [block for block in document.blocks if block.role == "body"]
        words = (document.text[body[0].start :] if body else document.text).split()
        return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")

    def cut(self, span: Span) -> str:
        """The words of a span, on one line; nothing when its report is not here."""
        document = self.document.get(span.document)
        return " ".join(span.cut(document.text).split()) if document else ""

    def verb(self, record: Statement) -> str:
        """How it was said, in the report's own words where they fit before what was said."""
        cue = self.cut(record.cue) if record.cue else ""
        if record.negated and record.cue and cue:
            before = self.document[record.cue.document].text[: record.cue.start]
            denial = NOT.search(before[-DENIAL:])
            return (denial.group() if denial else "not ") + cue
        return cue if cue and record.act != "according to" else record.act or "said"

    def content(self, record: Statement, limit: int) -> str:
        """What was said, in one line of at most about `limit` characters, quoted when direct."""
        said = " … ".join(filter(None, map(self.cut, record.content)))
        if len(said) > limit:
            said = said[:limit].rpartition(" ")[0] + " …"
        return f"“{said}”" if record.manner == "direct" else said

    # Sections

    def facts(self) -> dict[str, int]:
        """Counts for the first page, by section."""
        held = self.held
        kinds = Counter(record.kind for record in held.timeline)
        return {
            "events": kinds["event"],
            "statements": kinds["statement"],
            "commitments": len(held.commitments),
            "relations": len(held.statuses),
            "figures": len(held.figures),
            "disagreements": len(held.discrepancies),
            "actors": len(held.actors),
        }

    def outlets(self) -> list[str]:
        """The outlets, by name; files that name none are left out."""
        return sorted({document.outlet for document in self.held.documents if document.outlet})

    def period(self) -> str | None:
        """First and last day of publication, as far as known."""
        known = [d.published for d in self.held.documents if d.published and d.published.known]
        known.sort(key=order_of)
        words = dict.fromkeys(day_words(when) for when in known[:1] + known[-1:])
        return " to ".join(words) or None

    def years(self) -> list[tuple[str, list[Entry]]]:
        """The timeline by year; what is undated comes last, under an empty heading."""
        entries = [self.entry[record.id] for record in self._shown()]
        return [(year, list(group)) for year, group in groupby(entries, key=_year)]

    def speakers(self) -> list[tuple[str | None, list[Entry]]]:
        """Statements by speaker (an actor's id or null), who spoke most first."""
        spoken = [record for record in self._shown() if isinstance(record, Statement)]
        return [(who, self._entries(said)) for who, said in self._by_actor(spoken, "speaker")]

    def board(self) -> list[tuple[str | None, list[tuple[str, list[Entry]]]]]:
        """Commitments by party (an actor's id or null), then by sort."""
        return [
            (who, [(sort, self._entries(group)) for sort, group in groupby(found, _sort)])
            for who, found in self._parties()
        ]

    def _parties(self) -> list[tuple[str | None, list[Commitment]]]:
        return [
            (who, sorted(found, key=_sort))
            for who, found in self._by_actor(self._once(self.held.commitments), "party")
        ]

    def series(self) -> list[list[Entry]]:
        """Statuses, those of one relation together in the order of their time."""
        return [self._entries(group) for group in self._relations()]

    def _relations(self) -> list[list[Status]]:
        groups = _grouped(
            self._once(self.held.statuses),
            lambda record: record.series or f"{record.dimension}:{record.holder}:{record.counterpart}",
        )
        return [sorted(groups[key], key=self._stood) for key in sorted(groups)]

    def _stood(self, record: Status) -> tuple[Any, ...]:
        """A status stands in time where it begins, else where it is reported."""
        when = record.when if record.when and record.when.known else record.as_of
        return self._place_of(record, when)

    def figures(self) -> list[Entry]:
        """The figures, by the time they are as of."""
        return self._entries(self._once(self.held.figures))

    def joined(self, kind: str, *relations: str) -> list[tuple[Entry, list[Entry]]]:
        """Links of these sorts between records of a kind, each with the entries it joins.

        What is only a copy of another member is left out, and a link of which nothing is left.
        """
        found = []
        for link in self.held.links:
            known = (self.entry[ident] for ident in link.members if ident in self.entry)
            members = [
                entry
                for entry in known
                if entry.kind == kind and self._repeating.get(entry.record.id) not in link.members
            ]
            if link.relation in relations and len(members) > 1:
                found.append((self.entry[link.id], members))
        return found

    def told_by(self) -> tuple[list[Document], list[tuple[Entry, dict[str, Entry]]]]:
        """Which reports tell of which events: those told by several, each with where a report tells it."""
        rows = []
        for record in self._shown():
            told = [self.entry[one.id] for one in self.reports_of.get(record.id, ())]
            by_report = {entry.record.document: entry for entry in reversed(told)}
            if len(by_report) > 1:
                rows.append((self.entry[record.id], by_report))
        rows = sorted(rows, key=lambda row: -len(row[1]))[:TOLD_ROWS]
        count = Counter(document for _, by_report in rows for document in by_report)
        columns = sorted(count, key=lambda ident: -count[ident])[:TOLD_COLUMNS]
        return [one for one in self.held.documents if one.id in columns], rows

    # Actors

    def named_as(self, actor: str) -> list[tuple[str, int]]:
        """The words that name an actor, and how often."""
        words = Counter(" ".join(m.text.split()) for m in self._mentions.get(actor, ()))
        return sorted(words.items(), key=lambda item: (-item[1], item[0]))

    def framed_as(self, actor: str) -> list[tuple[str, str]]:
        """Outlets' own words about an actor, with the outlet."""
        found = {
            (m.framing, self.outlet(self.document[m.document]))
            for m in self._mentions.get(actor, ())
            if m.framing and m.document in self.document
        }
        return sorted(found)

    def named(self) -> list[Entry]:
        """Actors that the reports call by a name."""
        return self._entries(a for a in self.held.actors if a.id in self._with_names)

    def unnamed(self) -> list[Entry]:
        """Actors that the reports only describe ("a mining official")."""
        return self._entries(a for a in self.held.actors if a.id not in self._with_names)

    @cached_property
    def _with_names(self) -> set[str]:
        named = {mention.actor for mention in self.held.mentions if mention.form in NAMING}
        return named | {actor.id for actor in self.held.actors if actor.same_as or actor.world}

    def paper(self, name: str | None) -> str | None:
        """The outlet of a channel, by name."""
        return self.name(name) or (None if name and IDENT.fullmatch(name) else name)

    def stands_in(self, actor: str) -> list[Entry]:
        """The entries in which an actor speaks, acts or is acted upon."""
        return self._standing.get(actor, [])

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        named = (mention for mention in self.held.mentions if mention.form != "pronoun")
        return _grouped(named, lambda mention: mention.actor)

    @cached_property
    def _standing(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entry.values():
            for who in _actors_in(entry.record) if entry.code == entry.page else ():
                found[who].append(entry)
        return found

    def _entries(self, records: Iterable[Record]) -> list[Entry]:
        return [self.entry[record.id] for record in records]

    def _by_actor(self, records: Iterable[Any], slot: str) -> list[tuple[str | None, list[Any]]]:
        """Records by the actor in a slot, the longest list first, nobody last."""

        def actor_of(record: Any) -> str | None:
            who = getattr(record, slot)
            return who if who in self.actor else None

        groups = _grouped(records, actor_of)
        order = sorted(groups, key=lambda who: (who is None, -len(groups[who]), self.name(who)))
        return [(who, groups[who]) for who in order]


def _grouped(records: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _sort(record: Commitment) -> str:
    return record.sort


def _year(entry: Entry) -> str:
    when = entry.record.when
    return str(order_of(when)[0].year) if when is not None and when.known else ""


def _actors_in(record: Any) -> list[str]:
    names = ("speaker", "party", "holder", "counterpart", "claimed_by")
    found = [getattr(record, name, None) for name in names]
    for name in ("actors", "recipients", "together", "addressees", "beneficiaries", "via"):
        found.extend(getattr(record, name, ()))
    return list(dict.fromkeys(who for who in found if who))
