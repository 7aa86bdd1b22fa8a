"""Copies: reports that carry the text of another, whole or with small edits, and shared wire text.

What comes in: documents. What goes out: `Copies`: which document repeats which, and families of
documents whose words have one origin, so that they count as one independent report.

Two documents are compared exactly, by their sets of five-word shingles; only those are compared that
share one of their rarest-hashed shingles.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

from regesta.link.blocks import Crowd, groups, join, pairs
from regesta.link.reports import Reports
from regesta.link.words import TOKEN, fold
from regesta.records import Document, Link, Span, identify

SHINGLE = 5
SKETCH = 24  # smallest hashes kept as block keys; two texts that share half of their shingles share one
COPIED = 0.6  # share of the shorter text's shingles: more makes a copy (edited wire copies keep 0.7)
CARRIED = 0.25  # the same for two reports that credit one agency, or one of which is a copy's relay
LEAST = 12  # shingles below which a text is too short to tell


class Body(msgspec.Struct, frozen=True):
    """A document's body words and the hashes of its shingles."""

    words: tuple[str, ...]
    shingles: frozenset[int]


class Copies(msgspec.Struct, frozen=True):
    """`copy_of` leads from a copy to its original, `origin` from every document to its text family."""

    copy_of: dict[str, str]
    origin: dict[str, str]
    links: tuple[Link, ...]


def link_copies(reports: Reports, crowds: list[Crowd] | None = None) -> Copies:
    """Find copies and shared wire text among the documents of a case."""
    bodies = {ident: _body(doc) for ident, doc in reports.documents.items()}
    edges, carried, links = [], [], []
    for left, right in pairs({ident: key(body) for ident, body in bodies.items()}, crowds=crowds):
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
                links.append(_link(reports, bodies, first, other))
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
    words = [word for start, end in _parts(doc) for word in TOKEN.findall(_lower(doc.text[start:end]))]
    return Body(tuple(words), shingles_of(words))


def _parts(doc: Document) -> list[tuple[int, int]]:
    return [(b.start, b.end) for b in doc.blocks if b.role == "body"] or [(0, len(doc.text))]


def _lower(text: str) -> str:
    """Lower case of the same length: 'İ' would become two characters."""
    plain = text.lower()
    return plain if len(plain) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Hashes of all runs of five words."""
    line = [word.encode("utf-8", "surrogatepass") for word in words]
    ends = list(itertools.accumulate(len(word) + 1 for word in line))
    starts = [0, *ends]
    text = b" ".join(line)
    crc = zlib.crc32
    return frozenset([crc(text[a : b - 1]) for a, b in zip(starts, ends[SHINGLE - 1 :], strict=False)])


def _one_wire(reports: Reports, left: str, right: str) -> bool:
    credits = [
        {fold(name) for name in (*doc.agencies, *([doc.outlet] if doc.outlet else []))}
        for doc in (reports.documents[left], reports.documents[right])
    ]
    return bool(credits[0] & credits[1])


def _link(reports: Reports, bodies: dict[str, Body], first: str, other: str) -> Link:
    share = round(overlap(bodies[first], bodies[other]), 3)
    run = SequenceMatcher(None, bodies[first].words, bodies[other].words, autojunk=False)
    match = run.find_longest_match()
    evidence = tuple(
        _span(reports.documents[ident], at, at + match.size)
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


def same_places(reports: Reports, left: str, right: str) -> dict[int, int]:
    """Offsets in one report -> offsets in another, where words they have in common begin or end."""
    mine, theirs = (_words_of(reports.documents[ident]) for ident in (left, right))
    run = SequenceMatcher(None, [w for w, _, _ in mine], [w for w, _, _ in theirs], autojunk=False)
    found: dict[int, int] = {}
    for block in run.get_matching_blocks():
        for step in range(block.size):
            (_, start, end), (_, other, last) = mine[block.a + step], theirs[block.b + step]
            found[start], found[end] = other, last
    return found


def _words_of(doc: Document) -> list[tuple[str, int, int]]:
    """A report's body words with their offsets."""
    return [
        (found.group(), start + found.start(), start + found.end())
        for start, end in _parts(doc)
        for found in TOKEN.finditer(_lower(doc.text[start:end]))
    ]


def _span(doc: Document, first: int, last: int) -> Span:
    """Where the body words first..last of a report stand, `last` exclusive."""
    words = _words_of(doc)
    return doc.span(words[first][1], words[last - 1][2])
