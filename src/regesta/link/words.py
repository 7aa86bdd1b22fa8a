"""Words made comparable across two wordings: stems, interchangeable words, weights.

What comes in: a stretch of a report's text.
What goes out: its content terms in order, each the same for any form of a word and for words that
translations put for each other; function words are left out.

>>> terms("our principal partners") == terms("their main partner")
True
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from regesta.lexicons import load
from regesta.lexicons.entries import FunctionWord, IrregularVerb, State, Theme, Weekday, Wording
from regesta.lexicons.months import month_numbers

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL = r"(?:[A-Z][\w’'-]+)"
# Two capitalised words or more, as they stand in running text: "the Security Council".
NAME = re.compile(rf"({CAPITAL}(?: (?:(?:and|of|the|for) )*{CAPITAL})+)")
AMERICA = re.compile(r"\bU\.S\.A\.|\bU\.S\.|\bUSA?\b")
APOSTROPHE = re.compile(r"[’‘`´]")
POSSESSIVE = re.compile(r"'s?\b")
BRITISH = re.compile(r"is(e[ds]?|ing|ation)$")
COLOUR = re.compile(r"our(s|ed|ing)?$")
CENTRE = re.compile(r"([bt])re(s?)$")
INFLECTION = re.compile(r"(?:ings?|e[ds]|ly|s)$")
# A word shorter than this is likelier a function-like word; tuned on sentences in the tests.
SHORT, LIGHT, FIRM, HEAVY = 3, 0.6, 1.0, 1.5
NAMED, PART = "~", 0.4
NAME_LENGTH = 60  # characters of texts that come again and again: names, triggers
KEPT = 3  # letters a stem keeps at least


def fold(text: str) -> str:
    """Lower case without accents: 'Erdoğan' -> 'erdogan'."""
    if text.isascii():
        return text.lower()
    plain = text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    split = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in split if not unicodedata.combining(char)).lower()


def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers in order; possessive endings and accents dropped."""
    return _tokens_of_name(text) if len(text) <= NAME_LENGTH else _tokens(text)


@functools.lru_cache(maxsize=16384)
def _tokens_of_name(text: str) -> tuple[str, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[str, ...]:
    # Most texts need none of the three substitutions, which cost as much as finding the words.
    if "U" in text:
        text = AMERICA.sub("usa", text)
    plain = fold(text if text.isascii() else APOSTROPHE.sub("'", text))
    if "'" in plain or "`" in plain:
        plain = POSSESSIVE.sub("", plain.replace("`", "'"))
    return tuple(TOKEN.findall(plain))


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its inflection, the same in British and American spelling."""
    if not word.isalpha() or len(word) <= KEPT:
        return word.replace(",", "")
    plain = word
    if len(word) > KEPT + 2:
        plain = COLOUR.sub(r"or\1", CENTRE.sub(r"\1er\2", BRITISH.sub(r"iz\1", word)))
    plain = re.sub(r"ie[ds]$", "y", plain) if len(plain) > KEPT + 2 else plain
    cut = plain if plain.endswith("ss") else INFLECTION.sub("", plain)
    if len(cut) < KEPT or not re.search("[aeiouy]", cut):
        cut = plain
    if len(cut) > KEPT and cut[-1] == cut[-2] and cut[-1] not in "lse":
        cut = cut[:-1]
    return cut[:-1] if cut.endswith("e") and len(cut) > KEPT else cut


@functools.cache
def function_words() -> frozenset[str]:
    """Words of the closed classes."""
    return frozenset(form for entry in load(FunctionWord) for form in entry.forms)


@functools.cache
def calendar_words() -> frozenset[str]:
    """The names of months and days of the week: a day in common makes no matter in common, nor is it a town."""
    return frozenset({*map(fold, month_numbers()), *weekdays()})


@functools.cache
def weekdays() -> dict[str, int]:
    """Name of a day of the week -> its number, that of Monday 0."""
    return {fold(form): day.number - 1 for day in load(Weekday) for form in day.forms}


@functools.cache
def senses() -> dict[str, str]:
    """Stem -> stem of the first word of its entry: interchangeable words share one.

    A state's name, adjective and capital are one word too: "Beijing" in one report is "China" in another.
    """
    table: dict[str, str] = {}
    for state in load(State):
        forms = (state.name, *state.aliases, *state.adjectives, *state.capitals, *state.metonyms)
        for words in map(tokens, forms):
            if len(words) == 1 and words[0] not in function_words():
                table.setdefault(stem(words[0]), f"={state.iso3.lower()}")
    for verb in load(IrregularVerb):
        for form in verb.forms[1:]:
            table.setdefault(stem(form), stem(verb.forms[0]))
    for entry in load(Wording):
        for form in entry.forms:
            table.setdefault(stem(form), stem(entry.forms[0]))
    return {root: table.get(plain, plain) for root, plain in table.items()}


@functools.cache
def _long_states() -> dict[tuple[str, ...], str]:
    """States' names of several words, as content words: "United States" is "Washington" in another report."""
    table: dict[tuple[str, ...], str] = {}
    for state in load(State):
        for words in map(tokens, (state.name, *state.aliases, *state.adjectives, *state.capitals)):
            plain = tuple(word for word in words if word not in function_words())
            if len(plain) > 1:
                table.setdefault(plain, f"={state.iso3.lower()}")
    return table


@functools.cache
def theme_words() -> dict[str, frozenset[str]]:
    """Stem -> names of the themes it shows."""
    table: dict[str, set[str]] = {}
    for entry in load(Theme):
        for form in entry.forms:
            table.setdefault(stem(form), set()).add(entry.name)
    return {word: frozenset(names) for word, names in table.items()}


def term(word: str) -> str:
    """What a word counts as when wordings are compared."""
    root = stem(word)
    return senses().get(root, root)


def terms(text: str) -> tuple[str, ...]:
    """The content terms of a text in order; the words of a longer name bear a mark and weigh less.

    Two texts that share only "Belt and Road Initiative" share one thing, not three.
    """
    found: list[str] = []
    for piece in NAME.split(text):
        words = [word for word in tokens(piece) if word not in function_words()]
        if state := _long_states().get(tuple(words)):
            found.append(state)
            continue
        mark = NAMED if len(words) > 1 and NAME.fullmatch(piece) else ""
        found += (term(word) + mark for word in words)
    return tuple(found)


def themes(text: str) -> frozenset[str]:
    """Names of the themes a text touches."""
    table = theme_words()
    return frozenset(name for word in tokens(text) for name in table.get(stem(word), ()))


@functools.lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a shared term says: numbers most, very short words least."""
    if word.endswith(NAMED):
        return PART
    if word[0].isdigit():
        return HEAVY
    return LIGHT if len(word) <= SHORT else FIRM


def mass(words: Iterable[str]) -> float:
    """Summed weight of terms."""
    return sum(weight(word) for word in words)


def shared(left: Iterable[str], right: Iterable[str]) -> Counter[str]:
    """The terms two texts share, as often as both have them."""
    return Counter(left) & Counter(right)


def capitalised(text: str) -> bool:
    """True when the first letter of a text is a capital."""
    first = next((char for char in text if char.isalpha()), "")
    return first.isupper()
