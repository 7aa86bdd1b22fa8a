"""Plain text and Markdown: the text is kept as it is, and each line gets its role.

What comes in: the decoded text and what is known beside it.
What goes out: a `Document`. Its `text` equals the decoded file, character by character.

>>> doc = document("Port reopens\\n\\nShips came in on Monday.", Given(), key="k", name="a.txt")
>>> doc.title, doc.blocks[1].role
('Port reopens', 'body')
"""

from __future__ import annotations

from collections.abc import Mapping

from regesta.errors import ReadError
from regesta.read.blocks import assign
from regesta.read.frontmatter import FrontMatter, front_matter
from regesta.read.given import NOTHING, Given
from regesta.read.language import language_of
from regesta.read.lines import split
from regesta.read.metadata import facts_of
from regesta.records import Document, Role


def document(
    text: str,
    given: Given,
    *,
    key: str,
    name: str,
    known: Mapping[int, Role] | None = None,
    markdown: bool = False,
) -> Document:
    """One report from its text. Raises ReadError when it is empty or not English.

    `known` gives the roles of lines that are certain already, by the line's number; `markdown` lets
    a text open with front matter.
    """
    lines = split(text)
    if not lines:
        raise ReadError("is empty")
    front = front_matter(text) if markdown else FrontMatter(0, NOTHING)
    fenced: dict[int, Role] = {i: "boilerplate" for i, line in enumerate(lines) if line.start < front.end}
    blocks = assign(lines, {**fenced, **(known or {})}, given.over(front.facts).title)
    facts = given.over(front.facts).over(facts_of(lines, blocks))
    return Document(
        id=key,
        name=given.name or name,
        outlet=facts.outlet,
        title=facts.title,
        authors=facts.authors,
        agencies=facts.agencies,
        dateline=facts.dateline,
        url=facts.url,
        published=facts.published,
        language=_language(text, given, [(b.start, b.end) for b in blocks if b.role == "body"]),
        text=text,
        blocks=blocks,
    )


def _language(text: str, given: Given, bodies: list[tuple[int, int]]) -> str:
    if given.language is None:
        return language_of("\n".join(text[start:end] for start, end in bodies) or text)
    code = given.language.lower().replace("_", "-").partition("-")[0]
    if code not in ("en", "eng", "english"):
        raise ReadError(f"is said to be in {given.language}; only English reports are read")
    return "en"
