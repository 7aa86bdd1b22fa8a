"""Rows counted by the case -> charts: specifications for Vega and Vega-Lite, with words and a table beside.

What comes in: rows of `regesta.store.moments` and `regesta.store.tallies`. What goes out: `Chart`s, pure
data; `static` and `picture` draw one without a browser.

    chart = timeline(case.moments(), case.sayings(), Setting(name=case.name, link=address))
    chart.summary, chart.spec, chart.rows
"""

from regesta.show.charts.bins import activity
from regesta.show.charts.board import Setting
from regesta.show.charts.chart import Cell, Chart, Key, Link
from regesta.show.charts.dyads import dyads
from regesta.show.charts.matrix import promises, strip
from regesta.show.charts.network import network
from regesta.show.charts.pictures import picture, static
from regesta.show.charts.places import places
from regesta.show.charts.relations import relations
from regesta.show.charts.timeline import timeline, windows

__all__ = [
    "Cell",
    "Chart",
    "Key",
    "Link",
    "Setting",
    "activity",
    "dyads",
    "network",
    "picture",
    "places",
    "promises",
    "relations",
    "static",
    "strip",
    "timeline",
    "windows",
]
