"""Front matter: the metadata some Markdown files carry between two lines of dashes.

What comes in: a text.
What goes out: where its front matter ends (0 when there is none) and the facts in it, under the names
JSON rows may use. Lines that are no `key: value` and no `- item` are passed over.

>>> found = front_matter('---\\ntitle: "Port reopens"\\nauthor:\\n  - Jane Roe\\n---\\nShips came in.')
>>> found.end, found.facts
(51, Given(title='Port reopens', authors=('Jane Roe',)))
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from regesta.errors import ReadError
from regesta.read.given import NOTHING, Given
from regesta.read.jsonl import facts_of_row

FENCED = re.compile(r"---[ \t]*\r?\n(?P<inner>.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
PAIR = re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?$")
ITEM = re.compile(r"\s*-\s+(?P<value>.+)$")
# Quotes, and the brackets of a link between notes.
QUOTES = "\"'[] \t"


class FrontMatter(NamedTuple):
    """Where the front matter ends, and what it says."""

    end: int
    facts: Given


def front_matter(text: str) -> FrontMatter:
    """The front matter a text opens with."""
    match = FENCED.match(text)
    if match is None:
        return FrontMatter(0, NOTHING)
    row: dict[str, Any] = {}
    key = ""
    for line in match["inner"].splitlines():
        if pair := PAIR.match(line):
            key = pair["key"]
            row[key] = (pair["value"] or "").strip(QUOTES) or []
        elif (item := ITEM.match(line)) and isinstance(row.get(key), list):
            row[key].append(item["value"].strip(QUOTES))
    try:
        return FrontMatter(match.end(), facts_of_row(row))
    except ReadError:
        return FrontMatter(match.end(), NOTHING)
