"""The case file asked for pages: one state of it at a time, and only what a page shows.

What comes in: filters, the number of a page. What goes out: the records of that page and how many
there are in all.

    with case.reading():
        case.state
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from regesta.store.search import SearchedFile

__all__ = ["PagedFile"]


class PagedFile(SearchedFile):
    """A case file that can be read page by page while others write."""

    _seen = ""

    @property
    def state(self) -> str:
        """Words that change whenever what the case answers may have changed."""
        (filed,) = self._row("SELECT count(*) FROM documents")
        marks = self._rows("SELECT key, value FROM meta ORDER BY key").fetchall()
        return " ".join([f"documents={filed}", *(f"{key}={value}" for key, value in marks)])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the file for as long as this lasts, whatever others write meanwhile."""
        self._rows("BEGIN")
        try:
            if (state := self.state) != self._seen:
                self._forget()
                self._seen = state
            yield
        finally:
            self._rows("COMMIT")
