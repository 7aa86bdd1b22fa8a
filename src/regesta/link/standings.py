"""Statuses of many reports as series: how one relation stood, report by report, over time.

What comes in: statuses and the joined actors. What goes out: the series key of each status, such as
"recognition:china-taliban", and a follow_up link for a series that two reports tell.

A side counts by its country where the state or its government is meant, so that "the CCP", "Beijing"
and "China" do not open three series; who was named stays in the record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from regesta.link.reports import Cast, Reports
from regesta.link.times import sooner
from regesta.link.words import fold
from regesta.records import Link, Status, When, identify
from regesta.text import day_words

SLUG = re.compile(r"[^a-z0-9]+")


class Standing(msgspec.Struct, frozen=True):
    """The outcome: series by status, statuses by series in order of time, links."""

    groups: dict[str, str]
    series: dict[str, tuple[Status, ...]]
    links: tuple[Link, ...]


def link_statuses(reports: Reports, cast: Cast) -> Standing:
    """Put the statuses of a case into series."""
    labels = _labels(reports, cast)
    table: dict[str, list[Status]] = defaultdict(list)
    for status in reports.all(Status):
        if status.holder is not None:
            table[key(status, cast, labels)].append(status)
    series = {
        name: tuple(sorted(found, key=lambda s: (sooner(_time(s)), reports.order(s.document), s.id)))
        for name, found in sorted(table.items())
    }
    links = [
        _link(name, found, reports)
        for name, found in series.items()
        if len({status.document for status in found}) > 1
    ]
    own = {status.id: name for name, found in series.items() for status in found}
    return Standing(dict(sorted(own.items())), series, tuple(links))


def key(status: Status, cast: Cast, labels: dict[str, str]) -> str:
    """The series a status belongs to."""
    holder = labels[_seat(cast.of(status.holder) or "", cast)]
    if status.counterpart is None:
        return f"{status.dimension}:{holder}"
    return f"{status.dimension}:{holder}-{labels[_seat(cast.of(status.counterpart) or '', cast)]}"


def _seat(ident: str, cast: Cast) -> str:
    """The country for a state, its government or organ or official; the actor itself for another body."""
    actor = cast.actors.get(ident)
    if actor is None or actor.type in ("armed_group", "population", "igo", "ngo", "company", "media"):
        return ident
    return actor.country or ident


def _labels(reports: Reports, cast: Cast) -> dict[str, str]:
    """Seat -> slug: the state's name where it is in the case, else the country's code."""
    table: dict[str, str] = {}
    for ident, actor in cast.actors.items():
        seat = _seat(ident, cast)
        if seat == ident or actor.type == "state":
            table[seat] = SLUG.sub("-", fold(actor.name)).strip("-") or ident
        else:
            table.setdefault(seat, seat.lower())
    for status in reports.all(Status):
        for named in (cast.of(status.holder), cast.of(status.counterpart)):
            if named:
                table.setdefault(_seat(named, cast), SLUG.sub("-", named.lower()))
    return table


def _time(status: Status) -> When | None:
    return status.as_of if status.as_of and status.as_of.known else status.when


def standing_words(status: Status) -> str:
    """A status in a summary: 'withheld (9 September 2021)'."""
    when = _time(status)
    return f"{status.value or 'not said'}" + (f" ({day_words(when)})" if when and when.known else "")


def _link(name: str, found: Sequence[Status], reports: Reports) -> Link:
    told = "; ".join(f"{standing_words(s)} in {reports.outlet(s.document)}" for s in found[:6])
    return Link(
        id=identify("link", "", (), ["follow_up", *(status.id for status in found)]),
        evidence=tuple(sorted({span for status in found for span in status.evidence})),
        rule="link.standings/series",
        certainty=round(min(status.certainty for status in found), 3),
        relation="follow_up",
        members=tuple(status.id for status in found),
        score=1.0,
        why=f"one series, {name}: {told}",
    )
