"""Records -> rows of the case file's tables.

What comes in: what one report yields (`Extraction`) or what linking decided (`Linkage`).
What goes out: a `Filing`, plain rows by table, so that a worker process can make them and the one
writer only inserts them.

    rows_of(extraction).rows["statements"]      # [(id, document, position, start, until, ...)]
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable

import msgspec

from regesta.records import (
    Actor,
    Commitment,
    Document,
    Event,
    EventMention,
    Extracted,
    Extraction,
    Figure,
    Linkage,
    Mention,
    Span,
    Statement,
    Status,
    When,
    identify,
)

Cell = str | int | bytes | None
Row = tuple[Cell, ...]

TABLES: dict[type[msgspec.Struct], str] = {
    Actor: "document_actors",
    Mention: "mentions",
    Statement: "statements",
    EventMention: "event_mentions",
    Commitment: "commitments",
    Status: "statuses",
    Figure: "figures",
}
# The fields of each kind that name actors, and so the names of the slots.
SLOTS: dict[type[msgspec.Struct], tuple[str, ...]] = {
    Mention: ("actor",),
    Statement: ("speaker", "together", "addressees", "via"),
    EventMention: ("actors", "recipients", "claimed_by"),
    Commitment: ("party", "beneficiaries", "via"),
    Status: ("holder", "counterpart", "claimed_by"),
    Figure: ("speaker",),
}
ACTOR_FIELDS = frozenset(itertools.chain.from_iterable(SLOTS.values()))
CLASSES: dict[type[msgspec.Struct], Callable[..., tuple[str | None, str | None]]] = {
    Actor: lambda record: (record.type, record.sector),
    Mention: lambda record: (record.form, None),
    Statement: lambda record: (record.act, record.manner),
    EventMention: lambda record: (record.type, record.mode),
    Commitment: lambda record: (record.sort, record.polarity),
    Status: lambda record: (record.dimension, record.value),
    Figure: lambda record: (record.unit, record.comparator),
}
CURLY = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
TOKEN = re.compile(r"\w+")


class Filing(msgspec.Struct, frozen=True):
    """The rows of one report, by table."""

    document: str
    name: str
    rows: dict[str, list[Row]]


def fold(text: str) -> str:
    """The text as a search sees it: case and the shape of quotation marks do not count."""
    return text.translate(CURLY).casefold()


def fold_name(name: str) -> str:
    """A name as a search sees it: its words alone, with one space between them."""
    return " ".join(TOKEN.findall(fold(name)))


def rows_of(extraction: Extraction) -> Filing:
    """The rows of one report. Raises UnicodeEncodeError for text that no file can hold."""
    document = extraction.document
    document.text.encode()
    rows: dict[str, list[Row]] = {"documents": [_document_row(document)]}
    slots: set[Row] = set()
    inside = _mentions_inside(extraction.records)
    for record in extraction.records:
        rows.setdefault(TABLES[type(record)], []).append(_row(record, document))
        if not isinstance(record, Mention):
            slots.update((record.id, slot, actor) for slot, actor in _slots(record))
        if isinstance(record, Statement | Commitment):
            slots.update((record.id, "about", actor) for actor in inside(record.content))
    rows["slots"] = sorted(slots, key=str)
    return Filing(document.id, document.name, rows)


def skip_id(document: str) -> str:
    """The id under which a document is skipped, until a later version can file it."""
    return identify("skipped", document, ())


def rows_of_linkage(linkage: Linkage) -> dict[str, list[Row]]:
    """The rows of everything linking decided."""
    names = {(fold_name(name), actor.id) for actor in linkage.actors for name in (actor.name, *actor.aliases)}
    return {
        "actors": [
            (item.id, item.type, item.sector, " · ".join((item.name, *item.aliases)), json_of(item))
            for item in linkage.actors
        ],
        "names": [row for row in sorted(names) if row[0]],
        "actor_of": list(linkage.actor_of.items()),
        "events": [_event_row(item) for item in linkage.events],
        "event_of": list(linkage.event_of.items()),
        "group_of": list(linkage.groups.items()),
        "copy_of": list(linkage.copy_of.items()),
        "links": [(item.id, item.relation, None, item.why, json_of(item)) for item in linkage.links],
        "members": [(member, item.id) for item in linkage.links for member in item.members],
        "discrepancies": [
            (item.id, item.sort, None, item.summary, json_of(item)) for item in linkage.discrepancies
        ],
        "sides": [
            (span.document, span.start, span.end, item.id)
            for item in linkage.discrepancies
            for side in item.sides
            for span in side.evidence
        ],
    }


def time_of(record: Extracted | Event) -> When | None:
    """The time a record is filed under: when it happened, was said or was so; else as of when."""
    if isinstance(record, Actor | Mention):
        return None
    if isinstance(record, Figure):
        return record.as_of
    if isinstance(record, Status) and not (record.when and record.when.known):
        return record.as_of or record.when
    return record.when


def json_of(record: msgspec.Struct) -> str:
    """A record as its JSON column holds it."""
    return msgspec.json.encode(record).decode()


def _bounds(when: When | None) -> tuple[str | None, str | None]:
    if when is None:
        return None, None
    start, end = when.start, when.end
    return start.isoformat() if start else None, end.isoformat() if end else None


def _document_row(document: Document) -> Row:
    bare = msgspec.structs.replace(document, text="", added=None, copy_of=None)
    return (
        document.id,
        document.name,
        document.outlet,
        document.title,
        document.url,
        document.language,
        *_bounds(document.published),
        document.added,
        document.text,
        json_of(bare),
    )


def _row(record: Extracted, document: Document) -> Row:
    position = record.start if isinstance(record, Mention) else record.evidence[0].start
    return (
        record.id,
        document.id,
        position,
        *_bounds(time_of(record)),
        *CLASSES[type(record)](record),
        _words(record, document.text),
        json_of(record),
    )


def _event_row(event: Event) -> Row:
    return (event.id, *_bounds(event.when), event.type, None, event.label, json_of(event))


def _words(record: Extracted, text: str) -> str:
    """The words a record stands on: its evidence, and what of its content lies outside that."""
    if isinstance(record, Mention):
        return record.text
    if isinstance(record, Actor):
        return " · ".join((record.name, *record.aliases))
    spans = list(record.evidence)
    if isinstance(record, Statement | Commitment):
        spans += [
            span for span in record.content if not any(evidence.covers(span) for evidence in record.evidence)
        ]
    return " … ".join(dict.fromkeys(span.cut(text) for span in spans))


def _slots(record: Extracted) -> Iterable[tuple[str, str]]:
    for slot in SLOTS.get(type(record), ()):
        value = getattr(record, slot)
        for actor in (value,) if isinstance(value, str) else value or ():
            yield slot, actor


def _mentions_inside(records: Iterable[Extracted]) -> Callable[[Iterable[Span]], set[str]]:
    """A function from spans to the actors named inside them."""
    mentions = sorted((r.start, r.end, r.actor) for r in records if isinstance(r, Mention))
    starts = [start for start, _, _ in mentions]

    def inside(spans: Iterable[Span]) -> set[str]:
        return {
            actor
            for span in spans
            for _, end, actor in mentions[
                bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)
            ]
            if end <= span.end
        }

    return inside
