"""Templates of ours, ready to be filled: the same rules and the same words for the dossier and for pages.

What comes in: the folder of the templates. What goes out: an environment in which every text is escaped, a name that
is not given is an error, and times, figures and certainties are worded as everywhere.

    environment("templates/web").get_template("front.html")
"""

from __future__ import annotations

import jinja2

from regesta.text import (
    basis_words,
    certainty_words,
    day_words,
    figure_words,
    iso_words,
    published_words,
)

__all__ = ["environment"]


def environment(folder: str) -> jinja2.Environment:
    """An environment for the templates of a folder of `regesta.show`."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("regesta.show", folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "basis": basis_words,
        "certain": certainty_words,
        "day": day_words,
        "iso": iso_words,
        "number": figure_words,
        "published": published_words,
    }
    return made
