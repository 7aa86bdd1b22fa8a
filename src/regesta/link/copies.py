"""Copies: reports that carry the text of another, whole or with small edits, and shared wire text.

What comes in: documents. What goes out: which document repeats which, and families of documents
whose words have one origin, so that they count as one independent report.

Two documents are compared exactly, by their sets of five-word shingles; only those are compared that
share one of their rarest-hashed shingles.
"""

from __future__ import annotations

import itertools
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import msgspec

from regesta.link.blocks import groups, join
from regesta.link.graph import Region, number
from regesta.link.ledger import Ledger, Made, Place, noted
from regesta.link.parties import party_from_the_start
from regesta.link.reports import Reports
from regesta.link.words import TOKEN, fold
from regesta.records import Document, Link, Mention, Span, identify

SHINGLE = 5
SKETCH = 24  # smallest hashes kept as block keys; two texts that share half of their shingles share one
COPIED = 0.6  # share of the shorter text's shingles: more makes a copy (edited wire copies keep 0.7)
CARRIED = 0.25  # the same for two reports that credit one agency, or one of which is a copy's relay
WIDTH = 4  # bytes of a hash
NEAR = 8  # smallest hashes by which texts are put in order in a crowded block
HASHES = 512  # texts whose hashes are kept at hand
BITS = 4096  # of the number that stands for a text's hashes
NUMBERS = 4096  # texts whose number is kept at hand
LEADERS = 4  # texts that all others with a run of words that very many have are compared with
LEAST = 12  # shingles below which a text is too short to tell


class Page(msgspec.Struct, frozen=True):
    """A document as it is compared: `shingles` are the hashes of its runs of five words, four bytes each, ascending."""

    id: str
    document: str
    shingles: bytes
    order: tuple[date, str]
    credits: frozenset[str]
    outlet: str


class PageLinker:
    """How documents are found and compared."""

    name = "copies"
    item = Page
    purged = True
    leaders = LEADERS

    def keys(self, item: Page) -> Iterable[str]:
        """Blocks of a document: its smallest shingle hashes."""
        least = item.shingles[: SKETCH * WIDTH]
        return map(str, memoryview(least).cast("I")) if len(item.shingles) >= LEAST * WIDTH else ()

    def halves(self, item: Page) -> Iterable[tuple[str, bool]]:
        """Documents are compared as equals."""
        return ()

    def place(self, ident: str, item: Page) -> Place:
        """Copies may come at any time; like texts are near."""
        return Place(ident, order=f"{item.shingles[: NEAR * WIDTH].hex()}|{ident}")

    def score(self, left: Page, right: Page) -> float | None:
        """The share of the shorter text that stands in the other, null for texts of two origins."""
        if overlap_at_most(left.shingles, right.shingles) < CARRIED:
            return None
        share = overlap(left.shingles, right.shingles)
        one_wire = share >= CARRIED and bool(left.credits & right.credits)
        return share if share >= COPIED or one_wire else None


def page(doc: Document, order: tuple[date, str]) -> Page:
    """A document as it is compared."""
    credited = (*doc.agencies, *([doc.outlet] if doc.outlet else []))
    shingles = array("I", sorted(shingles_of(body_words(doc)))).tobytes()
    return Page(doc.id, doc.id, shingles, order, frozenset(map(fold, credited)), doc.outlet or doc.name)


def keep_copies(
    ledger: Ledger, region: Region[Page], documents: Callable[[Collection[str]], Mapping[str, Document]]
) -> set[str]:
    """Find which document repeats which in a region; those of which that, or the origin, changed.

    Marks "copy_of" leads from a copy to its original, "origin" from a document to its text family.
    """
    own = families(region)
    found = {other: first for other, first in own.copy_of.items() if first is not None}
    known = {link.id: link for links in ledger.made(PageLinker.name, found).values() for link in links}
    links: list[tuple[str, Made]] = []
    for other, first in found.items():
        link = known.get(_link_id(first, other))
        if link is None:
            texts = documents([first, other])
            link = copy_link(
                texts[first], texts[other], own.shares.get((min(first, other), max(first, other)))
            )
        links.append((other, link))
    ledger.replace(PageLinker.name, region.owners, links)
    return noted(ledger, "copy_of", own.copy_of) | noted(ledger, "origin", own.origin)


class Families(NamedTuple):
    """For each document its original and its text family, null for none; and what share two have in common."""

    copy_of: dict[str, str | None]
    origin: dict[str, str | None]
    shares: dict[tuple[str, str], float]


def families(region: Region[Page]) -> Families:
    """Which document of a region repeats which, and whose words have one origin."""
    copied = [edge for edge in region.edges if edge[0] >= COPIED]
    shares = {(left, right): share for share, left, right in region.edges}
    copy_of: dict[str, str | None] = dict.fromkeys(region.owners)
    for members in groups(join(region.items, copied, lambda one, other: False)).values():
        first = min(members, key=lambda ident: region.items[ident].order)
        copy_of.update((other, first) for other in members if other != first)
    origin: dict[str, str | None] = dict.fromkeys(region.owners)
    origin.update(join(region.items, region.edges, lambda one, other: False))
    return Families(copy_of, origin, shares)


def overlap(left: bytes, right: bytes) -> float:
    """Share of the shorter text's shingles that the other has."""
    one, other = _hashes(left), _hashes(right)
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def overlap_at_most(left: bytes, right: bytes) -> float:
    """A bound from above of `overlap`, for a fraction of its price: most texts that meet have little in common.

    A shingle that both have sets one bit in both; those of one text that share a bit are all taken for common.
    """
    one, other = _bits(left), _bits(right)
    least = min(len(left), len(right)) // WIDTH
    short = one if len(left) <= len(right) else other
    return ((one & other).bit_count() + least - short.bit_count()) / least if least else 0.0


