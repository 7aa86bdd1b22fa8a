"""Records of many reports -> what belongs together, what repeats and where reports differ.

What comes in: a case's documents and their extracted records, with per-document actors.
What goes out: a `Linkage`: joined actors and events, links, discrepancies, copies.

Each linker has `keys`, the blocks a record is compared in, and a verdict on two records of a block;
records that share no block are never compared. What was found is kept in a `Ledger`, so that `relink`
brings it in step with some reports without looking at the others. Pure: the result depends on the records,
not on their order, on how many came at a time, the clock or the case file.

>>> link((), ()).events
()
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from regesta.link import stages, voices
from regesta.link.blocks import Crowd
from regesta.link.copies import (
    Page,
    PageLinker,
    copied_actors,
    copies_of,
    keep_copies,
    match_actors,
    page,
)
from regesta.link.graph import update
from regesta.link.joined import cast_of, link_actors
from regesta.link.ledger import Ledger, Memory, Place
from regesta.link.reports import Reports
from regesta.records import Document, Extracted, Extraction, Linkage

__all__ = ["Ledger", "Memory", "Place", "Source", "link", "relink"]

CHUNK = 500  # reports read at a time


class Source(Protocol):
    """Where linking finds reports, as they are to be linked."""

    def pages(self, documents: Collection[str]) -> Iterable[Extraction]:
        """The extractions of those of the documents that are on file."""

    def texts(self, documents: Collection[str]) -> Iterable[Document]:
        """The same without their records."""


class _Given:
    """The reports that a caller hands over, all at once."""

    def __init__(self, documents: Sequence[Document], records: Sequence[Extracted]) -> None:
        own: dict[str, dict[str, Extracted]] = defaultdict(dict)
        for record in records:
            own[record.document or ""][record.id] = record
        self.all = {
            doc.id: Extraction(document=doc, records=tuple(own[doc.id].values())) for doc in documents
        }

    def pages(self, documents: Collection[str]) -> list[Extraction]:
        """The extractions of documents."""
        return [self.all[ident] for ident in documents if ident in self.all]

    def texts(self, documents: Collection[str]) -> list[Document]:
        """The documents."""
        return [found.document for found in self.pages(documents)]


def link(documents: Sequence[Document], records: Sequence[Extracted]) -> Linkage:
    """Join what belongs together; the result depends on what comes in, never on its order.

    `groups` leads from a commitment to its undertaking (the id of one of its members), from a status
    to its series key ("recognition:china-taliban"), from a figure to the count it belongs to.
    """
    source, memory = _Given(documents, records), Memory()
    notes = relink(memory, source, set(source.all))
    return memory.linkage(notes)


def relink(ledger: Ledger, source: Source, documents: Collection[str]) -> tuple[str, ...]:
    """Bring what the ledger holds in step with documents that are new, changed, or no longer on file.

    Afterwards it holds what linking all reports at once would give. Returns notes on what was not compared.
    """
    crowds: list[Crowd] = []
    dirty, renamed = set(documents), _outlets(ledger, source, documents)
    moved = _copies(ledger, source, dirty, crowds)
    family = dirty | moved | copies_of(ledger, dirty)
    firsts = set(ledger.marks("copy_of", family).values())
    reports = _reports(source, family | firsts)
    heard = voices.hear(ledger, reports, dirty)
    family |= match_actors(ledger, reports, family) | heard
    reports = _reports(source, family)
    copied = _places(copied_actors(ledger, family), voices.heard(ledger, family))
    known = link_actors(ledger, reports, copied, documents=family, renamed=renamed, crowds=crowds)
    said: set[str] = set()
    for some in _chunks(known | family):
        said |= stages.link_quotes(ledger, _reports(source, some), cast_of(ledger, some), crowds)
    for some in _chunks(known | family | said):
        reports, cast = _reports(source, some), cast_of(ledger, some)
        stages.link_events(ledger, reports, cast, crowds)
        stages.link_undertakings(ledger, reports, cast, crowds)
        stages.link_statuses(ledger, reports, cast)
    for some in _chunks(dirty):
        reports = _reports(source, some)
        stages.link_figures(ledger, reports, crowds)
        stages.link_names(ledger, reports, renamed=renamed)
    return tuple(crowd.note for crowd in sorted(set(crowds)))


def _copies(ledger: Ledger, source: Source, dirty: Collection[str], crowds: list[Crowd]) -> set[str]:
    """Find copies of and among the documents; those for which that changed."""

    def texts(idents: Collection[str]) -> dict[str, Document]:
        return {doc.id: doc for doc in source.texts(idents)}

    reports = Reports(list(source.texts(dirty)), ())
    changed: dict[str, Page | None] = dict.fromkeys(dirty)
    changed.update((doc.id, page(doc, reports.order(doc.id))) for doc in reports.documents.values())
    homes = {ident: ident for ident in dirty}
    region = update(ledger, PageLinker(), changed, documents=homes, crowds=crowds)
    return keep_copies(ledger, region, texts)


def _places(*tables: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Actor -> all places at which another stands for him."""
    actors = {actor for table in tables for actor in table}
    none: frozenset[str] = frozenset()
    return {actor: none.union(*(table.get(actor, none) for table in tables)) for actor in actors}


def _outlets(ledger: Ledger, source: Source, documents: Collection[str]) -> set[str]:
    """Note what the outlets of documents are called; the documents of which that changed."""
    names: dict[str, str | None] = dict.fromkeys(documents)
    names.update((doc.id, doc.outlet or doc.name) for doc in source.texts(documents))
    before = ledger.marks("outlet", names)
    ledger.mark("outlet", names)
    return {ident for ident, name in before.items() if name != names[ident]}


def _reports(source: Source, documents: Collection[str]) -> Reports:
    found = list(source.pages(sorted(documents)))
    records = [record for page in found for record in page.records]
    return Reports([page.document for page in found], records, asked=documents)


def _chunks(documents: Collection[str]) -> Iterable[set[str]]:
    ordered = sorted(documents)
    return (set(ordered[at : at + CHUNK]) for at in range(0, len(ordered), CHUNK))
