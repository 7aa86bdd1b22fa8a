"""Input files -> parts: stretches of rows small enough for one worker's memory and one worker's loss.

What comes in: Parquet, JSON lines (plain, gzip, Zstandard) or WARC files. What goes out: `Part`s, each with
the digest that names its output, and the reports in a part, one after the other.

A part is named by what is in it (and by the version that reads it), not by where or when it was met, so the
same input gives the same parts on every machine.

    for part in plan("news.jsonl.gz", Limits(), "v"):
        for number, item in items(part):        # (1, Document(...)), (2, Skipped(...))
            ...
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec

from regesta.errors import ReadError
from regesta.lake import archive, lines
from regesta.lake.raw import Raw
from regesta.read import Given, files, page, rows
from regesta.read.given import read_sidecar, sidecar_of
from regesta.read.jsonl import row_of
from regesta.records import Document, Skipped, identify
from regesta.text import file_name

__all__ = ["Limits", "Part", "inputs", "items", "plan"]

Form = Literal["jsonl", "parquet", "warc", "none"]
ENDINGS: tuple[tuple[str, Form], ...] = (
    (".jsonl", "jsonl"), (".ndjson", "jsonl"),
    (".jsonl.gz", "jsonl"), (".ndjson.gz", "jsonl"), (".jsonl.zst", "jsonl"), (".ndjson.zst", "jsonl"),
    (".parquet", "parquet"), (".warc", "warc"), (".warc.gz", "warc"),
)  # fmt: skip
READABLE = "Parquet, JSONL (.gz, .zst) and WARC files"
DIGITS = 32


class Limits(msgspec.Struct, frozen=True):
    """The most that a part holds: reports, and bytes of input as they are before any reading."""

    documents: int = 500
    bytes: int = 16_000_000


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an input file: `rows` rows from number `first` on, which stands at `place` in the file.

    `place` is an offset in (decompressed) bytes, of a WARC in bytes of the file, of Parquet in rows.
    `fault` tells why a file, or the rest of it, cannot be read; such a part holds nothing else.
    """

    digest: str
    path: str
    form: Form
    place: int = 0
    first: int = 1
    rows: int = 0
    fault: str | None = None
    version: str

    @property
    def name(self) -> str:
        """The name of the input file."""
        return file_name(Path(self.path))


def inputs(paths: Iterable[Path]) -> list[Path]:
    """The input files under these files and folders, in sorted order, each once."""
    return list(dict.fromkeys(path.absolute() for path in files(paths)))


def plan(path: str, limits: Limits, version: str) -> tuple[Part, ...]:
    """The parts of one input file. A fault in it is a part of its own; what stands before it is kept."""
    form = _form(path)
    found: list[Part] = []
    cutter = None
    try:
        if form == "none":
            raise ReadError(f"only {READABLE} are read here; `regesta add` reads single reports")
        if Path(path).exists() and not Path(path).is_file():
            raise ReadError("is no regular file")
        given = _given(path)
        cutter = _Cutter(path, form, version, msgspec.json.encode(given))
        for raw in _raws(path, form, 0, 1):
            if cutter.full(raw, limits):
                found.append(cutter.cut())
            cutter.take(raw)
        found.extend([cutter.cut()] if cutter.rows else [])
    except (ReadError, OSError) as err:
        found.extend([cutter.cut()] if cutter and cutter.rows else [])
        reason = str(err) if isinstance(err, ReadError) else f"cannot be read ({err.strerror or err})"
        found.append(_faulty(path, reason, version, first=found[-1].first + found[-1].rows if found else 1))
    return tuple(found)