@lru_cache(NUMBERS)
def _bits(shingles: bytes) -> int:
    """A set of hashes as bits of a number, one for each that is alike modulo `BITS`."""
    found = bytearray(BITS // 8)
    for hashed in memoryview(shingles).cast("I"):
        found[hashed % BITS >> 3] |= 1 << (hashed & 7)
    return int.from_bytes(found, "little")


@lru_cache(HASHES)
def _hashes(shingles: bytes) -> frozenset[int]:
    return frozenset(memoryview(shingles).cast("I"))


def body_words(doc: Document) -> list[str]:
    """A document's body words, in lower case."""
    return [word for start, end in _parts(doc) for word in TOKEN.findall(_lower(doc.text[start:end]))]


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


def _link_id(first: str, other: str) -> str:
    return identify("link", "", (), ["copy", first, other])


def copy_link(first: Document, other: Document, known: float | None) -> Link:
    """That one document repeats another; `known` is the share they have in common, null when that is to be found."""
    mine, theirs = body_words(first), body_words(other)
    if known is None:
        known = overlap(*(page(doc, (date.max, doc.id)).shingles for doc in (first, other)))
    share = round(known, 3)
    run = SequenceMatcher(None, mine, theirs, autojunk=False)
    match = run.find_longest_match()
    evidence = tuple(_span(doc, at, at + match.size) for doc, at in ((first, match.a), (other, match.b)))
    return Link(
        id=_link_id(first.id, other.id),
        evidence=evidence,
        rule="link.copies/shingles",
        certainty=min(0.99, share),
        relation="copy",
        members=(first.id, other.id),
        score=share,
        why=f"{share:.0%} of the shorter text stands word for word in the other, "
        f"up to {match.size} words in a row",
    )


def same_places(left: Document, right: Document) -> dict[int, int]:
    """Offsets in one report -> offsets in another, where words they have in common begin or end."""
    mine, theirs = _words_of(left), _words_of(right)
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


class Copied(msgspec.Struct, frozen=True):
    """A copy, and the pairs of actors (its own, the original's) that stand at the same words of both."""

    id: str
    document: str
    original: str
    pairs: tuple[tuple[str, str], ...]


COPIES = "copied"  # under which `Copied` items are kept


def copies_of(ledger: Ledger, documents: Collection[str]) -> set[str]:
    """The copies of documents."""
    blocks = ledger.blocks(COPIES, {number(COPIES, doc) for doc in documents})
    return {place.id for places in blocks.values() for place in places if place.order in documents}


def match_actors(ledger: Ledger, reports: Reports, documents: Collection[str]) -> set[str]:
    """Note who stands at the same words of these documents and their originals; the originals concerned."""
    firsts = ledger.marks("copy_of", documents)
    old = ledger.items(COPIES, Copied, documents)
    new = {
        copy: Copied(copy, copy, first, tuple(sorted(same_actors(reports, copy, first))))
        for copy, first in firsts.items()
        if copy in reports.documents and first in reports.documents
    }
    gone = {copy: item for copy, item in old.items() if new.get(copy) != item}
    come = {copy: item for copy, item in new.items() if old.get(copy) != item}
    ledger.drop(COPIES, gone, {(number(COPIES, item.original), copy) for copy, item in gone.items()})
    rows = {copy: (copy, Place(copy, order=item.original), item) for copy, item in come.items()}
    ledger.put(COPIES, rows, {(number(COPIES, item.original), copy) for copy, item in come.items()})
    return {item.original for item in (*gone.values(), *come.values())}


def copied_actors(ledger: Ledger, documents: Collection[str]) -> dict[str, frozenset[str]]:
    """Actor of one of these documents -> names of the places at which another stands in the other copy."""
    items = ledger.items(COPIES, Copied, {*documents, *copies_of(ledger, documents)})
    found: dict[str, set[str]] = defaultdict(set)
    for item in items.values():
        for mine, theirs in item.pairs:
            for document, ident in ((item.document, mine), (item.original, theirs)):
                if document in documents:
                    found[ident].add(place_of(mine, theirs))
    return {ident: frozenset(names) for ident, names in found.items()}


def place_of(mine: str, theirs: str) -> str:
    """The name of a place at which one actor stands in a copy, another in its original."""
    return f"copied|{mine}|{theirs}"


def same_actors(reports: Reports, copy: str, first: str) -> set[tuple[str, str]]:
    """Pairs of actors, of a copy and of its original, that stand at the same words of both."""
    places = same_places(reports.documents[copy], reports.documents[first])
    there = {m.start: m for m in _mentions(reports, first)}
    found = set()
    for mention in _mentions(reports, copy):
        other = there.get(places.get(mention.start, -1))
        if other is None or not _same_words(mention.text, other.text):
            continue
        actors = [reports.records[ident] for ident in (mention.actor, other.actor)]
        if len({party_from_the_start(actor, reports) for actor in actors}) > 1:  # type: ignore[arg-type]
            found.add((mention.actor, other.actor))
    return found


def _same_words(left: str, right: str) -> bool:
    """True for one text, or one that goes on to give the name: "the envoy", "the envoy, Ana Silva"."""
    short, long = sorted((left, right), key=len)
    return long == short or long.startswith(f"{short},")


def _mentions(reports: Reports, document: str) -> list[Mention]:
    known = (m for m in reports.mentions_by_place[document] if m.form != "pronoun")
    return [m for m in known if m.actor in reports.records]


def _span(doc: Document, first: int, last: int) -> Span:
    """Where the body words first..last of a report stand, `last` exclusive."""
    words = _words_of(doc)
    return doc.span(words[first][1], words[last - 1][2])
