"""The lake: a folder with one folder a kind of record, and a note on each part that was finished.

    LAKE/lake.json                        which version wrote it
    LAKE/documents/part-<digest>.parquet  and so for every kind
    LAKE/parts/part-<digest>.json         what the part holds; written last, so that its files are whole

What comes in: files written under temporary names. What goes out: the same in their places, all of a part's
before its note, each flushed to the disk first; a part without a note is written again.

    lake = Lake(Path("lake"))
    lake.begin(version)
    lake.written()          # {digest: Written(...)}
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from regesta.errors import LakeError
from regesta.lake.columns import COLUMNS
from regesta.versions import drawn_by

__all__ = ["File", "Lake", "Written", "flush"]

FORMAT = 1
NOTES = "parts"
SCRATCH = ".scratch"


class File(msgspec.Struct, frozen=True):
    """One file of a part: its rows, its size and the sha256 of its bytes."""

    rows: int
    bytes: int
    sha256: str


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What one part holds: `rows` rows of `source` from row `first` on, and the files by kind."""

    part: str
    source: str
    first: int
    rows: int
    documents: int
    skipped: int
    version: str
    files: dict[str, File]


class Mark(msgspec.Struct, frozen=True):
    """What a lake says of itself: its layout, the version that drew its records, the one that wrote it."""

    format: int
    drawn_by: str
    version: str


class Lake:
    """The folder that a run writes and `open-lake` reads."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def begin(self, version: str) -> Iterator[None]:
        """Make the folder, or go on with it: held by this process alone until the end of the block.

        Raises LakeError when it is in use, holds something else or was written by another version.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        if not self._mark.exists() and any(path.name[0] != "." for path in self.path.iterdir()):
            raise LakeError(f"{self.path}: holds other files; name a new folder")
        with (self.path / ".lock").open("w") as lock:
            _hold(lock.fileno(), self.path)
            shutil.rmtree(self.path / SCRATCH, ignore_errors=True)
            (self.path / SCRATCH).mkdir()
            if not self._mark.exists():
                self._write(self._mark, Mark(FORMAT, drawn_by(), version))
            if self.mark.version != version:
                raise LakeError(
                    f"{self.path}: written by another version ({self.mark.version}, this one is {version}), and "
                    "the records would not fit together; name a new folder"
                )
            for name in (*COLUMNS, NOTES):
                (self.path / name).mkdir(exist_ok=True)
            yield
            shutil.rmtree(self.path / SCRATCH, ignore_errors=True)

    @property
    def mark(self) -> Mark:
        """What it says of itself. Raises LakeError for a folder that is no lake, or of a newer version."""
        try:
            mark = msgspec.json.decode(self._mark.read_bytes(), type=Mark)
        except (OSError, msgspec.MsgspecError) as err:
            raise LakeError(f"{self.path}: no lake; `regesta run INPUT {self.path}` makes one") from err
        if mark.format != FORMAT:
            raise LakeError(f"{self.path}: written by a newer Regesta; update Regesta")
        return mark

    def written(self) -> dict[str, Written]:
        """The finished parts by digest, in the order of their inputs. A part with a file missing is none."""
        found = []
        for path in (self.path / NOTES).glob("part-*.json"):
            try:
                note = msgspec.json.decode(path.read_bytes(), type=Written)
            except (msgspec.MsgspecError, OSError) as err:
                raise LakeError(f"{path}: is damaged ({err}); remove it and run again") from err
            if all(self._is_whole(kind, note) for kind in COLUMNS):
                found.append(note)
        found.sort(key=lambda note: (note.source, note.first, note.part))
        return {note.part: note for note in found}

    def file(self, kind: str, part: str) -> Path:
        """Where a part's records of one kind stand."""
        return self.path / kind / f"part-{part}.parquet"

    def scratch(self, kind: str, part: str) -> Path:
        """Where they are written first; no two processes share a name."""
        return self.path / SCRATCH / f"{kind}-{part}-{os.uname().nodename}-{os.getpid()}"

    def place(self, part: str, drafts: dict[str, tuple[Path, int]]) -> dict[str, File]:
        """Put a part's files, written with so many rows, in their places."""
        files = {}
        for kind, (draft, rows) in drafts.items():
            flush(draft)
            data = draft.read_bytes()
            files[kind] = File(rows, len(data), hashlib.sha256(data).hexdigest())
        for kind, (draft, _) in drafts.items():
            draft.replace(self.file(kind, part))
            flush(self.path / kind)
        return files

    def note(self, written: Written) -> None:
        """Say that a part is finished."""
        self._write(self.path / NOTES / f"part-{written.part}.json", written)

    @property
    def _mark(self) -> Path:
        return self.path / "lake.json"

    def _is_whole(self, kind: str, note: Written) -> bool:
        try:
            return self.file(kind, note.part).stat().st_size == note.files[kind].bytes
        except (OSError, KeyError):
            return False

    def _write(self, path: Path, value: Mark | Written) -> None:
        draft = self.scratch(path.parent.name, path.stem)
        draft.write_bytes(
            msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"
        )
        flush(draft)
        draft.replace(path)
        flush(path.parent)


def _hold(lock: int, path: Path) -> None:
    """Take the lock that ends with this process, however it ends."""
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as err:
        raise LakeError(f"{path}: another run writes there; wait for it, or name another folder") from err


def flush(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
