"""What a page of a list is asked for, and what it holds.

Filters(actor="Wang Yi", since="2021")
Listing(records=(...), first=50, total=312)
"""

from __future__ import annotations

from typing import Any

import msgspec

from regesta.store.query import Condition, Query

__all__ = ["LAST_DAY", "TOLD_AS", "Filters", "Listing", "in_time", "of_days"]

# The day of what no day is known for.
LAST_DAY = "9999-12-31"
# How an event is told, as `deeds` and `days` have it.
TOLD_AS = "instr(told, ',' || ? || ',')"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows; a record must pass all that are given.

    `actor` and `also` take part (a name, part of one, or an id), `speaker` says or promises it, `about`
    is named inside its words. `type` is a kind's own class, `outlet` part of an outlet's name, `words`
    a search. `since` and `until` are days, months or years, both included.
    """

    actor: str | None = None
    also: str | None = None
    speaker: str | None = None
    about: str | None = None
    type: str | None = None
    outlet: str | None = None
    modality: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def given(self) -> bool:
        """True when anything is asked for."""
        return any(getattr(self, field) for field in self.__struct_fields__)

    @property
    def plain(self) -> bool:
        """True when nothing is asked for but a class, how it is told and a time."""
        return self == Filters(type=self.type, modality=self.modality, since=self.since, until=self.until)


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list: its records, which of all they are, and how many there are in all."""

    records: tuple[Any, ...]
    first: int
    total: int


def in_time(condition: Condition, filters: Filters, day: str, until: str) -> None:
    """Add what the filters ask of the days (two columns) on which something stands in a list by time."""
    first, last = Query(since=filters.since, until=filters.until).days
    if first:
        condition.add(f"{until} > ?", first)
    if last:
        condition.add(f"{day} < ?", last)
    if first or last:
        condition.add(f"{day} < ?", LAST_DAY)


def of_days(condition: Condition, filters: Filters) -> None:
    """Add what plain filters ask of events, or of their numbers by day."""
    in_time(condition, filters, "day", "ends")
    if filters.type:
        condition.add("type = ?", filters.type)
    if filters.modality:
        condition.add(TOLD_AS, filters.modality)
