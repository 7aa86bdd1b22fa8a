"""What a relative time leans on: the day of publication, the one year a report names, the day told before.

What comes in: a `Parse` and its symbols. What goes out: a `Reading`, which answers "which July?" and the like.

A report whose date is unknown gives no date for "Monday" or "July 3"; there is never a fall-back to today.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from regesta.extract import calendar
from regesta.extract.calendar import FAR, MONTHS, Stretch
from regesta.extract.grammar import verb_of
from regesta.extract.tenses import Tense, head_of, tense_at
from regesta.extract.timewords import Hit, Vocabulary
from regesta.records import Basis, Parse, When

# How far back, in tokens, "the following day" may look for the day it leans on: about two paragraphs.
REACH = 90


class Anchor(NamedTuple):
    """The publication date as exactly as it is known."""

    day: date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None

    @classmethod
    def of(cls, when: When | None) -> Anchor:
        """The anchor a publication date gives: nothing, when it is open on a side."""
        if when is None or when.start is None or when.end is None:
            return cls()
        last = when.end - timedelta(days=1)
        first = when.start
        if first.year < calendar.FIRST_YEAR or last.year > calendar.LAST_YEAR:
            return cls()
        return cls(
            first if first == last else None,
            (first.year, first.month) if first.replace(day=1) == last.replace(day=1) else None,
            first.year if first.year == last.year else None,
        )

    def start(self, code: str) -> date | None:
        """A day from which to count units of `code`, or None when the anchor is not that exact."""
        if self.day:
            return self.day
        if self.month and code in ("M", "Q", "Y", "DE"):
            return date(*self.month, 1)
        return date(self.year, 1, 1) if self.year and code in ("Y", "DE") else None


class Meaning(NamedTuple):
    """What an expression means: TimeML type and value, and the stretch of days if there is one.

    `last` is the token it ends before, when the pattern took too much.
    """

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    stretch: Stretch | None = None
    basis: Basis = "anchored"
    last: int | None = None


def unresolved(value: str | None, kind: str = "DATE") -> Meaning:
    """A time whose days the report does not tell."""
    return Meaning("TIME" if kind == "TIME" else "DATE", value, None, "unknown")


class Reading:
    """One document being read: what stands where, and what relative times lean on."""

    def __init__(self, parse: Parse, words: Vocabulary, symbols: str) -> None:
        self.parse = parse
        self.words = words
        self.symbols = symbols
        self.anchor = Anchor.of(parse.document.published)
        self.only_year: int | None = None
        self.told: tuple[int, Stretch] | None = None
        # the value of the last quarter told: "a year earlier" is the same quarter of another year
        self.quarter: tuple[int, str] | None = None

    def symbol(self, i: int) -> str:
        """The symbol of token `i`, "" for a word that has none."""
        return self.words.names.get(self.symbols[i], "") if 0 <= i < len(self.symbols) else ""

    def find(self, hit: Hit, *symbols: str) -> list[int]:
        """The tokens of the hit that bear one of the symbols."""
        return [i for i in range(hit.first, hit.last) if self.symbol(i) in symbols]

    def word(self, i: int) -> str:
        """Lower-case word `i`, "" beyond the ends."""
        return self.parse.words[i].lower() if 0 <= i < len(self.parse.words) else ""

    def value(self, i: int) -> str:
        """The meaning the lexicon gives to token `i` ("7" for July)."""
        return self.words.values.get(self.word(i), "")

    def number(self, i: int) -> int:
        """The whole number that token `i` writes in digits ("8th" is 8)."""
        digits = "".join(char for char in self.parse.words[i] if char.isdigit())
        return int(digits) if digits else 0

    def tense(self, hit: Hit) -> Tense:
        """Whether the hit's clause looks back or ahead; what something has lasted "since" lies behind."""
        if "since" in (self.word(hit.first - 1), self.word(hit.first - 2)):
            return "past"
        return tense_at(self.parse, head_of(self.parse, hit.first, hit.last), self.words)

    def _was_done(self, hit: Hit) -> bool:
        """True for a time that hangs by its preposition on a plain past tense."""
        parse = self.parse
        link = parse.heads[head_of(parse, hit.first, hit.last)]
        verb = parse.heads[link]
        return parse.pos[link] == "ADP" and parse.tags[verb] == "VBD" and not parse.kids(link, "prep")

    def is_name(self, i: int) -> bool:
        """True for "Today" in "USA Today" and "Sunday" in "Bloody Sunday"."""
        parse = self.parse
        if i == 0 or not parse.words[i][0].isupper() or not parse.words[i - 1][0].isupper():
            return False
        owned = parse.heads[i - 1] == i and parse.deps[i - 1] in ("compound", "nmod", "amod")
        part = parse.heads[i] == i - 1 and parse.deps[i] in ("compound", "nmod", "appos")
        return (owned or part) and parse.tags[i - 1].startswith(("NNP", "JJ")) and not self.symbol(i - 1)

    def is_progressive(self, hit: Hit) -> bool:
        """True under "is visiting"."""
        verb = verb_of(self.parse, hit.first)
        return verb is not None and self.parse.tags[verb] == "VBG"

    def context(self, role: str) -> frozenset[str]:
        """The words of a role in the lexicon of contexts."""
        return self.words.context[role]

    def leaned_on(self, i: int) -> Stretch | None:
        """The last resolved time told shortly before token `i`."""
        if self.told and 0 < i - self.told[0] <= REACH:
            return self.told[1]
        return None

    def year_of_day(self, hit: Hit, month: int, day: int, weekday: int | None) -> tuple[int, Basis] | None:
        """The year of "Aug. 16" by tense and nearness, else the one year the report names."""
        near = self.anchor.day
        if near is None and self.anchor.month:
            near = date(*self.anchor.month, 15)
        if near is None:
            if self.anchor.year:
                return self.anchor.year, "anchored"
            if self.only_year and not _clashes(self.only_year, month, day, weekday):
                return self.only_year, "inferred"
            return None
        found = (calendar.make_day(near.year + step, month, day) for step in (-1, 0, 1))
        options = [option for option in found if option]
        if weekday is not None:
            options = [option for option in options if option.isoweekday() == weekday] or options
        chosen = _nearest(options, near, self.tense(hit))
        return (chosen.year, "anchored") if chosen else None

    def year_of_month(self, hit: Hit, month: int) -> tuple[int, Basis] | None:
        """The year of "in July" by tense and nearness, else the one year the report names."""
        if self.anchor.month is None:
            year = self.anchor.year or self.only_year
            return (year, "anchored" if self.anchor.year else "inferred") if year else None
        year, now = self.anchor.month
        tense = self.tense(hit)
        ahead = (month - now) % MONTHS
        back = (now - month) % MONTHS
        if back == MONTHS - 1 and tense == "past" and self._was_done(hit):
            # "visited Rome in December", told in November: of last year, or nobody can tell
            return None
        # an eleven-month leap against the calendar is the reading nobody means
        look_ahead = (tense == "future" and ahead < MONTHS - 1) or (tense != "future" and back == MONTHS - 1)
        if tense in ("present", "none") and ahead < back:
            look_ahead = True
        if look_ahead:
            return year + (month < now), "anchored"
        return year - (month > now), "anchored"


def _clashes(year: int, month: int, day: int, weekday: int | None) -> bool:
    found = calendar.make_day(year, month, day)
    return found is None or (weekday is not None and found.isoweekday() != weekday)


def _nearest(options: list[date], near: date, tense: Tense) -> date | None:
    if not options:
        return None
    closest = min(options, key=lambda option: abs((option - near).days))
    slack = timedelta(days=1)
    if tense == "past":
        before = [option for option in options if option <= near + slack]
        return before[-1] if before and (near - before[-1]).days < FAR else closest
    if tense == "future":
        after = [option for option in options if option >= near - slack]
        return after[0] if after and (after[0] - near).days < FAR else closest
    return closest
