"""How the times of two records stand to each other.

What comes in: two `When`s. What goes out: whether they can be one time, and how closely.

>>> from datetime import date
>>> gap(When(start=date(2021, 7, 28), end=date(2021, 7, 29)), When(start=date(2021, 7, 1), end=date(2021, 8, 1)))
0
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

from regesta.records import Basis, When

WEEK, MONTH = 12, 31  # days: "late July" and a week count as close, a month as near
# A report that gives no better date than its own may tell of the days before.
BEFORE_PRINT = 3
FIRM_BASES: tuple[Basis, ...] = ("explicit", "anchored")


def bounds(when: When | None) -> tuple[date | None, date | None]:
    """First day and last day of a time, each null when open."""
    if when is None or not when.known:
        return None, None
    start = when.start
    if start is not None and when.basis == "published":
        start -= timedelta(days=BEFORE_PRINT)
    return start, when.end - timedelta(days=1) if when.end else None


def closed(when: When | None) -> bool:
    """True for a time with both ends."""
    return when is not None and when.start is not None and when.end is not None


def one_day(when: When | None) -> bool:
    """True for a single day that the report itself gives."""
    return closed(when) and when is not None and when.precision == "day" and when.basis != "published"


def gap(left: When | None, right: When | None) -> int | None:
    """Days between two times, 0 when they overlap, null when either is not known."""
    (a, b), (c, d) = bounds(left), bounds(right)
    if (a is None and b is None) or (c is None and d is None):
        return None
    if b is not None and c is not None and b < c:
        return (c - b).days
    if d is not None and a is not None and d < a:
        return (a - d).days
    return 0


def closeness(left: When | None, right: When | None) -> float:
    """2 for the same day, down to 0.5 for a shared year; 0 when apart or not known."""
    if gap(left, right) != 0:
        return 0.0
    if one_day(left) and one_day(right):
        return 2.0
    width = max(_width(left), _width(right))
    return 1.5 if width <= WEEK else 1.0 if width <= MONTH else 0.5 if width <= 366 else 0.25


def _width(when: When | None) -> int:
    first, last = bounds(when)
    return (last - first).days + 1 if first and last else 10_000


def months(when: When | None) -> tuple[str, ...]:
    """The months a time touches, for a time of up to about two months; none for a vaguer one."""
    first, last = bounds(when)
    if first is None or last is None or (last - first).days > 2 * MONTH:
        return ()
    return _months(first, last)


@functools.lru_cache(maxsize=16384)
def _months(first: date, last: date) -> tuple[str, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month
    numbers = range(first.month - 1, first.month + count)
    return tuple(f"{first.year + number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def sooner(when: When | None) -> str:
    """Sort key by first known day; unknown times last."""
    first, last = bounds(when)
    known = first or last
    return known.isoformat() if known else "~"


def differ(left: When | None, right: When | None) -> bool:
    """True when two reports give firm times that cannot be one."""
    apart = gap(left, right)
    return _firm(left, right) and apart is not None and apart > 0


def fall_apart(left: When | None, right: When | None) -> bool:
    """The same of the days by which something is due: "by 1 June" and "by 15 June" are not one."""
    if differ(left, right):
        return True
    (a, b), (c, d) = bounds(left), bounds(right)
    return _firm(left, right) and a is None and c is None and None not in (b, d) and b != d


def _firm(*times: When | None) -> bool:
    """True when each of these times is firm."""
    return all(when is not None and when.basis in FIRM_BASES for when in times)


def window(when: When | None, slack: int = 0) -> tuple[int, int]:
    """First and last day of a time as ordinals, open sides without bound, `slack` days on either side."""
    first, last = bounds(when)
    start = first.toordinal() - slack if first else 0
    return start, last.toordinal() + slack if last else date.max.toordinal()
