"""The reports of a lake as the jobs of linking see them: each in the bucket of its id, some at a time.

What comes in: the finished parts of a lake. What goes out: for each bucket its reports with their records, every report
once however many parts hold it, and who their actors are in the whole lake once that is known.

    shop = Shop(Lake(path), Shuffle(folder, 8))
    for reports in shop.reports(3):
        ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, get_args

import msgspec

from regesta import pipeline
from regesta.lake.columns import KIND_OF, OWN, document_of
from regesta.lake.folder import Lake
from regesta.lake.shuffle import Out, Shuffle
from regesta.link.reports import Cast, Profile, Reports
from regesta.records import Discrepancy, Document, Event, Extracted, Extraction, Link, Record, When

__all__ = ["KINDS", "Family", "Page", "Shop", "kind_of", "made", "packed", "unpacked"]

CHUNK = 200  # reports in memory at once, beside what they hand on
KINDS: dict[str, type[Record]] = {
    struct.kind: struct for struct in (*get_args(Extracted), Event, Link, Discrepancy)
}

# A report, and its records as they are packed, each with its kind.
Page = tuple[Document, list[tuple[str, msgspec.Raw]]]
# A report, its text family, the report that it repeats, and how much of the shorter text both have.
Family = tuple[str, str, str | None, float | None]
_pack = msgspec.msgpack.Encoder().encode


def kind_of(record: Record) -> str:
    """The kind of a record, which its packed form does not tell."""
    return record.kind


def packed(document: Document, records: Iterable[Extracted]) -> Page:
    """A report as it is handed on."""
    return document, [(kind_of(record), msgspec.Raw(_pack(record))) for record in records]


def unpacked(page: Page, kinds: Iterable[type] = ()) -> Extraction:
    """A report with those of its records that are of these kinds, or with all."""
    wanted = {kind for kind, struct in KINDS.items() if not kinds or struct in kinds}
    records = (msgspec.msgpack.decode(row, type=KINDS[kind]) for kind, row in page[1] if kind in wanted)
    return Extraction(document=page[0], records=tuple(records))  # type: ignore[arg-type]


def made(shop: Shop, bucket: int) -> Iterator[Record]:
    """The joined records of a bucket."""
    for kind, row in shop.now.rows("made", bucket, tuple[str, msgspec.Raw]):
        yield msgspec.msgpack.decode(row, type=KINDS[kind])


class Shop:
    """What a job needs: the lake, and the shuffle in which it takes part."""

    def __init__(self, lake: Lake, now: Shuffle, before: Shuffle | None = None) -> None:
        self.lake, self.now, self._before = lake, now, before

    def pages(self, bucket: int) -> Iterator[Page]:
        """The reports of a bucket, by id."""
        yield from self.now.rows("pages", bucket, Page)

    def reports(self, bucket: int, *kinds: type) -> Iterator[Reports]:
        """The same as linking reads them, some at a time; with all kinds of records, or these."""
        pages = self.pages(bucket)
        while some := list(islice(pages, CHUNK)):
            found = [unpacked(page, kinds) for page in some]
            yield Reports([page.document for page in found], [one for page in found for one in page.records])

    def cast(self, bucket: int) -> Cast:
        """Who the actors of a bucket's reports are in the lake."""
        known = dict(self.now.rows("profiles", bucket, tuple[str, Profile]))
        party_of = self.now.rows("party", bucket, tuple[str, str])
        people = {profile.id: profile for profile in known.values()}
        return Cast(people, {ident: known[party].id for ident, party in party_of})

    def copies(self, bucket: int) -> list[tuple[str, str]]:
        """The copies among a bucket's reports, each with its original."""
        told = self.now.rows("family", bucket, Family)
        return sorted((copy, first) for copy, _, first, _ in told if first is not None)

    # ---- where reports come from ---------------------------------------------------------------

    def take_part(self, out: Out, number: int, part: str, *, records: bool = True) -> None:
        """Put the reports of a part in their buckets, with their records or without."""
        from regesta.lake.parquet import rows

        own: dict[str, list[Any]] = {}
        for table in OWN if records else ():
            for row in rows(self.lake.file(table, part), ["document", "record"]):
                record = msgspec.json.decode(row["record"], type=KIND_OF[table])
                own.setdefault(row["document"], []).append(record)
        for row in rows(self.lake.file("documents", part), ["text", "record"]):
            document = document_of(row)
            page = packed(document, own.get(document.id, ()))
            out.put("rows", self.now.cell(document.id), (number, page))

    def take_home(self, out: Out, bucket: int) -> None:
        """The reports of a bucket, each once: as it stands in the first part, by the name that sorts first."""
        found: dict[str, Page] = {}
        names: dict[str, str] = {}
        for _, page in sorted(self.now.rows("rows", bucket, tuple[int, Page]), key=lambda row: row[0]):
            document = page[0]
            found.setdefault(document.id, page)
            names[document.id] = min(document.name, names.get(document.id, document.name))
        for ident, (document, records) in sorted(found.items()):
            named = msgspec.structs.replace(document, name=names[ident])
            out.put("pages", bucket, (named, records))

    def redate(self, out: Out, bucket: int) -> None:
        """The reports of a bucket as they were before, but those that got a date, which are read again with it."""
        assert self._before is not None
        dates = dict(self._before.rows("dates", bucket, tuple[str, When]))
        for document, records in self._before.rows("pages", bucket, Page):
            if document.id in dates:
                dated = msgspec.structs.replace(document, published=dates[document.id])
                again = pipeline.extraction_of(dated)
                out.put("pages", bucket, packed(again.document, again.records))
            else:
                out.put("pages", bucket, (document, records))
