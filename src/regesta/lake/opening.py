"""`regesta open-lake`: a case file of the reports in a lake, or of those that name an actor or fall in a time.

What comes in: a lake. What goes out: a case, linked, equal to what `add` makes of the same reports. Nothing is
parsed again: the records are taken from the lake as they are. A report that stands in several parts is filed once.

    open_lake(Path("lake"), Path("oslo.case"), Wanted(actors=("Norway",), since="2021-07"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from regesta import pipeline
from regesta.lake.columns import KIND_OF, OWN, document_of
from regesta.lake.folder import Lake
from regesta.lake.linked import write_linked
from regesta.lake.parquet import rows
from regesta.pipeline import Tally
from regesta.records import Document, Extraction, Skipped
from regesta.run import open_case
from regesta.store.query import period
from regesta.store.rows import Filing, fold_name, rows_of

__all__ = ["Opened", "Wanted", "open_lake"]

Progress = Callable[[int, int], None]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports: those that name one of the actors (all words of it in a name), printed in a time.

    `since` and `until` are a day, a month or a year ("2021-07"), both included; reports that are
    undated are then left out.
    """

    actors: tuple[str, ...] = ()
    since: date | str | None = None
    until: date | str | None = None

    @property
    def everything(self) -> bool:
        """True when no report is left out."""
        return not self.actors and self.since is None and self.until is None


class Opened(msgspec.Struct, frozen=True):
    """What became of the lake's reports: the tally of the case, and how many were not asked for."""

    tally: Tally
    left: int = 0


def open_lake(
    lake: Path,
    case: Path,
    wanted: Wanted | None = None,
    *,
    linked: Path | None = None,
    progress: Progress | None = None,
) -> Opened:
    """File the reports of a lake in a case (a new one, or on top of what it holds) and link it.

    With `linked` what linking joined is also written there as Parquet (see linked). `progress` is told
    parts done, and of how many. Raises LakeError when the folder is no lake.
    """
    found = _Reports(Lake(lake), wanted or Wanted())
    drawn_by = found.lake.mark.drawn_by
    with open_case(case, create=True) as target:
        tally = pipeline.add_drawn(target, found.all(progress), found.filing, version=drawn_by)
        if linked is not None:
            write_linked(target, linked)
    return Opened(tally, found.left)


class _Reports:
    """The reports of a lake that are wanted, part by part; only one part is in memory."""

    def __init__(self, lake: Lake, wanted: Wanted) -> None:
        self.lake = lake
        self.left = 0
        self._wanted = wanted
        self._since = period(wanted.since)[0] if wanted.since is not None else None
        self._until = period(wanted.until)[1] if wanted.until is not None else None
        self._words = [set(fold_name(name).split()) for name in wanted.actors]
        self._part = ""
        self._records: dict[str, list[Any]] | None = None

    def all(self, progress: Progress | None) -> Iterator[Document | Skipped]:
        """The reports in the order in which they stood in the input, and the inputs that were skipped."""
        parts = self.lake.written()
        for count, part in enumerate(parts, 1):
            self._part, self._records = part, None
            yield from self._documents(part)
            if self._wanted.everything:
                skipped = rows(self.lake.file("skipped", part), ["record"])
                yield from (msgspec.json.decode(row["record"], type=Skipped) for row in skipped)
            if progress:
                progress(count, len(parts))

    def filing(self, document: Document) -> Filing:
        """The rows of the report that was yielded last, as its worker drew them."""
        if self._records is None:
            self._records = _records(self.lake, self._part)
        return rows_of(Extraction(document=document, records=tuple(self._records.get(document.id, ()))))

    def _documents(self, part: str) -> Iterator[Document]:
        naming = self._naming(part)
        columns = ["id", "published", "until", "text", "record"]
        for row in rows(self.lake.file("documents", part), columns):
            if self._is_in_time(row) and (naming is None or row["id"] in naming):
                yield document_of(row)
            else:
                self.left += 1

    def _is_in_time(self, row: dict[str, Any]) -> bool:
        """True when the report was surely published in the time asked for."""
        if self._since is not None and (row["published"] is None or row["published"] < self._since):
            return False
        return self._until is None or (row["until"] is not None and row["until"] <= self._until)

    def _naming(self, part: str) -> set[str] | None:
        """The part's reports that name one of the actors; None when none are asked for."""
        if not self._words:
            return None
        return {
            actor["document"]
            for actor in rows(self.lake.file("document_actors", part), ["document", "name", "aliases"])
            for name in (actor["name"], *actor["aliases"])
            if any(words <= set(fold_name(name).split()) for words in self._words)
        }


def _records(lake: Lake, part: str) -> dict[str, list[Any]]:
    """The records of each report of a part, in the order in which they were drawn.

    The words of a span and the kind stand in the lake for those who read it there; decoding drops them.
    """
    found: dict[str, list[Any]] = {}
    for table in OWN:
        for row in rows(lake.file(table, part), ["document", "record"]):
            record = msgspec.json.decode(row["record"], type=KIND_OF[table])
            found.setdefault(row["document"], []).append(record)
    return found
