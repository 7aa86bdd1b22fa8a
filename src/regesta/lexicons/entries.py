"""The type of every lexicon entry. A new lexicon is one struct here and one file in each language.

Each struct names its file by `file`; a test checks that files and structs match one to one and that
every file loads.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of a lexicon file `<lang>/<file>.toml` or `<lang>/<file>.tsv`."""

    file: ClassVar[str] = ""


class Month(Entry, frozen=True, kw_only=True):
    """A month's number and the forms it is written in, lower case, without a final full stop."""

    file: ClassVar[str] = "months"

    number: int
    forms: tuple[str, ...]


class Abbreviation(Entry, frozen=True, kw_only=True):
    """Abbreviations, lower case without the final stop; `may_end`: can close a sentence."""

    file: ClassVar[str] = "abbreviations"

    may_end: bool
    forms: tuple[str, ...]


class Starter(Entry, frozen=True, kw_only=True):
    """Words that, capitalised after an abbreviation, begin a new sentence."""

    file: ClassVar[str] = "starters"

    note: str
    forms: tuple[str, ...]
