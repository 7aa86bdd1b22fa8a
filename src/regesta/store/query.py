"""A question put to the case -> the SQL condition that answers it.

What comes in: a `Query` (filters a person gives) and the ids of the actors its names stand for.
What goes out: a condition on a table of records, with its parameters.

>>> Query(since="2021-07").days
('2021-07-01', None)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypedDict

import msgspec

from regesta.errors import CaseError
from regesta.store.rows import Cell, fold

# Slots whose actor acts; a record is not about them but by them.
ACTING = ("speaker", "together", "via", "party", "claimed_by", "holder")
# Slots whose actor says so.
SAYING = ("speaker", "together", "party", "claimed_by")
# What `listed` holds, to stand after IN: as many values as one likes in the place of one "?".
WITHIN = "(SELECT value FROM json_each(?))"
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Asked(TypedDict, total=False):
    """The filters of every question; see Query."""

    actor: str | None
    about: str | None
    speaker: str | None
    type: str | None
    text: str | None
    outlet: str | None
    since: date | str | None
    until: date | str | None
    limit: int | None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Filters; a record must pass all that are given.

    `actor`, `about` and `speaker` take a name, an alias, part of a name, or an id. `speaker` is who
    says, promises or claims it; `about` also finds its words in the text. `type` is a kind's own
    class: PLOVER type or mode, sort of commitment, dimension, manner or verb of a statement.
    `since` and `until` take a date, or "2021", "2021-07", "2021-07-28"; both days, months or years
    are included, and a record passes when its time overlaps; what is undated does not.
    """

    actor: str | None = None
    about: str | None = None
    speaker: str | None = None
    type: str | None = None
    text: str | None = None
    outlet: str | None = None
    since: date | str | None = None
    until: date | str | None = None
    limit: int | None = None

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First day wanted and first day no longer wanted, in ISO 8601."""
        first = period(self.since)[0] if self.since else None
        last = period(self.until)[1] if self.until else None
        return first.isoformat() if first else None, last.isoformat() if last else None


class Condition:
    """An SQL condition under construction: parts joined by AND, and their parameters.

    `ident` is how it names the id of table `t`: "+t.id" when its rows are not to be looked up by id.
    """

    def __init__(self, ident: str = "t.id") -> None:
        self.ident = ident
        self.parts: list[str] = []
        self.values: list[Cell] = []

    def add(self, part: str, *values: Cell) -> None:
        """One more part that must hold."""
        self.parts.append(part)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The whole condition."""
        return " AND ".join(self.parts) or "1"


def of_time(condition: Condition, query: Query) -> None:
    """Add what `since` and `until` ask of table `t`."""
    first, last = query.days
    if first or last:
        condition.add("(t.start IS NOT NULL OR t.until IS NOT NULL)")
    if first:
        condition.add("coalesce(t.until, '9999') > ?", first)
    if last:
        condition.add("coalesce(t.start, '0000') < ?", last)


def of_type(condition: Condition, query: Query) -> None:
    """Add what `type` asks of table `t`."""
    if query.type:
        wanted = query.type.strip().replace("-", "_").casefold()
        condition.add("? IN (lower(replace(t.type, '-', '_')), lower(replace(t.subtype, '-', '_')))", wanted)


def of_text(condition: Condition, query: Query, column: str = "t.words") -> None:
    """Add what `text` asks of table `t`."""
    if query.text:
        condition.add(f"instr(fold({column}), ?) > 0", fold(query.text))


def of_outlet(condition: Condition, query: Query, table: str = "d") -> None:
    """Add what `outlet` asks of the documents table."""
    if query.outlet:
        name = f"coalesce({table}.outlet, {table}.name)"
        condition.add(f"instr(fold({name}), ?) > 0", fold(query.outlet))


def of_actors(condition: Condition, query: Query, actors: dict[str, list[str]]) -> None:
    """Add what `actor`, `about` and `speaker` ask of table `t`; `actors` holds the ids of each name."""
    if query.actor:
        in_slot, values = _in_slot(condition, actors[query.actor])
        condition.add(f"{in_slot} AND slot != 'about')", *values)
    if query.speaker:
        in_slot, values = _in_slot(condition, actors[query.speaker])
        condition.add(f"{in_slot} AND slot IN ({quoted(SAYING)}))", *values)
    if query.about:
        in_slot, values = _in_slot(condition, actors[query.about])
        condition.add(
            f"({in_slot} AND slot NOT IN ({quoted(ACTING)})) OR instr(fold(t.words), ?) > 0)",
            *values,
            fold(query.about),
        )


def document_actors(actors: list[str]) -> tuple[str, list[Cell]]:
    """SQL for the per-report ids of these actors, to stand after IN."""
    marks = ", ".join("?" * len(actors))
    return f"(SELECT document_actor FROM actor_of WHERE actor IN ({marks}))", [*actors]


def _in_slot(condition: Condition, actors: list[str]) -> tuple[str, list[Cell]]:
    chosen, values = document_actors(actors)
    return f"{condition.ident} IN (SELECT record FROM slots WHERE actor IN {chosen}", values


def at_most(limit: int | None) -> int:
    """How many are wanted, as SQLite reads it after LIMIT: -1 for all."""
    return -1 if limit is None else limit


def quoted(words: Iterable[str]) -> str:
    """Words of ours (slots, kinds), never a person's, as SQL, to stand between brackets after IN.

    >>> quoted(("party", "holder"))
    "'party', 'holder'"
    """
    return ", ".join(f"'{word}'" for word in words)


def listed(values: Iterable[str] | Iterable[int]) -> str:
    """Values as JSON, each once and in order, for the "?" of `WITHIN`.

    >>> listed(["b", "a", "b"])
    '["a","b"]'
    """
    return msgspec.json.encode(sorted(set(values))).decode()


def period(day: date | str) -> tuple[date, date]:
    """The first day of a day, month or year, and the first day after it."""
    if isinstance(day, date):
        return day, day + timedelta(days=1)
    found = DAY.fullmatch(day.strip())
    if not found:
        raise CaseError(f"{day!r} is no date; write 2021, 2021-07 or 2021-07-28")
    year, month, number = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, number or 1)
        if number:
            return first, first + timedelta(days=1)
        if month:
            return first, date(first.year + month // 12, month % 12 + 1, 1)
        return first, date(first.year + 1, 1, 1)
    except (ValueError, OverflowError) as err:
        raise CaseError(f"{day!r} is no date ({err}); write 2021, 2021-07 or 2021-07-28") from err
