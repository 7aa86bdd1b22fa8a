"""The units of figures: measures, money and time, by the words and signs that name them.

What comes in: a language. What goes out: `Units`, compiled once.

>>> units().measure["kilometres"], units().symbol["$"]
('kilometre', 'USD')
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import Currency, Measure, TimeUnit


class Units(NamedTuple):
    """The units of a language, by the words that name them."""

    measure: dict[str, str]
    glued: dict[str, str]
    symbol: dict[str, str]
    money: dict[str, tuple[Currency, ...]]
    time: dict[str, str]


@functools.cache
def units(lang: str = "en") -> Units:
    """The compiled units of a language."""
    measure: dict[str, str] = {}
    glued: dict[str, str] = {}
    symbol: dict[str, str] = {}
    money: dict[str, tuple[Currency, ...]] = {}
    for entry in load(Measure, lang):
        measure.update(dict.fromkeys(entry.forms, entry.name))
        glued.update(dict.fromkeys(entry.glued, entry.name))
    for currency in load(Currency, lang):
        symbol.update(dict.fromkeys(currency.symbols, currency.code))
        for name in currency.names:
            for form in (name, name + "s"):
                money[form] = (*money.get(form, ()), currency)
    time = {form: entry.name for entry in load(TimeUnit, lang) for form in (*entry.forms, *entry.plural)}
    return Units(measure, glued, symbol, money, time)


@functools.cache
def time_units(lang: str = "en") -> frozenset[str]:
    """The units that measure time."""
    return frozenset(units(lang).time.values())
