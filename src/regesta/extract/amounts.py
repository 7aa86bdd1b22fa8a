"""Numbers in running text: where each begins and ends, its value or range, its unit.

What comes in: a `Parse`. What goes out: `Amount`s in text order, before anybody asks whether a reader wants them.

    "between 4 and 6 billion dollars" -> 4e9 to 6e9, USD;  "a rugged 47-mile border" -> 47, mile, of "border"
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from regesta.extract.numbers import digits_value, number_words, unstopped, value_of
from regesta.extract.units import units
from regesta.lexicons import load
from regesta.lexicons.entries import CountWord, Currency
from regesta.records import Comparator, Parse

DASHES = frozenset({"-", "–", "—", "‑"})
GLUED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([^\d\W]+/?\w*|%|°[CcFf])")
SIGNED = re.compile(r"([A-Z]{0,3}[$£€¥₹])(\d[\d,]*(?:\.\d+)?(?:[A-Za-z]{1,3})?)")
# "Rs500,000", "USD20 million"; "COP26" and "RS232" are names
LETTERED = re.compile(r"([A-Z][A-Za-z]{1,3})(\d{3,}|\d[\d,]*,\d{3}|\d+(?:\.\d+)?(?:bn|mn|[mk])?)")
MANY: Comparator = "order_of_magnitude"
HUNDRED = 100


class Amount(NamedTuple):
    """A number with its unit: tokens first..last (exclusive) hold both."""

    first: int
    last: int
    value: float | None
    high: float | None
    vague: bool  # an order of magnitude only: "billions", "several hundred"
    unit: str | None
    digits: tuple[int, int]  # the tokens of the bare number
    unit_at: int | None  # the token of the unit's noun


@functools.cache
def role_words(role: str) -> frozenset[str]:
    """The words of a role in the lexicon of count words."""
    return next(frozenset(entry.forms) for entry in load(CountWord) if entry.role == role)


@functools.cache
def _starters(lang: str) -> frozenset[str]:
    """Words that begin a number whatever the tagger says, as they may be written."""
    table = number_words(lang)
    words = (*table.plural, *table.scale)
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def amounts(parse: Parse) -> Iterator[Amount]:
    """Every number of the text, with its unit where it has one."""
    starters = _starters(parse.document.language or "en")
    tags = parse.tags
    done = -1
    for i, word in enumerate(parse.words):
        if (
            tags[i] != "CD"
            and not word[0].isdigit()
            and word not in starters
            and ("$" not in word or word == "$")
            and not (word[2:3].isdigit() or word[3:4].isdigit())
        ):
            continue
        if i < done:
            continue
        amount = _amount(parse, i)
        if amount is not None:
            done = amount.last
            yield amount


def _amount(parse: Parse, i: int) -> Amount | None:
    words = parse.words
    plural = number_words().plural
    if words[i].lower() in plural:
        return _orders(parse, i)
    end = _run_end(parse, i)
    if end is None:
        return _glued_unit(parse, i)
    value = value_of(_with_half(parse, i, end))
    if value is None:
        return None
    first, vague = _article(parse, i, end)
    high, end, value = _range(parse, i, end, value)
    return _with_unit(parse, (first, end), (value, high), vague=vague)


def _sentence_end(parse: Parse, i: int) -> int:
    return parse.sentences[parse.sentence_of[i]][1]


def _is_number(word: str) -> bool:
    table = number_words()
    low = word.lower()
    return digits_value(word) is not None or low in table.unit or low in table.scale


def _run_end(parse: Parse, i: int) -> int | None:
    """The token after the number that begins at `i` ("two hundred and fifty", "1.5 million", "twenty-three")."""
    if not _is_number(parse.words[i]) or _is_unit_letter(parse, i):
        return None
    table = number_words()
    stop = _sentence_end(parse, i)
    end = i + 1
    while end < stop:
        word = unstopped(parse.words[end].lower())
        last = parse.words[end - 1].lower()
        if word in table.scale and not _is_unit_letter(parse, end):
            end += 1
        elif word in DASHES and end + 1 < stop and _joins(last, parse.words[end + 1].lower()):
            end += 2
        elif word in table.unit and last in table.scale:
            end += 1
        elif (
            word == "and"
            and end + 1 < stop
            and table.scale.get(last, 0) in (HUNDRED, 10 * HUNDRED)
            # "$40 million and three trucks", "12 hundred and six men" are two numbers
            and not any(letter.isdigit() for letter in parse.words[i])
            and parse.words[end + 1].lower() in table.unit
        ):
            end += 2
        elif word in ("and", "-") and [w.lower() for w in parse.words[end + 1 : end + 3]] == ["a", "half"]:
            end += 3
        else:
            break
    return end


def _joins(tens: str, ones: str) -> bool:
    """ "twenty-three"; and "30-million"."""
    table = number_words()
    if ones in table.scale and len(ones) > 2:
        return True
    return 20 <= table.unit.get(tens, 0) < HUNDRED and 0 < table.unit.get(ones, 0) < 10


def _is_unit_letter(parse: Parse, i: int) -> bool:
    """ "m", "b", "k" are scales only on the number itself or behind money."""
    word = unstopped(parse.words[i].lower())
    if len(word) > 2 or word not in number_words().scale or i == 0:
        return len(word) <= 2 and word in number_words().scale
    return parse.ends[i - 1] != parse.starts[i] and not _symbol_before(parse, i - 1)


def _symbol_before(parse: Parse, i: int) -> str | None:
    """The currency a sign before token `i` names."""
    if i <= 0:
        return None
    return units().symbol.get(parse.words[i - 1].lower()) if parse.words[i - 1] != "try" else None


def _with_half(parse: Parse, first: int, end: int) -> list[str]:
    words = list(parse.words[first:end])
    if (
        first
        and parse.words[first - 1].lower() in ("a", "an")
        and first > 1
        and parse.words[first - 2].lower() == "half"
    ) or (first and parse.words[first - 1].lower() == "half"):
        words.insert(0, "half")
    # "two and a half million" is 2.5 million: the half goes before the scale
    return words


def _article(parse: Parse, i: int, end: int) -> tuple[int, bool]:
    """Where the number begins with its article, and whether it is only an order of magnitude."""
    if parse.words[i].lower() not in number_words().scale:
        return i, False
    before = parse.words[i - 1].lower() if i else ""
    if before in role_words("several") or before in DASHES:
        back = 1
        if before in DASHES and i > 1:
            back = 2
        if before == "few" and i > 1 and parse.words[i - 2].lower() == "a":
            back = 2
        return i - back, True
    if before in ("a", "an", "half"):
        back = 2 if i > 1 and parse.words[i - 2].lower() == "half" else 1
        return i - back, False
    return i, False


def _range(parse: Parse, i: int, end: int, value: float) -> tuple[float | None, int, float]:
    """(upper end, token after it, lower end) of "4 to 6", "4-6", "between 4 and 6", else (None, end, value)."""
    words, stop = parse.words, _sentence_end(parse, i)
    if end + 1 >= stop:
        return None, end, value
    between = any(words[k].lower() == "between" for k in range(max(0, i - 2), i))
    link = words[end].lower()
    if not (link in DASHES or link in ("to", "or") or (link == "and" and between)):
        return None, end, value
    start = end + 1
    if _symbol_before(parse, start + 1) and start + 1 < stop:
        start += 1
    other_end = _run_end(parse, start)
    if other_end is None:
        return None, end, value
    high = value_of(words[start:other_end])
    if high is None or _unlike(parse, i, start):
        return None, end, value
    if value < high and value < HUNDRED * 10 and high >= HUNDRED * 10 and other_end - start > 1:
        scale = value_of(words[start + 1 : other_end]) or 1.0
        value *= scale if words[start + 1].lower() in number_words().scale else 1.0
    return (high, other_end, value) if value < high else (None, end, value)


def _unlike(parse: Parse, i: int, j: int) -> bool:
    """A digit number and a word are no range ("20 to one")."""
    return parse.words[i][0].isdigit() != parse.words[j][0].isdigit()


def _glued_unit(parse: Parse, i: int) -> Amount | None:
    """ "40km", "12.5%", "HK$3": a number with its unit in one token."""
    if (sign := SIGNED.fullmatch(parse.words[i])) is not None:
        return _signed(parse, i, sign)
    if (sign := LETTERED.fullmatch(parse.words[i])) is not None:
        return _lettered(parse, i, sign)
    match = GLUED.fullmatch(parse.words[i])
    name = units().glued.get(match[2].lower()) if match else None
    value = digits_value(match[1]) if match and name else None
    if value is None:
        return None
    return Amount(i, i + 1, value, None, False, name, (i, i + 1), i)


def _lettered(parse: Parse, i: int, sign: re.Match[str]) -> Amount | None:
    """ "Rs500,000", "USD20 million", "EUR5m": letters that stand for a currency before a sum."""
    amount = _signed(parse, i, sign)
    short = sign[2].isdigit() and len(sign[2]) < 3
    if amount is None or sign[1] == "RS" or (short and amount.last == i + 1):
        return None
    return amount


def _signed(parse: Parse, i: int, sign: re.Match[str]) -> Amount | None:
    """ "HK$3 million" where the sign is not a token of its own."""
    code, value = units().symbol.get(sign[1].lower()), digits_value(sign[2])
    if code is None or value is None:
        return None
    end, scale = i + 1, number_words().scale
    while end < _sentence_end(parse, i) and parse.words[end].lower() in scale:
        value *= scale[parse.words[end].lower()]
        end += 1
    return Amount(i, end, value, None, False, code, (i, end), None)


def _orders(parse: Parse, i: int) -> Amount | None:
    """ "billions of dollars", "tens of thousands of people"."""
    table, words = number_words(), parse.words
    value, end = table.plural[words[i].lower()], i + 1
    while end + 1 < len(words) and words[end].lower() == "of" and words[end + 1].lower() in table.plural:
        value *= table.plural[words[end + 1].lower()]
        end += 2
    if words[i].lower() == "scores" and (end >= len(words) or words[end].lower() != "of"):
        return None
    return _with_unit(parse, (i, end), (value, None), vague=True)


def _with_unit(
    parse: Parse, bounds: tuple[int, int], values: tuple[float, float | None], *, vague: bool
) -> Amount:
    """The number with the unit that stands before it (a sign) or after it (a word)."""
    first, end = bounds
    digits = bounds
    # "15-plus years": the unit stands behind the word
    if (
        parse.words[end : end + 2]
        and parse.words[end] in DASHES
        and parse.words[end + 1 : end + 2] in (("plus",), ("odd",))
    ):
        end += 2
    sign = _symbol_before(parse, first)
    if sign is not None:
        return Amount(first - 1, _money_word(parse, end), *values, vague, sign, digits, None)
    place = end
    if place < len(parse.words) and parse.words[place].lower() == "of" and vague:
        place += 1
    if place < len(parse.words) and parse.words[place] in DASHES and place + 1 < len(parse.words):
        place += 1
    unit, unit_at = _unit_at(parse, place)
    if unit is None:
        return Amount(first, end, *values, vague, None, digits, None)
    return Amount(first, unit_at + 1, *values, vague, unit, digits, unit_at)


def _money_word(parse: Parse, end: int) -> int:
    """ "$5 million dollars" and "$5m USD" end with the word."""
    if end < len(parse.words) and parse.words[end].lower() in ("dollars", "usd"):
        return end + 1
    return end


def _unit_at(parse: Parse, place: int) -> tuple[str | None, int]:
    """The unit named at or just behind token `place`, and the token that names it."""
    table = units()
    stop = min(len(parse.words), _sentence_end(parse, max(0, place - 1)))
    for i in range(place, min(place + 3, stop)):
        word = parse.words[i].lower()
        before = tuple(parse.words[k].lower() for k in range(place, i))
        if word in table.money and _names_money(parse, i, before):
            return _currency(table.money[word], before, word), i
        if i == place and word == "per" and i + 1 < stop and parse.words[i + 1].lower() == "cent":
            return "percent", i + 1
        if word in role_words("unit_prefix") and i == place and i + 1 < stop:
            return _compound(parse, i)
        if i == place and word in table.measure and _is_plural_or_one(parse, i):
            return _rate(parse, table.measure[word], i)
        if i == place and word in table.time:
            return table.time[word], i
        if (
            i == place
            and word in table.symbol
            and word.isalpha()
            and len(word) == 3
            and parse.words[i].isupper()
        ):
            return table.symbol[word], i
        if not parse.words[i][0].isalpha():
            break
    return None, place


def _is_plural_or_one(parse: Parse, i: int) -> bool:
    """ "19 votes", "a 47-mile border", "one vote"; not "thousands of vote counting machines"."""
    before = parse.words[i - 1].lower()
    return (
        parse.tags[i] != "NN"
        or before in DASHES
        or before in ("one", "1", "a", "an")
        or len(parse.words[i]) < 4
        or parse.words[i].lower() in units().glued
        or parse.words[i].lower().startswith("per")
    )


def _names_money(parse: Parse, i: int, before: tuple[str, ...]) -> bool:
    """A word that is also something else ("won", "real", "pound") counts as money only as a noun."""
    if parse.pos[i] not in ("NOUN", "PROPN"):
        return False
    if parse.deps[i] == "compound" and parse.pos[parse.heads[i]] == "PROPN":
        # "8 Rand Paul", a list of candidates
        return False
    return not before or all(
        any(word in entry.told_by for entry in units().money[parse.words[i].lower()])
        or word in ("u.s.", "us", "-")
        for word in before[-1:]
    )


def _currency(options: tuple[Currency, ...], before: tuple[str, ...], word: str) -> str:
    for entry in options:
        if any(told in entry.told_by for told in before):
            return entry.code
    default = next((entry for entry in options if entry.default), None)
    return default.code if default else options[0].names[0]


def _compound(parse: Parse, i: int) -> tuple[str | None, int]:
    """ "square kilometres", "cubic metres", "percentage points"."""
    first, second = parse.words[i].lower(), parse.words[i + 1].lower()
    if first in ("percentage", "basis"):
        return "percentage point", i + 1
    name = units().measure.get(second)
    if name is None:
        return None, i
    kind = {"sq": "square", "metric": ""}.get(first, first)
    return f"{kind} {name}".strip(), i + 1


def _rate(parse: Parse, name: str, i: int) -> tuple[str, int]:
    """ "barrels per day", "miles an hour", "barrels of oil a day"."""
    words = [word.lower() for word in parse.words[i + 1 : i + 5]]
    thing = words[2:] if words[:1] == ["of"] else words
    if len(thing) < 2 or thing[0] not in ("per", "a", "an") or thing[1] not in units().time:
        return name, i
    if name in ("percent", "state"):
        return name, i
    return f"{name} per {units().time[thing[1]]}", i if thing is not words else i + 2
