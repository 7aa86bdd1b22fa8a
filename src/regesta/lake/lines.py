"""JSON lines, plain or compressed, read from any offset with bounded memory.

What comes in: a `.jsonl`, `.jsonl.gz` or `.jsonl.zst` file and an offset in its (decompressed) bytes.
What goes out: its lines from there on, numbered; blank lines count but are not yielded.

    for raw in raws("news.jsonl.zst", 0, 1):
        raw.number, raw.data        # 1, b'{"text": ...}\n'
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from regesta.errors import MissingExtra, ReadError
from regesta.lake.raw import MOST_BYTES, TOO_LONG, Raw

CHUNK = 1 << 18
# Of a compressed file at a time: what is all one letter unpacks to thirty thousand times as much.
PACKED = 1 << 11


def raws(path: str, place: int, number: int) -> Iterator[Raw]:
    """The lines of a file from `place` on, the first of them being line `number`. May raise ReadError."""
    with _opened(path) as stream:
        try:
            _skip(stream, place)
            while line := stream.readline(MOST_BYTES + 1):
                size, fault = len(line), None
                if size > MOST_BYTES and not line.endswith(b"\n"):
                    size, line, fault = size + _rest(stream), b"", TOO_LONG
                if fault or line.strip():
                    yield Raw(number, place, line, fault=fault)
                place, number = place + size, number + 1
        except (EOFError, zlib.error, gzip.BadGzipFile) as err:
            raise ReadError(f"is damaged after line {number - 1} ({err}); copy it again") from err


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    with Path(path).open("rb") as file:
        if path.lower().endswith(".gz"):
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=file))
        elif path.lower().endswith(".zst"):
            yield io.BufferedReader(_Frames(file), CHUNK)
        else:
            yield file


def _skip(stream: IO[bytes], place: int) -> None:
    """Go to an offset; a compressed stream has to be read up to there, a chunk at a time."""
    while place > 0 and (chunk := stream.read(min(place, CHUNK))):
        place -= len(chunk)


def _rest(stream: IO[bytes]) -> int:
    """Pass over the rest of a line; how long it was."""
    size = 0
    while piece := stream.readline(CHUNK):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


class _Frames(io.RawIOBase):
    """Zstandard frames as one stream of bytes. A file that ends inside a frame is an error, not an end."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import zstandard
        except ImportError as err:
            raise MissingExtra(".zst files need zstandard: pip install 'regesta[scale]'") from err
        self._file = file
        self._new, self._wrong = zstandard.ZstdDecompressor().decompressobj, zstandard.ZstdError
        self._frame = self._new()
        self._begun = False
        self._data = memoryview(b"")

    def readable(self) -> bool:
        """True: this is a stream to read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes, as the buffered reader asks for them. Raises EOFError on a broken frame."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._data and self._more():
            pass
        size = min(len(view), len(self._data))
        view[:size], self._data = self._data[:size], self._data[size:]
        return size

    def _more(self) -> bool:
        chunk = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame, self._begun = self._new(), False
        chunk = chunk or self._file.read(PACKED)
        if not chunk:
            if self._begun:
                raise EOFError("it ends inside a compressed frame")
            return False
        self._begun = True
        try:
            self._data = memoryview(self._frame.decompress(chunk))
        except self._wrong as err:
            raise EOFError(str(err)) from err
        return True
