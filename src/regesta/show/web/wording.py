"""What pages say beyond the shared wording: every field of a record, notes in the margin, choices of a form.

What comes in: a visit and a record, or what a filter of a template is given. What goes out: words.

>>> iso_day("2021-07-28"), slug("recognition:china-taliban")
('28 July 2021', 'recognition-china-taliban')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from regesta.records import (
    Actor,
    Commitment,
    Event,
    EventMention,
    Figure,
    Span,
    Statement,
    Status,
    When,
)
from regesta.store.rows import ACTOR_FIELDS
from regesta.text import day_words, figure_words, iso_words, value_words

if TYPE_CHECKING:
    from regesta.show.web.visit import Visit

__all__ = ["FILTERS", "Value", "fields", "iso_day", "member", "note", "said", "slug", "trigger"]

RECORDS = {"document", "documents", "event", "members", "mentions", "nested_in", "statement"}
APART = {"id", "evidence", "sides"}
UNSAID = "not said"
CHOICES = 60
SHORT = 90


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field: its words, where they lead, the same for machines."""

    text: str
    href: str | None = None
    exact: str | None = None
    unsaid: bool = False


# Every field


def fields(visit: Visit, record: Any) -> Iterator[tuple[str, list[Value]]]:
    """Every field of a record with its values; what is not known says so."""
    for name in record.__struct_fields__:
        if name not in APART:
            values = list(_values(visit, name, getattr(record, name)))
            yield name, values or [Value(text=UNSAID, unsaid=True)]
    yield "id", [Value(text=record.id)]


def _values(visit: Visit, name: str, value: Any) -> Iterator[Value]:
    if value is None or value in ((), {}):
        return
    if isinstance(value, tuple):
        for part in value:
            yield from _values(visit, name, part)
    elif isinstance(value, Span):
        yield Value(text=f"“{visit.cut(value)}”", href=visit.words(value), exact=f"{value.start}–{value.end}")
    elif isinstance(value, str) and name in ACTOR_FIELDS:
        yield Value(text=visit.case.name(value), href=visit.link(f"actor/{value}"))
    elif isinstance(value, str) and name in RECORDS:
        yield _reference(visit, name, value)
    else:
        yield _plain(name, value)


def _reference(visit: Visit, name: str, ident: str) -> Value:
    if name in ("document", "documents"):
        return Value(
            text=f"{visit.outlet(ident)}, {day_words(visit.report(ident).published)}",
            href=visit.link(f"report/{ident}"),
        )
    return Value(text=ident[:8], href=visit.link(f"record/{ident}"), exact=ident)


def _plain(name: str, value: Any) -> Value:
    if (words := value_words(name, value)) is not None:
        return Value(text=words, exact=(iso_words(value) or None) if isinstance(value, When) else None)
    if isinstance(value, float):
        return Value(text=f"{value:,.10g}")
    return Value(text=str(value).replace("_", " ") if name not in ("rule", "series", "group") else str(value))


# In one line


def note(visit: Visit, record: Any) -> str:
    """What stands in the margin beside the words of a record."""
    if isinstance(record, Statement):
        who = visit.name(record.speaker, record.speaker_text) or "someone"
        return f"{who} {visit.verb(record)}"
    if isinstance(record, EventMention):
        sides = [", ".join(map(visit.case.name, ids)) for ids in (record.actors, record.recipients) if ids]
        told = "" if record.modality == "actual" else f" ({record.modality})"
        return f"{record.type.lower()}{told}: {' → '.join(sides) or 'someone'}"
    if isinstance(record, Commitment):
        return f"{record.sort}: {visit.name(record.party) or 'someone'}"
    if isinstance(record, Status):
        return f"{record.dimension.replace('_', ' ')}: {(record.value or 'not told').replace('_', ' ')}"
    if isinstance(record, Figure):
        return " ".join(filter(None, (figure_words(record) or visit.cut(record.evidence[0]), record.unit)))
    return str(record.kind).replace("_", " ")


def member(visit: Visit, record: Any) -> str:
    """What one report makes of an actor or event, for a person who takes it apart."""
    where = f"{visit.outlet(record.document)}, {day_words(visit.report(record.document).published)}"
    if isinstance(record, Actor):
        names = ", ".join(dict.fromkeys((record.name, *record.aliases)))
        roles = "; ".join(dict.fromkeys(role.title for role in record.roles))
        return f"{names}{f' ({roles})' if roles else ''}: {where}"
    words = " ".join(visit.case.cut(record.evidence[0]).split())
    return f"{words[:SHORT]}{' …' if len(words) > SHORT else ''}: {where}"


def trigger(visit: Visit, shown: Any) -> str:
    """The words by which a report tells an event."""
    record = shown.record
    told = shown.told if isinstance(record, Event) else (record,)
    first = record.evidence[0]
    chosen = next((one for one in told if one.evidence[0] == first), told[0] if told else None)
    return " … ".join(visit.cut(span) for span in chosen.trigger) if chosen else record.label


def said(visit: Visit, record: Any, limit: int) -> str:
    """What was said or promised, in one line of at most about `limit` characters."""
    words = " … ".join(filter(None, map(visit.cut, record.content)))
    return words if len(words) <= limit else words[:limit].rpartition(" ")[0] + " …"


# Filters of templates


def iso_day(day: str) -> str:
    """An ISO day in words; anything else as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.day} {found:%B} {found.year}"


def slug(key: str) -> str:
    """A key as the name of a place on a page."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def plain(code: str | None) -> str:
    """A code of ours as words: 'armed_group' as 'armed group'."""
    return (code or "").replace("_", " ").replace("-", " ")


def singular(noun: str) -> str:
    """One of what the plural names."""
    return noun.removesuffix("s")


def thousands(number: int) -> str:
    """1234 as '1,234'."""
    return f"{number:,}"


def choices(types: Iterable[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """The types of a list as choices of a form, the most frequent ones."""
    found = sorted(types, key=lambda one: (one[0], -one[2], one[1]))
    several = len({kind for kind, _, _ in found}) > 1
    kept: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for kind, sort, number in found:
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= CHOICES:
            words = sort.lower() if kind == "event" else plain(sort)
            kept.append((sort, f"{kind + ': ' if several else ''}{words} ({number:,})"))
    return kept


def counted(numbers: Mapping[str, int]) -> list[tuple[str, str]]:
    """What is counted as choices of a form, the most frequent first."""
    found = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [(value, f"{plain(value)} ({number:,})") for value, number in found]


def pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Values as choices of a form."""
    return [(value, plain(value)) for value in values]


def keys(numbers: Mapping[str, int]) -> list[str]:
    """What is counted, by name, as far as a form can offer it."""
    return sorted(sorted(numbers, key=lambda name: -numbers[name])[: CHOICES * 3])


FILTERS = {
    "choices": choices, "counted": counted, "isoday": iso_day, "keys": keys, "pairs": pairs, "plain": plain,
    "singular": singular, "slug": slug, "thousands": thousands,
}  # fmt: skip
