"""The charts of pages: what is asked of the case for each, under the page's own filters.

What comes in: a visit and its filters. What goes out: `Chart`s, worked out once for each state of the case.

    timeline(visit, Filters(actor="Taliban"))
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from regesta.run import Case
from regesta.show import charts
from regesta.show.charts import Chart, Setting
from regesta.show.charts.relations import MARKS as RELATION_MARKS
from regesta.show.charts.timeline import MARKS
from regesta.show.web.filters import filters_of
from regesta.show.web.setting import data
from regesta.show.web.visit import Visit
from regesta.store.pages import Filters
from regesta.store.query import Asked, period

__all__ = ["around", "atlas", "network", "promises", "standings", "strip", "timeline", "windows"]

LANES: dict[str, Literal["all", "actor", "dyad"]] = {"actor": "actor", "dyad": "dyad"}
SERIES = 12
TALL = 220  # pixels
NETWORK = (
    "Who acts towards whom, and how: only what some report tells as done. A line is a direction; its width "
    "counts independent reports."
)
MAP = "Where events took place, as far as a report names the place; only what some report tells as done."
SOUGHT = ("actor", "about", "type", "outlet", "words", "since", "until")


class Drawing(msgspec.Struct, frozen=True):
    """A chart, and its specification as it stands in a page."""

    chart: Chart
    data: Markup | None

    @classmethod
    def of(cls, chart: Chart) -> Drawing:
        """The drawing of a chart, which is kept without its specification: that is long, and here already."""
        return cls(msgspec.structs.replace(chart, spec=None), data(chart.spec) if chart.spec else None)


def timeline(visit: Visit, asked: Filters, *, sayings: bool = True) -> Drawing:
    """Events in time, cooperation above the line and conflict below."""
    lanes = LANES.get(visit.given("lanes"), "all")
    since = period(asked.since)[0] if asked.since else None
    until = period(asked.until)[1] - timedelta(days=1) if asked.until else None

    def made(case: Case) -> Chart:
        number = case.how_many(("event",), asked)
        if number > MARKS and lanes == "all":
            among = None if asked.plain else case.idents(("event",), asked)
            counts = case.activity(done=True, among=among, plain=asked if asked.plain else None)
            return charts.activity(counts, visit.aim, of=number, name="timeline", height=TALL)
        among = case.idents(("event",), asked) if asked.given else None
        said = case.idents(("statement",), asked) if asked.given else None
        return charts.timeline(
            case.moments(among=among),
            case.sayings(among=said) if sayings else (),
            Setting(name=case.name, link=visit.aim, by=lanes, since=since, until=until),
        )

    return visit.once(("timeline", asked, lanes, sayings), lambda case: Drawing.of(made(case)))


def windows(drawn: Drawing) -> dict[str, tuple[date, date]]:
    """Stretches of time beside the one shown: earlier, later, closer, wider; none where no time runs across."""
    return charts.windows(*drawn.chart.span) if drawn.chart.span else {}


def network(visit: Visit) -> Response:
    """Who acts towards whom."""
    asked = filters_of(visit, *SOUGHT)

    def made(case: Case) -> tuple[Drawing, Drawing]:
        told = case.dyads(**_asked(asked))
        drawn = (chart(told, case.name, visit.aim) for chart in (charts.network, charts.dyads))
        first, second = map(Drawing.of, drawn)
        return first, second

    chart, pairs = visit.once(("network", asked), made)
    return visit.page("drawn.html", charts=[chart, pairs], heading="Network", lead=NETWORK, filters=asked)


def atlas(visit: Visit) -> Response:
    """Where events took place."""
    asked = filters_of(visit, *SOUGHT)
    whole = visit.given("whole") == "on"
    chart = visit.once(
        ("map", asked, whole),
        lambda case: Drawing.of(charts.places(case.sites(**_asked(asked)), visit.aim, whole=whole)),
    )
    return visit.page("drawn.html", charts=[chart], heading="Map", lead=MAP, filters=asked)


def around(visit: Visit, actor: str) -> Drawing:
    """Whom an actor deals with."""
    return visit.once(
        ("around", actor),
        lambda case: Drawing.of(charts.network(case.dyads(actor=actor), case.name, visit.aim, centre=actor)),
    )


def promises(visit: Visit) -> Drawing:
    """Who undertakes what."""
    return visit.once(
        "promises", lambda case: Drawing.of(charts.promises(case.sorts(), case.name, visit.aim))
    )


def strip(visit: Visit, report: str, length: int) -> Drawing:
    """What stands where in a report."""

    def place(_: str, at: str) -> str:
        return visit.link(f"report/{report}", at=at, anchor=f"s{at}")

    return Drawing.of(charts.strip(visit.case.marked(report), length, place))


def standings(visit: Visit, actor: str | None) -> Drawing:
    """How relations stand over time."""
    asked: Asked = {"limit": SERIES}
    if actor:
        asked["actor"] = actor
    return visit.once(
        ("standings", actor),
        lambda case: Drawing.of(
            charts.relations(case.standings(each=RELATION_MARKS, **asked), case.name, visit.aim)
        ),
    )


def _asked(filters: Filters) -> Asked:
    """The filters as the case's own questions take them."""
    found: Asked = {}
    for field in SOUGHT:
        if value := getattr(filters, field):
            found["text" if field == "words" else field] = value  # type: ignore[literal-required]
    return found
