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
# A heading of fewer words is the name of the site or of a section.
FEW_WORDS = 3


def document(page: str, given: Given, *, key: str, name: str) -> Document:
    """The report in a page. Raises ReadError when there is none, or it is not English."""
    root = _parsed(page)
    head = heads.head_of(root)
    weight = weights(root)
    found = list(pieces(_container(root, weight), weight))
    if sum(len(piece.text) for piece in found if piece.role is None) < LITTLE and head.body:
        found = [Piece(line, None) for line in head.body.split("\n") if line.strip(BLANK)]
    if not found:
        raise ReadError("holds no text")
    found = _with_heading(found, root, head.facts.title)
    heading = next((piece.text for piece in found if piece.role == "title"), None)
    facts = given.over(heads.titled(head.facts, heading))
    if heading is None and head.facts.title is not None:
        found = [Piece(heads.titled(head.facts, None).title or "", "title"), *found]
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


def _with_heading(found: list[Piece], root: etree._Element, title: str | None) -> list[Piece]:
    """The pieces with one title: the heading that the head's title holds, else the first h1.

    A heading outside the report's container is put in front.
    """
    inside = [i for i, piece in enumerate(found) if piece.role in ("title", "section")]
    same = [i for i in inside if _is_in(found[i].text, title)]
    same += [i for i in inside if found[i].role == "title"]
    if same:
        return [_as_heading(piece, chosen=i == same[0]) for i, piece in enumerate(found)]
    outside = [" ".join("".join(h1.itertext()).split()) for h1 in root.iter("h1") if not is_hidden(h1)]
    fitting = [words for words in outside if _is_in(words, title) or len(words.split()) >= FEW_WORDS]
    fitting.sort(key=lambda words: not _is_in(words, title))
    return [Piece(fitting[0], "title"), *found] if fitting else found


def _is_in(words: str, title: str | None) -> bool:
    """True for a heading that is the head's title, or all of it but the outlet's name."""
    if title is None or len(words.split()) < FEW_WORDS:
        return False
    return words.casefold() in title.casefold() or title.casefold() in words.casefold()


def _as_heading(piece: Piece, *, chosen: bool) -> Piece:
    if chosen:
        return Piece(piece.text, "title")
    return Piece(piece.text, "section") if piece.role == "title" else piece


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
