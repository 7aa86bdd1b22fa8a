"""Copies: reports that carry the text of another, whole or with small edits, and shared wire text.

What comes in: documents. What goes out: `Copies`: which document repeats which, and families of
documents whose words have one origin, so that they count as one independent report.

Two documents are compared exactly, by their sets of five-word shingles; only those are compared that
share one of their rarest-hashed shingles.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

from regesta.link.blocks import groups, join, pairs
from regesta.link.reports import Reports
from regesta.link.words import TOKEN, fold
from regesta.records import Document, Link, Span, identify

SHINGLE = 5
SKETCH = 24  # smallest hashes kept as block keys; two texts that share half of their shingles share one
COPIED = 0.6  # share of the shorter text's shingles: more makes a copy (edited wire copies keep 0.7)
CARRIED = 0.25  # the same for two reports that credit one agency, or one of which is a copy's relay
LEAST = 12  # shingles below which a text is too short to tell


class Body(msgspec.Struct, frozen=True):
    """A document's body words with their offsets, and its shingles."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    shingles: frozenset[int]


class Copies(msgspec.Struct, frozen=True):
    """`copy_of` leads from a copy to its original, `origin` from every document to its text family."""

    copy_of: dict[str, str]
    origin: dict[str, str]
    links: tuple[Link, ...]


def link_copies(reports: Reports) -> Copies:
    """Find copies and shared wire text among the documents of a case."""
    bodies = {ident: _body(doc) for ident, doc in reports.documents.items()}
    edges, carried, links = [], [], []
    for left, right in pairs({ident: key(body) for ident, body in bodies.items()}):
        share = overlap(bodies[left], bodies[right])
        if share >= COPIED:
            edges.append((share, left, right))
        if share >= COPIED or (share >= CARRIED and _one_wire(reports, left, right)):
            carried.append((share, left, right))
    home = join(bodies, edges, lambda one, other: False)
    copy_of: dict[str, str] = {}
    for members in groups(home).values():
        first = min(members, key=reports.order)
        for other in members:
            if other != first:
                copy_of[other] = first
                links.append(_link(bodies, first, other))
    origin = join(bodies, carried, lambda one, other: False)
    return Copies(copy_of, origin, tuple(links))


def key(body: Body) -> frozenset[str]:
    """Blocks of a body: its smallest shingle hashes."""
    if len(body.shingles) < LEAST:
        return frozenset()
    return frozenset(str(number) for number in sorted(body.shingles)[:SKETCH])


def overlap(left: Body, right: Body) -> float:
    """Share of the shorter text's shingles that the other has."""
    least = min(len(left.shingles), len(right.shingles))
    return len(left.shingles & right.shingles) / least if least else 0.0


def _body(doc: Document) -> Body:
    spans = [(b.start, b.end) for b in doc.blocks if b.role == "body"] or [(0, len(doc.text))]
    words, places = [], []
    for start, end in spans:
        for match in TOKEN.finditer(doc.text, start, end):
            words.append(match.group().lower())
            places.append(match.span())
    return Body(tuple(words), tuple(places), shingles_of(words))


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Hashes of all runs of five words."""
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE]).encode("utf-8", "surrogatepass"))
        for i in range(len(words) - SHINGLE + 1)
    )


def _one_wire(reports: Reports, left: str, right: str) -> bool:
    credits = [
        {fold(name) for name in (*doc.agencies, *([doc.outlet] if doc.outlet else []))}
        for doc in (reports.documents[left], reports.documents[right])
    ]
    return bool(credits[0] & credits[1])


def _link(bodies: dict[str, Body], first: str, other: str) -> Link:
    share = round(overlap(bodies[first], bodies[other]), 3)
    run = SequenceMatcher(None, bodies[first].words, bodies[other].words, autojunk=False)
    match = run.find_longest_match()
    evidence = tuple(
        Span(ident, bodies[ident].places[at][0], bodies[ident].places[at + match.size - 1][1])
        for ident, at in ((first, match.a), (other, match.b))
    )
    return Link(
        id=identify("link", "", (), ["copy", first, other]),
        evidence=evidence,
        rule="link.copies/shingles",
        certainty=min(0.99, share),
        relation="copy",
        members=(first, other),
        score=share,
        why=f"{share:.0%} of the shorter text stands word for word in the other, "
        f"up to {match.size} words in a row",
    )
