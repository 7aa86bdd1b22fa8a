"""What linking joined, as Parquet beside the lake: actors, events, links, discrepancies, and who is who.

What comes in: a linked case. What goes out: one file a kind in a folder, with the ids that lead from the lake's own
rows to them: `actor_of` from a report's actor (`document_actors.id`, the actor of a slot) to the actor of the case,
`event_of` from an event mention to its event, `copies` from a report to the one that it repeats.

    write_linked(case, Path("linked"))      # {"actors": 812, "events": 95, ...}
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec

from regesta.lake.columns import LINKED
from regesta.lake.folder import flush
from regesta.lake.parquet import Writer
from regesta.records import Record, When
from regesta.run import Case

__all__ = ["OF", "rows_of", "write_linked", "write_table"]

# Rows in memory at once.
GROUP = 5000
Row = dict[str, object]
Words = Callable[[str, int, int], str]


def write_linked(case: Case, folder: Path) -> dict[str, int]:
    """Write the files; each is put in its place whole. Returns the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    return {table: write_table(folder / f"{table}.parquet", table, _rows(case, table)) for table in LINKED}


def write_table(path: Path, table: str, found: Iterable[Row]) -> int:
    """Write the rows of one table into a file, which is put in its place whole. Returns how many."""
    draft, count = path.with_name(f".{path.name}-{os.uname().nodename}-{os.getpid()}"), 0
    with Writer(draft, LINKED[table]) as out:
        batch: list[Row] = []
        for row in found:
            batch.append(row)
            count += 1
            if len(batch) >= GROUP:
                out.write(batch)
                batch.clear()
        out.write(batch)
    flush(draft)
    draft.replace(path)
    return count


def _rows(case: Case, table: str) -> Iterator[Row]:
    if table == "actor_of":
        return ({"document_actor": one, "actor": actor} for one, actor in case.joined())
    if table == "copies":
        copies = (doc for doc in case.documents() if doc.copy_of is not None)
        return ({"document": doc.id, "original": doc.copy_of} for doc in copies)

    def words(document: str, start: int, end: int) -> str:
        return case.text(document)[start:end]

    records = cast(Iterable[Record], case.records(OF[table]))
    found = (rows_of(table, record, words) for record in records)
    return (row for rows in found for row in rows)


def rows_of(table: str, record: Record, words: Words) -> Iterator[Row]:
    """The rows of a table that a joined record makes; `words` tells the words of a span."""
    row = {"kind": record.kind, **msgspec.to_builtins(record)}
    row.pop("document", None)
    own: Row = {field: row[field] for field in SAME[table]}
    if table == "event_of":
        yield from ({"event_mention": mention, "event": row["id"]} for mention in row["mentions"])
        return
    if table == "events":
        place = row["place"] or {}
        own |= {**_times(row["when"]), "place": place.get("name"), "country": place.get("country")}
    if table == "discrepancies":
        own["values"] = [side["value"] for side in row["sides"]]
        own["documents"] = sorted({span["document"] for side in row["sides"] for span in side["evidence"]})
    yield {**own, "record": msgspec.json.encode(_spans(row, words)).decode()}


# The kind of record that a table is of, and the columns that have the name of a field.
OF = {
    "actors": "actor",
    "events": "event",
    "event_of": "event",
    "links": "link",
    "discrepancies": "discrepancy",
}
SAME: Mapping[str, tuple[str, ...]] = {
    "actors": ("id", "name", "type", "sector", "country", "aliases", "certainty"),
    "events": (
        "id", "type", "label", "actors", "recipients", "mentions", "documents", "independent_reports", "certainty",
    ),
    "event_of": (),
    "links": ("id", "relation", "members", "score", "why"),
    "discrepancies": ("id", "sort", "summary"),
}  # fmt: skip


def _spans(value: Any, words: Words) -> Any:
    """A value with the words of each span in it, as in the contract."""
    if isinstance(value, dict):
        if value.keys() == {"document", "start", "end"}:
            return {**value, "text": words(value["document"], value["start"], value["end"])}
        return {key: _spans(part, words) for key, part in value.items()}
    return [_spans(part, words) for part in value] if isinstance(value, list | tuple) else value


def _times(when: dict[str, Any] | None) -> Row:
    known = msgspec.convert(when, When) if when else When()
    return {"start": known.start, "until": known.end}
