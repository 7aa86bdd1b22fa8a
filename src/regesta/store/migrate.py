"""Opens the case file and brings an older one up to date.

What comes in: a path. What goes out: a connection to a case of the newest schema version.
A case is an SQLite file with our application id; `user_version` is its schema version. A new case is made by
schema.sql, which is version 1, and by every step that an older case takes, so that both are the same. To change
the schema: add `to_<n>.sql` that turns version n-1 into n, and raise VERSION to n; what stands is not edited.

    connection = connect(Path("x.case"), create=True)
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

from regesta.errors import CaseError
from regesta.store.counting import refresh
from regesta.store.rows import fold, fold_name

VERSION = 5
# "RGST", so that a case is told from any other SQLite file.
APPLICATION = 0x52475354
WAIT_SECONDS = 60.0
PERMISSIONS = "cannot be opened or written here; check the permissions of the file and its folder"
# What SQLite says, and what a person is told.
REASONS = {
    "not a database": "not a case file; name another file",
    "unable to open": PERMISSIONS,
    "readonly": PERMISSIONS,
    "read-only": PERMISSIONS,
    "locked": "in use by another process; try again when it has finished",
    "full": "the disk is full; what was filed before is kept: make room and run the same again",
    "disk I/O": "the disk cannot be read or written; what was filed before is kept: check the disk and its room",
}


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode. Raises CaseError for what is missing, no case, or too new.

    A case that this user may not write is opened for reading.
    """
    _look(path, create=create)
    try:
        connection = _open(path)
        connection.execute("PRAGMA synchronous = NORMAL")
        _furnish(connection)
        if create and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            _build(connection)
        else:
            _accept(connection, path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as err:
        raise CaseError(f"{path}: {reason(err)}") from err
    return connection


def writable(path: Path) -> bool:
    """False for a case that this user may only read."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def scratch() -> sqlite3.Connection:
    """A connection to an empty case in memory."""
    connection = sqlite3.connect("file:regesta?mode=memory", uri=True, isolation_level=None)
    _furnish(connection)
    _build(connection)
    return connection


def _furnish(connection: sqlite3.Connection) -> None:
    """Give a connection our functions and the terms of its index of words; triggers see what is replaced go first."""
    for function in (fold, fold_name):
        connection.create_function(function.__name__, 1, _of_text(function), deterministic=True)
    # Else what is replaced would be counted twice.
    connection.execute("PRAGMA recursive_triggers = ON")
    # The terms that stand in the index of words; a view of this connection's own, nothing is stored.
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, search, row)")


def _of_text(function: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else function(text)


def address(path: Path) -> str:
    """The URI by which SQLite opens a case file for reading."""
    mode = "mode=ro" if os.access(path.absolute().parent, os.W_OK) else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of an open case."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _look(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise CaseError(f"{path}: a folder, not a case file; name a file such as {path}.case")
    if path.exists():
        return
    if not create:
        raise CaseError(f"{path}: no such case; make one with `regesta add {path} REPORTS`")
    if not path.absolute().parent.is_dir():
        raise CaseError(f"{path}: its folder does not exist; make the folder first")


def _open(path: Path) -> sqlite3.Connection:
    mode = "mode=rwc"
    if path.exists() and not os.access(path, os.W_OK):
        mode = "mode=ro"
    if not os.access(path.absolute().parent, os.W_OK):
        # SQLite wants to write its log beside the file; in a folder of someone else's it may not.
        mode = "mode=ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _build(connection: sqlite3.Connection) -> None:
    _log_ahead(connection)
    since = (_sql(f"to_{number}.sql") for number in range(2, VERSION + 1))
    marks = (f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {VERSION}")
    _script(connection, 0, _sql("schema.sql"), *since, *marks)


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Writing goes to a log beside the file, so that readers never wait; told once, at the beginning."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            # SQLite itself does not wait for another process that is making the same file.
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _accept(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise CaseError(
                f"{path}: empty, no case of Regesta yet; fill it with `regesta add {path} REPORTS`"
            )
        raise CaseError(f"{path}: an SQLite file, but no case of Regesta; name another file")
    version = version_of(connection)
    if version > VERSION:
        raise CaseError(
            f"{path}: written by a newer Regesta (case version {version}, this one reads up to "
            f"{VERSION}); update Regesta"
        )
    if version < VERSION and not writable(path):
        raise CaseError(
            f"{path}: of an older version ({version}), which has to be brought up to {VERSION} and may not be "
            "written here; copy it to a folder of yours and name the copy"
        )
    for number in range(version + 1, VERSION + 1):
        _script(connection, number - 1, _sql(f"to_{number}.sql"), f"PRAGMA user_version = {number}")


def _script(connection: sqlite3.Connection, version: int, *steps: str) -> None:
    """Bring a case of this version one step on: wholly or not at all, and once.

    Another process may have taken the same step while this one waited for its turn.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) == version:
            for statement in _statements("\n;\n".join(steps)):
                connection.execute(statement)
            # What is behind is worked out once, with the tables of the newest version.
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'shares'").fetchone():
                refresh(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one; a trigger is one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _sql(name: str) -> str:
    return (resources.files("regesta.store") / name).read_text(encoding="utf-8")


def reason(err: sqlite3.DatabaseError | UnicodeDecodeError) -> str:
    """What went wrong with the file, and what to do next."""
    text = str(err)
    for sign, told in REASONS.items():
        if sign in text:
            return told
    return f"cannot be read as a case ({text}); if it was copied, copy it again, or go back to a backup"
