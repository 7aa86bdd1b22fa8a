"""Statuses of many reports as series: how one relation stood, report by report, over time.

What comes in: statuses and the joined actors. What goes out: the series key of each status, such as
"recognition:china-taliban", and a follow_up link for a series that two reports tell.

A side counts by its country where the state or its government is meant, so that "the CCP", "Beijing"
and "China" do not open three series; who was named stays in the record.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import State
from regesta.link.reports import Cast, Reports
from regesta.link.spellings import plain
from regesta.link.times import gap, sooner
from regesta.link.words import fold
from regesta.records import Link, Status, When, identify
from regesta.text import day_words

DENIED = "not"
SAME_WEEK = 7  # days between two reports that say no time
SLUG = re.compile(r"[^a-z0-9]+")


class Standing(msgspec.Struct, frozen=True):
    """A status with the series it belongs to."""

    status: Status
    series: str
    order: tuple[date, str]
    outlet: str
    printed: date | None

    @property
    def id(self) -> str:
        """The id of the status."""
        return self.status.id

    @property
    def document(self) -> str:
        """The report it stands in."""
        return self.status.document


def standings(reports: Reports, cast: Cast) -> Iterable[Standing]:
    """The statuses of reports, each with its series."""
    for status in reports.all(Status):
        if status.holder is not None:
            order, outlet = reports.order(status.document), reports.outlet(status.document)
            printed = reports.printed(status.document)
            yield Standing(status, key(status, cast), order, outlet, printed)


def in_time(found: Iterable[Standing]) -> list[Standing]:
    """The statuses of a series, by the time they tell of."""
    return sorted(found, key=lambda s: (sooner(_time(s.status)), s.order, s.id))


def key(status: Status, cast: Cast) -> str:
    """The series a status belongs to."""
    holder = _label(cast.of(status.holder) or "", cast)
    if status.counterpart is None:
        return f"{status.dimension}:{holder}"
    return f"{status.dimension}:{holder}-{_label(cast.of(status.counterpart) or '', cast)}"


def _seat(ident: str, cast: Cast) -> str:
    """The country for a state, its government or organ or official; the actor itself for another body."""
    actor = cast.actors.get(ident)
    if actor is None or actor.type in ("armed_group", "population", "igo", "ngo", "company", "media"):
        return ident
    return actor.country or ident


@functools.cache
def _states() -> dict[str, str]:
    return {state.iso3: state.name for state in load(State)}


def _label(ident: str, cast: Cast) -> str:
    """What a side is called in the name of a series: the state, else the actor by name."""
    seat = _seat(ident, cast)
    own = cast.name(ident) if ident in cast.actors else ident
    name = own if seat == ident else _states().get(seat, seat)
    return SLUG.sub("-", fold(name)).strip("-") or seat


def _time(status: Status) -> When | None:
    return status.as_of if status.as_of and status.as_of.known else status.when


def standing_words(status: Status) -> str:
    """A status in a summary: 'withheld (9 September 2021)'."""
    when = _time(status)
    return f"{status.value or 'not said'}" + (f" ({day_words(when)})" if when and when.known else "")


def unlike(one: Standing, other: Standing) -> bool:
    """True when two reports give a relation two values, of which neither only says more."""
    mine, theirs = (frozenset(plain(item.status.value).split()) for item in (one, other))
    if one.document == other.document or mine == theirs:
        return False
    # "in control", "in control of the capital"
    more = mine < theirs or theirs < mine
    return not more or DENIED in mine ^ theirs


def contrary(one: Standing, other: Standing) -> bool:
    """True when two reports give a relation two such values at one time."""
    if not unlike(one, other):
        return False
    first, second = _time(one.status), _time(other.status)
    if _since(first) and _since(second) and first != second:
        # "appointed since 2021", "accredited since 2024": one came after the other.
        return False
    apart = gap(first, second)
    if apart is None and one.printed and other.printed:
        return abs((one.printed - other.printed).days) <= SAME_WEEK
    return apart == 0


def _since(when: When | None) -> bool:
    return when is not None and when.start is not None and when.end is None


def series_link(name: str, found: Sequence[Standing]) -> Link:
    """The statuses of one series, told by two reports or more."""
    told = "; ".join(f"{standing_words(s.status)} in {s.outlet}" for s in found[:6])
    return Link(
        id=identify("link", "", (), ["follow_up", *(s.id for s in found)]),
        evidence=tuple(sorted({span for s in found for span in s.status.evidence})),
        rule="link.standings/series",
        certainty=round(min(s.status.certainty for s in found), 3),
        relation="follow_up",
        members=tuple(s.id for s in found),
        score=1.0,
        why=f"one series, {name}: {told}",
    )
