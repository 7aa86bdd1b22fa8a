"""Personal names: what a name is made of, and how two names stand to each other.

What comes in: names as reports write them.
What goes out: a `Name` (the words that count, in order) and a `Kinship` of two names: the same, spelt
differently, one part of the other, or different people. A name alone never joins two actors;
`actors.py` asks for context where the kinship is weak.

>>> kinship(parse_name("Zabihullah Mujahid"), parse_name("Zabiullah Mujahid"))
'variant'
>>> kinship(parse_name("Wang Yi"), parse_name("Wang Yu"))
'different'
"""

from __future__ import annotations

import functools
import re
from typing import Literal

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import GivenName, NamePart, Spelling
from regesta.link.words import APOSTROPHE, fold

WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*")
POSSESSED = re.compile(r"['’]s?$")
VOWELS = frozenset("aeiou")
LONG = 7  # letters of words that differ in one vowel and may be one: not Marin, Marian
SHORT = 3  # words of so few letters are one name only when written alike: Yi is not Yu

Kinship = Literal[
    "same",
    "variant",
    "part",
    "prefix",
    "initials",
    "short",
    "swapped",
    "bare",
    "given",
    "different",
    "unlike",
]


class Name(msgspec.Struct, frozen=True):
    """The words of a personal name that count, folded; `marks` are its honorifics.

    `servant` holds the words that stood behind Abdul, Abdel ...: a given name that reports may shorten;
    `fathers` those behind bin, ibn ...: King Salman is not Mohammed bin Salman.
    """

    words: tuple[str, ...]
    marks: frozenset[str] = frozenset()
    servant: frozenset[str] = frozenset()
    fathers: frozenset[str] = frozenset()


@functools.cache
def parts(kind: str) -> frozenset[str]:
    """The name parts of one kind."""
    return frozenset(form for entry in load(NamePart) if entry.kind == kind for form in entry.forms)


@functools.cache
def _given() -> dict[str, str]:
    return {form: entry.forms[0] for entry in load(GivenName) for form in entry.forms}


@functools.lru_cache(maxsize=16384)
def parse_name(text: str) -> Name:
    """The name in a text: courtesy, ranks, particles and possessives put aside."""
    raw = _split(text)
    marks = set()
    while len(raw) > 1 and fold(raw[0]) in parts("honorific"):
        marks.add(fold(raw.pop(0)))
    while len(raw) > 1 and fold(raw[-1]) in parts("suffix"):
        marks.add(fold(raw.pop()))
    kept, servant, fathers = [], set(), set()
    for place, word in enumerate(raw):
        plain = fold(word).replace("'", "")
        last = place == len(raw) - 1
        if not last and plain in parts("son"):
            fathers.add(fold(raw[place + 1]).replace("'", ""))
            continue
        if not last and (plain in parts("article") or (word.islower() and plain in parts("particle"))):
            continue
        if not last and plain in parts("servant"):
            servant.add(fold(raw[place + 1]))
            continue
        kept.append(plain)
    return Name(tuple(kept), frozenset(marks), frozenset(servant & set(kept)), frozenset(fathers))


def _split(text: str) -> list[str]:
    """The words of a name: 'Jae-in' is one word, 'Al-Burhan' and 'Abdel-Fattah' are two."""
    found: list[str] = []
    for chunk in APOSTROPHE.sub("'", POSSESSED.sub("", text)).split():
        pieces = WORD.findall(chunk)
        split = parts("article") | parts("servant") | parts("son")
        apart = len(pieces) > 1 and fold(pieces[0]) in split
        found.extend(pieces if apart else ["".join(pieces)] if pieces else [])
    return [word.replace(".", "") for word in found]


@functools.lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """A name word without what transliteration mixes up; short words stay as they are."""
    plain = _given().get(word, word)
    if len(plain) <= SHORT:
        return plain
    size = len(plain)
    plain = re.sub(r"(?<=[aeiou])h(?=[aeiou])", "", plain)
    for rule in load(Spelling):
        if size >= rule.least:
            plain = plain.replace(rule.written, rule.plain)
    return re.sub(r"(.)\1+", r"\1", plain)


