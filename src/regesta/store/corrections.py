"""A person's corrections applied to what reports yield, before linking reads it.

What comes in: each report's extraction and the judgements. What goes out: the same with values set,
mentions split off and records rejected; nothing else changes, and the order in which judgements
were filed does not show: they apply by `added`, then id, so that the later word wins.

    correct({doc.id: extraction}, active(judgements))
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from regesta.records import (
    Actor,
    Document,
    Extracted,
    Extraction,
    Judgement,
    Mention,
    Span,
    Statement,
    When,
    identify,
)
from regesta.store.rows import SLOTS

__all__ = ["active", "correct", "dates_of", "kind_of", "refused_names"]

Pages = Mapping[str, Extraction]


def active(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The corrections in force, oldest first: neither undone nor an undoing themselves."""
    ordered = sorted(judgements, key=lambda item: (item.added or "", item.id))
    undone: set[str] = set()
    # The youngest first: an undoing that was itself undone undoes nothing.
    for item in reversed(ordered):
        if item.action == "undo" and item.id not in undone:
            undone.update(item.target)
    return tuple(item for item in ordered if item.action != "undo" and item.id not in undone)


def kind_of(judgement: Judgement) -> str:
    """The kind of record a judgement is about."""
    return str(judgement.value["kind"]) if isinstance(judgement.value, dict) else ""


def dates_of(judgements: Iterable[Judgement]) -> dict[str, When | None]:
    """The publication dates that a person has set, by document."""
    return {
        item.target[0]: msgspec.convert(item.value["value"], When | None)
        for item in judgements
        if item.action == "set" and kind_of(item) == "document" and item.value["field"] == "published"
    }


def correct(pages: Pages, judgements: Sequence[Judgement]) -> dict[str, Extraction]:
    """The extractions as corrected; a report that no judgement touches is handed on as it is."""
    found = dict(pages)
    early = [item for item in judgements if _before_linking(item)]
    if not early:
        return found
    homes = _homes(found, {ident for item in early for ident in item.target})
    for step in (_set, _split, _reject):
        for item in early:
            if item.action != step.__name__[1:]:
                continue
            touched = {homes[ident] for ident in item.target if ident in homes}
            if names := refused_names(item):
                touched.update(document for document, page in found.items() if _alike(page, names))
            for document in sorted(touched):
                found[document] = step(found[document], item)
    return found


def refused_names(item: Judgement) -> set[tuple[str, str, str | None]]:
    """Names, types and countries of a rejected actor: whom later reports call just so is rejected too."""
    names = item.value.get("names", ()) if item.action == "reject" and isinstance(item.value, dict) else ()
    return {(name, kind, country) for name, kind, country in names}


def _alike(page: Extraction, names: set[tuple[str, str, str | None]]) -> set[str]:
    actors = (record for record in page.records if isinstance(record, Actor))
    return {actor.id for actor in actors if (actor.name, actor.type, actor.country) in names}


def _before_linking(item: Judgement) -> bool:
    """True for what linking should know of; actors, events and links are settled after it."""
    if item.action == "set":
        return kind_of(item) not in ("actor", "event")
    return item.action == "reject" or (item.action == "split" and kind_of(item) == "actor")


def _homes(pages: Pages, wanted: set[str]) -> dict[str, str]:
    """The report that each of these records stands in."""
    homes = {ident: ident for ident in wanted if ident in pages}
    for document, page in pages.items():
        homes.update({record.id: document for record in page.records if record.id in wanted})
    return homes


# ---- set --------------------------------------------------------------------------------------


def _set(page: Extraction, item: Judgement) -> Extraction:
    field = item.value["field"]
    if kind_of(item) == "document":
        value = msgspec.convert(item.value["value"], field_type(Document, field))
        return msgspec.structs.replace(
            page, document=msgspec.structs.replace(page.document, **{field: value})
        )
    own = {record.id for record in page.records if isinstance(record, Actor)}
    records = tuple(
        msgspec.structs.replace(record, **{field: _value(record, item, own)})
        if record.id in item.target
        else record
        for record in page.records
    )
    return msgspec.structs.replace(page, records=records)


def _value(record: Extracted, item: Judgement, own: set[str]) -> Any:
    """The value set; an actor is the one of this report where it names it, else of another."""
    field, value = item.value["field"], item.value["value"]
    if field not in SLOTS.get(type(record), ()):
        return msgspec.convert(value, field_type(type(record), field))
    chosen = tuple(next((ident for ident in members if ident in own), members[0]) for members in value)
    if several(type(record), field):
        return chosen
    return chosen[0] if chosen else None


