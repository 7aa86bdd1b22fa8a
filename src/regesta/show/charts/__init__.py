"""Rows counted by the case -> charts: specifications for Vega and Vega-Lite, with words and a table beside.

What comes in: rows of `regesta.store.moments` and `regesta.store.tallies`. What goes out: `Chart`s, pure
data; `static` and `picture` draw one without a browser.

    chart = timeline(case.moments(), case.sayings(), Setting(name=case.name, link=address))
    chart.summary, chart.spec, chart.rows
"""

from regesta.show.charts.chart import Cell, Chart, Key
from regesta.show.charts.pictures import picture, static
from regesta.show.charts.timeline import Setting, timeline, windows

__all__ = ["Cell", "Chart", "Key", "Setting", "picture", "static", "timeline", "windows"]
