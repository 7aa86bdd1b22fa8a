"""Linking brought in step with the case: new reports, corrected ones, and dates that reports give each other.

What comes in: a case, and what draws the records of a report. What goes out: the case, linked as if all its
reports had come at once, however they came.

A report without a date that linking can date is read again with that date. So linking sees the case twice: first
with the dates that reports give themselves, then, where that dates some, once more for those. The ledger is
taken back to the first state before new reports are looked at, so that nothing depends on their order.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from regesta.collecting import rarely
from regesta.records import Document, Extraction, Judgement, When
from regesta.store import Case
from regesta.store.corrections import correct, dates_of, refused_names
from regesta.store.settling import settle
from regesta.versions import linked_by

if TYPE_CHECKING:
    from regesta.store.ledger import StoredLedger

__all__ = ["ahead", "relink"]

BATCH = 600_000  # characters of the reports linked in one transaction
REDATED = 300  # reports linked once more at a time
RECORDS_KEPT = 40_000  # records of pages at hand

Extract = Callable[[Document], Extraction]
Dates = Mapping[str, When | None]


class _Unread(Exception):
    """Reports are to be read with another date; not while the case is locked."""

    def __init__(self, dates: Dates) -> None:
        super().__init__()
        self.dates = dates


class _Pages:
    """The reports as they are to be linked: dated, and as persons corrected them."""

    def __init__(self, case: Case, judgements: Sequence[Judgement], dates: Dates) -> None:
        self._case, self._judgements, self._dates = case, judgements, dates
        self._kept: OrderedDict[str, tuple[Extraction, Extraction]] = OrderedDict()
        self._records = 0

    def pages(self, documents: Collection[str]) -> list[Extraction]:
        """The extractions of documents."""
        return [page for page, _ in self.both(documents).values()]

    def texts(self, documents: Collection[str]) -> list[Document]:
        """The documents."""
        return [page.document for page in self.pages(documents)]

    def both(self, documents: Collection[str]) -> dict[str, tuple[Extraction, Extraction]]:
        """The extractions of documents, and what they were before they were dated and corrected."""
        own = {ident: self._kept[ident] for ident in documents if ident in self._kept}
        base = self._case.base([ident for ident in documents if ident not in own])
        given = {doc: self._dates[doc] for doc in base if doc in self._dates}
        unread = {doc: when for doc, when in given.items() if when != base[doc].document.published}
        dated = {
            doc: self._case.redated(_with(base[doc].document, when), when) for doc, when in unread.items()
        }
        if missing := {doc: unread[doc] for doc, page in dated.items() if page is None}:
            raise _Unread(missing)
        found = {**base, **{doc: page for doc, page in dated.items() if page is not None}}
        for ident, page in correct(found, self._judgements).items():
            own[ident] = self._kept[ident] = page, base[ident]
            self._records += len(page.records)
        while self._records > RECORDS_KEPT and len(self._kept) > 1:
            _, (page, _) = self._kept.popitem(last=False)
            self._records -= len(page.records)
        return {ident: own[ident] for ident in documents if ident in own}


def relink(case: Case, extract: Extract) -> tuple[str, ...]:
    """Link the reports that are new or changed with those that share a key with them.

    Returns notes on what was not compared, in plain words.
    """
    notes: set[str] = set()
    with rarely():
        while not _tried(case, extract, notes, last=True):
            pass
    return tuple(sorted(notes))


def ahead(case: Case, extract: Extract) -> tuple[str, ...]:
    """Link what is on file while more is to come, so that less is left to `relink`; returns its notes."""
    notes: set[str] = set()
    with rarely():
        while case.pending(0):
            _tried(case, extract, notes, last=False)
    return tuple(sorted(notes))


def _tried(case: Case, extract: Extract, notes: set[str], *, last: bool) -> bool:
    """Take a step; the reports that it wants dated otherwise are read first."""
    while True:
        try:
            return _step(case, notes, last=last)
        except _Unread as unread:
            for document, when in sorted(unread.dates.items()):
                case.keep_redated(extract(_with(case.base_document(document), when)))


def _step(case: Case, notes: set[str], *, last: bool) -> bool:
    """Link the next batch of reports; true when it was the last, and the case is whole.

    Unless `last`, more is to come: reports get no dates from each other yet, nor is anything settled.
    """
    # At the call: tests put another linker in its place.
    from regesta import link as linkers

    changes, judgements = case.changes, case.judgements(in_force=True)
    given = dates_of(judgements)
    with case.linking(linkers.Place) as ledger:
        _begin(case, ledger, judgements)
        first = _Pages(case, judgements, given)
        batch = case.pending(BATCH)
        notes.update(linkers.relink(ledger, first, batch))
        case.looked_at(batch)
        dated = ledger.marked("dated")
        _show(case, first, [document for document in batch if document not in dated])
        if not last or case.pending(0):
            return False
        inferred = _inferred(ledger, first, given)
        second = _Pages(case, judgements, {**given, **inferred})
        for at in range(0, len(inferred), REDATED):
            notes.update(linkers.relink(ledger, second, sorted(inferred)[at : at + REDATED]))
        _show(case, second, {*dated, *inferred})
        ledger.mark("dated", dict.fromkeys(dated))
        ledger.mark("inferred", dict.fromkeys(inferred, ""))
        part, documents = case.judged_part(judgements)
        pages = {page.document.id: page for page in second.pages(documents)}
        settled = settle(part, pages, judgements)
        ledger.settle(part, settled.linkage)
        case.linked_with(changes, settled.touched)
    return True


def _begin(case: Case, ledger: StoredLedger, judgements: Sequence[Judgement]) -> None:
    """Take the case back to what linking decided by itself, and note which reports are to be looked at."""
    version, known = linked_by(), ledger.marks("linked", ["by"]).get("by")
    if known != version:
        # Other rules may join otherwise: everything is looked at once.
        ledger.clear()
        ledger.mark("linked", {"by": version})
        case.put_off(None)
    ledger.unsettle()
    now, before = {item.id for item in judgements}, set(ledger.marked("judgement"))
    if now != before:
        new = [item for item in case.judgements() if item.id in now ^ before]
        names = {name for item in new for name, _, _ in refused_names(item)}
        homes = case.homes_of({ident for item in new for ident in item.target})
        case.put_off(homes | case.shown_otherwise() | (case.reports_naming(names) if names else set()))
        ledger.mark("judgement", {**dict.fromkeys(before - now), **dict.fromkeys(now, "")})
    dated = ledger.marked("inferred")
    case.put_off(dated)
    # Once: they keep their places in tables until it is known whether they are dated again.
    ledger.mark("inferred", dict.fromkeys(dated))
    ledger.mark("dated", dated)


def _inferred(ledger: StoredLedger, pages: _Pages, given: Dates) -> dict[str, When]:
    """The dates that the case gives to reports whose own is not known."""
    told = {doc: text for doc, text in ledger.marked("published").items() if doc not in given}
    undated = {doc.id for doc in pages.texts(sorted(told)) if not _is_dated(doc)}
    return {doc: msgspec.json.decode(text, type=When) for doc, text in told.items() if doc in undated}


def _show(case: Case, pages: _Pages, documents: Collection[str]) -> None:
    """Have questions answered by reports as they were linked."""
    for page, base in pages.both(sorted(documents)).values():
        case.show(page, base)


def _with(document: Document, published: When | None) -> Document:
    return msgspec.structs.replace(document, published=published)


def _is_dated(document: Document) -> bool:
    when = document.published
    return when is not None and when.start is not None and when.end is not None
