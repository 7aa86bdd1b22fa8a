"""Events and sayings in time -> the timeline: cooperation above the line, conflict below, in lanes.

What comes in: `Moment` and `Saying` rows of a case, the names of actors, the addresses of records.
What goes out: a `Chart`.

    timeline(case.moments(), case.sayings(), Setting(name=case.name, link=address, by="actor"))

A day is a mark, a month or a year a bar as long as it was, an open end fades. What is planned, possible,
claimed or denied is hollow, dashed or crossed: never drawn as done. An event without a date stands on the
day of its first report, with a mark of its own. Height is the intensity of PLOVER 0.8 (10 to -10).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from regesta.records import When
from regesta.show.charts.bins import binned
from regesta.show.charts.chart import (
    COLOURS,
    Cell,
    Chart,
    Key,
    Link,
    counted,
    fading,
    number_cell,
    score_of,
    short,
    side_of,
    template,
    time_cell,
    type_words,
    wide,
)
from regesta.store.moments import Moment, Saying
from regesta.text import day_words

__all__ = ["MARKS", "Lane", "Setting", "timeline", "windows"]

Lanes = Literal["all", "actor", "dyad"]
# More marks than this are neither told apart by a reader nor quick to draw: bars of counts from there on.
MARKS = 800
LANES = 7
ROWS = 300
# Heights in the units of the intensity: a lane holds 10 up, 10 down and the room between lanes.
LANE, TOP = 27.0, 13.0
ALONE, EACH = 300, 94  # pixels
# Up to this share of days at each end may be left out of the first view, when that makes it this much
# shorter; a case of 2025 that mentions 1919 once would else be one thick line. The notes say so.
FEW, FAR, LONG = 0.06, 0.75, 730
LEAST = 1.3
TAIL = 0.07  # of the stretch shown, for an end that is open
DONE = frozenset({"actual", "ongoing"})
UNTIMED = 70
LEFT = "M0.5,-0.6L-0.5,0L0.5,0.6Z"
CROSS = "M-0.6,-0.6L0.6,0.6M-0.6,0.6L0.6,-0.6"
# The modality that speaks for an event told in several ways, and how it is told.
TOLD = {
    "actual": "happened",
    "ongoing": "under way",
    "claimed": "claimed, by one side",
    "planned": "planned",
    "conditional": "on a condition",
    "possible": "possible",
    "negated": "denied: did not happen",
}
KEYS = (
    Key("cooperation", "cooperation"),
    Key("conflict", "conflict"),
    Key("bar", "known to the month or year"),
    Key("hollow", "claimed"),
    Key("dashed", "planned or possible"),
    Key("crossed", "denied"),
    Key("untimed", "undated: day of its first report"),
    Key("saying", "statements"),
)


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """How a timeline is set: names, addresses, lanes, and the stretch of time asked for (both included)."""

    name: Callable[[str], str]
    link: Link
    by: Lanes = "all"
    since: date | None = None
    until: date | None = None


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One lane: whose it is (actors, none for the rest), and the height of its line."""

    actors: tuple[str, ...]
    name: str
    line: float


