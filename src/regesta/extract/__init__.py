"""Parse -> records: everything one report says, each entry on its words.

What comes in: a `Parse`. What goes out: an `Extraction`: the document (its publication date bounded by
the text where the metadata gave none) and its records with per-document actor ids.

The extractors run in the order of what they need: dates, who is who, statements, then what stands in
them. To add one, write a module with such a function and name it in `EXTRACTORS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from regesta.extract.commitments import commitments
from regesta.extract.dates import bound_published, timexes
from regesta.extract.events import event_mentions
from regesta.extract.figures import figures
from regesta.extract.mentions import Cast, cast
from regesta.extract.statements import statements
from regesta.extract.statuses import statuses
from regesta.records import Extracted, Extraction, Parse, Statement, Timex

__all__ = ["EXTRACTORS", "extract", "found_by"]

Extractor = Callable[[Parse, Cast, tuple[Timex, ...], tuple[Statement, ...]], Sequence[Extracted]]
Call = Callable[..., Any]

EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("events", event_mentions),
    ("commitments", commitments),
    ("statuses", statuses),
    ("figures", figures),
)


def extract(parse: Parse) -> Extraction:
    """All records of one document; extractors that find nothing add nothing."""
    return found_by(parse, _plain)


def _plain(name: str, function: Call, *args: Any) -> Any:
    return function(*args)


def found_by(parse: Parse, call: Call) -> Extraction:
    """The same, each stage run as `call(name, function, *args)`, so that a benchmark can time it."""
    times = call("dates", timexes, parse)
    document = parse.document
    published = bound_published(parse, times)
    if published != document.published:
        document = msgspec.structs.replace(document, published=published)
        parse = msgspec.structs.replace(parse, document=document)
    who = call("mentions", cast, parse)
    said = call("statements", statements, parse, who, times)
    records: list[Extracted] = [*said]
    for name, extractor in EXTRACTORS:
        records += call(name, extractor, parse, who, times, said)
    return Extraction(document=document, records=(*who.actors, *who.mentions, *records))
