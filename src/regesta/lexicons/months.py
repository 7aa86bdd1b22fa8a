"""The months by the forms they are written in.

What comes in: a language. What goes out: each form, lower case, with its number.

>>> month_numbers()["sept"]
9
"""

from __future__ import annotations

import functools

from regesta.lexicons import load
from regesta.lexicons.entries import Month

__all__ = ["month_numbers"]


@functools.cache
def month_numbers(lang: str = "en") -> dict[str, int]:
    """The number of each month by its forms, full and short, lower case and without a final full stop."""
    return {form: month.number for month in load(Month, lang) for form in month.forms}
