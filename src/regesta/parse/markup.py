"""Markdown inside a paragraph is blanked before parsing: links' addresses, brackets, stars.

What comes in: the text of one paragraph. What goes out: a text of the same length, so that offsets hold.

>>> plainly("The [ministry](http://a.b/c) **denied** it.")
'The  ministry                  denied   it.'
"""

from __future__ import annotations

import re

ADDRESS = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"]*\")?\)"
LINK = re.compile(rf"(?P<open>!?\[)(?P<words>[^\[\]]*)(?P<close>\]{ADDRESS})")
STARS = re.compile(
    r"(?<![\w*])(?P<open>\*{1,3})(?P<words>[^\s*][^*]{0,400}?)(?P<close>(?<=\S)\*{1,3})(?![\w*])"
)


def plainly(text: str) -> str:
    """The paragraph with its Markdown signs turned into spaces."""
    if "](" in text:
        text = LINK.sub(_blanked, text)
    return STARS.sub(_blanked, text) if "*" in text else text


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match["open"]) + match["words"] + " " * len(match["close"])
