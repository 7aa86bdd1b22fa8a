"""One row of an input file before it is read: its bytes and where it stands."""

from __future__ import annotations

import msgspec

# Longer than any report that is read (see read.decoding), however its characters are escaped.
MOST_BYTES = 16_000_000
TOO_LONG = f"is longer than {MOST_BYTES // 1_000_000} MB, more than one report"


class Raw(msgspec.Struct, frozen=True):
    """Row `number` (from 1) at `place`: its JSON or page, or what is wrong with it.

    `url` and `encoding` are what a web archive tells of a page.
    """

    number: int
    place: int
    data: bytes
    url: str | None = None
    encoding: str | None = None
    fault: str | None = None
