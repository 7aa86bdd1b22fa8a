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

from regesta.records import (
    Commitment,
    Document,
    Event,
    EventMention,
    Record,
    Span,
    Statement,
    Status,
)
from regesta.store import Case
from regesta.store.rows import ACTOR_FIELDS
from regesta.text import value_words

__all__ = ["card"]

LABEL = 20
CONTEXT = 160
EVIDENCE_SHOWN = 10
REFERENCE = 100
UNSAID = "–"
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
    for item in case.judged(record):
        told = (
            f"{item.action} by {item.by or 'a person'} on {(item.added or '')[:10]} ({case.short(item.id)})"
        )
        if item.action == "set":
            told += f": {item.value['field']} = {item.value['said']}"
        yield from _labelled("corrected", f"{told}{f'; {item.reason}' if item.reason else ''}", width)
    if isinstance(record, Record):
        for span in record.evidence[:EVIDENCE_SHOWN]:
            yield from _in_context(case, span, width)
        if (more := len(record.evidence) - EVIDENCE_SHOWN) > 0:
            yield from _labelled("", f"and {more} more, in the export", width)
        yield from _around(case, record, width)
    if isinstance(record, Document):
        for line in ("", *record.text.splitlines()):
            yield from textwrap.wrap(line, width) or [""]


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
    if isinstance(value, str) and field in ACTOR_FIELDS:
        return [f"{case.name(value)} ({case.short(value)})"]
    if isinstance(value, str) and field in RECORDS:
        return [_reference(case, value)]
    return [_plain(case, field, value)]


def _plain(case: Case, field: str, value: Any) -> str:
    if isinstance(value, Span):
        return f"“{case.cut(value)}” ({value.start}–{value.end})"
    if (words := value_words(field, value)) is not None:
        return words
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
    if not isinstance(record, Record):
        return ident
    first = record.evidence[0]
    words = textwrap.shorten(case.cut(first), REFERENCE, placeholder=" …")
    return f"{case.short(ident)} {case.outlet(first.document)}: “{words}”"


def _in_context(case: Case, span: Span, width: int) -> Iterator[str]:
    text = case.text(span.document)
    first, last = max(0, span.start - CONTEXT), span.end + CONTEXT
    before, after = text[first : span.start], text[span.end : last]
    if first:
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    yield from _labelled("evidence", f"{case.outlet(span.document)}, {span.start}–{span.end}", width)
    yield from _labelled("", " ".join(f"{before}>>{case.cut(span)}<<{after}".split()), width)


def _around(case: Case, record: Record, width: int) -> Iterator[str]:
    """What the record is linked to."""
    for link in case.links_of(record.id):
        yield from _labelled(link.relation, link.why, width)
        for member in link.members:
            if member != record.id:
                yield from _labelled("", _reference(case, member), width)
    for discrepancy in case.discrepancies_of(record):
        yield from _labelled("reports differ", discrepancy.summary, width)
    for label, others in _kin(case, record):
        for number, other in enumerate(others):
            yield from _labelled("" if number else label, _reference(case, other), width)


def _kin(case: Case, record: Record) -> Iterator[tuple[str, list[str]]]:
    """Records of the same event or group, and what stands in a statement."""
    if isinstance(record, EventMention):
        event = case.get(record.event)
        mentions = case.mentions_of(event) if isinstance(event, Event) else []
        yield "same event", [one.id for one in mentions if one.id != record.id]
    if isinstance(record, Event):
        yield (
            "told in statements",
            sorted({one.statement for one in case.mentions_of(record) if one.statement}),
        )
    if isinstance(record, Statement):
        yield "stands in it", [one.id for one in case.within(record)]
    if isinstance(record, Commitment | Status):
        yield "same elsewhere", case.grouped(record)
