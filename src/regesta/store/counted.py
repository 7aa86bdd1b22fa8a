"""What pages count and arrange by, kept in step with the records.

What comes in: what a transaction changed, as triggers noted it in the table `stale`. What goes out: the narrow
tables beside the records (`deeds`, `pairs`, `steps`, `relations`, `undertaken`, `known`), brought up to date before
that transaction ends. The sums over them (`days`, `dyads`, `sites`, `classes`) are counted by triggers.

A page so reads what it shows, and not the whole case, however much is on file and however lately it came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from regesta.store.casefile import CaseFile
from regesta.store.counting import refresh

__all__ = ["CountedFile"]


class CountedFile(CaseFile):
    """A case file whose counts are those of its records."""

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with super()._transaction() as connection:
            yield connection
            refresh(connection)
