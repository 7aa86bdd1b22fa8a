"""The charts of pages: what is asked of the case for each, under the page's own filters.

What comes in: a visit and its filters. What goes out: `Chart`s, worked out once for each state of the case.

    timeline(visit, Filters(actor="Taliban"))
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from starlette.responses import Response

from regesta.run import Case
from regesta.show.charts import Chart, Setting
from regesta.show.charts import timeline as timeline_of
from regesta.show.charts import windows as windows_of
from regesta.show.charts.network import network as network_of
from regesta.show.charts.places import places
from regesta.show.charts.relations import relations as relations_of
from regesta.show.web.filters import filters_of
from regesta.show.web.visit import Visit
from regesta.store.pages import Filters
from regesta.store.query import Asked, period

__all__ = ["around", "atlas", "network", "standings", "timeline", "windows"]

LANES: dict[str, Literal["all", "actor", "dyad"]] = {"actor": "actor", "dyad": "dyad"}
PAIRS, EGO_PAIRS, SERIES = 150, 60, 12
NETWORK = (
    "Who acts towards whom, and how: only what some report tells as done. A line is a direction; its width "
    "counts independent reports."
)
MAP = "Where events took place, as far as a report names the place; only what some report tells as done."
SOUGHT = ("actor", "about", "type", "outlet", "words", "since", "until")


def timeline(visit: Visit, asked: Filters, *, sayings: bool = True) -> Chart:
    """Events in time, cooperation above the line and conflict below."""
    lanes = LANES.get(visit.given("lanes"), "all")
    since = period(asked.since)[0] if asked.since else None
    until = period(asked.until)[1] - timedelta(days=1) if asked.until else None

    def made(case: Case) -> Chart:
        moments = case.moments(**_asked(asked))
        if asked.also:
            also = set(case.actors_called(asked.also))
            moments = tuple(one for one in moments if not also.isdisjoint((*one.actors, *one.recipients)))
        if asked.modality:
            moments = tuple(one for one in moments if asked.modality in one.modalities)
        narrow = asked.also or asked.modality or asked.type or not sayings
        said = () if narrow else case.sayings(**_asked(asked))
        setting = Setting(name=case.name, link=visit.aim, by=lanes, since=since, until=until)
        return timeline_of(moments, said, setting)

    return visit.once(("timeline", asked, lanes, sayings), made)


def windows(visit: Visit, asked: Filters) -> dict[str, tuple[date, date]]:
    """Stretches of time beside the one shown: earlier, later, closer, wider; none when no event is dated."""
    between = visit.once(("between", asked), lambda case: case.happened_between(**_asked(asked)))
    if between is None:
        return {}
    first = period(asked.since)[0] if asked.since else between[0]
    last = period(asked.until)[1] - timedelta(days=1) if asked.until else between[1]
    return windows_of(first, last) if first <= last else {}


def network(visit: Visit) -> Response:
    """Who acts towards whom."""
    asked = filters_of(visit, *SOUGHT)
    chart = visit.once(
        ("network", asked),
        lambda case: network_of(case.dyads(**_asked(asked, limit=PAIRS)), case.name, visit.aim),
    )
    return visit.page("drawn.html", charts=[chart], heading="Network", lead=NETWORK, filters=asked)


def atlas(visit: Visit) -> Response:
    """Where events took place."""
    asked = filters_of(visit, *SOUGHT)
    whole = visit.given("whole") == "on"
    chart = visit.once(
        ("map", asked, whole), lambda case: places(case.sites(**_asked(asked)), visit.aim, whole=whole)
    )
    return visit.page("drawn.html", charts=[chart], heading="Map", lead=MAP, filters=asked)


def around(visit: Visit, actor: str) -> Chart:
    """Whom an actor deals with."""
    return visit.once(
        ("around", actor),
        lambda case: network_of(case.dyads(actor=actor, limit=EGO_PAIRS), case.name, visit.aim, centre=actor),
    )


def standings(visit: Visit, actor: str | None) -> Chart:
    """How relations stand over time."""
    asked: Asked = {"limit": SERIES}
    if actor:
        asked["actor"] = actor
    return visit.once(
        ("standings", actor), lambda case: relations_of(case.standings(**asked), case.name, visit.aim)
    )


def _asked(filters: Filters, *, limit: int | None = None) -> Asked:
    """The filters as the case's own questions take them."""
    found: Asked = {}
    for field in SOUGHT:
        if value := getattr(filters, field):
            found["text" if field == "words" else field] = value  # type: ignore[literal-required]
    if limit is not None:
        found["limit"] = limit
    return found
