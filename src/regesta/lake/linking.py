"""`regesta run --link`: what belongs together over a whole lake, as a shuffle by block key on the engine that wrote it.

What comes in: the finished parts of a lake. What goes out: the folder `linked` in it, with the tables of `linked`
(actors, actor_of, events, event_of, links, discrepancies, copies), each in as many files as there are buckets: the
same rows as `open-lake` writes of a case of all reports. No process sees all reports; one sees all ties.

Where reports date each other, those that got a date are read again with it and all is linked once more, as `add` does.

    find_links(Path("lake"), engine)      # Joined(rows={"actors": 812, ...}, notes=())
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from regesta.lake import graphs
from regesta.lake.columns import LINKED
from regesta.lake.engines import Engine
from regesta.lake.folder import Lake, flush
from regesta.lake.jobs import Progress, Run, Step
from regesta.lake.joining import DATING, FINDING, LINKERS
from regesta.lake.parting import version
from regesta.lake.shop import Shop, made
from regesta.lake.shuffle import Out
from regesta.records import Span

__all__ = ["Joined", "find_links"]

Row = dict[str, object]


class Joined(msgspec.Struct, frozen=True):
    """What was joined: the rows of each table, and in plain words what was not compared."""

    rows: dict[str, int]
    notes: tuple[str, ...] = ()


def find_links(path: Path, engine: Engine, progress: Progress | None = None) -> Joined:
    """Write a lake's linked tables anew. `progress` is told jobs done, and of how many.

    Raises LakeError when the folder is no lake, is in use, or was written by another version.
    """
    lake = Lake(path.absolute())
    # Looked at before it is held: a folder that is no lake does not become one.
    assert lake.mark
    with lake.begin(version()), Run(lake, engine, "linking", progress) as run:
        run.read(ahead=(*DATING, *FINDING, *WRITING))
        run.do(DATING)
        if run.shop.now.any("dates"):
            run.once_more(ahead=DATING)
            run.do(DATING)
        run.do((*FINDING, *WRITING))
        now = run.shop.now
        rows: Counter[str] = Counter(dict.fromkeys(LINKED, 0))
        for table, count in now.rows("counts", 0, tuple[str, int]):
            rows[table] += count
        notes = {crowd.note for linker in LINKERS for crowd in graphs.crowds(now, linker)}
        _put(run.folder / "linked", lake.path / "linked")
    return Joined(dict(rows), tuple(sorted(notes)))


# ---- the tables -------------------------------------------------------------------------------


def ask_words(shop: Shop, out: Out, bucket: int) -> None:
    """Ask reports for the words that the joined records of a bucket stand on."""
    wanted = {span for record in made(shop, bucket) for span in _spans(msgspec.to_builtins(record))}
    for document, start, end in sorted(wanted):
        out.put("spans", shop.now.cell(document), (document, start, end, bucket))


def give_words(shop: Shop, out: Out, bucket: int) -> None:
    """Give them."""
    wanted: dict[str, list[tuple[str, int, int, int]]] = {}
    for row in shop.now.rows("spans", bucket, tuple[str, int, int, int]):
        wanted.setdefault(row[0], []).append(row)
    for document, _ in shop.pages(bucket):
        for _, start, end, home in wanted.get(document.id, ()):
            out.put("words", home, (Span(document.id, start, end), document.text[start:end]))


def write(shop: Shop, out: Out, bucket: int) -> None:
    """Write the tables of a bucket."""
    # pyarrow takes a fifth of a second to import, and only this job needs it.
    from regesta.lake.linked import OF, rows_of, write_table

    said: dict[Span, str] = dict(shop.now.rows("words", bucket, tuple[Span, str]))
    records = {record.id: record for record in made(shop, bucket)}
    ordered = [records[ident] for ident in sorted(records)]

    def words(document: str, start: int, end: int) -> str:
        return said[Span(document, start, end)]

    def found(table: str) -> Iterator[Row]:
        if table == "actor_of":
            actors = sorted(shop.cast(bucket).actor_of.items())
            return ({"document_actor": one, "actor": actor} for one, actor in actors)
        if table == "copies":
            return ({"document": one, "original": first} for one, first in shop.copies(bucket))
        own = (record for record in ordered if record.kind == OF[table])
        return (row for record in own for row in rows_of(table, record, words))

    for table in LINKED:
        path = shop.now.folder.parent / "linked" / table / f"part-{bucket:05}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        out.put("counts", 0, (table, write_table(path, table, found(table))))


def _spans(value: Any) -> Iterator[tuple[str, int, int]]:
    """The spans in a record as plain values."""
    if isinstance(value, dict):
        if value.keys() == {"document", "start", "end"}:
            yield value["document"], value["start"], value["end"]
        else:
            for part in value.values():
                yield from _spans(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _spans(part)


def _put(found: Path, place: Path) -> None:
    """Put a finished folder in the place of the one before; one that was put there before a kill stays."""
    if not found.exists():
        return
    old = found.with_name("before")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.replace(old)
    found.replace(place)
    flush(place.parent)


WRITING = (Step("words-ask", ask_words), Step("words-give", give_words), Step("tables", write))
