"""`regesta open-lake`: a case file of the reports in a lake, or of those that name an actor or fall in a time.

What comes in: a lake. What goes out: a case, linked, equal to what `add` makes of the same reports. Nothing is
parsed again: the records are taken from the lake as they are. A report that stands in several parts is filed once.

    open_lake(Path("lake"), Path("oslo.case"), Wanted(actors=("Norway",), since="2021-07"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from regesta import pipeline
from regesta.lake.columns import KIND_OF, OWN
from regesta.lake.folder import Lake
from regesta.lake.parquet import rows
from regesta.records import Document, Extraction, Skipped
from regesta.run import Case, open_case
from regesta.store.query import period
from regesta.store.rows import Filing, fold_name, rows_of

__all__ = ["Opened", "Wanted", "open_lake"]

# Reports filed in one transaction.
BATCH = 100


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
    """What became of the lake's reports: filed, on file already, left out; inputs skipped; linking's notes."""

    filed: int = 0
    known: int = 0
    left: int = 0
    skipped: int = 0
    notes: tuple[str, ...] = ()


def open_lake(
    lake: Path,
    case: Path,
    wanted: Wanted | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Opened:
    """File the reports of a lake in a case (a new one, or on top of what it holds) and link it.

    `progress` is told parts done, and of how many. Raises LakeError when the folder is no lake.
    """
    found = Lake(lake)
    found.version  # noqa: B018 - asked only whether it is a lake
    parts = found.written()
    with open_case(case, create=True) as target:
        filing = _Filing(target, wanted or Wanted())
        for count, part in enumerate(parts, 1):
            filing.take(found, part)
            if progress:
                progress(count, len(parts))
        filing.write()
        notes: tuple[str, ...] = () if target.linked else pipeline.relink(target)
    return msgspec.structs.replace(filing.opened, notes=notes)


class _Filing:
    """One lake on its way into a case."""

    def __init__(self, case: Case, wanted: Wanted) -> None:
        self.opened = Opened()
        self._case, self._wanted = case, wanted
        self._since = period(wanted.since)[0] if wanted.since is not None else None
        self._until = period(wanted.until)[1] if wanted.until is not None else None
        self._words = [fold_name(name).split() for name in wanted.actors]
        self._batch: dict[str, Filing] = {}
        self._names: dict[str, str] = {}

    def take(self, lake: Lake, part: str) -> None:
        """File a part's reports that are wanted."""
        named = self._naming(lake, part)
        documents = rows(lake.file("documents", part), ["id", "published", "until", "text", "record"])
        chosen = {
            row["id"]: row
            for row in documents
            if self._is_wanted(row) and (named is None or row["id"] in named)
        }
        fresh = dict(self._unknown(chosen))
        records = _records(lake, part, set(fresh)) if fresh else {}
        for ident, document in fresh.items():
            extraction = Extraction(document=document, records=tuple(records.get(ident, ())))
            self._batch[ident] = rows_of(extraction)
            if len(self._batch) >= BATCH:
                self.write()
        skipped = self._skipped(lake, part) if self._wanted.everything else 0
        self._count(
            filed=len(fresh),
            known=len(chosen) - len(fresh),
            left=len(documents) - len(chosen),
            skipped=skipped,
        )

    def write(self) -> None:
        """Write what waits, and the names that were found since."""
        self._case.file(self._batch.values(), added=_now())
        self._batch.clear()
        for ident, name in self._names.items():
            if name < (self._case.known(ident) or ""):
                self._case.rename(ident, name)
        self._names.clear()

    def _is_wanted(self, row: dict[str, Any]) -> bool:
        """True when the report was surely published in the time asked for."""
        if self._since is not None and (row["published"] is None or row["published"] < self._since):
            return False
        return self._until is None or (row["until"] is not None and row["until"] <= self._until)

    def _naming(self, lake: Lake, part: str) -> set[str] | None:
        """The part's reports that name one of the actors; None when none are asked for."""
        if not self._words:
            return None
        actors = rows(lake.file("document_actors", part), ["document", "name", "aliases"])
        return {
            actor["document"]
            for actor in actors
            for name in (actor["name"], *actor["aliases"])
            if any(set(words) <= set(fold_name(name).split()) for words in self._words)
        }

    def _unknown(self, chosen: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Document]]:
        """The reports that are not on file. Of two names of one report the one that sorts first is kept."""
        for ident, row in chosen.items():
            document = _document(row)
            if ident in self._batch or self._case.known(ident) is not None:
                self._names[ident] = min(document.name, self._names.get(ident, document.name))
            else:
                yield ident, document

    def _skipped(self, lake: Lake, part: str) -> int:
        found = [_decoded(Skipped, row["record"]) for row in rows(lake.file("skipped", part), ["record"])]
        self._case.file(found, added=_now())
        return len(found)

    def _count(self, *, filed: int, known: int, left: int, skipped: int) -> None:
        now = self.opened
        self.opened = Opened(now.filed + filed, now.known + known, now.left + left, now.skipped + skipped)


def _records(lake: Lake, part: str, wanted: set[str]) -> dict[str, list[Any]]:
    """The records of some reports of a part, in the order in which they were drawn."""
    found: dict[str, list[Any]] = {}
    for table in OWN:
        for row in rows(lake.file(table, part), ["document", "record"]):
            if row["document"] in wanted:
                found.setdefault(row["document"], []).append(_decoded(KIND_OF[table], row["record"]))
    return found


def _document(row: dict[str, Any]) -> Document:
    return msgspec.convert({**msgspec.json.decode(row["record"]), "text": row["text"]}, Document)


def _decoded(struct: type[msgspec.Struct], record: str) -> Any:
    # The words of a span and the kind stand in the lake for those who read it there; they are not stored.
    return msgspec.json.decode(record, type=struct)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
