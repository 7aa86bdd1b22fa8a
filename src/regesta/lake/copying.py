"""`regesta run --copies`: which reports of a whole lake repeat which others, on the engine that wrote it.

What comes in: the finished parts of a lake. What goes out: `copies/all.parquet` in it, a row for each report that
shares its text with another: the report it repeats, if any, and the family of texts it belongs to. It is the first
kind of `regesta run --link`, without the records of the reports, and so without the dates they give each other.

    find_copies(Lake(Path("lake")), engine)     # 5120
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from regesta.lake.columns import COPIES
from regesta.lake.engines import Engine
from regesta.lake.folder import Lake, flush
from regesta.lake.jobs import Run, Step
from regesta.lake.joining import COPYING
from regesta.lake.shop import Family, Shop, made
from regesta.lake.shuffle import Out
from regesta.records import Link

__all__ = ["find_copies"]


def find_copies(lake: Lake, engine: Engine) -> int:
    """Write the lake's table of copies anew. Returns how many reports stand in it.

    Call it while the lake is held (`Lake.begin`).
    """
    steps = (*COPYING, Step("family-send", send_families), Step("family-count", count_families))
    with Run(lake, engine, "copying") as run:
        run.read(records=False, ahead=steps)
        run.do(steps)
        shop = run.shop
        found = sorted(
            (row for bucket in run.buckets for row in _rows(shop, bucket)),
            key=lambda row: str(row["document"]),
        )
    _write(lake, found)
    return len(found)


def send_families(shop: Shop, out: Out, bucket: int) -> None:
    """Put the reports of one family, and what links a copy to its original, in one place."""
    for row in shop.now.rows("family", bucket, Family):
        out.put("families", shop.now.cell(row[1]), row)
    for record in made(shop, bucket):
        assert isinstance(record, Link)
        out.put("shared", shop.now.cell(record.members[1]), record)


def count_families(shop: Shop, out: Out, bucket: int) -> None:
    """Tell each report that is not alone in its family of its family."""
    rows = list(shop.now.rows("families", bucket, Family))
    sizes = Counter(row[1] for row in rows)
    for row in rows:
        if sizes[row[1]] > 1:
            out.put("kin", shop.now.cell(row[0]), row)


def _rows(shop: Shop, bucket: int) -> Iterator[dict[str, object]]:
    links = {link.members[1]: link for link in shop.now.rows("shared", bucket, Link)}
    for document, family, first, _ in shop.now.rows("kin", bucket, Family):
        link = links.get(document)
        yield {
            "document": document,
            "original": first,
            "family": family,
            "score": link.score if link else None,
            "why": link.why if link else None,
            "record": msgspec.json.encode(link).decode() if link else None,
        }


def _write(lake: Lake, found: list[dict[str, object]]) -> None:
    from regesta.lake.parquet import Writer

    folder, draft = lake.path / "copies", lake.scratch("copies", "all")
    folder.mkdir(exist_ok=True)
    with Writer(draft, COPIES) as out:
        out.write(found)
    flush(draft)
    draft.replace(folder / "all.parquet")
