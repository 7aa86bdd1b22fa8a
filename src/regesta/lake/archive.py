"""Web archives: the pages in a WARC file, from any record on.

What comes in: a `.warc` or `.warc.gz` file (each record compressed for itself, as crawlers write them) and the
offset of a record. What goes out: its HTML responses with status 200, numbered by record, with their addresses.
Requests, redirects, images and what else a crawl holds are no reports and not counted as skipped.

    for raw in raws("crawl.warc.gz", 0, 1):
        raw.url, raw.data           # "https://example.org/story", b"<html>..."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regesta.errors import MissingExtra
from regesta.lake.raw import MOST_BYTES, TOO_LONG, Raw, reading

PAGES = ("text/html", "application/xhtml+xml")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


def raws(path: str, place: int, number: int) -> Iterator[Raw]:
    """The pages of an archive from the record at `place`, which is record `number`. May raise ReadError."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as err:
        raise MissingExtra("WARC files need warcio: pip install 'regesta[scale]'") from err
    with Path(path).open("rb") as file:
        file.seek(place)
        records = ArchiveIterator(file)
        with reading("is damaged, or not compressed record by record"):
            for record in records:
                if _is_page(record):
                    # The payload has to be read before the offset of the record is asked for.
                    data = _payload(record.content_stream())
                    yield _raw(record, data, number, records.get_record_offset())
                number += 1


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return kind in PAGES and record.http_headers.get_statuscode() == "200"


def _payload(stream: Any) -> bytes:
    """The page, up to one byte more than is taken; a stream may hand out less than it is asked for."""
    data = b""
    while len(data) <= MOST_BYTES and (piece := stream.read(MOST_BYTES + 1 - len(data))):
        data += piece
    return data


def _raw(record: Any, data: bytes, number: int, place: int) -> Raw:
    charset = CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    url = record.rec_headers.get_header("WARC-Target-URI")
    if len(data) > MOST_BYTES:
        return Raw(number, place, b"", url=url, fault=TOO_LONG)
    return Raw(number, place, data, url=url, encoding=charset[1] if charset else None)
