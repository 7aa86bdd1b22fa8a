"""HTML pages: the report is cut out of its page, its metadata taken from the page's head.

What comes in: a decoded page (or a fragment of one).
What goes out: a `Document` whose text is the page's report, one paragraph a line, with a blank line
between; its roles come from the elements (h1 title, h2 section, figcaption caption, class "byline")
and for the rest from the words, as in plain text. Scripts, navigation and hidden parts stay out.

>>> page = "<title>A</title><article><h1>Port reopens</h1><p>Ships came in on Monday.</p></article>"
>>> document(page, Given(), key="k", name="a.html").text
'Port reopens\\n\\nShips came in on Monday.'
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.errors import ReadError
from regesta.read import heads, plain
from regesta.read.elements import Piece, Weights, is_hidden, pieces, weights
from regesta.read.given import Given
from regesta.read.lines import BLANK
from regesta.records import Document, Role

# A container must hold this share of the page's paragraphs to be taken for the report.
ENOUGH = 0.4
# A page whose elements hold less text than this may keep the report in its JSON-LD.
LITTLE = 200


def document(page: str, given: Given, *, key: str, name: str) -> Document:
    """The report in a page. Raises ReadError when there is none, or it is not English."""
    root = _parsed(page)
    head = heads.head_of(root)
    found = list(_report(root))
    if sum(len(piece.text) for piece in found if piece.role is None) < LITTLE and head.body:
        found = [Piece(line, None) for line in head.body.split("\n") if line.strip(BLANK)]
    found = _with_title(found, heads.titled(head.facts, _heading(found)))
    if not found:
        raise ReadError("holds no text")
    facts = given.over(heads.titled(head.facts, _heading(found)))
    known: dict[int, Role] = {i: piece.role for i, piece in enumerate(found) if piece.role}
    text = "\n\n".join(piece.text for piece in found)
    return plain.document(text, facts, key=key, name=name, known=known)


def _parsed(page: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except etree.LxmlError as err:
        raise ReadError(f"holds no page ({err})") from err
    if root is None:
        raise ReadError("holds no page")
    return root


def _report(root: etree._Element) -> Iterator[Piece]:
    """The pieces of the report, its heading first even where that stands outside the container."""
    weight = weights(root)
    container = _container(root, weight)
    found = list(pieces(container, weight))
    if not any(piece.role == "title" for piece in found):
        heading = next((h1 for h1 in root.iter("h1") if not is_hidden(h1)), None)
        words = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
        if words.strip(BLANK):
            yield Piece(words, "title")
    yield from found


def _container(root: etree._Element, weight: Weights) -> etree._Element:
    """The element that holds the report: the smallest of the likely ones that holds enough of it."""
    whole = root.find("body") if root.find("body") is not None else root
    total = weight[whole]
    marked = [
        *root.iterfind(".//*[@itemprop='articleBody']"),
        *root.iterfind(".//article"),
        *root.iterfind(".//*[@role='main']"),
        *root.iterfind(".//main"),
    ]
    best = max(marked, key=weight.__getitem__, default=None) if marked else None
    if best is not None and weight[best] >= ENOUGH * total:
        named = [one for one in marked if weight[one] >= 0.9 * weight[best]]
        return named[0]
    return _densest(whole, weight)


def _densest(whole: etree._Element, weight: Weights) -> etree._Element:
    """Down from the body, into whichever child still holds nearly all of the paragraphs."""
    here, total = whole, weight[whole]
    while total:
        heavy = [child for child in here if isinstance(child.tag, str) and child.tag != "p"]
        child = max(heavy, key=weight.__getitem__, default=None)
        if child is None or weight[child] < 0.75 * total or child.tag in ("blockquote", "li"):
            break
        here = child
    return here


def _heading(found: list[Piece]) -> str | None:
    return next((piece.text for piece in found if piece.role == "title"), None)


def _with_title(found: list[Piece], facts: Given) -> list[Piece]:
    """The pieces with the page's title in front, where no element of the report bears it."""
    if not found or facts.title is None or _heading(found) is not None:
        return found
    same = [i for i, piece in enumerate(found[:4]) if piece.text.strip() == facts.title]
    if same:
        return [Piece(p.text, "title") if i == same[0] else p for i, p in enumerate(found)]
    return [Piece(facts.title, "title"), *found]
