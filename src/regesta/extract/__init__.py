"""Parse -> records: everything one report says, each entry on its words.

What comes in: a `Parse`. What goes out: an `Extraction`: the document (its publication date bounded by
the text where the metadata gave none) and its records with per-document actor ids.

The extractors run in the order of what they need: dates, who is who, statements, then what stands in them.
"""

from __future__ import annotations

import msgspec

from regesta.extract.dates import bound_published, timexes
from regesta.extract.mentions import cast
from regesta.records import Extracted, Extraction, Parse

__all__ = ["extract"]


def extract(parse: Parse) -> Extraction:
    """All records of one document, in the order of their first words."""
    times = timexes(parse)
    document = parse.document
    published = bound_published(parse, times)
    if published != document.published:
        document = msgspec.structs.replace(document, published=published)
        parse = msgspec.structs.replace(parse, document=document)
    who = cast(parse)
    records: list[Extracted] = [*who.actors, *who.mentions]
    return Extraction(document=document, records=tuple(records))
