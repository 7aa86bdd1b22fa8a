"""Reports and their copies -> which records of a copy only repeat one of the original.

What comes in: the documents (a copy names its original in `copy_of`) and extracted records.
What goes out: for each record that says the same in the same words, the id of the original's.

    repeats(documents, case.statements())       # {"9c1f...": "27ab..."}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from regesta.passages import WORD, focus_of
from regesta.records import Document, Figure, Status

__all__ = ["repeats"]


def repeats(documents: Mapping[str, Document], records: Iterable[Any]) -> dict[str, str]:
    """Records of copies -> the record of the original that they repeat word for word."""
    told = [record for record in records if record.document in documents]
    said = {record.id: _said(record, documents[record.document].text) for record in told}
    first = {(record.document, said[record.id]): record.id for record in reversed(told)}
    found = {}
    for record in told:
        original = _original(record.document, documents)
        if original != record.document and (original, said[record.id]) in first:
            found[record.id] = first[original, said[record.id]]
    return found


def _original(document: str, documents: Mapping[str, Document]) -> str:
    """The report that a report repeats, itself when it repeats none."""
    passed: set[str] = set()
    while document not in passed and document in documents:
        passed.add(document)
        document = documents[document].copy_of or document
    return document


def _said(record: Any, text: str) -> tuple[Any, ...]:
    """What makes two records of one kind the same to a reader."""
    cut = (WORD.findall(span.cut(text).casefold()) for span in focus_of(record))
    words = tuple(chain.from_iterable(cut))
    if isinstance(record, Figure):
        return record.kind, words, record.value, record.counted
    if isinstance(record, Status):
        return record.kind, words, record.dimension, record.value
    return record.kind, words, getattr(record, "sort", None), getattr(record, "act", None)
