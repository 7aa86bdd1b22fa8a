"""What is new since a day, and how a relation stood over time.

What comes in: a case, a day. What goes out: records that reports published since then were the
first to tell; statuses by series, each with whether it changes what the series said before.

    for change in changes(case, "2025-07"):
        change.what, change.record      # "new event", Event(...)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Set
from datetime import date

import msgspec

from regesta.records import Commitment, Discrepancy, Event, Statement, Status
from regesta.store.case import Case
from regesta.store.query import period
from regesta.text import order_of

__all__ = ["Change", "Step", "Turn", "changes", "series", "turns"]

Told = Event | Statement | Commitment | Status | Discrepancy


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something that reports say since a day and none said before; `before` is what a status was."""

    what: str
    record: Told
    before: str | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A status in its series; `changed` when the report before it said otherwise."""

    series: str
    status: Status
    changed: bool
    before: str | None = None


class Turn(msgspec.Struct, frozen=True):
    """The same of a status of which no more is known than its id and its value."""

    ident: str
    changed: bool
    before: str | None


def turns(told: Iterable[tuple[str, str | None]]) -> Iterator[Turn]:
    """The steps of a series whose statuses come by time, as (id, value)."""
    before: str | None = None
    for ident, value in told:
        yield Turn(ident, None not in (before, value) and value != before, before)
        before = value or before


def changes(case: Case, since: date | str, *, filed: bool = False) -> list[Change]:
    """What the reports published since that day (with `filed`: filed since then) are the first to say.

    A statement repeated, a promise made again and an event told before are not new.
    """
    new = case.reports_since(period(since)[0], filed=filed)
    found: list[Change] = []
    for event in case.told_in(Event, new):
        if new.issuperset(event.documents):
            found.append(Change(what="new event", record=event))
    for statement in case.told_in(Statement, new):
        if not _repeated(case, statement.id, new):
            found.append(Change(what="new statement", record=statement))
    for commitment in case.told_in(Commitment, new):
        if not _repeated(case, commitment.id, new) and not _known(case, commitment, new):
            found.append(Change(what="new commitment", record=commitment))
    touched = case.one_by_one("status", case.series_told_in(new))
    for step in itertools.chain.from_iterable(series(case, touched).values()):
        if step.status.document in new and (step.changed or step.before is None):
            what = "changed status" if step.changed else "new status"
            found.append(Change(what=what, record=step.status, before=step.before))
    found.extend(
        Change(what="new disagreement", record=item)
        for item in case.disputes_told_in(new)
        if sum(any(span.document not in new for span in side.evidence) for side in item.sides) < 2
    )
    return found


def series(case: Case, statuses: Iterable[Status] | None = None) -> dict[str, list[Step]]:
    """The statuses by series, each series by time; by default those of the whole case."""
    chosen = case.statuses() if statuses is None else statuses
    found: dict[str, list[Status]] = {}
    for status in chosen:
        found.setdefault(status.series or f"{status.dimension}:{status.id[:8]}", []).append(status)
    return {key: list(_steps(key, found[key], case)) for key in sorted(found)}


def _steps(key: str, statuses: list[Status], case: Case) -> Iterator[Step]:
    ordered = sorted(statuses, key=lambda status: (_stood(status, case), status.id))
    for status, turn in zip(ordered, turns((one.id, one.value) for one in ordered), strict=True):
        yield Step(series=key, status=status, changed=turn.changed, before=turn.before)


def _stood(status: Status, case: Case) -> tuple[date, date]:
    """When it stood so: when it came about or as of when it is told, else the day of the report."""
    for when in (status.when, status.as_of, case.document(status.document).published):
        if when is not None and when.known:
            return order_of(when)
    return order_of(None)


def _repeated(case: Case, ident: str, new: Set[str]) -> bool:
    """True when a link shows that an older report tells a record too."""
    return any(
        link.relation in ("same_quote", "same_commitment", "copy")
        and any(span.document not in new for span in link.evidence)
        for link in case.links_of(ident)
    )


def _known(case: Case, record: Commitment, new: Set[str]) -> bool:
    """True when an older report told of the same undertaking."""
    documents = (getattr(case.get(other), "document", None) for other in case.grouped(record))
    return any(document is not None and document not in new for document in documents)
