"""A question in plain English -> the filters that a case understands. No text is generated.

What comes in: the question, and a way to look names up. What goes out: a `Question`: what is asked
for, who acts, on whom, where, when, and the words that an answer must hold.

A small grammar of its own: names and dates are found first, then the words that lexicon files give
a meaning; a name before the verb acts, one after it is acted on ("by" and passives turn that round).
What is left are words an answer must hold, so that nothing unrelated is ever answered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from regesta.errors import CaseError
from regesta.lexicons import load
from regesta.lexicons.entries import QuestionTopic, QuestionWord
from regesta.lexicons.months import month_numbers
from regesta.store.query import period
from regesta.store.rows import fold

__all__ = ["Name", "Question", "is_question", "parse_question", "stem", "topics_by_stem"]

Asks = Literal["what", "who", "when", "where", "how_many", "whether"]
Role = Literal["subject", "object", "place", "any"]
# Longest name and longest phrase of a lexicon that are looked for, in words.
LONGEST = 6
WORD = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\w+(?:[-.]\w+)*")
SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "e", "y")
SHORTEST_STEM = 3
DOUBLED = re.compile(r"([^aeiouls])\1$")


class Name(msgspec.Struct, frozen=True):
    """A name in the question: its words, the actors it stands for (none: a mere word), its role."""

    words: str
    actors: tuple[str, ...]
    role: Role


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a question asks for; every filter may be empty."""

    asks: Asks
    topics: tuple[QuestionTopic, ...] = ()
    names: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """True when it asks for no sort of thing, name or word: for a time or an outlet at most."""
        return not (self.topics or self.names or self.words)


class Token(msgspec.Struct, frozen=True):
    """A word of the question; `first` is true at its beginning."""

    text: str
    folded: str
    first: bool = False

    @property
    def capital(self) -> bool:
        """True for a word written with a capital that is not the question's first."""
        return self.text[0].isupper() and not self.first


class Lookup(msgspec.Struct, frozen=True):
    """How names are looked up: actors by name, outlets by name, and whether a text holds words."""

    actors: Callable[[str], list[str]]
    outlet: Callable[[str], str | None]
    holds: Callable[[str], bool]


def parse_question(text: str, lookup: Lookup) -> Question:
    """The filters that a question stands for."""
    return _Reader(text, lookup).question()


def is_question(text: str) -> bool:
    """True for a plain question, false for mere words to search for.

    >>> is_question("What did the Taliban promise"), is_question("copper mine")
    (True, False)
    """
    words = [fold(word) for word in WORD.findall(text)[:4]]
    asking = frozenset[str]().union(*map(_small, ("how_many", "when", "where", "who", "what", "whether")))
    begun = {" ".join(words[:size]) for size in range(1, len(words) + 1)}
    return text.rstrip().endswith("?") or not asking.isdisjoint(begun)


def stem(word: str) -> str:
    """A word without its ending: 'promised', 'promises' -> 'promis'."""
    word = word.lower().replace("z", "s")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return DOUBLED.sub(r"\1", word.removesuffix(suffix))
    return word


@functools.cache
def topics_by_stem() -> dict[str, tuple[QuestionTopic, ...]]:
    """Lexicon entries by the stems of their words (phrases: of each word, joined by a space)."""
    found: dict[str, list[QuestionTopic]] = {}
    for topic in load(QuestionTopic):
        for key in dict.fromkeys(" ".join(map(stem, form.split())) for form in topic.words):
            found.setdefault(key, []).append(topic)
    return {key: tuple(topics) for key, topics in found.items()}


@functools.cache
def _small(sort: str) -> frozenset[str]:
    return frozenset(word for entry in load(QuestionWord) if entry.sort == sort for word in entry.words)


