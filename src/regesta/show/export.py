"""Records -> the public contract (docs/records.md): one JSON object a line, or one CSV file a kind.

What comes in: a case. What goes out: every record with its kind, sorted by kind then id, each span
with its words; what the reports do not say is null.

    for row in rows(case, "statement"):
        row["content"][0]["text"]
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from regesta.errors import CaseError
from regesta.records import KINDS, Channel, Mention, Place, Span, When
from regesta.store import Case

__all__ = ["export_csv", "export_jsonl", "row_of", "rows"]

# Fields that only mean something inside: an actor of the case belongs to no one report.
INSIDE = {"actor": {"document"}}
# Shapes that become columns of their own in CSV: `when` is `when.start`, `when.end` ...
SHAPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("when", "as_of", "due", "published"), When.__struct_fields__),
    **dict.fromkeys(("cue", "condition", "speaker_span"), (*Span.__struct_fields__, "text")),
    "place": Place.__struct_fields__,
    "channel": Channel.__struct_fields__,
}


def rows(case: Case, kind: str) -> Iterator[dict[str, Any]]:
    """The records of one kind as the contract shows them, by id."""
    for record in case.records(kind):
        yield row_of(case, record)


def row_of(case: Case, record: msgspec.Struct) -> dict[str, Any]:
    """One record as the contract shows it."""
    kind = cast(Any, record).kind
    row: dict[str, Any] = {"kind": kind, **msgspec.to_builtins(record)}
    for field in INSIDE.get(kind, ()):
        del row[field]
    if isinstance(record, Mention):
        return row | {"evidence": [_worded(case, span) for span in row["evidence"]]}
    return {field: _worded(case, value) for field, value in row.items()}


def export_jsonl(case: Case, out: IO[bytes]) -> None:
    """Write every record as one line of JSON."""
    encoder = msgspec.json.Encoder()
    for kind in sorted(KINDS):
        for row in rows(case, kind):
            out.write(encoder.encode(row) + b"\n")


def export_csv(case: Case, folder: Path) -> list[Path]:
    """Write one CSV file a kind; a list is JSON in its cell, null an empty cell.

    A text that a spreadsheet would run as a formula has an apostrophe before it, which spreadsheets hide.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in sorted(KINDS):
            path = folder / f"{plural(kind)}.csv"
            _write_csv(case, kind, path)
            written.append(path)
    except OSError as err:
        raise CaseError(f"{folder}: cannot write there ({err.strerror}); name another folder") from err
    return written


def plural(kind: str) -> str:
    """The name of a kind's file or list."""
    if kind == "skipped":
        return kind
    if kind.endswith("y"):
        return kind[:-1] + "ies"
    return kind + ("es" if kind.endswith("s") else "s")


def _write_csv(case: Case, kind: str, path: Path) -> None:
    inside = INSIDE.get(kind, ())
    fields = [field for field in KINDS[kind].__struct_fields__ if field not in inside]
    columns = [f"{field}.{part}" if part else field for field in fields for part in SHAPES.get(field, ("",))]
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(columns)
        for row in rows(case, kind):
            out.writerow([cell for field in fields for cell in _cells(field, row[field])])


def _cells(field: str, value: Any) -> list[Any]:
    if field in SHAPES:
        return [_cell((value or {}).get(part)) for part in SHAPES[field]]
    return [_cell(value)]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return msgspec.json.encode(value).decode()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _worded(case: Case, value: Any) -> Any:
    """The value with the words of each span in it."""
    if isinstance(value, dict):
        if value.keys() == SPAN_KEYS:
            return {**value, "text": case.text(value["document"])[value["start"] : value["end"]]}
        return {key: _worded(case, part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_worded(case, part) for part in value]
    return value


# What opens a formula in a spreadsheet; a report may be titled =HYPERLINK(...).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SPAN_KEYS = set(Span.__struct_fields__)
