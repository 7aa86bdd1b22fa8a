"""A large case made from a smaller one: every report and all that stands in it, so many times over.

The actors of the case, and the relations between them, stay the same ones: with ten times the reports each is
told of ten times as often, as the leaders of a long story are. All else is copied under new ids, with its links and
discrepancies. Linking's own notes are not copied, so that such a case is for asking only, not for adding to.

    many_times(Path("10k.case"), Path("100k.case"), 10)
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from regesta.store import migrate
from regesta.store.counting import refresh

# What reports yield and what linking decided of it, in the order in which a case is filled. The triggers of
# the case keep the index of words and the tables of pages in step.
TABLES = (
    "documents", "document_actors", "mentions", "statements", "event_mentions", "commitments", "statuses", "figures",
    "slots", "actor_of", "event_of", "group_of", "copy_of", "events", "links", "members", "discrepancies", "sides",
)  # fmt: skip
IDENT = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")
CACHE_KB = 2_000_000
DIGITS = 6  # of an id, that tell one copy from another


def many_times(path: Path, out: Path, times: int) -> Path:
    """The case of `path` with each of its reports so many times; `out` again."""
    shutil.copyfile(path, out)
    source, case = sqlite3.connect(path), migrate.connect(out)
    for quick in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KB}"):
        case.execute(f"PRAGMA {quick}")
    kept = {str(row[0]) for row in source.execute("SELECT id FROM actors UNION SELECT g.grouped "
                                                  "FROM group_of g JOIN statuses t ON t.id = g.record")}  # fmt: skip
    case.execute("BEGIN")
    for number in range(1, times):
        anew = _renamed(number, kept)
        for table in TABLES:
            columns = len(source.execute(f"PRAGMA table_info({table})").fetchall())
            marks = ", ".join("?" * columns)
            case.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", _rows(source, table, anew))
    # What triggers only noted as behind is worked out, as every transaction of a case does before it ends.
    refresh(case)
    case.execute("COMMIT")
    case.execute("PRAGMA journal_mode = WAL")
    case.close()
    source.close()
    return out


def _renamed(number: int, kept: set[str]) -> Callable[[str], str]:
    """A function from a text to the same with the ids of a copy in it."""

    def one(found: re.Match[str]) -> str:
        ident = found.group()
        if ident in kept:
            return ident
        head = int(ident[:DIGITS], 16) ^ number
        return f"{head:0{DIGITS}x}{ident[DIGITS:]}"

    return lambda text: IDENT.sub(one, text)


def _rows(source: sqlite3.Connection, table: str, anew: Callable[[str], str]) -> Iterator[tuple[Any, ...]]:
    for row in source.execute(f"SELECT * FROM {table}"):
        yield tuple(anew(cell) if isinstance(cell, str) else cell for cell in row)
