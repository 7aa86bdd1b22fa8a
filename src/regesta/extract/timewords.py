"""Tokens -> symbols: which words can be part of a time expression, and the patterns over those symbols.

What comes in: a `Parse`. What goes out: one character a token (a private symbol, or "." for a word that
has nothing to do with time), so that one compiled pattern finds every expression of a sentence at once.

    "on Monday, Aug. 16"  ->  . WEEKDAY COMMA MONTH DAYNUM
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import (
    Feast,
    Month,
    NumberWord,
    Season,
    TimeContext,
    TimeUnit,
    TimeWord,
    TimexPattern,
    Weekday,
)
from regesta.records import Parse

OTHER = "."
# Symbols that digits bring, by shape; the order is that of trial.
SHAPES = (
    ("NINEELEVEN", r"(?:post-|pre-)?9/11"),
    ("SLASHDATE", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}"),
    ("YEARSLASH", r"(?:19|20)\d\d/\d\d"),
    ("MIDYEAR", r"(?:mid|early|late|post|pre)-(?:1[89]|20)\d\d"),
    ("DECADENUM", r"(?:mid-)?(?:1[5-9]|20)?\d0['’]?s"),
    ("FY", r"FY(?:20)?\d\d"),
    ("QNUM", r"Q[1-4]"),
    ("CLOCK", r"(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?(?:[ap]\.?m\.?)?|\.[0-5]\d[ap]m|[ap]m)"),
    ("ORDDAY", r"[1-9]\d?(?:st|nd|rd|th)"),
    ("DAYNUM", r"(?:0?[1-9]|[12]\d|3[01])"),
    ("YEARNUM", r"(?:1\d\d\d|20\d\d|21\d\d)"),
    ("INT", r"\d[\d,]*(?:\.\d+)?"),
)
SHAPE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SHAPES), re.IGNORECASE)
POSSESSIVE = re.compile(r"(['’]s?)(?= |$)")
PARTS = re.compile(r"[A-Z_]+|[a-z_]+|[^A-Za-z_\s]")
# Units whose singular has a symbol of its own, because only they take "the third ..." or stand alone.
SINGLE = {"WE": "WEEKEND", "Q": "QUARTER", "CE": "CENTURY"}
UNITS = ("UNIT", "UNITS", *SINGLE.values())
KINDS = {"unit": "NUMBER", "scale": "SCALE", "plural": "BIG", "ordinal": "ORDINAL"}
# A pattern can only match where one of these stands.
SOURCES = ("MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "BIG", *UNITS)


class Vocabulary(NamedTuple):
    """One language's words of time, compiled."""

    chars: dict[str, str]  # word as written -> its character
    codes: dict[str, str]  # symbol -> character
    names: dict[str, str]  # character -> symbol
    values: dict[str, str]  # lower-case word -> its meaning (month number, unit code ...)
    unsure: dict[str, str]  # word as written -> why it must be looked at ("month", "weekday", "season")
    context: dict[str, frozenset[str]]  # words that decide an unsure one, by their role
    master: re.Pattern[str]
    forms: dict[str, str]  # name of a pattern -> its form
    trigger: re.Pattern[str]


class Hit(NamedTuple):
    """A stretch of tokens that one pattern took."""

    name: str
    form: str
    first: int
    last: int


@functools.cache
def vocabulary(lang: str = "en") -> Vocabulary:
    """The compiled words and patterns of a language."""
    codes: dict[str, str] = {}
    chars: dict[str, str] = {}
    values: dict[str, str] = {}
    for symbol, word, value in _words(lang):
        char = codes.setdefault(symbol, chr(0x100 + len(codes)))
        for written in (word, word.capitalize(), word.upper()):
            chars.setdefault(written, char)
        values.setdefault(word, value)
    for name in (*(name for name, _ in SHAPES), "FEAST", "FEASTREST"):
        codes.setdefault(name, chr(0x100 + len(codes)))
    parts: dict[str, str] = {}
    forms: dict[str, str] = {}
    for entry in load(TimexPattern, lang):
        parts[entry.name] = _compiled(entry.pattern, codes, parts)
        if entry.form:
            forms[entry.name] = entry.form
    master = re.compile("|".join(f"(?P<{name}>{parts[name]})" for name in forms))
    context = {entry.role: frozenset(entry.forms) for entry in load(TimeContext, lang)}
    names = {char: symbol for symbol, char in codes.items()}
    needed = [char for char, symbol in names.items() if symbol in _triggers()]
    trigger = re.compile(f"[{''.join(needed)}]")
    return Vocabulary(chars, codes, names, values, _unsure(lang), context, master, forms, trigger)


