"""The rows of a case that charts are drawn from -> drawings that stand in the dossier.

What comes in: `Holdings`, and where an entry stands in the page.
What goes out: `Drawing`s by name, each a chart as SVG whose marks lead to their entries.

    drawings(holdings, lambda kind, ident: f"#{codes[ident]}")["timeline"].svg

The same charts as in the reading room, drawn once by vl-convert on this machine: no script is needed to
see them. Their colours are CSS variables of the page, so that one drawing holds in light, dark and print.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

import msgspec
from markupsafe import Markup

from regesta.show.charts.chart import Chart, Link
from regesta.show.charts.pictures import static
from regesta.show.charts.timeline import Setting, timeline
from regesta.show.report.holdings import Holdings

__all__ = ["Drawing", "drawings"]

WIDTH = 860
# The busy stretch of a case holds this share of what is dated; what is nearer to it than so many times its
# own length (a month at least) is shown too.
MOST, NEAR, MONTH = 0.8, 2, timedelta(days=31)
# Several drawings stand in one page, and each numbers its own clips and gradients from 1.
NUMBERED = re.compile(r'(?<= id=")|(?<=url\(#)')
# A drawing is told by its summary and its table; nobody has to pass a hundred marks by keyboard.
ANCHOR = re.compile(r"<a (?=xlink:href)")
# vl-convert reads every address as one beside Vega's example data; a mark that leads nowhere is no link.
BESIDE = re.compile(r' xlink:href="(?:https://vega\.github\.io/vega-datasets/)?(?:null)?(?=[#"])')
NOWHERE = ' xlink:href=""'


class Drawing(msgspec.Struct, frozen=True):
    """A chart, and how it looks; `svg` is "" when there is nothing to draw."""

    chart: Chart
    svg: Markup


def drawings(held: Holdings, link: Link) -> dict[str, Drawing]:
    """The drawings of a dossier by their name; what has nothing to draw is left out."""
    names = {actor.id: actor.name for actor in held.actors}

    def name(actor: str) -> str:
        return names.get(actor, "someone")

    since, until = _busy(held)
    setting = Setting(name=name, link=link, since=since, until=until)
    charts = (timeline(held.moments, held.sayings, setting),)
    return {chart.name: Drawing(chart, _drawn(chart)) for chart in charts if chart.spec}


def _busy(held: Holdings) -> tuple[date | None, date | None]:
    """The stretch of time in which most happens and what lies near it, first and last day; (None, None) for all.

    A drawing cannot be moved, and one event of 1919 would press a case of 2025 into a line; the notes of
    the chart say how many events are left out, and the list below holds them all.
    """
    days = [moment.start or moment.end or moment.told for moment in held.moments]
    days += [saying.start or saying.end for saying in held.sayings]
    known = sorted(day for day in days if day)
    number = math.ceil(len(known) * MOST)
    if number < 2:
        return None, None
    stretches = zip(known, known[number - 1 :], strict=False)
    first, last = min(stretches, key=lambda stretch: stretch[1] - stretch[0])
    room = max((last - first) * NEAR, MONTH)
    near = [day for day in known if first - room <= day <= last + room]
    return near[0], near[-1]


def _drawn(chart: Chart) -> Markup:
    """The chart as SVG that can stand beside others in one page."""
    svg = NUMBERED.sub(f"{chart.name}-", static(chart, width=WIDTH))
    svg = BESIDE.sub(' xlink:href="', ANCHOR.sub('<a tabindex="-1" ', svg))
    return Markup(svg.replace(NOWHERE, ""))