def timeline(moments: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> Chart:
    """The timeline of these events and sayings."""
    span = _span(moments, sayings, setting)
    shown = [moment for moment in moments if span and _falls(moment, span)]
    if span is None or not (shown or sayings):
        return Chart(name="timeline", title="Timeline", summary=_nothing(moments))
    lanes = _lanes(shown, sayings, setting)
    if len(shown) > MARKS:
        return binned(shown, lanes, span, lane_of=lambda moment: _lane_of(moment, lanes, setting.by))
    board = _Board(setting, lanes, span)
    for moment in shown:
        board.put(moment)
    for saying in sayings:
        board.say(saying)
    summary = _summary(shown, sayings, moments)
    return Chart(
        name="timeline",
        title="Timeline",
        summary=summary,
        spec=board.spec(summary),
        columns=("When", "What", "Kind", "Who", "Told as", "Reports #"),
        rows=tuple(_row(moment, setting) for moment in shown[:ROWS]),
        keys=KEYS,
        notes=_notes(moments, shown),
        span=span,
    )


def windows(first: date, last: date) -> dict[str, tuple[date, date]]:
    """Stretches of time beside this one, for links: 'earlier', 'later', 'closer', 'wider'."""
    days = max((last - first).days, 1)
    half, quarter = timedelta(days // 2), timedelta(max(days // 4, 1) if days > 3 else 0)

    def moved(low: timedelta, high: timedelta) -> tuple[date, date]:
        limits = date(1, 1, 2), date(9998, 12, 30)
        one = limits[0] + max(first - limits[0] + low, timedelta(0))
        other = limits[1] - max(limits[1] - last - high, timedelta(0))
        return min(one, other), max(one, other)

    return {
        "earlier": moved(-half, -half),
        "later": moved(half, half),
        "closer": moved(quarter, -quarter),
        "wider": moved(-half, half),
    }


# ---- what is shown, and where ----


def _falls(moment: Moment, span: tuple[date, date]) -> bool:
    first, last = moment.start, moment.end
    if first is None and last is None:
        return moment.told is not None and span[0] <= moment.told <= span[1]
    return (last is None or last > span[0]) and (first is None or first <= span[1])


def _span(moments: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> tuple[date, date] | None:
    """The stretch of time to show: the one asked for, else all that is dated."""
    ends = [(one.start, one.end) for one in moments] + [(one.start, one.end) for one in sayings]
    days = [day for pair in ends for day in pair if day]
    days += [one.told for one in moments if one.told and not (one.start or one.end)]
    low, high = _dense(sorted(days)) if days else (setting.until, setting.since)
    first, last = setting.since or low, setting.until or high
    if first is None or last is None:
        return None
    return wide(min(first, last), max(first, last))


def _dense(days: list[date]) -> tuple[date, date]:
    """The stretch that holds the days; without the few far ones, where these alone would make it long."""
    few = int(len(days) * FEW)
    low, high = days[0], days[-1]
    near, far = days[few], days[-1 - few]
    if (high - low).days > LONG and (far - near).days < (high - low).days * FAR:
        return near, far
    return low, high


def _lanes(shown: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> tuple[Lane, ...]:
    """The lanes: the busiest actors or pairs, then everyone else."""
    count: Counter[tuple[str, ...]] = Counter()
    for moment in shown:
        count.update(_sides(moment, setting.by))
    if setting.by == "actor":
        count.update((saying.speaker,) for saying in sayings if saying.speaker)
    best = sorted(count, key=lambda actors: (-count[actors], actors))[:LANES]
    if setting.by == "all" or not best:
        return (Lane(actors=(), name="", line=0.0),)
    lanes = [
        Lane(actors=actors, name=" ↔ ".join(map(setting.name, actors)), line=-LANE * number)
        for number, actors in enumerate(best)
    ]
    return (*lanes, Lane(actors=(), name="everyone else", line=-LANE * len(best)))


def _sides(moment: Moment, by: Lanes) -> list[tuple[str, ...]]:
    """The lanes an event belongs to: those of who acts, or of who acts towards whom, either way."""
    if by == "actor":
        return [(actor,) for actor in moment.actors]
    if by == "dyad":
        pairs = {
            tuple(sorted((one, other)))
            for one in moment.actors
            for other in moment.recipients
            if one != other
        }
        return sorted(pairs)
    return []


def _lane_of(moment: Moment, lanes: tuple[Lane, ...], by: Lanes) -> Lane:
    """The first lane that an event belongs to."""
    sides = _sides(moment, by)
    return next((lane for lane in lanes if lane.actors in sides), lanes[-1])


def told_as(moment: Moment) -> str:
    """The modality that speaks for an event: what any report tells as done is done."""
    return next((one for one in TOLD if one in moment.modalities), "actual")


class _Board:
    """The marks of a timeline, as they are put down."""

    def __init__(self, setting: Setting, lanes: tuple[Lane, ...], span: tuple[date, date]) -> None:
        self.setting, self.lanes, self.span = setting, lanes, span
        self.points: list[dict[str, Any]] = []
        self.bars: list[dict[str, Any]] = []
        self.tails: list[dict[str, Any]] = []
        self._taken: Counter[tuple[Any, ...]] = Counter()
        self._tail = timedelta(max(round((span[1] - span[0]).days * TAIL), 1))

    def put(self, moment: Moment) -> None:
        """One event."""
        lane = _lane_of(moment, self.lanes, self.setting.by)
        side, told = side_of(moment.type), told_as(moment)
        score = score_of(moment.type, moment.modes)
        # What the codebook scores 0 is still drawn on its own side of the line.
        score = (
            min(score, -LEAST) if side == "conflict" else max(score, LEAST) if side == "cooperation" else 0
        )
        height = lane.line + score + self._nudge(lane, moment, score)
        mark = self._tips(moment) | {"y": round(height, 2), "side": side, "colour": COLOURS[side]}
        done = told in DONE
        if moment.start is None and moment.end is None:
            self._untimed(mark, moment, done=done)
        elif moment.start and moment.end and (moment.end - moment.start).days > 1:
            self.bars.append(mark | {"from": f"{moment.start}", "to": f"{moment.end}", "done": done})
        else:
            self._timed(mark, moment, told)

    def _timed(self, mark: dict[str, Any], moment: Moment, told: str) -> None:
        """A day, or the known end of a time that is open on the other side."""
        day = moment.start or (moment.end or date.max) - timedelta(1)
        done = told in DONE
        shape = CROSS if told == "negated" else "circle"
        self.points.append(
            mark
            | {
                "from": f"{day}",
                "shape": shape,
                "fill": mark["colour"] if done else "var(--chart-paper)",
                "size": _size(moment.reports),
                "dashed": told in ("planned", "possible", "conditional"),
            }
        )
        if moment.start is None or moment.end is None:
            self._fade(mark, day, later=moment.end is None, strength=0.55 if done else 0.2)

    def _untimed(self, mark: dict[str, Any], moment: Moment, *, done: bool) -> None:
        """An event without a date, on the day of its first report: done by then, if it is done."""
        assert moment.told is not None
        colour = mark["colour"] if done else "var(--chart-paper)"
        self.points.append(mark | {"from": f"{moment.told}", "shape": LEFT, "fill": colour, "size": UNTIMED})

    def _fade(self, mark: dict[str, Any], day: date, *, later: bool, strength: float) -> None:
        first, last = (day, day + self._tail) if later else (day - self._tail, day)
        low, high = mark["y"] - 0.4, mark["y"] + 0.4
        fades = "later" if later else "earlier"
        self.tails.append(
            mark
            | {"from": f"{first}", "to": f"{last}", "low": low, "high": high, "fades": fades}
            | {"strength": strength}
        )

    def say(self, saying: Saying) -> None:
        """The statements of one speaker on one day."""
        lane = next((one for one in self.lanes if one.actors == (saying.speaker,)), self.lanes[-1])
        day = saying.start or (saying.end or date.max) - timedelta(1)
        if not self.span[0] <= day <= self.span[1] or self.setting.by == "dyad":
            return
        speaker = self.setting.name(saying.speaker) if saying.speaker else "Somebody unnamed"
        when = When(start=saying.start, end=saying.end, precision="interval")
        mark = {
            "y": lane.line,
            "title": f"{speaker}: {counted(saying.number, 'statement')}",
            "when": day_words(when),
            "kind": "what was said",
            "told": "said",
            "reports": "",
            "href": self.setting.link("statement", saying.statement) if saying.number == 1 else None,
            "colour": COLOURS["neither"],
        }
        if saying.start and saying.end and (saying.end - saying.start).days > 1:
            self.bars.append(mark | {"from": f"{saying.start}", "to": f"{saying.end}", "done": False})
            return
        size = _size(saying.number) * 0.8
        self.points.append(
            mark | {"from": f"{day}", "shape": "diamond", "fill": "var(--chart-paper)", "size": size}
        )

    def _nudge(self, lane: Lane, moment: Moment, score: float) -> float:
        """Away from the line by a little, for what would cover an event of the same day and kind."""
        key = (lane.line, moment.start or moment.told, moment.end, score)
        self._taken[key] += 1
        return min(self._taken[key] - 1, 5) * (1.5 if score >= 0 else -1.5)

    def _tips(self, moment: Moment) -> dict[str, Any]:
        when = When(start=moment.start, end=moment.end, precision=moment.precision)  # type: ignore[arg-type]
        words = day_words(when)
        if not when.known and moment.told:
            words = f"no date given; first told {day_words(_day(moment.told))}"
        return {
            "title": moment.label,
            "when": words,
            "kind": type_words(moment.type, moment.modes),
            "told": TOLD[told_as(moment)],
            "reports": counted(moment.reports, "independent report"),
            "href": self.setting.link("event", moment.id),
        }

    def spec(self, summary: str) -> dict[str, Any]:
        """The marks as a specification."""
        lines = [lane.line for lane in self.lanes]
        alone = len(lines) == 1
        return template(
            "timeline",
            summary=summary,
            height=ALONE if alone else EACH * len(lines),
            depth=[min(lines) - TOP, max(lines) + TOP],
            span=[f"{day}" for day in self.span],
            lanes=[
                {
                    "y": lane.line,
                    "top": lane.line + TOP,
                    "name": short(lane.name, 44),
                    "href": self._whose(lane),
                }
                for lane in self.lanes
            ],
            hints=[
                {"y": lines[0] + 12.2, "text": "▲ cooperation"},
                {"y": lines[0] - 12.2, "text": "▼ conflict"},
            ],
            points=sorted(self.points, key=lambda mark: -mark["size"]),
            bars=self.bars,
            tails=self.tails,
            tips=TIPS,
            fading=fading(list(COLOURS.values())),
        )

    def _whose(self, lane: Lane) -> str | None:
        return self.setting.link("actor", lane.actors[0]) if len(lane.actors) == 1 else None


TIPS = [
    {"field": field, "type": "nominal", "title": title}
    for field, title in (
        ("title", "title"),
        ("when", "when"),
        ("kind", "kind"),
        ("told", "told as"),
        ("reports", "told by"),
    )
]


def _day(day: date) -> When:
    return When(start=day, end=day + timedelta(1), precision="day")


def _size(reports: int) -> float:
    """The area of a mark: grows with the number of independent reports, up to eight or so."""
    return 44.0 + 34.0 * min(reports - 1, 8)


# ---- words ----


def _row(moment: Moment, setting: Setting) -> tuple[Cell, ...]:
    who = ", ".join(map(setting.name, moment.actors))
    whom = ", ".join(map(setting.name, moment.recipients))
    return (
        time_cell(moment.start, moment.end, moment.precision),  # type: ignore[arg-type]
        Cell(moment.label, setting.link("event", moment.id)),
        Cell(", ".join((moment.type, *moment.modes))),
        Cell(f"{who} → {whom}" if whom else who),
        Cell(TOLD[told_as(moment)]),
        number_cell(moment.reports),
    )


def _summary(shown: Sequence[Moment], sayings: Sequence[Saying], moments: Sequence[Moment]) -> str:
    sides = Counter(side_of(moment.type) for moment in shown if told_as(moment) in DONE)
    open_ = sum(told_as(moment) not in DONE for moment in shown)
    said = sum(saying.number for saying in sayings)
    words = (
        f"{counted(len(shown), 'event')}, of which {sides['cooperation']:,} of cooperation and "
        f"{sides['conflict']:,} of conflict are told as done, {open_:,} as planned, possible, claimed or denied"
    )
    days = [
        day for moment in shown for day in (moment.start, moment.end and moment.end - timedelta(1)) if day
    ]
    if days:
        words += f"; dated from {min(days):%B %Y} to {max(days):%B %Y}"
    return f"{words}; and {counted(said, 'dated statement')}." if said else f"{words}."


def _nothing(moments: Sequence[Moment]) -> str:
    if not moments:
        return "No events here."
    return f"{counted(len(moments), 'event')}, none of them with a date or in a dated report: see the list."


def _notes(moments: Sequence[Moment], shown: Sequence[Moment]) -> tuple[str, ...]:
    notes = []
    untimed = sum(not (moment.start or moment.end) for moment in shown)
    if untimed:
        notes.append(
            f"{counted(untimed, 'event has', 'events have')} no date in the reports and "
            f"{'stands' if untimed == 1 else 'stand'} on the day of the first report."
        )
    if hidden := len(moments) - len(shown):
        notes.append(
            f"{counted(hidden, 'event')} outside the stretch shown, or in undated reports, not shown."
        )
    if len(shown) > ROWS:
        notes.append(f"The table holds the first {ROWS} of {len(shown):,}.")
    notes.append(
        "Height: intensity of PLOVER 0.8, from 10 (aid) to −10 (worst violence). Size: independent reports."
    )
    return tuple(notes)
