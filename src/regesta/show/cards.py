"""One record in full: every field, its evidence in context with the words marked, what it stands in.

What comes in: a case and a record. What goes out: lines of text.

    evidence      The Courier, 310–382
                  ... on Monday. >>Oslo will reopen its mission by May<<, the minister told ...
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import msgspec

from regesta.records import Channel, Document, Event, EventMention, Place, Record, Span, When
from regesta.store import Case
from regesta.text import basis_words, certainty_words, day_words

__all__ = ["card"]

LABEL = 16
CONTEXT = 160
UNSAID = "–"
ACTORS = {
    "actor", "actors", "addressees", "beneficiaries", "claimed_by", "counterpart", "holder",
    "party", "recipients", "speaker", "via",
}  # fmt: skip
RECORDS = {"copy_of", "document", "documents", "event", "members", "mentions", "nested_in", "statement"}
APART = {"id", "evidence", "text"}


def card(case: Case, record: Any, *, width: int) -> Iterator[str]:
    """The record as text."""
    yield f"{record.kind.replace('_', ' ')} {record.id}"
    yield ""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if field not in APART:
            for number, words in enumerate(_words(case, field, value)):
                yield from _labelled(field if not number else "", words, width)
    if isinstance(record, Record):
        for span in record.evidence:
            yield from _in_context(case, span, width)
        yield from _around(case, record, width)
    if isinstance(record, Document):
        yield from ("", record.text)


def _labelled(label: str, words: str, width: int) -> Iterator[str]:
    lead = label.replace("_", " ").ljust(LABEL)
    yield from textwrap.wrap(words, max(width, 40), initial_indent=lead, subsequent_indent=" " * LABEL) or [
        lead
    ]


def _words(case: Case, field: str, value: Any) -> list[str]:
    """A field's value as one line or more."""
    if value is None or value in ((), {}):
        return [UNSAID]
    if field == "blocks":
        return [f"{len(value)} (lines and their roles, in the export)"]
    if isinstance(value, tuple):
        return [words for part in value for words in _words(case, field, part)]
    if isinstance(value, str) and field in ACTORS:
        return [f"{case.name(value)} ({case.short(value)})"]
    if isinstance(value, str) and field in RECORDS:
        return [_reference(case, value)]
    return [_plain(case, field, value)]


def _plain(case: Case, field: str, value: Any) -> str:
    if isinstance(value, Span):
        return f"“{case.cut(value)}” ({value.start}–{value.end})"
    if isinstance(value, When):
        said = f", “{value.text}”" if value.text else ""
        return f"{day_words(value)} ({basis_words(value)}{said})"
    if isinstance(value, Place):
        return ", ".join(filter(None, (value.name, value.country)))
    if isinstance(value, Channel):
        return value.type + (f" with {value.outlet}" if value.outlet else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "certainty":
        return f"{certainty_words(value)} ({value:.2f})"
    if isinstance(value, msgspec.Struct):
        parts = [(name, getattr(value, name)) for name in value.__struct_fields__]
        return "; ".join(
            words for name, part in parts if part not in (None, ()) for words in _words(case, name, part)
        )
    return str(value)


def _reference(case: Case, ident: str) -> str:
    """Another record, named so that it can be looked up, with its first words."""
    record = case.get(ident)
    if isinstance(record, Document):
        return f"{record.outlet or record.name}: {record.title or record.name} ({case.short(ident)})"
    words = case.cut(record.evidence[0]) if isinstance(record, Record) else ""
    return f"{case.short(ident)} “{textwrap.shorten(words, 100, placeholder=' …')}”"


def _in_context(case: Case, span: Span, width: int) -> Iterator[str]:
    text = case.text(span.document)
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    lead = "… " if span.start > CONTEXT else ""
    tail = " …" if span.end + CONTEXT < len(text) else ""
    place = f"{case.outlet(span.document)}, {span.start}–{span.end}"
    yield from _labelled("evidence", place, width)
    marked = f"{lead}{before}>>{case.cut(span)}<<{after}{tail}"
    yield from _labelled("", " ".join(marked.split()), width)


def _around(case: Case, record: Record, width: int) -> Iterator[str]:
    """What the record is linked to."""
    for link in case.links_of(record.id):
        yield from _labelled(link.relation, link.why, width)
        for member in link.members:
            if member != record.id:
                yield from _labelled("", _reference(case, member), width)
    for discrepancy in case.discrepancies_of(record):
        yield from _labelled("reports differ", discrepancy.summary, width)
    if isinstance(record, EventMention):
        others = [other for other in _siblings(case, record) if other.id != record.id]
        for other in others:
            yield from _labelled("same event", _reference(case, other.id), width)


def _siblings(case: Case, record: EventMention) -> list[EventMention]:
    event = case.get(record.event)
    return case.mentions_of(event) if isinstance(event, Event) else []
