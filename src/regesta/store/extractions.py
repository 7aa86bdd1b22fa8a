"""A report's extraction as the table `extractions` keeps it.

What comes in: an extraction, or its JSON with the report's text. What goes out: the other of the two. The text
is not kept twice, nor what linking or filing adds to a report.

    page_of(json_of_page(page), page.document.text, None)       # page
"""

from __future__ import annotations

from typing import cast

import msgspec

from regesta.records import Document, Extracted, Extraction, When
from regesta.store.casefile import DECODERS
from regesta.store.rows import TABLES

__all__ = ["BASE", "json_of_date", "json_of_page", "page_of"]

# The key of an extraction as the report was first filed; that of one made with another date is the date.
BASE = ""
STRUCTS = {struct.kind: struct for struct in TABLES}  # type: ignore[attr-defined]


class Page(msgspec.Struct, frozen=True):
    """A report without its text, and its records as JSON, by kind."""

    document: Document
    records: dict[str, tuple[msgspec.Raw, ...]]


_of_page = msgspec.json.Decoder(Page)


def json_of_date(published: When | None) -> str:
    """A date of publication as the key of an extraction; never that of the base."""
    return msgspec.json.encode(published).decode()


def json_of_page(page: Extraction) -> str:
    """An extraction as JSON, without the report's text."""
    records: dict[str, list[Extracted]] = {}
    for record in page.records:
        records.setdefault(record.kind, []).append(record)
    bare = msgspec.structs.replace(page.document, text="", added=None, copy_of=None)
    return msgspec.json.encode({"document": bare, "records": records}).decode()


def page_of(record: str, text: str, added: str | None) -> Extraction:
    """The extraction that was kept, with the report's text and the time it was filed."""
    page = _of_page.decode(record)
    records = [
        cast(Extracted, DECODERS[STRUCTS[kind]].decode(raw))
        for kind, raws in page.records.items()
        for raw in raws
    ]
    document = msgspec.structs.replace(page.document, text=text, added=added)
    return Extraction(document=document, records=tuple(records))
