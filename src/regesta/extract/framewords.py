"""The words of frames: their classes, the ways a frame is written, and how a token is matched to them.

What comes in: lexicons, and a token. What goes out: dictionaries made once, and names to look up in them.

    named(parse, i, word_class("sanctions"))      # True for "tariffs" in "a series of tariffs"
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.extract import grammar
from regesta.lexicons import load
from regesta.lexicons.entries import Frame, FrameWords, LightVerb
from regesta.records import Parse

# "billions of dollars", "a series of raids": what is counted stands one step below
MAX_DEPTH = 3


class Way(NamedTuple):
    """One way to write a frame: its other words, in order."""

    frame: Frame
    rest: tuple[str, ...]
    before: bool


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The nouns of one class of `frame_words`; raises KeyError for a class that does not exist."""
    return _classes()[name]


@functools.cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of one class in the order of the lexicon."""
    return next(entry.words for entry in load(FrameWords) if entry.name == name)


@functools.cache
def _classes() -> dict[str, frozenset[str]]:
    return {entry.name: frozenset(entry.words) for entry in load(FrameWords)}


@functools.cache
def wanted_words(values: tuple[str, ...]) -> frozenset[str]:
    """A constraint's words, its `@classes` opened."""
    words: set[str] = set()
    for value in values:
        words |= word_class(value[1:]) if value.startswith("@") else {value}
    return frozenset(words)


@functools.cache
def ways(pos: str) -> dict[str, tuple[Way, ...]]:
    """First (for nouns: head) word -> the frames it may open, the most demanding first."""
    found: dict[str, list[Way]] = {}
    for frame in load(Frame):
        if frame.pos != pos:
            continue
        for phrase in frame.words:
            words = tuple(phrase.split())
            head = words[0] if pos != "noun" or "of" in words else words[-1]
            before = head != words[0]
            rest = words[:-1] if before else words[1:]
            found.setdefault(head, []).append(Way(frame, rest, before))
    return {
        word: tuple(sorted(some, key=lambda way: -(2 * len(way.rest) + len(way.frame.needs))))
        for word, some in found.items()
    }


@functools.cache
def light_verbs() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a light verb -> its other words and the side of its subject."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in load(LightVerb):
        for phrase in entry.words:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), entry.subject))
    return {word: tuple(sorted(some, key=lambda way: -len(way[0]))) for word, some in found.items()}


def lemma_of(parse: Parse, i: int, pos: str) -> str:
    """The lemma, mended where the tagger's is no word we know: "stag" of "staged", "levell" of "levelled"."""
    lemma = parse.lemmas[i].lower()
    if pos != "verb" or lemma in ways("verb") or lemma in light_verbs():
        return lemma
    tries = (f"{lemma}e", lemma[:-1], lemma[:-2])
    return next((one for one in tries if one in ways("verb") or one in light_verbs()), lemma)


def named(parse: Parse, token: int, wanted: frozenset[str]) -> bool:
    """True when the token, one coordinated with it, or what it counts is one of the words."""
    return any(
        name in wanted
        for one in grammar.conjuncts(parse, token)
        for core in cores(parse, one)
        for inner in (core, *_carried(parse, core))
        for name in names_of(parse, inner)
    )


def _carried(parse: Parse, token: int) -> list[int]:
    """What an empty head carries in front of it: "mediation efforts", "the aid package"."""
    if parse.lemmas[token].lower() not in word_class("carriers"):
        return []
    return parse.kids(token, "compound", "amod")


def names_of(parse: Parse, i: int) -> tuple[str, ...]:
    """How a lexicon may write token `i`: lemma, form, and joined to what a hyphen ties it to."""
    lemma, word = parse.lemmas[i].lower(), parse.words[i].lower()
    if i >= 2 and parse.words[i - 1] == "-" and parse.ends[i - 1] == parse.starts[i]:
        return lemma, word, f"{parse.words[i - 2].lower()}-{lemma}"
    return lemma, word


def cores(parse: Parse, token: int) -> list[int]:
    """The token and, where it only counts or wraps, what it counts ("a series of raids": raids)."""
    found = [token]
    wraps = word_class("wrappers")
    for _ in range(MAX_DEPTH):
        if parse.lemmas[found[-1]].lower() not in wraps and parse.pos[found[-1]] != "NUM":
            break
        inner = grammar.prepositional(parse, found[-1], "of", "in")
        if not inner:
            break
        found.append(inner[0])
    return found
