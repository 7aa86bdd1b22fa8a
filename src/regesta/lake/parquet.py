"""Parquet read and written: the only module that knows pyarrow.

What comes in: a Parquet file of reports, or rows of records by column. What goes out: raw rows (the same as if
they had stood in a JSON lines file), or files of one schema a kind that any reader of Parquet opens.

    with Writer(path, COLUMNS["statements"]) as out:
        out.write([{"id": ..., "document": ...}, ...])
    rows(path, ["id", "record"])
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from regesta.errors import MissingExtra
from regesta.lake.columns import Column, Shape
from regesta.lake.raw import MOST_BYTES, TOO_LONG, Raw, reading

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as err:
    raise MissingExtra("Parquet needs pyarrow: pip install 'regesta[scale]'") from err

__all__ = ["Writer", "raws", "rows"]

# Rows of an input file in memory at once.
BATCH = 64
SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
SLOT = pa.struct([("slot", pa.string()), ("actor", pa.string()), ("name", pa.string())])
BLOCK = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("role", pa.string())])
TYPES: dict[Shape, Any] = {
    "text": pa.string(),
    "int": pa.int32(),
    "long": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "day": pa.date32(),
    "texts": pa.list_(pa.string()),
    "spans": pa.list_(SPAN),
    "slots": pa.list_(SLOT),
    "blocks": pa.list_(BLOCK),
}


def raws(path: str, place: int, number: int) -> Iterator[Raw]:
    """The rows of a file from row `place` (from 0) on, as JSON. May raise ReadError."""
    # beside Arrow's own errors: bytes that are no text, days beyond the calendar
    with reading("cannot be read as Parquet"), pq.ParquetFile(path) as file:
        groups, skipped = _groups_from(file, place)
        for batch in file.iter_batches(batch_size=BATCH, row_groups=groups, use_threads=False):
            fresh = batch.slice(max(place - skipped, 0))
            skipped += len(batch)
            for row in fresh.to_pylist():
                yield _raw(row, place, number)
                place, number = place + 1, number + 1


def rows(path: Path, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of a file written here, only the columns asked for."""
    table = pq.read_table(path, columns=list(columns), partitioning=None)
    found: list[dict[str, Any]] = table.to_pylist()
    return found


class Writer:
    """Writes the rows of one kind; each call of `write` makes a row group, so that memory stays small."""

    def __init__(self, path: Path, columns: Iterable[Column]) -> None:
        self._schema = pa.schema([(column.name, TYPES[column.shape]) for column in columns])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def write(self, found: Sequence[Mapping[str, object]]) -> None:
        """Add rows, in this order."""
        if found:
            self._writer.write_table(pa.Table.from_pylist(list(found), schema=self._schema))


def _groups_from(file: pq.ParquetFile, place: int) -> tuple[list[int], int]:
    """The row groups that hold row `place` and what follows, and how many rows stand before them."""
    before = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if before + size > place:
            return list(range(group, file.num_row_groups)), before
        before += size
    return [], before


def _raw(row: Mapping[str, Any], place: int, number: int) -> Raw:
    plain = {name: _plain(value) for name, value in row.items() if value is not None}
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(data) > MOST_BYTES:
        return Raw(number, place, b"", fault=TOO_LONG)
    return Raw(number, place, data)


def _plain(value: Any) -> Any:
    """A value as JSON has it; what JSON has no word for is told in its own."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) or not isinstance(value, str | int | float) else value
