"""JSON and JSON lines: each object is one report.

What comes in: a `.json` file (one object, a list, or an object with a list under a key such as
"articles") or a `.jsonl` file (one object a line).
What goes out: the rows, and for each its text and metadata.

A row needs `text` or `html`, or at least a `lead`; it may have `title`, `outlet`, `published`, `url`, `authors`,
`agencies`, `dateline` and `name`. Common other names for them are understood (`body`, `headline`,
`publisher`, `publishedAt`, `link`, `byline` ...: `lexicons/en/row_fields.toml` lists all). `source`
may be a text or an object with a `name`; `authors` a text, a list of texts or of objects with a
`name`. A date that cannot be read stays unknown.

>>> article({"headline": "Port reopens", "body": "Ships came in.", "publishedAt": "2021-08"}).facts.title
'Port reopens'
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regesta.errors import ReadError
from regesta.lexicons import load
from regesta.lexicons.entries import RowField
from regesta.read.dates import parse_date
from regesta.read.decoding import MARKS, checked, decode
from regesta.read.given import Given
from regesta.read.metadata import names_of, without_outlet

LISTS = ("articles", "documents", "items", "results")
MARKUP = re.compile(r"<(?:p|div|html|body|article|br|h[1-6])\b[^>]*>", re.IGNORECASE)

Row = dict[str, Any]


class Article(NamedTuple):
    """A row's report: its text or page, and what the row says of it."""

    text: str
    is_html: bool
    facts: Given


def rows(path: Path, encoding: str | None = None) -> Iterator[tuple[int, Row | ReadError]]:
    """The rows of a file, numbered from 1, or what is wrong with each. May raise ReadError."""
    if path.suffix.lower() == ".json":
        yield from _whole(decode(path.read_bytes(), encoding, most=None))
        return
    with path.open("rb") as lines:
        head = lines.read(4)
        lines.seek(0)
        if encoding or any(head.startswith(mark) for mark, _ in MARKS):
            yield from _lines(decode(lines.read(), encoding, most=None).split("\n"))
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, row_of(line)


def canonical(row: Row) -> bytes:
    """A row's own bytes, whatever file or order of keys it came in."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return text.encode("ascii")


def article(row: Row) -> Article:
    """The report in a row. Raises ReadError when it has none."""
    text, html = _field(row, "text"), _field(row, "html")
    found = text if isinstance(text, str) and text.strip() else html
    if found is None:
        # what feeds give of a report that they do not carry
        found = _field(row, "lead")
    if not isinstance(found, str) or not found.strip():
        wrong = "is no text" if found is not None else "is missing"
        raise ReadError(f"the field text (or html) {wrong}")
    is_html = found is html or len(MARKUP.findall(found[:5000])) >= 2
    return Article(checked(found), is_html, facts_of_row(row))


def _whole(text: str) -> Iterator[tuple[int, Row | ReadError]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as err:
        # several objects, one a line, under the name of one
        if "Extra data" in str(err):
            yield from _lines(text.split("\n"))
            return
        raise ReadError(f"is no JSON ({err})") from err
    if isinstance(data, dict) and _field(data, "text") is None and _field(data, "html") is None:
        data = next((data[key] for key in LISTS if isinstance(data.get(key), list)), data)
    for number, row in enumerate(data if isinstance(data, list) else [data], 1):
        yield number, row if isinstance(row, dict) else ReadError("is no JSON object")


def _lines(lines: list[str]) -> Iterator[tuple[int, Row | ReadError]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, row_of(line.encode("utf-8", "surrogatepass"))


def row_of(line: bytes) -> Row | ReadError:
    """The object in one line, or what is wrong with the line."""
    try:
        row = json.loads(decode(line.strip(), most=None))
    except ReadError as err:
        return err
    except (ValueError, RecursionError) as err:
        return ReadError(f"is no JSON ({err})")
    return row if isinstance(row, dict) else ReadError("is no JSON object")


@functools.cache
def _names(field: str) -> tuple[str, ...]:
    return next(entry.names for entry in load(RowField) if (entry.place, entry.field) == ("row", field))


def _field(row: Row, field: str) -> Any:
    """The row's value under the first of the field's names that it fills."""
    return next((row[name] for name in _names(field) if row.get(name) not in (None, "", [], {})), None)


def facts_of_row(row: Row) -> Given:
    """What a row says of its report beside the text. Raises ReadError on half a character."""
    published = _field(row, "published")
    outlet, url = _text(_field(row, "outlet")), _text(_field(row, "url"))
    if outlet and "://" in outlet:
        # some tools keep the address under "source"
        outlet, url = None, url or outlet
    return Given.of(
        title=without_outlet(_text(_field(row, "title")), outlet),
        outlet=outlet,
        url=url,
        name=_text(_field(row, "name")),
        dateline=_text(_field(row, "dateline")),
        authors=_people(_field(row, "authors")),
        agencies=_people(_field(row, "agencies")),
        published=parse_date(str(published)) if isinstance(published, (str, int, float)) else None,
    )


def _text(value: Any) -> str | None:
    """A text, or the name of an object (`{"source": {"name": ...}}`)."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _people(value: Any) -> tuple[str, ...]:
    """Names from a text ("By Jane Roe and Li Wei"), a list of texts or of objects."""
    values = value if isinstance(value, list) else [value]
    texts = [text for one in values if (text := _text(one))]
    return tuple(dict.fromkeys(name for text in texts for name in names_of(text)))