def alike(left: str, right: str) -> float:
    """1 for one word, 0.8 for two spellings of it, 0.5 for an initial, 0 for two words."""
    if left == right:
        return 1.0
    if "aa" in left + right and left.replace("aa", "a") == right.replace("aa", "a"):
        # Pål, Paal; Haakon, Håkon.
        return 0.8
    if min(len(left), len(right)) >= LONG and _one_vowel_more(*sorted((left, right), key=len)):
        # Abdraman, Abderaman
        return 0.8
    if 1 in (len(left), len(right)):
        return 0.5 if left[0] == right[0] else 0.0
    if min(len(left), len(right)) <= SHORT and _given().get(left, left) != _given().get(right, right):
        return 0.0
    return 0.8 if skeleton(left) == skeleton(right) else 0.0


def _one_vowel_more(short: str, full: str) -> bool:
    """True when a word has one vowel inside that the other has not."""
    if len(full) != len(short) + 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, full, strict=False)) if a != b), len(short))
    return 0 < at < len(short) and full[at] in VOWELS and full[at + 1 :] == short[at:]


def kinship(left: Name, right: Name) -> Kinship:
    """How two names stand to each other.

    'unlike' is no verdict: nothing in the words joins them, nothing keeps them apart.
    """
    short, full = sorted((left, right), key=lambda name: len(name.words))
    if not short.words:
        return "unlike"
    if len(full.words) > 1 and "".join(short.words) == "".join(full.words):
        return "same"
    if len(short.words) == 1:
        return _single(short, full)
    if len(short.words) < len(full.words):
        return _shortened(short, full)
    return _level(short, full)


def _single(short: Name, full: Name) -> Kinship:
    word = short.words[0]
    if len(word) == 1:
        return "unlike"
    if len(full.words) == 1:
        degree = alike(word, full.words[0])
        return "same" if degree == 1.0 else "variant" if degree >= 0.8 else "different"
    if word in full.fathers and word not in short.fathers:
        return "unlike"
    if word in short.servant:
        return "given" if word in full.servant else "unlike"
    if alike(word, full.words[-1]) >= 0.8:
        return "bare"
    return "given" if alike(word, full.words[0]) >= 0.8 and full.words[0] not in full.servant else "unlike"


def _level(left: Name, right: Name) -> Kinship:
    pairs = list(zip(left.words, right.words, strict=True))
    degrees = [alike(*pairs[0]), *(alike_behind(one, other) for one, other in pairs[1:])]
    if min(degrees) == 1.0:
        return "same"
    if min(degrees) >= 0.8:
        return "variant"
    if min(degrees) == 0.5 and degrees[-1] >= 0.8 and len(left.words[-1]) > 1:
        return "initials"
    if len(left.words) == 2 and left.words == right.words[::-1]:
        return "swapped"
    if min(degrees[1:]) >= 0.8 and _pet_name(left.words[0], right.words[0]):
        return "short"
    return "different"


def alike_behind(one: str, other: str) -> float:
    """The same for a surname, which reports may write with a silent e: Hissein, Hisseine; not so Simon, Simone."""
    if one != other and min(len(one), len(other)) >= LONG and one.rstrip("e") == other.rstrip("e"):
        return 0.8
    return alike(one, other)


def _pet_name(one: str, other: str) -> bool:
    """True for a given name cut short: Cora, Corazon. So are Martin and Martina: an office must agree."""
    short, full = sorted((one, other), key=len)
    return len(short) > SHORT and full.startswith(short)


def _shortened(short: Name, full: Name) -> Kinship:
    place, degrees = 0, []
    for word in short.words:
        while place < len(full.words) and not alike(word, full.words[place]):
            place += 1
        if place == len(full.words):
            return "different"
        degrees.append(alike(word, full.words[place]))
        place += 1
    if max(degrees) < 0.8 or min(degrees) == 0.5:
        return "initials" if alike(short.words[-1], full.words[-1]) >= 0.8 else "different"
    return "part" if alike(short.words[-1], full.words[-1]) >= 0.8 else "prefix"
