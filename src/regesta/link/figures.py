"""The same figure twice: numbers of several reports that count one thing.

What comes in: figures and the joined actors. What goes out: groups of figures that count the same
thing in the same unit, equal or not; those that differ are for `discrepancies.py`.

"Died in the flood" in two reports is one count only if the reports speak of one time and one matter:
the counted words and the sentences around the numbers must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from regesta.link.blocks import EVER, Crowd, Edge, Window, groups, join, pairs
from regesta.link.reports import Reports
from regesta.link.times import gap, window
from regesta.link.words import SHORT, fold, mass, stem, term, terms, tokens
from regesta.records import Figure, When

CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+")  # not the first word of a sentence
COUNTED = 0.6  # share of the shorter description of what is counted
AROUND = 0.3  # share of the shorter sentence, numbers left out
BESIDE = 0.5  # the same without what is counted, for values that differ
# Units of what happens again and again: without a date, only a name in both ties two counts together.
PASSING = ("", "person", "percent")
LEAST = 2.0
# Days between two reports of one count when not both date it: an equal value is repeated for long, while
# another value a week later is likelier the next count ("lost 800 men in a day").
NEAR_PRINT, NEXT_COUNT = 45, 7


class Count(msgspec.Struct, frozen=True):
    """A figure as it is compared."""

    id: str
    document: str
    unit: str
    counted: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    value: float | None
    when: When | None
    printed: date | None
    counted_mass: float
    around_mass: float


class Counted(msgspec.Struct, frozen=True):
    """The outcome: a group for each figure, and the figures as compared."""

    groups: dict[str, str]
    counts: dict[str, Count]


def link_figures(reports: Reports, crowds: list[Crowd] | None = None) -> Counted:
    """Group the figures of a case by what they count."""
    counts = {count.id: count for count in _counts(reports)}
    edges: list[Edge] = []
    keys = {i: key(c) for i, c in counts.items()}
    spans = {i: _window(c) for i, c in counts.items()}
    for left, right in pairs(keys, lambda i: str(counts[i].printed), window=spans.__getitem__, crowds=crowds):
        if one_count(counts[left], counts[right]):
            # Equal values first: of two sums in each report, the like ones belong together.
            same = counts[left].value == counts[right].value
            edges.append((2.0 if same else 1.0, left, right))
    home = join(counts, edges, lambda a, b: _apart(counts[a], counts[b]))
    return Counted(home, counts)


def _counts(reports: Reports) -> Iterable[Count]:
    for figure in reports.all(Figure):
        if figure.value is None or not figure.counted:
            continue
        counted = frozenset(w for w in terms(figure.counted) if not w[0].isdigit())
        words = reports.words(figure.evidence[-1:])
        around = frozenset(w for w in terms(words) if not w[0].isdigit())
        yield Count(
            id=figure.id,
            document=figure.document,
            unit=" ".join(stem(word) for word in tokens(figure.unit or "")),
            counted=counted,
            around=around,
            names=_names(figure, reports),
            value=figure.value,
            when=figure.as_of,
            printed=reports.printed(figure.document),
            counted_mass=mass(counted),
            around_mass=mass(around),
        )


def _names(figure: Figure, reports: Reports) -> frozenset[str]:
    """Capitalised words of a figure's sentence that name neither a country nor an actor."""
    spans = figure.evidence[-1:]
    actors = {w for m in reports.mentions_in(figure.document, spans) for w in tokens(m.text)}
    words = {fold(word) for word in CAPITAL.findall(reports.words(spans))} - actors
    return frozenset(word for word in words if not term(word).startswith("="))


def key(count: Count) -> frozenset[str]:
    """Blocks: the unit with two words of what is counted, or one and a word from around it."""
    words = sorted(count.counted)
    both = {(a, b) for i, a in enumerate(words) for b in words[i + 1 :]}
    beside = {(w, o) for w in words for o in count.around - count.counted if len(o) > SHORT}
    return frozenset(f"{count.unit}|{a}|{b}" for a, b in both | beside)


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
    if left.unit != right.unit or left.counted.isdisjoint(right.counted):
        return False
    # The words around must tie the counts to one matter, and more so where the values differ.
    what = left.counted & right.counted
    if mass(what) < COUNTED * min(left.counted_mass, right.counted_mass) or not _one_time(left, right):
        return False
    both = left.around & right.around
    beside = mass(both - what)
    if left.value == right.value:
        least = min(left.around_mass, right.around_mass)
        return beside + 1.0 >= LEAST and mass(both) >= AROUND * least
    if not _timed(left, right) and left.unit in PASSING and not left.names & right.names:
        return False
    least = min(mass(left.around - what), mass(right.around - what))
    share = AROUND if left.unit not in PASSING and mass(what) >= LEAST else BESIDE
    return beside >= LEAST and beside >= share * least


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


def same_figures(counted: Counted) -> Iterable[tuple[Count, ...]]:
    """Groups with figures of two reports or more."""
    for members in groups(counted.groups).values():
        found = tuple(counted.counts[member] for member in members)
        if len({count.document for count in found}) > 1:
            yield found
