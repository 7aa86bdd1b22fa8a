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
from typing import Any

import msgspec

from regesta.lake.columns import LINKED
from regesta.lake.folder import flush
from regesta.lake.parquet import Writer
from regesta.records import When
from regesta.run import Case

__all__ = ["write_linked"]

# Rows in memory at once.
GROUP = 5000
Row = dict[str, object]


def write_linked(case: Case, folder: Path) -> dict[str, int]:
    """Write the files; each is put in its place whole. Returns the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _write(folder, name, rows(case)) for name, rows in FILES.items()}


def _write(folder: Path, name: str, found: Iterable[Row]) -> int:
    draft, count = folder / f".{name}-{os.getpid()}", 0
    with Writer(draft, LINKED[name]) as out:
        batch: list[Row] = []
        for row in found:
            batch.append(row)
            count += 1
            if len(batch) >= GROUP:
                out.write(batch)
                batch.clear()
        out.write(batch)
    flush(draft)
    draft.replace(folder / f"{name}.parquet")
    return count


def _actors(case: Case) -> Iterator[Row]:
    for row, record in _worded(case, "actor"):
        own = ("id", "name", "type", "sector", "country", "aliases", "certainty")
        yield {**{field: row[field] for field in own}, "record": record}


def _actor_of(case: Case) -> Iterator[Row]:
    for document_actor, actor in case.joined():
        yield {"document_actor": document_actor, "actor": actor}


def _events(case: Case) -> Iterator[Row]:
    for row, record in _worded(case, "event"):
        own = (
            "id",
            "type",
            "label",
            "actors",
            "recipients",
            "mentions",
            "documents",
            "independent_reports",
            "certainty",
        )
        place = row["place"] or {}
        yield {
            **{field: row[field] for field in own},
            **_times(row["when"]),
            "place": place.get("name"),
            "country": place.get("country"),
            "record": record,
        }


def _event_of(case: Case) -> Iterator[Row]:
    for row, _ in _worded(case, "event"):
        yield from ({"event_mention": mention, "event": row["id"]} for mention in row["mentions"])


def _links(case: Case) -> Iterator[Row]:
    for row, record in _worded(case, "link"):
        own = ("id", "relation", "members", "score", "why")
        yield {**{field: row[field] for field in own}, "record": record}


def _discrepancies(case: Case) -> Iterator[Row]:
    for row, record in _worded(case, "discrepancy"):
        documents = sorted({span["document"] for side in row["sides"] for span in side["evidence"]})
        own = {"id": row["id"], "sort": row["sort"], "summary": row["summary"], "documents": documents}
        yield {**own, "values": [side["value"] for side in row["sides"]], "record": record}


def _copies(case: Case) -> Iterator[Row]:
    for document in case.documents():
        if document.copy_of is not None:
            yield {"document": document.id, "original": document.copy_of}


FILES: Mapping[str, Callable[[Case], Iterator[Row]]] = {
    "actors": _actors,
    "actor_of": _actor_of,
    "events": _events,
    "event_of": _event_of,
    "links": _links,
    "discrepancies": _discrepancies,
    "copies": _copies,
}


def _worded(case: Case, kind: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The records of a kind as plain values, each with its JSON; spans have their words as in the contract."""
    for record in case.records(kind):
        row = {"kind": kind, **msgspec.to_builtins(record)}
        row.pop("document", None)
        yield row, msgspec.json.encode(_spans(case, row)).decode()


def _spans(case: Case, value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"document", "start", "end"}:
            return {**value, "text": case.text(value["document"])[value["start"] : value["end"]]}
        return {key: _spans(case, part) for key, part in value.items()}
    return [_spans(case, part) for part in value] if isinstance(value, list | tuple) else value


def _times(when: dict[str, Any] | None) -> Row:
    known = msgspec.convert(when, When) if when else When()
    return {"start": known.start, "until": known.end}
