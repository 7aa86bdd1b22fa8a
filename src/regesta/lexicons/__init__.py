"""Lexicons are data: one TOML or TSV file a kind and language, typed, loaded by one function.

What comes in: the entry type (it names its file) and a language code.
What goes out: a tuple of entries, in file order.

A TOML file opens with `origin`, `licence` and `date` and holds `[[entry]]` tables. A TSV file opens
with the same three as `# origin: ...` lines, then a header row. A list field is written
`a|b|c` in TSV. An unknown key or a wrong type is an error that names file and entry.

>>> from regesta.lexicons.entries import Month
>>> [month.number for month in load(Month) if "sept" in month.forms]
[9]
"""

from __future__ import annotations

import csv
import functools
import tomllib
from importlib import resources
from typing import Any, TypeVar

import msgspec

from regesta.errors import LexiconError
from regesta.lexicons.entries import Entry

__all__ = ["load"]

E = TypeVar("E", bound=Entry)
HEADER = ("origin", "licence", "date")


@functools.cache
def load(entry: type[E], lang: str = "en") -> tuple[E, ...]:
    """The entries of one kind in one language. Raises LexiconError on a file that breaks its type."""
    folder = resources.files("regesta.lexicons") / lang
    for name, rows_of in ((f"{entry.file}.toml", _toml_rows), (f"{entry.file}.tsv", _tsv_rows)):
        path = folder / name
        if path.is_file():
            rows = rows_of(f"{lang}/{name}", path.read_text(encoding="utf-8"), entry)
            return tuple(_typed(f"{lang}/{name}", number, row, entry) for number, row in rows)
    raise LexiconError(f"no lexicon {entry.file} for language {lang}; add {lang}/{entry.file}.toml")


@functools.cache
def _fields(entry: type[Entry]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(entry))


def _typed(name: str, number: int, row: dict[str, Any], entry: type[E]) -> E:
    if unknown := row.keys() - _fields(entry):
        raise LexiconError(f"{name}, entry {number}: unknown key {min(unknown)!r}")
    try:
        return msgspec.convert(row, entry, strict=False)
    except (msgspec.ValidationError, ValueError) as err:
        raise LexiconError(f"{name}, entry {number}: {err}") from err


def _toml_rows(name: str, text: str, entry: type[Entry]) -> list[tuple[int, dict[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise LexiconError(f"{name}: not TOML: {err}") from err
    missing = [key for key in HEADER if key not in data]
    unknown = sorted(set(data) - {*HEADER, "entry"})
    if missing or unknown:
        raise LexiconError(f"{name}: header lacks {missing} or has unknown {unknown}")
    return list(enumerate(data.get("entry", []), 1))


def _tsv_rows(name: str, text: str, entry: type[Entry]) -> list[tuple[int, dict[str, Any]]]:
    lines = text.splitlines()
    head = [line[1:].partition(":")[0].strip() for line in lines if line.startswith("#")]
    if missing := [key for key in HEADER if key not in head]:
        raise LexiconError(f"{name}: header lacks {missing}")
    body = [line for line in lines if line and not line.startswith("#")]
    lists = {field.name for field in msgspec.structs.fields(entry) if "tuple" in str(field.type)}
    rows = []
    reader = csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, raw in enumerate(reader, 1):
        if None in raw or None in raw.values():
            raise LexiconError(f"{name}, entry {number}: wrong number of columns")
        rows.append(
            (
                number,
                {
                    key: value.split("|") if key in lists else value
                    for key, value in raw.items()
                    if value != ""
                },
            )
        )
    return rows