def items(
    part: Part, aside: Collection[int] = (), *, stretch: tuple[int, int] | None = None
) -> Iterator[tuple[int, Document | Skipped]]:
    """The rows of a part by their numbers in the file: the report in each, or why there is none.

    `aside` are rows (the first of the part is 0) that are not even looked at, because they end whoever
    does; `stretch` are the first row wanted and the one after the last.
    """
    if part.fault is not None:
        yield part.first, _skipped(part.name, part.fault)
        return
    given = _given(part.path)
    first, last = stretch or (0, part.rows)
    found = enumerate(_raws(part.path, part.form, part.place, part.first))
    for index, raw in islice(found, first, min(last, part.rows)):
        name = f"{part.name}#{raw.number}"
        if index in aside:
            yield raw.number, _skipped(name, "the process working on it died, perhaps for want of memory")
        elif raw.fault is not None:
            yield raw.number, _skipped(name, raw.fault)
        else:
            yield raw.number, _report(raw, part, given)


def _report(raw: Raw, part: Part, given: Given) -> Document | Skipped:
    if part.form != "warc":
        return next(rows([(raw.number, row_of(raw.data))], given, file=part.name))
    known = given.over(Given(url=raw.url))
    name = raw.url or f"{part.name}#{raw.number}"
    found = page(raw.data, known, name=name)
    if isinstance(found, Skipped) and raw.encoding and not known.encoding:
        # Neither UTF-8 nor an encoding that the page declares: what the server said comes last.
        return page(raw.data, msgspec.structs.replace(known, encoding=raw.encoding), name=name)
    return found


def _raws(path: str, form: Form, place: int, number: int) -> Iterator[Raw]:
    if form == "jsonl":
        return lines.raws(path, place, number)
    if form == "warc":
        return archive.raws(path, place, number)
    # pyarrow takes a fifth of a second to import: only who reads or writes Parquet does so.
    from regesta.lake import parquet

    return parquet.raws(path, place, number)


def _form(path: str) -> Form:
    fitting = [form for ending, form in ENDINGS if path.lower().endswith(ending)]
    return fitting[0] if fitting else "none"


def _given(path: str) -> Given:
    beside = sidecar_of(Path(path))
    return read_sidecar(beside) if beside else Given()


def _skipped(name: str, reason: str) -> Skipped:
    reason = reason if reason.startswith(name) else f"{name}: {reason}"
    return Skipped(id=identify("skipped", name, (), (reason,)), name=name, reason=reason)


def _faulty(path: str, reason: str, version: str, *, first: int) -> Part:
    told = f"{file_name(Path(path))}\x1f{first}\x1f{reason}\x1f{version}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    return Part(digest=digest, path=path, form="none", first=first, fault=reason, version=version)


class _Cutter:
    """Gathers rows until a part is full."""

    def __init__(self, path: str, form: Form, version: str, given: bytes) -> None:
        self._path, self._form, self._version = path, form, version
        self._head = b"\x1f".join((version.encode(), Path(path).name.encode("utf-8", "surrogatepass"), given))
        self._begin()

    def _begin(self) -> None:
        self.rows = self._size = self._place = self._first = 0
        self._hash = hashlib.sha256(self._head)

    def full(self, raw: Raw, limits: Limits) -> bool:
        """True when this row belongs to the next part."""
        over = self._size + len(raw.data) > limits.bytes
        return self.rows > 0 and (over or self.rows >= limits.documents)

    def take(self, raw: Raw) -> None:
        """Put a row in the part."""
        if not self.rows:
            self._place, self._first = raw.place, raw.number
        self.rows += 1
        self._size += len(raw.data)
        told = f"\x1f{raw.number}\x1f{len(raw.data)}\x1f{raw.url}\x1f{raw.encoding}\x1f{raw.fault}\x1f"
        self._hash.update(told.encode("utf-8", "surrogatepass"))
        self._hash.update(raw.data)

    def cut(self) -> Part:
        """The part so far; the next one begins."""
        part = Part(
            digest=self._hash.hexdigest()[:DIGITS],
            path=self._path,
            form=self._form,
            place=self._place,
            first=self._first,
            rows=self.rows,
            version=self._version,
        )
        self._begin()
        return part
