"""A copy of a case in another file, also while somebody writes the case.

What comes in: the path of a case, the path of the copy. What goes out: a file that is a whole case, or
nothing at all: it is made beside its place, checked, and only then given its name.

    back_up(Path("story.case"), Path("story-may.case"))      # 412, the reports in the copy
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from regesta.errors import CaseError
from regesta.store import migrate

__all__ = ["back_up"]

# Pages copied before a writer gets a turn.
PAGES = 4096


def back_up(case: Path, copy: Path, *, replace: bool = False) -> int:
    """Copy a case; returns how many reports the copy holds.

    Raises CaseError when the copy is there already (unless `replace`), cannot be written, or is not whole.
    """
    if copy.exists() and not replace:
        raise CaseError(f"{copy}: is there already; name another file, or replace it with --force")
    if copy.exists() and copy.samefile(case):
        raise CaseError(f"{copy}: is the case itself; name another file")
    if not copy.absolute().parent.is_dir():
        raise CaseError(f"{copy}: its folder does not exist; make the folder first")
    if not case.is_file():
        raise CaseError(f"{case}: no such case")
    log = Path(f"{copy}-wal")
    if log.exists() and log.stat().st_size:
        # The log would be taken for one of the new file.
        raise CaseError(f"{copy}: in use by another process; try again when it has finished")
    part = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        reports = _copied(case, part)
        part.replace(copy)
        _sync(copy.absolute().parent)
    except sqlite3.DatabaseError as err:
        raise CaseError(f"{copy}: {migrate.reason(err)}") from err
    finally:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
            left.unlink(missing_ok=True)
    return reports


def _copied(case: Path, part: Path) -> int:
    # Read as it is: a copy of an older case stays one of that version.
    origin = sqlite3.connect(migrate.address(case), uri=True, timeout=migrate.WAIT_SECONDS)
    target = sqlite3.connect(part, isolation_level=None)
    try:
        if origin.execute("PRAGMA application_id").fetchone()[0] != migrate.APPLICATION:
            raise CaseError(f"{case}: no case of Regesta; name another file")
        origin.backup(target, pages=PAGES)
        # One file without a log, so that it is whole when it gets its name.
        target.execute("PRAGMA journal_mode = DELETE")
        found = [row[0] for row in target.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise CaseError(f"{case}: damaged ({found[0]}); go back to an earlier copy of it")
        (reports,) = target.execute("SELECT count(*) FROM documents").fetchone()
        target.execute("PRAGMA journal_mode = WAL")
    finally:
        target.close()
        origin.close()
    _sync(part)
    return int(reports)


def _sync(path: Path) -> None:
    """Have the file or folder on the disk, not only on its way there."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
