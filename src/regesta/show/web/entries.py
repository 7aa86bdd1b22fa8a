"""Records -> entries: what a template shows of each, with its words, its report and what speaks against it.

What comes in: a visit and records. What goes out: `Entry`s.

    entries(visit, visit.case.listed(("statement",), Filters()).records)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec

from regesta.passages import Passage, differing, focus_of, passage, words_in
from regesta.records import (
    Discrepancy,
    Event,
    EventMention,
    Judgement,
    Link,
    Record,
    Span,
    Statement,
    When,
)
from regesta.show.web.visit import Visit
from regesta.text import sentence_around

__all__ = ["Entry", "Side", "compared", "entries", "entry", "sides"]

PASSAGES_SHOWN = 3


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is shown: its words, where they stand, and what is linked to it.

    `told` are the tellings of an event, `disputes` the discrepancies that stand on the same words,
    `again` the links to other reports, `judged` a person's corrections.
    """

    record: Any
    document: str
    printed: When | None
    passages: tuple[Passage, ...] = ()
    told: tuple[EventMention, ...] = ()
    disputes: tuple[Discrepancy, ...] = ()
    again: tuple[Link, ...] = ()
    judged: tuple[Judgement, ...] = ()

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.record.id)

    @property
    def kind(self) -> str:
        """The kind of the record."""
        return str(self.record.kind)

    @property
    def modalities(self) -> tuple[str, ...]:
        """How the reports of an event tell it, unless one tells it as done."""
        found = sorted({one.modality for one in self.told})
        return () if "actual" in found or "ongoing" in found else tuple(found)

    @property
    def modes(self) -> tuple[str, ...]:
        """The PLOVER modes of an event."""
        return tuple(sorted({one.mode for one in self.told if one.mode}))


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a disagreement with its words."""

    value: str
    passages: tuple[Passage, ...]


def entries(visit: Visit, records: Iterable[Any]) -> list[Entry]:
    """The records as they are shown in a list."""
    return [entry(visit, record) for record in records]


def entry(visit: Visit, record: Any, differs: Sequence[Span] = ()) -> Entry:
    """One record as it is shown."""
    case = visit.case
    first = record.evidence[0].document
    told: tuple[EventMention, ...] = ()
    if isinstance(record, Event):
        told = tuple(case.mentions_of(record))
    return Entry(
        record=record,
        document=first,
        printed=visit.report(first).published,
        passages=tuple(_passages(visit, record, told, differs)),
        told=told,
        disputes=tuple(case.discrepancies_of(record)),
        again=tuple(case.links_of(record.id)),
        judged=tuple(case.judged(record)) if visit.judged else (),
    )


def compared(visit: Visit, records: Sequence[Any]) -> list[Entry]:
    """Records that tell the same; words that the first has not (for it: that the second has not) differ."""
    words = [
        [word for span in focus_of(record) for word in words_in(visit.case.text(span.document), [span])]
        for record in records
    ]
    others = words[1:2] + words[:1] * len(words)
    return [
        entry(visit, record, tuple(differing(own, other)))
        for record, own, other in zip(records, words, others, strict=False)
    ]


def sides(visit: Visit, record: Discrepancy) -> list[Side]:
    """The sides of a disagreement, each with its words in their sentences."""
    return [
        Side(
            value=side.value,
            passages=tuple(
                _in_sentence(visit.case.text(span.document), span) for span in side.evidence[:PASSAGES_SHOWN]
            ),
        )
        for side in record.sides
    ]


def _in_sentence(text: str, span: Span) -> Passage:
    """A span within its sentence, however long it is."""
    return passage(text, [Span(span.document, *sentence_around(text, span.start, span.end))], [span])


def _passages(
    visit: Visit, record: Record, told: Sequence[EventMention], differs: Sequence[Span]
) -> Iterable[Passage]:
    """The words a record stands on, one passage a report."""
    focus = [span for one in told or (record,) for span in focus_of(one)]
    shown = record.evidence
    if isinstance(record, Statement):
        # What is quoted may reach beyond the sentence that says who said it.
        shown = (*record.evidence, *record.content)
    first = record.evidence[0].document
    spans = sorted(dict.fromkeys(shown), key=lambda span: (span.document != first, span))
    for count, (document, group) in enumerate(groupby(spans, key=lambda span: span.document)):
        if count >= PASSAGES_SHOWN:
            return
        own = list(group)
        about = [span for span in focus if any(one.covers(span) for one in own)]
        yield passage(visit.case.text(document), own, about, differs)
