"""`make bench-link`: what linking costs as a case grows, and how right it is, on a corpus with known truth.

Makes reports of an invented world (always the same ones), with the records an extractor would have drawn
from them, links 1,000 and 10,000 of them, in a case file and in memory, and prints CPU seconds per document,
their ratio (the bar is 1.5), what one report more costs, and pairwise precision and recall of actors and
events against the truth the reports were made from.

The world: ten reports a day; persons who act all the time and others who appear for some weeks; an event
is told by one to six reports, later ones look back on it; leaders telephone twice within a week; kin
share a surname, reports spell names in two ways, leave first names out, or leave the date out.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from newsroom import Newsroom, Report
from regesta.lexicons import load
from regesta.lexicons.entries import EventFamily, State, Theme, Wording
from regesta.link import link
from regesta.pipeline import relink
from regesta.records import Extracted, Extraction, Linkage
from regesta.store import Case
from regesta.store.rows import rows_of

SIZES = (1_000, 10_000)
BAR = 1.5
MORE = 10  # reports added one by one to a linked case
A_DAY = 10  # reports
FIRST = date(2009, 3, 2)
COUNTRIES = 60
LEADERS = 90  # persons who act all the time
SEASONAL = 4  # days after which one more person comes into the news
STAY = 120  # days such a person stays there
WORDS = 9_000  # made-up words beside those of the lexicons
DATED = 0.7  # share of reports that say which day it was
BACKGROUND = 170  # words of a report about other things
ONSETS = ("br", "d", "f", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
CODAS = ["", "", "l", "m", "n", "r", "s", "t", "nd", "rk"]
MEETINGS = {"met": True, "phoned": False, "held talks with": True, "visited": True}
BLOWS = ("attacked", "shelled", "arrested the envoy of", "imposed sanctions on")


class Person:
    """One invented person; `spellings` are the ways reports write the name."""

    def __init__(self, number: int, name: str, country: State, office: str, since: int) -> None:
        self.number, self.name, self.country, self.office, self.since = number, name, country, office, since
        first, last = name.split()
        self.spellings = (name, f"{first} {last.replace('ei', 'ey')}")


class Affair:
    """One invented event: who, whom, which day and where, and the words said at it."""

    def __init__(self, number: int, world: World, day: int) -> None:
        chance = world.chance
        self.number, self.day = number, day
        self.left, self.right = world.pair(day)
        self.verb = chance.choice(sorted(MEETINGS))
        self.place = chance.choice(world.towns) if MEETINGS[self.verb] else None
        self.blow = chance.choice(BLOWS) if chance.random() < 0.5 else None
        self.target = chance.choice([s for s in world.states if s is not self.left.country])
        self.saying = world.phrase(14)
        self.promise = world.phrase(8)
        self.count = chance.randrange(11, 9_000)
        self.counted = f"{world.phrase(1)} {world.phrase(1)} families"
        self.subject = world.phrase(5)


class World:
    """The invented world: words, towns, persons, and the events of each day."""

    def __init__(self, days: int) -> None:
        self.chance = random.Random(1848)
        known = [form for kind in (Wording, Theme) for entry in load(kind) for form in entry.forms]
        taken = {word for entry in load(EventFamily) for form in entry.forms for word in form.split()}
        made = [self._word(self.chance.randint(2, 3)) for _ in range(WORDS)]
        self.words = sorted({w for w in (*known, *made) if w.isalpha() and w.islower() and w not in taken})
        self.chance.shuffle(self.words)
        # News uses its words as Zipf has it: a few often, most rarely.
        self.weights = [1.0 / (rank + 20) for rank in range(len(self.words))]
        self.states = sorted(load(State), key=lambda s: s.name)[::3][:COUNTRIES]
        self.towns = sorted({self._word(3).capitalize() for _ in range(150)})
        self.persons: list[Person] = []
        for number in range(LEADERS):
            self.persons.append(self._person(number, 0))
        for day in range(0, days, SEASONAL):
            self.persons.append(self._person(len(self.persons), day))
        self.affairs: list[Affair] = []

    def _word(self, syllables: int) -> str:
        pick = self.chance.choice
        return "".join(pick(ONSETS) + pick(VOWELS) for _ in range(syllables)) + pick(CODAS)

    def _person(self, number: int, since: int) -> Person:
        country = self.states[number % len(self.states)]
        last = self._word(2).capitalize()
        if number % 9 == 8:
            # Kin in one country: the surname of somebody in the news already.
            country, last = self.persons[number // 2].country, self.persons[number // 2].name.split()[1]
        office = self.chance.choice(["president", "foreign minister", "envoy", "general", "governor"])
        return Person(number, f"{self._word(2).capitalize()} {last}", country, office, since)

    def phrase(self, words: int) -> str:
        """So many words of this world."""
        return " ".join(self.chance.choices(self.words, self.weights, k=words))

    def pair(self, day: int) -> tuple[Person, Person]:
        """Two persons in the news on a day, of two countries."""
        new = [p for p in self.persons[LEADERS:] if day - STAY <= p.since <= day]
        one = self.chance.choice(self.persons[:LEADERS])
        rest = new if new and self.chance.random() < 0.5 else self.persons[:LEADERS]
        others = [p for p in rest if p.country is not one.country]
        return (one, self.chance.choice(others)) if others else self.pair(day)

    def of_day(self, day: int) -> list[Affair]:
        """The events of a day; now and then the same two speak again within the week."""
        fresh = [Affair(len(self.affairs) + i, self, day) for i in range(max(2, A_DAY // 3))]
        if self.affairs and self.chance.random() < 0.3:
            before = self.chance.choice(self.affairs[-10:])
            if before.day < day:
                fresh[0].left, fresh[0].right, fresh[0].verb = before.left, before.right, "phoned"
                fresh[0].place = None
        self.affairs += fresh
        return fresh


class Corpus:
    """Reports of the invented world with their records, and which record is of which actor and event."""

    def __init__(self, reports: int) -> None:
        self.room = Newsroom()
        self.actors: dict[str, object] = {}
        self.events: dict[str, object] = {}
        self.world = World(reports // A_DAY + 1)
        for day in range(reports // A_DAY):
            fresh = self.world.of_day(day)
            for _ in range(A_DAY):
                self._report(day, self.world.chance.choice(fresh))

    def _report(self, day: int, affair: Affair) -> None:
        chance, world = self.world.chance, self.world
        older = chance.choice(world.affairs[-400:]) if chance.random() < 0.5 else None
        if older is not None and (
            older.day >= day or {older.left, older.right} & {affair.left, affair.right}
        ):
            older = None
        one, other = self._called(affair.left), self._called(affair.right)
        lines = [
            f"{one} {affair.verb} {other}" + (f" in {affair.place}." if affair.place else "."),
            f"{one}, {affair.left.office}: “{self._cut(affair.saying)}”.",
            f"He will {self._cut(affair.promise)} for {other}.",
            f"{affair.left.country.name} {affair.blow or 'and'} {affair.target.name} over {affair.subject}.",
            f"{affair.count} {affair.counted} fled when {affair.subject}.",
            *(world.phrase(BACKGROUND // 5) + "." for _ in range(5)),
        ]
        if older is not None:
            place = f" in {older.place}." if older.place else "."
            lines.append(f"{older.left.name} {older.verb} {older.right.name}{place}")
        report = self.room.report(
            "\n".join(lines),
            published=str(FIRST + timedelta(day + 1)),
            outlet=f"Paper {chance.randrange(40)}",
        )
        when = str(FIRST + timedelta(affair.day)) if chance.random() < DATED else None
        left, right = self._person(report, affair.left, one), self._person(report, affair.right, other)
        self._met(report, affair, lines[0], (left, right, when))
        report.says(left, lines[1].split("“")[1].split("”")[0])
        report.promise(left, lines[2][8:].split(" for ")[0], to=[right], when=when)
        self._between(report, affair, lines[3], when)
        report.figure(str(affair.count), float(affair.count), "person", affair.counted)
        if older is not None:
            pair = [self._person(report, p, p.name) for p in (older.left, older.right)]
            back = str(FIRST + timedelta(older.day))
            self._met(report, older, lines[-1], (*pair, back if chance.random() < 0.8 else back[:7]))

    def _between(self, report: Report, affair: Affair, line: str, when: str | None) -> None:
        """What one state does to the other, or how they stand."""
        states = [self._state(report, state) for state in (affair.left.country, affair.target)]
        if affair.blow is None:
            value = "granted" if affair.number % 2 else "withheld"
            report.status(line, *states, "recognition", value, as_of=when)
            return
        found = report.event(affair.blow, "ASSAULT", states[:1], states[1:], when=when, within=line)
        self.events[found] = ("blow", affair.number)

    def _met(self, report: Report, affair: Affair, line: str, told: tuple[str, str, str | None]) -> None:
        """The meeting of an affair, as a line of a report tells it."""
        left, right, when = told
        found = report.event(
            affair.verb, "CONSULT", [left], [right], when=when, place=affair.place, within=line
        )
        self.events[found] = ("meeting", affair.number)

    def _cut(self, words: str) -> str:
        """A saying as one report has it: whole, or without its first or last words."""
        kept = words.split()
        cut = self.world.chance.choice([(0, None), (0, None), (2, None), (0, -2)])
        return " ".join(kept[cut[0] : cut[1]])

    def _called(self, person: Person) -> str:
        """A person's name as one report has it: mostly full, at times spelt otherwise or shortened."""
        roll = self.world.chance.random()
        return person.name.split()[1] if roll < 0.04 else person.spellings[roll < 0.1]

    def _person(self, report: Report, person: Person, name: str) -> str:
        role = person.office if self.world.chance.random() < 0.5 else None
        ident = report.person(name, person.country.iso3, role)
        self.actors[ident] = person.number
        return ident

    def _state(self, report: Report, state: State) -> str:
        ident = report.state(state.name, state.iso3)
        self.actors[ident] = state.iso3
        return ident