def _triggers() -> frozenset[str]:
    shapes = {name for name, _ in SHAPES} - {"INT", "DAYNUM", "ORDDAY"}
    words = ("PART", "DEICTIC", "NOW", "ONCE_PAST", "SOON", "OVERNIGHT", "HABIT", "AMPM", "ZONE", "FEAST")
    more = ("AGO", "LAST", "FUTURE", "ANNIVERSARY", "PUBLICATION", "FISCAL", "HALF")
    return frozenset({*SOURCES, *shapes, *words, *more})


def _words(lang: str) -> Iterator[tuple[str, str, str]]:
    """(symbol, lower-case word, meaning), the words with one symbol only first."""
    yield from _calendar_words(lang)
    for unit in load(TimeUnit, lang):
        yield from ((SINGLE.get(unit.code, "UNIT"), form, unit.code) for form in unit.forms)
        yield from (("UNITS", form, unit.code) for form in unit.plural)
    for word in load(TimeWord, lang):
        for place, form in enumerate(word.forms):
            yield word.symbol, form, word.values[place] if word.values else ""
    for number in load(NumberWord, lang):
        yield from ((KINDS[number.kind], form, f"{number.value:g}") for form in number.forms)


def _calendar_words(lang: str) -> Iterator[tuple[str, str, str]]:
    for month in load(Month, lang):
        for form in month.forms:
            yield "MONTH", form, str(month.number)
            yield "MONTH", form + ".", str(month.number)
    for day in load(Weekday, lang):
        for form in (*day.forms, *day.short, *(short + "." for short in day.short)):
            yield "WEEKDAY", form, str(day.number)
        yield from (("WEEKDAYS", form, str(day.number)) for form in day.plural)
    for season in load(Season, lang):
        yield from (("SEASON", form, f"{season.code}:{season.first_month}") for form in season.forms)


def _unsure(lang: str) -> dict[str, str]:
    """Words that are time words only in some places."""
    found: dict[str, str] = {"last": "verb"}
    for month in load(Month, lang):
        for form in month.forms:
            found[form] = "never"
            found[form.capitalize()] = found[form.upper()] = "month"
    for day in load(Weekday, lang):
        for short in day.short:
            found[short] = found[short + "."] = "never"
            found[short.capitalize()] = found[short.upper()] = found[short.capitalize() + "."] = "weekday"
    for season in load(Season, lang):
        for form in season.forms:
            found[form] = found[form.capitalize()] = "season"
    for unit in load(TimeUnit, lang):
        if unit.code.startswith("T"):
            found.update(dict.fromkeys(unit.forms, "unit"))
    return found


def _compiled(pattern: str, codes: dict[str, str], parts: dict[str, str]) -> str:
    """A pattern in symbols and names of earlier patterns -> a regular expression over characters."""
    pieces = []
    for piece in PARTS.findall(pattern):
        if piece[0].isupper():
            pieces.append(codes[piece])
        elif piece[0].islower():
            pieces.append(f"(?:{parts[piece]})")
        else:
            pieces.append("(?:" if piece == "(" else piece)
    return "".join(pieces)


def hits(parse: Parse, words: Vocabulary) -> tuple[str, list[Hit]]:
    """The symbol string of the document and every place where a pattern matches, in text order."""
    symbols = _symbols(parse, words)
    found = []
    trigger, master = words.trigger, words.master
    for first, last in parse.sentences:
        if trigger.search(symbols, first, last) is None:
            continue
        for match in master.finditer(symbols, first, last):
            name = match.lastgroup or ""
            found.append(Hit(name, words.forms[name], match.start(), match.end()))
    return symbols, found


def _symbols(parse: Parse, words: Vocabulary) -> str:
    chars, unsure = words.chars, words.unsure
    found = []

    @functools.cache
    def surname(word: str) -> bool:
        return _is_surname(parse, word, words)

    for i, word in enumerate(parse.words):
        char = chars.get(word)
        if char is not None:
            if word in unsure and not _is_time(parse, i, words, surname):
                char = OTHER
        elif word[-1].isdigit() or word[0].isdigit() or word[-2:] == "0s":
            char = _shape(word, words)
        else:
            char = OTHER
        found.append(char)
    _mark_feasts(parse.words, found, words.codes)
    return "".join(found)


@functools.cache
def _feast_words(lang: str = "en") -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a feast's name, as written -> such names as tokens and as a whole, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form in (form for entry in load(Feast, lang) for form in entry.forms):
        tokens = tuple(POSSESSIVE.sub(r" \1", form).split())
        table.setdefault(tokens[0].capitalize(), []).append((tokens, form))
    return {word: tuple(sorted(names, key=lambda name: -len(name[0]))) for word, names in table.items()}


