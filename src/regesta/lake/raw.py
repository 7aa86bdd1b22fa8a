"""One row of an input file before it is read: its bytes and where it stands, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from regesta.errors import ReadError

# Longer than any report that is read (see read.decoding), however its characters are escaped.
MOST_BYTES = 16_000_000
TOLD = 200  # characters of a library's own words
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


@contextmanager
def reading(fault: str) -> Iterator[None]:
    """What a library raises over damaged bytes, of whatever kind, as a ReadError; what the disk raises, as it is."""
    try:
        yield
    except OSError:
        raise
    except Exception as err:
        told = " ".join(str(err).split())[:TOLD]
        raise ReadError(f"{fault} ({told})") from err
