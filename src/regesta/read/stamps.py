"""What an input file was like when it was read, in 32 bytes: the same stamp, the same reports.

What comes in: paths, and what a person knows of them. What goes out: a digest of all that reading goes
by: the file's name and bytes, its sidecars' bytes, and what was given. Times and sizes are not trusted.

    stamps = Stamps(Given(outlet="The Post"), "0.1.0+3f2a91bc77d0")
    stamps.of(Path("story.txt"))        # b"\\x3f\\x2a..."
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import msgspec

from regesta.read.given import SIDECARS, Given

__all__ = ["Stamps"]

# ruff: noqa: PTH116, PTH118, PTH122, PTH208
# os, not pathlib: a folder of known reports goes by at 20,000 files a second, and a Path costs as much as
# the rest together.

# Read at a time; most reports are far shorter.
PART = 1 << 18


class Stamps:
    """Stamps of input files for a reader of one version, and what was given of all of them."""

    def __init__(self, given: Given, reader: str) -> None:
        self._start = hashlib.sha256(_sized(reader.encode()) + _sized(msgspec.json.encode(given)))
        self._sidecars: dict[str, frozenset[str]] = {}

    def of(self, path: Path) -> bytes | None:
        """The stamp of a file; None for what cannot be read as one."""
        whole = os.fspath(path)
        folder, name = os.path.split(whole)
        digest = self._start.copy()
        try:
            if not stat.S_ISREG(os.stat(whole).st_mode):
                return None
            digest.update(_sized(os.fsencode(name)) + _digest(whole))
            for beside in self._beside(folder, name):
                digest.update(_sized(os.fsencode(beside)) + _digest(os.path.join(folder, beside)))
        except OSError:
            return None
        return digest.digest()

    def _beside(self, folder: str, name: str) -> list[str]:
        """The names of a file's sidecars."""
        if folder not in self._sidecars:
            names = os.listdir(folder or os.curdir)
            self._sidecars[folder] = frozenset(other for other in names if other.endswith(SIDECARS))
        there = self._sidecars[folder]
        if not there:
            return []
        bases = (name, os.path.splitext(name)[0])
        return [base + suffix for base in bases for suffix in SIDECARS if base + suffix in there]


def _digest(name: str) -> bytes:
    digest = hashlib.sha256()
    # A pipe by the name of a sidecar would have its reader wait for ever.
    file = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "no regular file", name)
        while part := os.read(file, PART):
            digest.update(part)
    finally:
        os.close(file)
    return digest.digest()


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