@functools.cache
def field_type(struct: type[msgspec.Struct], field: str) -> Any:
    """What a field of a struct may hold."""
    return get_type_hints(struct)[field]


def several(struct: type[msgspec.Struct], field: str) -> bool:
    """True for a field that holds a list."""
    hint = field_type(struct, field)
    return tuple in {get_origin(hint), *map(get_origin, get_args(hint))}


# ---- split ------------------------------------------------------------------------------------


def _split(page: Extraction, item: Judgement) -> Extraction:
    """Mentions of one actor of a report become another actor, with what stands on them alone."""
    moved = [r for r in page.records if isinstance(r, Mention) and r.id in item.target]
    for actor in sorted({mention.actor for mention in moved}):
        page = _part(page, actor, [mention for mention in moved if mention.actor == actor])
    return page


def _part(page: Extraction, actor: str, moved: list[Mention]) -> Extraction:
    kept = [r for r in page.records if isinstance(r, Mention) and r.actor == actor and r not in moved]
    parent = next((r for r in page.records if isinstance(r, Actor) and r.id == actor), None)
    if not kept or parent is None:
        return page
    places = tuple(Span(m.document, m.start, m.end) for m in moved)
    ident = identify("actor", page.document.id, places, ("split",))
    names = tuple(dict.fromkeys(mention.text for mention in moved))
    # The office and country belong to whom the report's other words mean: the new actor has neither.
    new = Actor(
        id=ident, evidence=places, rule="judgement/split", certainty=1.0, name=max(names, key=len),
        type=parent.type, aliases=names, document=page.document.id,
    )  # fmt: skip
    records = tuple(_moved(record, actor, ident, moved=moved, kept=kept) for record in page.records)
    return msgspec.structs.replace(page, records=(*records, new))


def _moved(
    record: Extracted, actor: str, ident: str, *, moved: list[Mention], kept: list[Mention]
) -> Extracted:
    """The record with the new actor where only its mentions stand in the record's words."""
    if isinstance(record, Mention):
        return msgspec.structs.replace(record, actor=ident) if record in moved else record
    slots = SLOTS.get(type(record), ())
    if not any(_holds(getattr(record, slot), actor) for slot in slots):
        return record
    changes: dict[str, Any] = {}
    for slot in slots:
        spans = record.evidence
        if slot == "speaker" and isinstance(record, Statement) and record.speaker_span:
            spans = (record.speaker_span,)
        value = getattr(record, slot)
        if _holds(value, actor) and _inside(moved, spans) and not _inside(kept, spans):
            changes[slot] = _swapped(value, {actor: ident})
    return msgspec.structs.replace(record, **changes) if changes else record


def _holds(value: Any, actor: str) -> bool:
    return value == actor or (isinstance(value, tuple) and actor in value)


def _inside(mentions: Iterable[Mention], spans: Iterable[Span]) -> bool:
    found = list(spans)
    return any(span.overlaps(place) for mention in mentions for place in mention.evidence for span in found)


def _swapped(value: Any, table: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(table.get(one, one) for one in value))
    return table.get(value, value)


# ---- reject -----------------------------------------------------------------------------------


def _reject(page: Extraction, item: Judgement) -> Extraction:
    """The report without these records, and without what only they carried."""
    gone = set(item.target) | _alike(page, refused_names(item))
    mentions = [record for record in page.records if isinstance(record, Mention)]
    left = {mention.actor for mention in mentions if mention.id not in gone}
    # An actor all of whose mentions are rejected is rejected with them.
    gone |= {mention.actor for mention in mentions if mention.id in gone} - left
    gone |= {mention.id for mention in mentions if mention.actor in gone}
    kept = (_without(record, gone) for record in page.records if record.id not in gone)
    return msgspec.structs.replace(page, records=tuple(kept))


def _without(record: Extracted, gone: set[str]) -> Extracted:
    """The record without references to what is rejected."""
    changes: dict[str, Any] = {}
    for field in (*SLOTS.get(type(record), ()), "nested_in", "statement"):
        value = getattr(record, field, None)
        if isinstance(value, str) and value in gone:
            changes[field] = None
        elif isinstance(value, tuple) and not gone.isdisjoint(value):
            changes[field] = tuple(one for one in value if one not in gone)
    return msgspec.structs.replace(record, **changes) if changes else record
