"""Files become documents: plain text, Markdown, HTML pages, JSON and JSON lines.

What comes in: a path, and what a person knows of it (`Given`: outlet, published, url ...).
What goes out: a `Document` for each report in it, or a `Skipped` that says why there is none.

A file `story.txt` may have a sidecar `story.txt.meta.json` (or `.meta.toml`, or `story.meta.json`)
with the same fields. An argument wins over the sidecar, the sidecar over the file's own metadata,
and that over what the text says. A document's id is the sha256 of the file's bytes, or of a JSON
row's canonical bytes; an outlet or url that a person supplied goes into it too, so that two
outlets' identical copies of one wire story are two documents.

>>> [row.reason for row in read(Path("absent.txt"))]
['absent.txt: no such file']
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from regesta.errors import ReadError
from regesta.read import html, jsonl, plain
from regesta.read.decoding import decode
from regesta.read.given import NOTHING, Given, is_sidecar, read_sidecar, sidecar_of
from regesta.records import Document, Skipped, identify
from regesta.text import file_name

__all__ = ["Given", "files", "page", "read", "rows", "skipped"]

MARKDOWN = (".md", ".markdown")
TEXTS = (".txt", ".text", "", *MARKDOWN)
PAGES = (".html", ".htm", ".xhtml")
ROWS = (".json", ".jsonl", ".ndjson")


def read(path: Path, given: Given = NOTHING) -> Iterator[Document | Skipped]:
    """The reports in a file. Never raises for what the file holds: each fault is a `Skipped`."""
    try:
        yield from _read(path, given)
    except (ReadError, OSError) as err:
        reason = str(err) if isinstance(err, ReadError) else f"cannot be read: {err.strerror}"
        yield skipped(file_name(path), reason)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: folders are walked in sorted order; hidden files and sidecars stay out.

    A path that was named itself is yielded even if it is hidden or absent (`read` says so then).
    """
    for path in paths:
        if not path.is_dir():
            if not is_sidecar(path):
                yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            found = (Path(folder, name) for name in sorted(names) if not name.startswith("."))
            yield from (file for file in found if not is_sidecar(file))


def skipped(name: str, reason: str) -> Skipped:
    """An input that is not filed; the reason opens with its name."""
    reason = reason if reason.startswith(name) else f"{name}: {reason}"
    return Skipped(id=identify("skipped", name, (), (reason,)), name=name, reason=reason)


def _read(path: Path, given: Given) -> Iterator[Document | Skipped]:
    if path.is_dir():
        raise ReadError("is a folder; give the files in it")
    if not path.exists():
        raise ReadError("no such file")
    if not path.is_file():
        raise ReadError("is no regular file")
    suffix = path.suffix.lower()
    if suffix not in (*TEXTS, *PAGES, *ROWS):
        raise ReadError(f"files of type {suffix} are not read; convert it to text, HTML or JSON")
    beside = sidecar_of(path)
    supplied = given.over(read_sidecar(beside)) if beside else given
    if suffix in ROWS:
        yield from rows(jsonl.rows(path, supplied.encoding), supplied, file=file_name(path))
        return
    data = path.read_bytes()
    key = identity(data, supplied)
    text = decode(data, supplied.encoding, page=suffix in PAGES)
    if suffix in PAGES:
        yield html.document(text, supplied, key=key, name=file_name(path))
    else:
        marked = suffix in MARKDOWN
        yield plain.document(text, supplied, key=key, name=file_name(path), markdown=marked)


def rows(
    found: Iterable[tuple[int, jsonl.Row | ReadError]], supplied: Given = NOTHING, *, file: str
) -> Iterator[Document | Skipped]:
    """The report in each numbered row of a file of this name (see jsonl), or why there is none."""
    for number, row in found:
        name = f"{file}#{number}"
        try:
            if isinstance(row, ReadError):
                raise row
            article = jsonl.article(row)
            key = identity(jsonl.canonical(row), supplied)
            facts = supplied.over(article.facts)
            build = html.document if article.is_html else plain.document
            yield build(article.text, facts, key=key, name=facts.url or name)
        except ReadError as err:
            yield skipped(name, str(err))


def page(data: bytes, supplied: Given, *, name: str) -> Document | Skipped:
    """The report in a page that was fetched, or why there is none."""
    try:
        text = decode(data, supplied.encoding, page=True)
        return html.document(text, supplied, key=identity(data, supplied), name=name)
    except ReadError as err:
        return skipped(name, str(err))


def identity(data: bytes, supplied: Given) -> str:
    """A document's id: sha256 of its bytes, with outlet and url when a person supplied them."""
    digest = hashlib.sha256(data)
    for value in (supplied.outlet, supplied.url):
        if supplied.outlet or supplied.url:
            digest.update(b"\x00" + (value or "").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
