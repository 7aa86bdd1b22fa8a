"""A chart as a picture: SVG or PNG, made on this machine by vl-convert.

What comes in: a `Chart`. What goes out: SVG text, PNG bytes.

    Path("timeline.svg").write_text(static(chart))
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources
from typing import Literal

from regesta.show.charts.chart import Chart, Spec

__all__ = ["picture", "static"]

Theme = Literal["light", "dark", "page"]
VARIABLE = re.compile(r"var\((--chart-[\w-]+)\)")
SETTING = re.compile(r"(--chart-[\w-]+):\s*(#[0-9a-fA-F]{3,8});")
DARK = "/* dark */"
# vl-convert reads an address as one beside Vega's example data, and no address as "null".
BESIDE = re.compile(
    r' xlink:href="https://vega\.github\.io/vega-datasets/(?:null"|([^"]*"))| xlink:href="null"'
)
# Drawings that stand in one page must not share the names of their clips and gradients; vl-convert counts
# them through all that one process draws, so that the same chart would not be the same bytes.
NAMED = re.compile(r'(?<= id=")[^"]+|(?<=url\(#)[^)]+')


def static(chart: Chart, *, theme: Theme = "page", width: int = 760) -> str:
    """The chart as SVG, "" when there is nothing to draw.

    With the theme "page" colours stay CSS variables, for an SVG that stands in a page with charts.css;
    "light" and "dark" write them out.
    """
    import vl_convert

    if chart.spec is None:
        return ""
    spec = json.loads(json.dumps(chart.spec))
    _widen(spec, width)
    if theme != "page":
        spec["background"] = "var(--chart-paper)"
    draw = vl_convert.vegalite_to_svg if "vega-lite" in spec["$schema"] else vl_convert.vega_to_svg
    drawn = str(draw(spec))
    number = {name: at for at, name in enumerate(dict.fromkeys(NAMED.findall(drawn)), 1)}
    svg = NAMED.sub(lambda found: f"{chart.name}-{number[found[0]]}", drawn)
    svg = BESIDE.sub(lambda found: f' xlink:href="{found[1]}' if found[1] else "", svg)
    return svg if theme == "page" else VARIABLE.sub(lambda found: _colours(theme)[found[1]], svg)


def picture(chart: Chart, *, theme: Theme = "light", width: int = 760, scale: float = 2.0) -> bytes:
    """The chart as PNG, b"" when there is nothing to draw."""
    import vl_convert

    svg = static(chart, theme=theme, width=width)
    return bytes(vl_convert.svg_to_png(svg, scale=scale)) if svg else b""


def _widen(spec: Spec, width: int) -> None:
    """Give a width in pixels to a chart that fills its page."""
    if spec.get("width") == "container":
        spec["width"] = width
    for signal in spec.get("signals", ()):
        if signal["name"] == "width":
            spec["signals"] = [one for one in spec["signals"] if one is not signal]
            spec["width"] = width
            return


@functools.cache
def _colours(theme: Theme) -> dict[str, str]:
    """What charts.css gives the variables in a theme."""
    css = (resources.files("regesta.show") / "static" / "charts.css").read_text(encoding="utf-8")
    light, _, dark = css.partition(DARK)
    found = dict(SETTING.findall(light))
    if theme == "dark":
        found |= dict(SETTING.findall(dark))
    return found
