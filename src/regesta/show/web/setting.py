"""How pages are set: the templates, with the words that pages alone have.

What comes in: nothing. What goes out: `TEMPLATES`; text of reports is escaped always.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from regesta.show.templating import environment
from regesta.show.web.wording import FILTERS

__all__ = ["TEMPLATES", "data"]

# What could end a script element, or begin a comment in it.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data(value: Any) -> Markup:
    """JSON to stand in a script element; no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    for letter, escaped in UNSAFE.items():
        text = text.replace(letter, escaped)
    return Markup(text)


TEMPLATES = environment("templates/web")
TEMPLATES.filters |= {**FILTERS, "data": data}
