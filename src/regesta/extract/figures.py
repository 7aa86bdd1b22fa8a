"""Figures: every number a reader would want, with its unit, what it counts, and whose it is.

What comes in: a `Parse`, its time expressions, its cast and its statements. What goes out: `Figure` records.
"""

from __future__ import annotations

from regesta.extract.mentions import Cast
from regesta.records import Figure, Parse, Statement, Timex

__all__ = ["figures"]


def figures(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Figure, ...]:
    """The document's figures, in text order."""
    return ()
