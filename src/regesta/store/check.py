"""Is a case whole? Every span in its text, every reference to a record, every record of its type.

What comes in: a case. What goes out: the faults found, one sentence each; none is a whole case.

    for fault in faults(case):
        print(fault)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import EventType, Sector
from regesta.records import (
    KINDS,
    Actor,
    Document,
    Event,
    EventMention,
    Judgement,
    Mention,
    Skipped,
    Span,
    Statement,
)
from regesta.store.case import Case
from regesta.store.rows import SLOTS

__all__ = ["faults"]

# Fields that name records, and the kind they must be of (None: any).
REFERENCES: dict[str, str | None] = {
    "document": "document",
    "documents": "document",
    "copy_of": "document",
    "statement": "statement",
    "nested_in": "statement",
    "event": "event",
    "mentions": "event_mention",
    "members": None,
    **dict.fromkeys((slot for slots in SLOTS.values() for slot in slots), "actor"),
}

ID = re.compile(r"[0-9a-f]{32}")
COUNTRY = re.compile(r"[A-Z]{3}")


def faults(case: Case) -> Iterator[str]:
    """What is wrong with the case, kind by kind."""
    yield from (f"the file is damaged: {line}" for line in case.damage())
    if not case.linked:
        yield "reports were filed since linking last ran; run `regesta add` again to finish"
    kinds, twice = case.kinds_of_ids()
    yield from (f"the id {ident} stands for two records" for ident in twice)
    for kind, struct in KINDS.items():
        for ident, record in case.decoded(struct):
            if isinstance(record, str):
                yield f"{kind} {ident}: does not fit its type: {record}"
            else:
                where = f"{kind} {ident}"
                yield from (f"{where}: {fault}" for fault in _faults(case, record, kinds))


def _faults(case: Case, record: Any, kinds: dict[str, str]) -> Iterator[str]:
    yield from _lost(record, kinds)
    for field in record.__struct_fields__:
        if getattr(record, field) == "" and (type(record), field) != (Document, "text"):
            yield f"{field} is empty; what is not known is null"
    yield from _of_codes(record)
    if isinstance(record, Document):
        yield from _of_blocks(record)
    if isinstance(record, Statement) and record.channel and ID.fullmatch(record.channel.outlet or ""):
        yield f"channel.outlet is the id {record.channel.outlet}, not the name of an outlet"
    if isinstance(record, Skipped | Judgement):
        return
    if isinstance(record, Mention) and case.text(record.document)[record.start : record.end] != record.text:
        yield f"its text is not what stands at {record.start}-{record.end}"
    for span in _spans(record):
        if kinds.get(span.document) != "document":
            yield f"a span of {span.document}, which is no document of the case"
        elif span.end > len(case.text(span.document)):
            yield f"a span {span.start}-{span.end} beyond the end of its text"
        elif not case.cut(span).strip():
            yield f"a span {span.start}-{span.end} of nothing but blanks"
        elif span.document != (getattr(record, "document", None) or span.document):
            yield f"a span of {span.document}, another report than its own"


def _lost(record: Any, kinds: dict[str, str]) -> Iterator[str]:
    """References to what is not there."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if field not in REFERENCES or value is None:
            continue
        for ident in (value,) if isinstance(value, str) else value:
            wanted, found = REFERENCES[field], kinds.get(ident)
            if found is None or (wanted and found != wanted):
                yield f"{field} names {ident!r}, which is {found or 'nothing in the case'}"


def _of_codes(record: Any) -> Iterator[str]:
    """Codes that PLOVER and ISO 3166 do not have."""
    if isinstance(record, Event | EventMention):
        modes = _modes().get(record.type)
        if modes is None:
            yield f"type {record.type!r} is none of PLOVER's"
        elif isinstance(record, EventMention) and record.mode and record.mode not in modes:
            yield f"{record.type} has no mode {record.mode!r}"
    if isinstance(record, Actor):
        if record.sector and record.sector not in _sectors():
            yield f"sector {record.sector!r} is none of PLOVER's"
        if record.country and not COUNTRY.fullmatch(record.country):
            yield f"country {record.country!r} is no ISO 3166 alpha-3 code"


@functools.cache
def _modes() -> dict[str, tuple[str, ...]]:
    return {entry.type: entry.modes for entry in load(EventType)}


@functools.cache
def _sectors() -> frozenset[str]:
    return frozenset(entry.code for entry in load(Sector))


def _of_blocks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not 0 <= block.start <= block.end <= len(document.text):
            yield f"a block {block.start}-{block.end} beyond the end of its text"


def _spans(value: Any) -> Iterator[Span]:
    """Every span at any depth of a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _spans(getattr(value, field))
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)