def pairwise(truth: Mapping[str, object], found: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of records that are put together, or belong together."""

    def count(clusters: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(clusters).values())

    both = count((truth[ident], found[ident]) for ident in truth)
    return both / max(count(found[i] for i in truth), 1), both / max(count(truth.values()), 1)


def measured(corpus: Corpus) -> tuple[float, Linkage]:
    """CPU seconds of linking in memory, and its outcome."""
    began = time.process_time()
    linkage = link(corpus.room.documents, corpus.room.records)
    return time.process_time() - began, linkage


class Filed(NamedTuple):
    """CPU seconds of linking a case file as a whole, and of one report more; its size on the disk in bytes."""

    whole: float
    more: float
    size: int


def filed(corpus: Corpus, path: Path) -> Filed:
    """What a case of these reports costs to link, and one report more (the middle of `MORE`)."""
    own: dict[str, list[Extracted]] = defaultdict(list)
    for record in corpus.room.records:
        own[record.document or ""].append(record)
    pages = [Extraction(document=doc, records=tuple(own[doc.id])) for doc in corpus.room.documents]
    # In any order: a case is not filled as news came.
    random.Random(1).shuffle(pages)
    with Case(path, create=True) as case:
        for first in range(0, len(pages) - MORE, 50):
            some = pages[first : min(first + 50, len(pages) - MORE)]
            case.file([rows_of(page) for page in some], added="2026-01-02")
        whole = _seconds(case)
        more = []
        for page in pages[-MORE:]:
            case.file([rows_of(page)], added="2026-01-02")
            more.append(_seconds(case))
    return Filed(whole, sorted(more)[MORE // 2], path.stat().st_size)


def _seconds(case: Case) -> float:
    began = time.process_time()
    relink(case)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    sizes = parser.parse_args().sizes
    costs = []
    link((), ())
    measured(Corpus(50))
    # The smallest again at the end: the machine may be busier by then than at the start.
    for size in [*sizes, sizes[0]]:
        corpus = Corpus(size + MORE)
        with tempfile.TemporaryDirectory() as folder:
            found = filed(corpus, Path(folder) / "bench.case")
        costs.append(found.whole / size)
        seconds, linkage = measured(corpus)
        actors, events = pairwise(corpus.actors, linkage.actor_of), pairwise(corpus.events, linkage.event_of)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:>6,} documents {len(corpus.room.records):>9,} records: in a case file {1000 * costs[-1]:.2f} ms "
            f"CPU a document, one report more {found.more:.3f} s, {found.size / 1e6:.0f} MB; in memory "
            f"{1000 * seconds / (size + MORE):.2f} ms a document; pairs of actors: precision {actors[0]:.4f} recall "
            f"{actors[1]:.4f}; of events: precision {events[0]:.4f} recall {events[1]:.4f}; "
            f"peak of this process, corpus included: {peak} MB",
            flush=True,
        )
    ratio = costs[-2] / ((costs[0] + costs[-1]) / 2)
    print(f"ratio of the largest to the smallest, per document: {ratio:.2f} (bar: {BAR})")


if __name__ == "__main__":
    main()
