"""The pieces of text inside an HTML element, each with the role its markup gives away.

What comes in: an element.
What goes out: one `Piece` a paragraph, in order; its role is null where only the words can tell.

>>> root = etree.fromstring("<div><h2>Why now</h2><p>The port is <b>open</b>.</p></div>")
>>> [(piece.text, piece.role) for piece in pieces(root)]
[('Why now', 'section'), ('The port is open.', None)]
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from regesta.lexicons import load
from regesta.lexicons.entries import PageClass, PageElement
from regesta.read.lines import BLANK
from regesta.records import Role

PARAGRAPH = 60
# An element that holds this share of the text is the report itself, whatever its class says.
TOO_MUCH = 0.4
ALL_LINK = 0.9
TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


PageRole = Role | Literal["skip"]
Weights = dict[etree._Element, int]


@functools.cache
def elements(sort: str) -> frozenset[str]:
    """The HTML elements of one sort."""
    return frozenset(name for entry in load(PageElement) if entry.sort == sort for name in entry.names)


@functools.cache
def _element_roles() -> dict[str, Role]:
    """The role that an element's name alone gives its text."""
    return {
        name: entry.sort
        for entry in load(PageElement)
        if entry.sort not in ("unseen", "inline", "running")
        for name in entry.names
    }


class Piece(NamedTuple):
    """One paragraph of a page and its role, if the markup tells."""

    text: str
    role: Role | None


def weights(root: etree._Element) -> Weights:
    """Characters in the paragraphs of every element, bits of text left out."""
    totals: Weights = {}
    for _, node in etree.iterwalk(root, events=("end",)):
        own = len(node.text or "") + sum(len(child.tail or "") for child in node)
        if node.tag == "p":
            own = len("".join(node.itertext()))
        counted = own if own >= PARAGRAPH and node.tag not in elements("unseen") else 0
        totals[node] = totals.get(node, 0) + counted
        above = node.getparent()
        if above is not None:
            totals[above] = totals.get(above, 0) + totals[node]
    return totals


def is_hidden(element: etree._Element) -> bool:
    """True for what a browser does not show."""
    if element.tag in elements("unseen") or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("aria-hidden") == "true"


def pieces(container: etree._Element, weight: Weights | None = None) -> Iterator[Piece]:
    """The paragraphs of a container in document order; `weight` is that of its elements."""
    weight = weights(container) if weight is None else weight
    page = _Walk()
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield from page.leave(element)
            continue
        if element is container:
            yield from page.enter(element, None)
            continue
        role = _role(element, weight, TOO_MUCH * weight.get(container, 0))
        if role == "skip" or is_hidden(element):
            walk.skip_subtree()
            page.skipped.add(element)
            continue
        yield from page.enter(element, role)
    yield from page.flush()


class _Open(NamedTuple):
    """An element that is open, its role, and whether it is a paragraph of its own."""

    role: Role | None
    block: bool


class _Walk:
    """Text gathered since the last paragraph boundary, and the elements that are open."""

    def __init__(self) -> None:
        self.skipped: set[etree._Element] = set()
        self.open: list[_Open] = []
        self.parts: list[str] = []
        self.named: list[Role] = []
        self.linked = 0
        self.running = self.links = self.lists = self.breaks = 0

    def enter(self, element: etree._Element, role: Role | None) -> Iterator[Piece]:
        tag = element.tag
        # <span class="byline"> is a paragraph where it stands alone, but none within a sentence
        block = (tag not in elements("inline") and tag != "br") or (role is not None and not self.running)
        if tag == "br":
            self.breaks += 1
            self.parts.append(" ")
        if block or self.breaks >= 2:
            yield from self.flush()
        self.open.append(_Open(role if block else None, block))
        if role and block:
            self.named.append(role)
        self._count(tag, 1)
        self._take(element.text)

    def leave(self, element: etree._Element) -> Iterator[Piece]:
        if element in self.skipped:
            self.skipped.discard(element)
            if element.tag not in elements("inline") | elements("unseen"):
                yield from self.flush()
        else:
            if self.open[-1].block:
                yield from self.flush()
            if self.open.pop().role:
                self.named.pop()
            self._count(element.tag, -1)
        self._take(element.tail if self.open else None)

    def _count(self, tag: str, step: int) -> None:
        self.running += step * (tag in elements("running"))
        self.links += step * (tag == "a")
        self.lists += step * (tag == "li")

    def _take(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        self.linked += len(text.strip()) if self.links else 0
        if text.strip(BLANK + "\n\r"):
            self.breaks = 0

    def flush(self) -> Iterator[Piece]:
        text = " ".join("".join(self.parts).split())
        linked, self.linked, self.breaks = self.linked, 0, 0
        self.parts.clear()
        if text.strip(BLANK):
            yield Piece(text, self._role(text, linked))

    def _role(self, text: str, linked: int) -> Role | None:
        """The role of the innermost element that has one; a paragraph that is one link is a teaser."""
        if self.named:
            # a heading inside a box of links is part of the box
            return next((role for role in self.named if role in ("teaser", "boilerplate")), self.named[-1])
        if linked >= ALL_LINK * len(text) and len(text.split()) >= 4:
            return "teaser"
        return "body" if self.lists and not linked and len(text.split()) >= 4 else None


def _role(element: etree._Element, weight: Weights, most: float) -> PageRole | None:
    """What an element's name, class or id says it holds, unless it holds the report."""
    if element.tag in _element_roles():
        found: PageRole | None = _element_roles()[element.tag]
    elif element.get("rel") == "author" or element.get("itemprop") in ("author", "datePublished"):
        found = "byline"
    else:
        found = _class_role(f"{element.get('class') or ''} {element.get('id') or ''}")
    if found is None or element.tag in ("h1", "html", "body"):
        return found if element.tag == "h1" else None
    return None if most and weight.get(element, 0) > most else found


@functools.lru_cache(maxsize=4096)
def _class_role(names: str) -> PageRole | None:
    """The role that a word of a class or id names; "skip" before all others."""
    if not names.strip() or len(names) > 500:
        return None
    tokens = [token.lower() for token in TOKEN.findall(names)]
    joined = {a + b for a, b in itertools.pairwise(tokens)}
    found = [role for role, words in _classes() if words & (joined | set(tokens))]
    return found[0] if found else None


@functools.cache
def _classes() -> tuple[tuple[PageRole, frozenset[str]], ...]:
    entries = sorted(load(PageClass), key=lambda entry: entry.role != "skip")
    return tuple((entry.role, frozenset(entry.names)) for entry in entries)
