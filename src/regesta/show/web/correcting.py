"""Corrections in place: merge, split, wrong, the right value, undo; and the list of all of them.

What comes in: a visit; for a change, a form that our own page sent. What goes out: the judgement on
file, and the page one came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import msgspec
from starlette.responses import Response

from regesta.errors import CaseError
from regesta.records import (
    ActorType,
    Comparator,
    EventMention,
    Judgement,
    Manner,
    Modality,
    Polarity,
    Sort,
    When,
)
from regesta.run import Case
from regesta.show.web.visit import Visit
from regesta.store.judging import SETTABLE
from regesta.store.rows import SLOTS
from regesta.text import iso_words

__all__ = ["Field", "change", "corrections", "fields_of"]

CODES: dict[str, tuple[str, ...]] = {
    "modality": get_args(Modality),
    "manner": get_args(Manner),
    "sort": get_args(Sort),
    "polarity": get_args(Polarity),
    "comparator": get_args(Comparator),
    "negated": ("true", "false"),
}
LONGEST = 400
IDENT = re.compile(r"[0-9a-f]{6,64}")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a record that may be set: its value as a person would write it, its codes if it has some."""

    name: str
    value: str
    codes: tuple[str, ...] = ()


def corrections(visit: Visit) -> Response:
    """What persons judged, the latest first."""
    found = visit.case.judgements()
    return visit.page("corrections.html", judgements=found[::-1], in_force=visit.case.in_force)


def change(case: Case, form: Mapping[str, str], members: Sequence[str]) -> Judgement:
    """The judgement that a form asks for, put on file. Raises CaseError when it cannot be made."""
    action = form.get("action", "")
    if action not in ACTIONS:
        raise CaseError(f"no correction {action[:20]!r}; choose {', '.join(ACTIONS)}")
    whose = {"by": _short(form, "by"), "reason": _short(form, "reason")}
    return ACTIONS[action](case, form, members, whose)


def fields_of(visit: Visit, record: Any) -> list[Field]:
    """The fields of a record that a person may set."""
    return [
        Field(name=name, value=_written(visit, record, name), codes=_codes(record, name))
        for name in SETTABLE.get(record.kind, ())
    ]


def _codes(record: Any, name: str) -> tuple[str, ...]:
    if record.kind == "actor" and name == "type":
        return get_args(ActorType)
    return CODES.get(name, ())


def _written(visit: Visit, record: Any, name: str) -> str:
    """A field's value as the form takes it back."""
    value = getattr(record, name)
    if value is None or value == ():
        return ""
    if isinstance(value, When):
        return iso_words(value)
    if name in SLOTS.get(type(record), ()) or (
        name in ("actors", "recipients") and isinstance(record, EventMention)
    ):
        several = value if isinstance(value, tuple) else (value,)
        return ", ".join(visit.case.name(one) for one in several)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if name == "place":
        return ", ".join(filter(None, (value.name, value.country)))
    return str(value)


def _short(form: Mapping[str, str], name: str) -> str | None:
    return " ".join(form.get(name, "").split())[:LONGEST] or None


def _target(form: Mapping[str, str]) -> str:
    ident = form.get("id", "").strip().lower()
    if not IDENT.fullmatch(ident):
        raise CaseError("say which record is meant: its id is missing")
    return ident


def _merge(case: Case, form: Mapping[str, str], _: Sequence[str], whose: Mapping[str, Any]) -> Judgement:
    other = form.get("other", "").strip()
    if not other:
        raise CaseError("say with whom, or with what, to merge: a name or an id")
    return case.merge(_target(form), _one(case, other, _target(form)), **whose)


def _one(case: Case, other: str, than: str) -> str:
    """The id that a name or id stands for. Raises CaseError when it is not one actor."""
    if IDENT.fullmatch(other.lower()):
        return other
    found = [one for one in case.actors_called(other) if one != than]
    if len(found) != 1:
        able = ", ".join(f"{case.name(one)} ({case.short(one)})" for one in found[:6])
        raise CaseError(
            f"{other!r} may be {able}; give an id" if found else f"no other actor {other!r} in the case"
        )
    return found[0]


def _split(
    case: Case, form: Mapping[str, str], members: Sequence[str], whose: Mapping[str, Any]
) -> Judgement:
    return case.split(_target(form), *members, **whose)


def _reject(case: Case, form: Mapping[str, str], _: Sequence[str], whose: Mapping[str, Any]) -> Judgement:
    return case.reject(_target(form), **whose)


def _set(case: Case, form: Mapping[str, str], _: Sequence[str], whose: Mapping[str, Any]) -> Judgement:
    value = form.get("value", "").strip() or "null"
    return case.set(_target(form), form.get("field", ""), value, **whose)


def _undo(case: Case, form: Mapping[str, str], _: Sequence[str], whose: Mapping[str, Any]) -> Judgement:
    return case.undo(_target(form), **whose)


ACTIONS: dict[str, Callable[[Case, Mapping[str, str], Sequence[str], Mapping[str, Any]], Judgement]] = {
    "merge": _merge, "split": _split, "reject": _reject, "set": _set, "undo": _undo,
}  # fmt: skip