def feast_at(words: tuple[str, ...], i: int) -> tuple[str, int] | None:
    """The feast whose name begins at token `i`, as the lexicon writes it, and its length in tokens."""
    for tokens, name in _feast_words().get(words[i], ()):
        if tuple(word.lower() for word in words[i : i + len(tokens)]) == tokens:
            return name, len(tokens)
    return None


def _mark_feasts(words: tuple[str, ...], found: list[str], codes: dict[str, str]) -> None:
    """Overwrite the symbols of the names of feasts."""
    known = _feast_words()
    if known.keys().isdisjoint(words):
        return
    for i in (i for i, word in enumerate(words) if word in known):
        named = feast_at(words, i)
        if named is not None:
            rest = [codes["FEASTREST"]] * (named[1] - 1)
            found[i : i + named[1]] = [codes["FEAST"], *rest]


def _shape(word: str, words: Vocabulary) -> str:
    match = SHAPE.fullmatch(word)
    return words.codes[match.lastgroup or ""] if match else OTHER


def _is_time(parse: Parse, i: int, words: Vocabulary, surname: Callable[[str], bool]) -> bool:
    """True when the unsure word `i` means a time here ("May 5", not "Mrs May" or "may go")."""
    sort = words.unsure[parse.words[i]]
    if sort == "verb":
        return not (parse.tags[i].startswith("VB") or (i > 0 and parse.tags[i - 1] in ("MD", "TO")))
    if sort == "unit":
        return parse.tags[i].startswith("NN")
    if sort == "month":
        return _is_month(parse, i, words, surname)
    if sort == "weekday":
        return _beside_date(parse, i, words)
    return sort == "season" and _is_season(parse, i, words)


def _word(parse: Parse, i: int) -> str:
    """Lower-case word `i`, or "" beyond the ends."""
    return parse.words[i].lower() if 0 <= i < len(parse.words) else ""


def _is_digit_date(word: str) -> bool:
    return word[:1].isdigit() and SHAPE.fullmatch(word) is not None and "," not in word


def _is_month(parse: Parse, i: int, words: Vocabulary, surname: Callable[[str], bool]) -> bool:
    before, after = _word(parse, i - 1), _word(parse, i + 1)
    named = i > 0 and parse.tags[i - 1].startswith("NNP") and _is_name_part(parse, i - 1, words)
    if _is_digit_date(after) or (_is_digit_date(before) and parse.deps[i] != "nsubj"):
        return not named
    if before in words.context["name_before"] or named:
        return False
    if before in ("and", "or", "-", "–", "to") and _word(parse, i - 2) in words.values:
        return True
    homonym = parse.words[i].lower() in words.context["month_homonym"]
    if before in words.context["month_before"]:
        return not homonym or (after not in ("'s", "’s") and not surname(parse.words[i]))
    if homonym and i + 1 < len(parse.words) and parse.words[i + 1][:1].isupper():
        return False
    if homonym:
        return (
            parse.pos[i] == "PROPN"
            and before in ("the", "a")
            and parse.deps[i] in ("compound", "nmod", "amod")
        )
    following = parse.tags[i + 1] if i + 1 < len(parse.words) else ""
    return not (following.startswith("NNP") and after not in words.values and before != "the")


def _is_name_part(parse: Parse, i: int, words: Vocabulary) -> bool:
    word = parse.words[i]
    return word[0].isupper() and word not in words.chars


def _is_surname(parse: Parse, word: str, words: Vocabulary) -> bool:
    """True when the report names a person so ("Theresa May") somewhere."""
    places = (i for i, other in enumerate(parse.words) if other == word and i)
    return any(
        (parse.tags[i - 1].startswith("NNP") and _is_name_part(parse, i - 1, words))
        or parse.words[i - 1].lower() in words.context["name_before"]
        for i in places
    )


def _beside_date(parse: Parse, i: int, words: Vocabulary) -> bool:
    after = i + 1
    while _word(parse, after) in (",", "."):
        after += 1
    word = _word(parse, after)
    is_month = words.names.get(words.chars.get(word, "")) == "MONTH"
    return is_month or (_is_digit_date(word) and parse.tags[i].startswith("NNP"))


def _is_season(parse: Parse, i: int, words: Vocabulary) -> bool:
    if parse.pos[i] not in ("NOUN", "PROPN"):
        return False
    before, after = _word(parse, i - 1), _word(parse, i + 1)
    dated = _word(parse, i + 2) if after in ("of", ",") else after
    if _is_digit_date(dated) and len(dated) == 4:
        return True
    if before in words.context["season_before"]:
        return True
    if parse.deps[i] in ("compound", "amod", "nmod") or after == "of":
        return False
    if before == "the":
        before = _word(parse, i - 2)
    return before in words.context["season_after"] and before != "of"
