"""The rows of a case that charts are drawn from -> drawings that stand in the dossier.

What comes in: `Holdings`, and where an entry stands in the page.
What goes out: `Drawing`s by name, each a chart as SVG whose marks lead to their entries.

    drawings(holdings, lambda kind, ident: f"#{codes[ident]}")["timeline"].svg

The same charts as in the reading room, drawn once by vl-convert on this machine: no script is needed to
see them. Their colours are CSS variables of the page, so that one drawing holds in light, dark and print.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from regesta.show import charts
from regesta.show.charts import Chart, Link, Setting
from regesta.show.report.holdings import Holdings

__all__ = ["Drawing", "drawings"]

WIDTH = 860


class Drawing(msgspec.Struct, frozen=True):
    """A chart, and how it looks."""

    chart: Chart
    svg: Markup


def drawings(held: Holdings, link: Link) -> dict[str, Drawing]:
    """The drawings of a dossier by their name; what has nothing to draw is left out."""
    return {chart.name: Drawing(chart, _drawn(chart)) for chart in _charts(held, link) if chart.spec}


def _charts(held: Holdings, link: Link) -> Iterator[Chart]:
    names = {actor.id: actor.name for actor in held.actors}

    def name(actor: str) -> str:
        return names.get(actor, "someone")

    yield charts.timeline(held.moments, held.sayings, Setting(name=name, link=link))
    yield charts.network(held.dyads, name, link)
    yield charts.promises(held.promised, name, link)
    yield charts.relations(held.standings, name, link)
    yield charts.places(held.sites, link)


def _drawn(chart: Chart) -> Markup:
    """The chart as SVG. Its summary and its table tell it; nobody has to pass or to hear its marks one by one."""
    svg = charts.static(chart, width=WIDTH).replace("<a ", '<a tabindex="-1" ')
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
