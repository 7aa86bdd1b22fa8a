"""The same figure twice: numbers of several reports that count one thing.

What comes in: figures. What goes out: groups of figures that count the same thing in the same unit, equal
or not; those that differ are for `discrepancies.py`.

"Died in the flood" in two reports is one count only if the reports speak of one time and one matter:
the counted words and the sentences around the numbers must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from regesta.link.blocks import EVER, Window, join
from regesta.link.graph import Region
from regesta.link.ledger import Place
from regesta.link.reports import Reports
from regesta.link.times import gap, one_day, window
from regesta.link.words import SHORT, calendar_words, fold, mass, stem, term, terms, tokens, weekdays
from regesta.records import Figure, When

CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+")  # not the first word of a sentence
# "14 soldiers were killed", "21 soldiers died": one count.
KILL, DEATH = "kill", frozenset(map(stem, ("die", "died", "dead", "death")))
COUNTED = 0.6  # share of the shorter description of what is counted
AROUND = 0.3  # share of the shorter sentence, numbers left out
SAME_MATTER = 0.25  # the same where both sentences bear one name and one day
BESIDE = 0.5  # the same without what is counted, for values that differ
# Units of what happens again and again: without a date, only a name in both ties two counts together.
PASSING = ("", "person", "percent")
LEAST = 2.0
# Days between two reports of one count when not both date it: an equal value is repeated for long, while
# another value a week later is likelier the next count ("lost 800 men in a day").
NEAR_PRINT, NEXT_COUNT = 45, 7


class Count(msgspec.Struct, frozen=True):
    """A figure as it is compared."""

    figure: Figure
    text: str
    unit: str
    counted: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    proper: frozenset[str]
    days: frozenset[int]
    order: tuple[date, str]
    outlet: str
    printed: date | None
    counted_mass: float
    around_mass: float

    @property
    def id(self) -> str:
        """The id of the figure."""
        return self.figure.id

    @property
    def document(self) -> str:
        """The report it stands in."""
        return self.figure.document

    @property
    def value(self) -> float | None:
        """The number."""
        return self.figure.value

    @property
    def when(self) -> When | None:
        """What it was as of."""
        return self.figure.as_of


class CountLinker:
    """How figures are found and compared."""

    name = "figures"
    item = Count
    purged = True
    leaders = 0

    def keys(self, item: Count) -> Iterable[str]:
        """Blocks: the unit with two words of what is counted, or one and a word from around it."""
        words = sorted(item.counted)
        both = {(a, b) for i, a in enumerate(words) for b in words[i + 1 :]}
        beside = {(w, o) for w in words for o in item.around - item.counted if len(o) > SHORT}
        return {f"{item.unit}|{a}|{b}" for a, b in both | beside}

    def halves(self, item: Count) -> Iterable[tuple[str, bool]]:
        """Figures are compared as equals."""
        return ()

    def place(self, ident: str, item: Count) -> Place:
        """The days about which it may be told again."""
        return Place(ident, *_window(item), f"{item.printed}|{ident}")

    def score(self, left: Count, right: Count) -> float | None:
        """Equal values first: of two sums in each report, the like ones belong together."""
        if not one_count(left, right):
            return None
        return 2.0 if left.value == right.value else 1.0


def counted(region: Region[Count]) -> dict[str, str]:
    """Figure -> the group of those that count the same, named by one of them."""
    items = region.items
    return join(items, region.edges, lambda a, b: _apart(items[a], items[b]))


def counts(reports: Reports) -> Iterable[Count]:
    """The figures of reports, as they are compared."""
    for figure in reports.all(Figure):
        if figure.value is None or not figure.counted:
            continue
        plain = (w for w in terms(figure.counted) if not w[0].isdigit())
        what = frozenset(KILL if word in DEATH else word for word in plain)
        spans = figure.evidence[-1:]
        words = reports.words(spans)
        proper = _proper(words)
        actors = {w for m in reports.mentions_in(figure.document, spans) for w in tokens(m.text)}
        around = frozenset(w for w in terms(words) if not w[0].isdigit())
        yield Count(
            figure=figure,
            text=" ".join(reports.words(figure.evidence[:1]).split()),
            unit=" ".join(stem(word) for word in tokens(figure.unit or "")),
            counted=what,
            around=around,
            names=proper - actors,  # those of no actor
            proper=proper,
            days=_days(words, reports.printed(figure.document)),
            order=reports.order(figure.document),
            outlet=reports.outlet(figure.document),
            printed=reports.printed(figure.document),
            counted_mass=mass(what),
            around_mass=mass(around),
        )


def _proper(words: str) -> frozenset[str]:
    """The capitalised words of a sentence that are names, of no country, day or month."""
    found = {fold(word) for word in CAPITAL.findall(words)} - calendar_words()
    return frozenset(word for word in found if not term(word).startswith("="))


def _days(words: str, printed: date | None) -> frozenset[int]:
    """The days that a sentence names by their weekday: the last before print."""
    if printed is None:
        return frozenset()
    table = weekdays()
    named = [table[word] for word in tokens(words) if word in table]
    return frozenset(printed.toordinal() - (printed.weekday() - number) % 7 for number in named)


def _window(count: Count) -> Window:
    """The days in which a count may be told again: around its print, or about what its own time says."""
    if count.printed is None:
        return EVER
    day = count.printed.toordinal()
    near = (day - NEAR_PRINT // 2 - 1, day + NEAR_PRINT // 2 + 1)
    if count.when is None or not count.when.known:
        return near
    # Counts of one time belong together however far apart they are printed.
    first, last = window(count.when)
    return min(first, near[0]), max(last, near[1])


def one_count(left: Count, right: Count) -> bool:
    """True when two figures count one thing at one time."""
    what = left.counted & right.counted
    if left.unit != right.unit or not what:
        return False
    if mass(what) < COUNTED * min(left.counted_mass, right.counted_mass) and not _one_thing(left, right):
        return False
    # The words around must tie the counts to one matter, and more so where the values differ.
    both = left.around & right.around
    beside = mass(both - what)
    if left.value == right.value:
        least = min(left.around_mass, right.around_mass)
        alike = beside + 1.0 >= LEAST and mass(both) >= AROUND * least
        return alike and _one_time(left, right)
    if beside < LEAST or _another_week(left, right) or not _one_time(left, right):
        return False
    if (
        left.unit in PASSING
        and not left.names & right.names
        and not _one_matter(left, right)
        and ((left.names and right.names) or not _timed(left, right))
    ):
        return False
    least = min(mass(left.around - what), mass(right.around - what))
    firm = left.unit not in PASSING and (mass(what) >= LEAST or _one_thing(left, right))
    named = mass(what) >= LEAST and _one_matter(left, right)
    share = SAME_MATTER if named else AROUND if firm else BESIDE
    return beside >= share * least


def _another_week(left: Count, right: Count) -> bool:
    """True where both sentences name a weekday, and it is not of one week."""
    weekdays = [{day % 7 for day in count.days} for count in (left, right)]
    return bool(weekdays[0] & weekdays[1]) and not left.days & right.days


def _one_matter(left: Count, right: Count) -> bool:
    """True for sentences that name one weekday of one week, and somebody or some place in both."""
    return bool(left.days & right.days and left.proper & right.proper)


def _one_thing(left: Count, right: Count) -> bool:
    """True for one unit of one day, of which each sentence says what the other counts: "boats seized on Tuesday"."""
    if left.unit in PASSING or not (one_day(left.when) and one_day(right.when)) or gap(left.when, right.when):
        return False
    if left.unit not in left.counted & right.counted:
        return False
    return left.counted <= right.around or right.counted <= left.around


def _timed(left: Count, right: Count) -> bool:
    """True when dates, of the counts or of print, put two figures into one time."""
    return gap(left.when, right.when) == 0 or bool(left.printed and right.printed)


def _apart(left: Count, right: Count) -> bool:
    """True when two figures cannot count one thing: other times, or two values in one report."""
    two = left.document == right.document and left.value != right.value
    return two or not _one_time(left, right)


def _one_time(left: Count, right: Count) -> bool:
    apart = gap(left.when, right.when)
    if apart is not None or left.printed is None or right.printed is None:
        return not apart
    least = NEAR_PRINT if left.value == right.value else NEXT_COUNT
    return abs((left.printed - right.printed).days) <= least
