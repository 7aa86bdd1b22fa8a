"""Lists by time that read no more of the case than they show.

What comes in: a table, what the filters ask, how many are wanted. What goes out: its rows, by time.

Each table has an index in the order of its lists, so that the first fifty are read and the rest is not.
Where a few records pass (an actor seldom named), those are looked up and sorted instead. With a stretch of
time, what lasts longer than a year or so, or is open on one side, stands in a small index of its own:
all else that touches the stretch begins within it or not long before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from regesta.store.query import Condition, Query
from regesta.store.rows import Cell, Row

__all__ = ["BY_TIME", "FEW", "Source", "in_order"]

# The same words stand in to_3.sql: SQLite knows an index by its expressions.
UNDATED = "(t.start IS NULL AND t.until IS NULL)"
DAY = "coalesce(t.start, date(t.until, '-1 day'))"
UNTIL = "coalesce(t.until, '9999')"
BY_TIME = f"{UNDATED}, {DAY}, {UNTIL}"
# Longer than any year or season with the days around it.
LONG_DAYS = 400
LONG = f"((t.start IS NULL) != (t.until IS NULL) OR t.until > date(t.start, '+{LONG_DAYS} days'))"
# So many records are sorted in some ten milliseconds; when more pass, the index soon meets fifty of them.
FEW = 4_000


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A table `t`, what is joined to it, the columns wanted, and the order within one time.

    `printed` is another way to the same rows, in that order, for what is undated.
    """

    table: str
    joined: str = ""
    printed: str | None = None
    columns: tuple[str, ...]
    order: tuple[str, ...]


def in_order(
    ask: Callable[..., list[Row]], source: Source, condition: Condition, query: Query, *, led: bool
) -> list[Row]:
    """The rows that pass, by time, `query.limit` of them; `led` when the condition names a few by id.

    `ask` runs SQL with its values. The columns wanted come first in each row.
    """
    first, last = query.days
    if not (first or last):
        if led or source.printed is None or query.limit is None:
            return ask(
                *_sql(source, condition, query.limit, None if led else "by_time", (UNDATED, DAY, UNTIL))
            )
        return _dated_then_printed(ask, source, condition, query.limit)
    found: list[Row] = []
    for long in (False, True):
        part = Condition()
        part.add(condition.sql, *condition.values)
        part.add(f"{'+' if led else ''}{UNDATED} = 0")
        part.add(LONG if long else f"NOT {LONG}")
        if first:
            part.add(f"{UNTIL} > ?", first)
            if not long and not led:
                part.add(f"{DAY} > date(?, '-{LONG_DAYS + 1} days')", first)
        if last:
            part.add("coalesce(t.start, '0000') < ?", last)
            if not long and not led:
                part.add(f"{DAY} < ?", last)
        index = "long" if long else "by_time"
        found += ask(*_sql(source, part, query.limit, None if led else index, (DAY, UNTIL)))
    key = slice(len(source.columns), None)
    found.sort(key=lambda row: tuple((cell is not None, cell) for cell in row[key]))
    return found if query.limit is None else found[: query.limit]


def _dated_then_printed(
    ask: Callable[..., list[Row]], source: Source, condition: Condition, limit: int
) -> list[Row]:
    """The dated ones by time; when they are too few, the undated ones report by report."""
    part = Condition()
    part.add(condition.sql, *condition.values)
    part.add(f"{UNDATED} = 0")
    found = ask(*_sql(source, part, limit, "by_time", (DAY, UNTIL)))
    if len(found) < limit:
        sql = (
            f"SELECT {', '.join(source.columns)} FROM {source.printed} WHERE {condition.sql} AND {UNDATED} "
            f"ORDER BY {', '.join(source.order)} LIMIT {limit - len(found)}"
        )
        found += ask(sql, *condition.values)
    return found


def _sql(
    source: Source, condition: Condition, limit: int | None, index: str | None, times: Sequence[str]
) -> tuple[str | Cell, ...]:
    # A plus keeps SQLite from walking along an index where looking up is quicker.
    order = (f"{'' if index else '+'}{times[0]}", *times[1:], *source.order)
    walked = f" INDEXED BY {source.table}_{index}" if index else ""
    cut = "" if limit is None else f" LIMIT {max(limit, 0)}"
    sql = (
        f"SELECT {', '.join((*source.columns, *order))} FROM {source.table} t{walked} {source.joined} "
        f"WHERE {condition.sql} ORDER BY {', '.join(order)}{cut}"
    )
    return sql, *condition.values
