"""Rows that jobs hand to each other: written by the bucket in which they are wanted, read by bucket.

What comes in: rows of any type that msgspec knows, each with its bucket. What goes out: a file a stream and job, and
from the files of all jobs the rows of one bucket. A job's files take their places when it is
done; its mark comes last, so that a job that died is done again and one that is done is not.

    with shuffle.job("map", 3) as out:
        out.put("posts", shuffle.cell("person:dahl"), ("person:dahl", "a1"))
    list(shuffle.rows("posts", 0, tuple[str, str]))
"""

from __future__ import annotations

import os
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

__all__ = ["Out", "Shuffle"]

DONE = "done"
LENGTH = 8  # bytes of the number that a file begins with: where its index stands
# What is read once and thrown away: speed counts more than size.
LEVEL = 1

_encode = msgspec.msgpack.Encoder().encode
_index = msgspec.msgpack.Decoder(dict[int, tuple[int, int]])


class Out:
    """What one job hands on."""

    def __init__(self) -> None:
        self.found: dict[str, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))

    def put(self, stream: str, bucket: int, row: object) -> None:
        """Hand on a row."""
        self.found[stream][bucket].append(_encode(row))


class Shuffle:
    """A folder of streams, each in so many buckets, written and read by as many jobs."""

    def __init__(self, folder: Path, width: int) -> None:
        self.folder, self.width = folder, width

    def cell(self, name: str) -> int:
        """The bucket in which all that goes by this name meets."""
        return zlib.crc32(name.encode("utf-8", "surrogatepass")) % self.width

    def done(self, step: str, number: int) -> bool:
        """True when a job is finished."""
        return self._mark(step, number).exists()

    @contextmanager
    def job(self, step: str, number: int) -> Iterator[Out]:
        """Hand on what a job finds, when it comes to its end."""
        out = Out()
        yield out
        for stream, buckets in sorted(out.found.items()):
            self._write(self.folder / stream / f"{step}-{number:08}", buckets)
        self._place(self._mark(step, number), b"")

    def rows(self, stream: str, bucket: int, kind: Any) -> Iterator[Any]:
        """The rows of a bucket, of all jobs; `kind` is the type of a row."""
        for path in self._files(stream):
            yield from _read(path, bucket, kind)

    def any(self, stream: str) -> bool:
        """True when somebody handed on a row."""
        return bool(self._files(stream))

    def _files(self, stream: str) -> list[Path]:
        folder = self.folder / stream
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in found if not path.name.startswith("."))

    def _mark(self, step: str, number: int) -> Path:
        return self.folder / DONE / f"{step}-{number:08}"

    def _write(self, path: Path, buckets: dict[int, list[bytes]]) -> None:
        pieces: list[bytes] = []
        index: dict[int, tuple[int, int]] = {}
        at = LENGTH
        for bucket, rows in sorted(buckets.items()):
            piece = zlib.compress(_encode([msgspec.Raw(row) for row in rows]), LEVEL)
            index[bucket] = at, len(piece)
            pieces.append(piece)
            at += len(piece)
        self._place(path, b"".join((at.to_bytes(LENGTH, "big"), *pieces, _encode(index))))

    def _place(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not flushed to the disk: after a power cut the whole is done anew.
        draft = path.with_name(f".{path.name}-{os.uname().nodename}-{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)


def _read(path: Path, bucket: int, kind: Any) -> Iterator[Any]:
    with path.open("rb") as file:
        file.seek(int.from_bytes(file.read(LENGTH), "big"))
        place = _index.decode(file.read()).get(bucket)
        if place is None:
            return
        file.seek(place[0])
        data = zlib.decompress(file.read(place[1]))
    decode = _decoder(kind)
    for row in _rows.decode(data):
        yield decode(row)


_rows = msgspec.msgpack.Decoder(list[msgspec.Raw])


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    return msgspec.msgpack.Decoder(kind).decode
