"""One event or saying -> its marks on the timeline.

What comes in: `Moment` and `Saying` rows, one by one. What goes out: a specification of all their marks.

    board = Board(setting, lanes, span)
    board.put(moment)
    board.spec("3 events ...")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from regesta.records import When
from regesta.show.charts.chart import (
    COLOURS,
    Link,
    begins_by,
    counted,
    fading,
    score_of,
    short,
    side_of,
    template,
    type_words,
)
from regesta.store.moments import Moment, Saying
from regesta.text import day_words

__all__ = ["DONE", "LANE", "Board", "Lane", "Lanes", "Setting", "sides_of", "told_as", "told_words"]

Lanes = Literal["all", "actor", "dyad"]
# Heights in the units of the intensity: a lane holds 10 up, 10 down and the room between lanes.
LANE, TOP = 27.0, 13.0
ALONE, EACH = 300, 94  # pixels
# What the codebook scores 0 is still drawn on its own side of the line.
LEAST, MIDDLE = 1.3, 5.0
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


def sides_of(moment: Moment, by: Lanes) -> list[tuple[str, ...]]:
    """The lanes an event belongs to: those of who acts, or of who acts towards whom, either way."""
    if by == "actor":
        return [(actor,) for actor in moment.actors]
    if by == "all":
        return []
    pairs = {
        tuple(sorted((one, other))) for one in moment.actors for other in moment.recipients if one != other
    }
    return sorted(pairs)


def told_as(moment: Moment) -> str:
    """The modality that speaks for an event: what any report tells as done is done."""
    return next((one for one in TOLD if one in moment.modalities), "actual")


def told_words(moment: Moment) -> str:
    """How an event is told, with what other reports say of it: 'happened; elsewhere planned'."""
    first = told_as(moment)
    others = [TOLD[one].partition(":")[0] for one in TOLD if one in moment.modalities and one != first]
    return "; elsewhere ".join([TOLD[first], *([", ".join(others)] if others else [])])


class Board:
    """The marks of a timeline, as they are put down."""

    def __init__(self, setting: Setting, lanes: tuple[Lane, ...], span: tuple[date, date]) -> None:
        self.setting, self.lanes, self.span = setting, lanes, span
        self.points: list[dict[str, Any]] = []
        self.bars: list[dict[str, Any]] = []
        self.tails: list[dict[str, Any]] = []
        self._taken: Counter[tuple[Any, ...]] = Counter()
        self._tail = timedelta(max(round((span[1] - span[0]).days * TAIL), 1))

    def lane_of(self, moment: Moment) -> Lane:
        """The first lane that an event belongs to, else the last one."""
        sides = sides_of(moment, self.setting.by)
        return next((lane for lane in self.lanes if lane.actors in sides), self.lanes[-1])

    def put(self, moment: Moment) -> None:
        """One event."""
        lane = self.lane_of(moment)
        side, told = side_of(moment.type), told_as(moment)
        score = score_of(moment.type, moment.modes)
        score = (
            min(score, -LEAST) if side == "conflict" else max(score, LEAST) if side == "cooperation" else 0
        )
        height = lane.line + score + self._nudge(lane, moment, score)
        mark = self._tips(moment) | {"y": round(height, 2), "side": side, "colour": COLOURS[side]}
        done = told in DONE
        certain = begins_by(moment.start, moment.precision, moment.told) if moment.start else None
        if moment.start is None and moment.end is None:
            self._untimed(mark, moment, done=done)
        elif moment.start and moment.end and (moment.end - moment.start).days > 1:
            self.bars.append(mark | {"from": f"{moment.start}", "to": f"{moment.end}", "done": done})
        elif moment.end is None and certain and certain != moment.start:
            # "Since 2021": it began within that year, and goes on for nobody knows how long.
            self.bars.append(mark | {"from": f"{moment.start}", "to": f"{certain}", "done": done})
            self._fade(mark, certain, later=True, strength=0.55 if done else 0.2)
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
        """Away by a little, where there is room, for what would cover an event of the same day and kind."""
        key = (lane.line, moment.start or moment.told, moment.end, score)
        self._taken[key] += 1
        away = 1.5 if 0 <= score <= MIDDLE or score < -MIDDLE else -1.5
        return min(self._taken[key] - 1, 5) * away

    def _tips(self, moment: Moment) -> dict[str, Any]:
        when = When(start=moment.start, end=moment.end, precision=moment.precision)  # type: ignore[arg-type]
        words = day_words(when)
        if not when.known and moment.told:
            words = f"no date given; first told {day_words(_day(moment.told))}"
        return {
            "title": moment.label,
            "when": words,
            "kind": type_words(moment.type, moment.modes),
            "told": told_words(moment),
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
