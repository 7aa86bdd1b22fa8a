"""How pages are set: the templates, and the wording and marks that they share with the dossier.

What comes in: nothing. What goes out: `TEMPLATES`; text of reports is escaped always.
"""

from __future__ import annotations

import json
from typing import Any

import jinja2
from markupsafe import Markup

from regesta.show.web.wording import FILTERS
from regesta.text import (
    basis_words,
    certainty_words,
    day_words,
    figure_words,
    iso_words,
    published_words,
)

__all__ = ["TEMPLATES", "data"]

# What could end a script element, or begin a comment in it.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data(value: Any) -> Markup:
    """JSON to stand in a script element; no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    for letter, escaped in UNSAFE.items():
        text = text.replace(letter, escaped)
    return Markup(text)


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("regesta.show", "templates/web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= FILTERS
    made.filters |= {
        "basis": basis_words,
        "certain": certainty_words,
        "data": data,
        "day": day_words,
        "iso": iso_words,
        "number": figure_words,
        "published": published_words,
    }
    return made


TEMPLATES = _environment()