class _Reader:
    """One question under reading; `used` marks the words that have found their meaning."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        plain = re.sub(r"['’]s\b|['’](?=\s|$)", "", text)
        found = WORD.findall(plain)
        self.tokens = [Token(word, fold(word), not number) for number, word in enumerate(found)]
        self.used = [False] * len(self.tokens)
        self.lookup = lookup
        self.since: date | None = None
        self.until: date | None = None
        self.unknown: list[str] = []

    def question(self) -> Question:
        """Reads the parts in turn: what is asked, time, outlet, names, topics, the words left."""
        asks = self._asks()
        self._times()
        outlet = self._outlet()
        names = self._names()
        topics, verb = self._topics()
        return Question(
            asks=asks,
            topics=topics,
            names=tuple(self._with_role(name, at, verb) for name, at in names),
            words=tuple(self._words()),
            outlet=outlet,
            since=self.since,
            until=self.until,
            unknown=tuple(self.unknown),
        )

    # ---- what is asked ----

    def _asks(self) -> Asks:
        order: tuple[Asks, ...] = ("how_many", "when", "where", "who", "what", "whether")
        for asks in order:
            for size in range(4, 0, -1):
                if self._joined(0, size) in _small(asks):
                    self._use(0, size if asks != "whether" else 1)
                    return asks
        return "what"

    def _joined(self, start: int, size: int) -> str | None:
        if start + size > len(self.tokens):
            return None
        return " ".join(token.folded for token in self.tokens[start : start + size])

    def _use(self, start: int, size: int) -> None:
        self.used[start : start + size] = [True] * size

    def _before(self, at: int) -> str:
        return self.tokens[at - 1].folded if at else ""

    # ---- time ----

    def _times(self) -> None:
        at = 0
        while at < len(self.tokens):
            found = self._date(at)
            if found is None:
                at += 1
                continue
            first, end, size = found
            self._bound(self._before(at), first, end)
            self._use(at, size)
            at += size

    def _bound(self, lead: str, first: date, end: date) -> None:
        """What "since", "before" ... make of a time; without them it is the time itself."""
        if lead in _small("before"):
            self.until = first
        elif lead in _small("until"):
            self.until = end
        elif lead in _small("after"):
            self.since = end
        elif lead in _small("from") or lead in _small("between"):
            self.since = first
        elif lead == "and" and self.since and not self.until:
            self.until = end
        else:
            self.since, self.until = first, end

    def _date(self, at: int) -> tuple[date, date, int] | None:
        """The day, month or year that begins at a word, and of how many words it is."""
        words = [token.folded.rstrip(".") for token in self.tokens[at : at + 3]]
        if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", words[0]):
            return self._span([int(part) for part in words[0].split("-")], 1)
        months = [month_numbers().get(word, 0) for word in words]
        numbers = [
            int(word) if word.isdecimal() else 0 for word in (re.sub(r"(st|nd|rd|th)$", "", w) for w in words)
        ]
        if len(words) == 3 and _year(numbers[2]) and months[1] and 0 < numbers[0] < 32:
            return self._span([numbers[2], months[1], numbers[0]], 3)
        if len(words) == 3 and _year(numbers[2]) and months[0] and 0 < numbers[1] < 32:
            return self._span([numbers[2], months[0], numbers[1]], 3)
        if len(words) > 1 and months[0] and _year(numbers[1]):
            return self._span([numbers[1], months[0]], 2)
        if _year(numbers[0]) and not self.used[at]:
            return self._span([numbers[0]], 1)
        return None

    def _span(self, parts: Sequence[int], size: int) -> tuple[date, date, int] | None:
        try:
            first, end = period("-".join(f"{part:02}" for part in parts))
        except CaseError:
            return None
        return first, end, size

    # ---- names ----

    def _outlet(self) -> str | None:
        """The outlet named: "according to the Lantern News", "what does the Valley Post say"."""
        for at, size in self._stretches():
            words = " ".join(token.text for token in self.tokens[at : at + size])
            start = at - 1 if self._before(at) == "the" else at
            lead = f"{self._before(start - 1)} {self._before(start)}" if start > 1 else ""
            # One word may be a place or a person too; "according to" leaves no doubt.
            if size == 1 and lead not in _small("outlet"):
                continue
            if (outlet := self.lookup.outlet(words)) is not None:
                self._use(at, size)
                return outlet
        return None

    def _stretches(self) -> Iterable[tuple[int, int]]:
        """Stretches of words with a capital, the longest first from each place."""
        for at, token in enumerate(self.tokens):
            if self.used[at] or not token.text[0].isupper():
                continue
            for size in range(min(LONGEST, len(self.tokens) - at), 0, -1):
                bare = size == 1 and token.folded in _small("nothing")
                if not bare and not any(self.used[at : at + size]):
                    yield at, size

    def _names(self) -> list[tuple[Name, int]]:
        found: list[tuple[Name, int]] = []
        for at, size in self._stretches():
            if any(self.used[at : at + size]):
                continue
            words = " ".join(token.text for token in self.tokens[at : at + size])
            if actors := self.lookup.actors(words):
                found.append((Name(words, tuple(actors), "any"), at))
                self._use(at, size)
        return [*found, *self._other_names()]

    def _other_names(self) -> list[tuple[Name, int]]:
        """Capitals that name no actor: words some text holds, or what the case does not know."""
        found: list[tuple[Name, int]] = []
        at = 0
        while at < len(self.tokens):
            size = self._capitals(at)
            if size:
                words = " ".join(token.text for token in self.tokens[at : at + size])
                if self.lookup.holds(words):
                    found.append((Name(words, (), "any"), at))
                else:
                    self.unknown.append(words)
                self._use(at, size)
            at += max(size, 1)
        return found

    def _capitals(self, at: int) -> int:
        """How many words from here on are one name: capitals, with "and" or "of" between them."""
        size = last = 0
        while at + size < len(self.tokens) and not self.used[at + size]:
            token = self.tokens[at + size]
            if token.capital:
                last = size + 1
            elif not last or token.folded not in _small("joining"):
                break
            size += 1
        return last

    def _with_role(self, name: Name, at: int, verb: tuple[int, bool] | None) -> Name:
        """The name with the part it plays, by the word before it and its place beside the verb."""
        lead = self._lead(at)
        role: Role = "any"
        if lead in _small("at"):
            role = "place"
        elif lead in _small("about"):
            role = "object"
        elif lead in _small("medium"):
            role = "any"
        elif verb is not None:
            where, passive = verb
            subject = (at < where) != passive
            if lead in _small("by"):
                subject = True
            elif lead in _small("to") and at > where:
                subject = False
            role = "subject" if subject else "object"
        return msgspec.structs.replace(name, role=role)

    def _lead(self, at: int) -> str:
        """The preposition before a name, or whatever stands there; articles do not count."""
        leading = frozenset[str]().union(*map(_small, ("by", "to", "at", "about", "medium")))
        while at and self._before(at) in _small("nothing") - leading:
            at -= 1
        return self._before(at)

    # ---- topics and the words left ----

    def _topics(self) -> tuple[tuple[QuestionTopic, ...], tuple[int, bool] | None]:
        """What the words mean that a lexicon knows, the first verb's place, and whether it is passive."""
        found: list[QuestionTopic] = []
        verb: tuple[int, bool] | None = None
        for at in range(len(self.tokens)):
            for size in (3, 2, 1):
                words = self._joined(at, size)
                if words is None or any(self.used[at : at + size]) or words in _small("nothing"):
                    continue
                topics = topics_by_stem().get(" ".join(map(stem, words.split())), ())
                asking = [topic for topic in topics if topic.kinds]
                if not asking:
                    continue
                verb = verb or self._verb(at)
                # "What did X say about a promise": the first verb asks, the rest are words to hold.
                if not found:
                    found.extend(asking[:1])
                    self._use(at, size)
                break
        return tuple(found), verb

    def _verb(self, at: int) -> tuple[int, bool]:
        """Where the verb stands, and whether it is passive; `at` may be its object ("what aid did X send")."""
        near = range(at + 1, min(at + 3, len(self.tokens)))
        helping = [i for i in near if self.tokens[i].folded in _small("having")] if at < 2 else []
        if not helping:
            return at, self._is_passive(at)
        after = range(helping[0] + 1, len(self.tokens))
        place = next(
            (i for i in after if not self.used[i] and self.tokens[i].folded not in _small("nothing")),
            len(self.tokens),
        )
        return place, place < len(self.tokens) and self._is_passive(place)

    def _is_passive(self, at: int) -> bool:
        """True for "was X received", "is X promised": a form of be before, a past form here."""
        being = any(token.folded in _small("being") for token in self.tokens[:at])
        having = any(token.folded in _small("having") for token in self.tokens[:at])
        past = self.tokens[at].folded.endswith(("ed", "en", "told", "met"))
        return past and being and (not having or "been" in {token.folded for token in self.tokens[:at]})

    def _words(self) -> Iterable[str]:
        """What is left and has a meaning; not the class that "which country" asks for."""
        if self.used[:1] == [True] and self.tokens[0].folded in _small("classed") and not any(self.used[1:2]):
            self._use(1, 1)
        near = {i + step for i, used in enumerate(self.used) if used for step in (-1, 1)}
        for at, token in enumerate(self.tokens):
            if self.used[at] or token.folded in _small("nothing") or token.folded in _small("whether"):
                continue
            if token.folded in _small("title") and at in near:
                continue
            yield token.folded


def _year(number: int) -> bool:
    return 1000 <= number < 2200
