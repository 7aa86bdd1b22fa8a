"""Metadata that a person supplies, or that a page carries about itself.

What comes in: fields by name, or a sidecar file (`story.txt.meta.json`, `story.meta.toml`).
What goes out: a `Given`. One fills the gaps of another: an argument wins over a sidecar, a sidecar
over the file's own metadata, and that over what the text says.

>>> Given.of(outlet="The Harbour Gazette").over(Given.of(outlet="x", title="Port reopens"))
Given(outlet='The Harbour Gazette', title='Port reopens')
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from regesta.errors import ReadError
from regesta.read.dates import parse_date
from regesta.records import When
from regesta.text import file_name

SIDECARS = (".meta.json", ".meta.toml")
# What `Given.of` and a sidecar take. `encoding` says how to decode the file, `language` overrules
# the detection; the rest are fields of the document.
TEXTS = ("outlet", "url", "title", "dateline", "language", "name", "encoding")


class Given(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, repr_omit_defaults=True):
    """What is known of a report beside its text; every field may be unknown."""

    outlet: str | None = None
    published: When | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    name: str | None = None
    encoding: str | None = None

    @classmethod
    def of(cls, **fields: Any) -> Given:
        """A Given from plain values: `published` as text, `authors` and `agencies` as lists or text.

        Raises ReadError on an unknown field, a value of the wrong type or an unreadable date.
        """
        values: dict[str, Any] = {}
        for key, value in fields.items():
            if value is None or value == "":
                continue
            values[key] = _value(key, value)
        return cls(**values)

    def over(self, other: Given) -> Given:
        """This one, its gaps filled from `other`."""
        mine = {field: getattr(self, field) for field in self.__struct_fields__}
        return Given(**{key: value or getattr(other, key) for key, value in mine.items()})


NOTHING = Given()


def _value(key: str, value: Any) -> object:
    if key == "published":
        return _published(value)
    if key in ("authors", "agencies"):
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
            raise ReadError(f"{key} must be a text or a list of texts, not {value!r}")
        return tuple(kept for name in names if (kept := _stored(name)))
    if key not in TEXTS:
        known = ", ".join(Given.__struct_fields__)
        raise ReadError(f"unknown field {key!r}; the fields are {known}")
    if not isinstance(value, str):
        raise ReadError(f"{key} must be a text, not {value!r}")
    return _stored(value)


def _stored(value: str) -> str | None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as err:
        raise ReadError(f"{value!r} holds half a character (a lone surrogate)") from err
    return " ".join(value.split()) or None


def _published(value: Any) -> When:
    if isinstance(value, When):
        return value
    found = parse_date(str(value))
    if found is None or not found.known:
        raise ReadError(f"published: {value!r} is no date; write 2021-08-16, 2021-08 or 2021")
    return found


def sidecar_of(path: Path) -> Path | None:
    """The sidecar file beside `path`, if there is one."""
    names = [path.name + suffix for suffix in SIDECARS] + [path.stem + suffix for suffix in SIDECARS]
    return next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)


def is_sidecar(path: Path) -> bool:
    """True for a file that only describes another."""
    return path.name.endswith(SIDECARS)


def read_sidecar(path: Path) -> Given:
    """The metadata in a sidecar file. Raises ReadError when it cannot be understood."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as err:
        raise ReadError(f"{file_name(path)}: cannot be read as metadata ({err}); mend or remove it") from err
    if not isinstance(data, Mapping):
        raise ReadError(f"{file_name(path)}: must hold one table of fields such as outlet and published")
    try:
        return Given.of(**{str(key): value for key, value in data.items()})
    except ReadError as err:
        raise ReadError(f"{file_name(path)}: {err}") from err
