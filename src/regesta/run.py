"""The case as a person holds it from Python: everything a `Case` answers, and `add`.

What comes in: a path. What goes out: a `Case` that is linked and ready to be asked.

    with open_case("x.case", create=True) as case:
        case.add("reports/")
        case.timeline(actor="Taliban")
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from regesta import pipeline, store
from regesta.pipeline import Progress, Tally
from regesta.records import Judgement
from regesta.store.migrate import writable

if TYPE_CHECKING:
    from regesta.read import Given

__all__ = ["Case", "open_case"]


class Case(store.Case):
    """A case that can also be added to and corrected."""

    def add(
        self,
        *paths: str | Path,
        given: Given | None = None,
        workers: int = 1,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """File the reports in these files and folders, and link the case.

        With more than one worker, a script needs the usual `if __name__ == "__main__":` guard.
        """
        found = [Path(path) for path in paths]
        return pipeline.add(self, found, given, workers=workers, progress=progress)

    def rebuild(
        self,
        *,
        whole: bool = False,
        workers: int = 1,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Draw the records that another version has drawn (with `whole`: all) anew; judgements stay."""
        return pipeline.rebuild(self, whole=whole, workers=workers, progress=progress)

    def as_of(self, day: date | str) -> Self:
        """The case as it stood by the end of that day or month: only the reports published by then.

        A copy in memory; close it when done. What is undated is left out (`undated` counts it); a report that
        other reports date stands on that day, whenever those were published.
        """
        copy = self.copy_as_of(day)
        pipeline.relink(copy)
        return copy

    # A person's corrections. Each is a record (`judgements`), outlives every rebuild and can be undone.

    def merge(self, *idents: str, by: str | None = None, reason: str | None = None) -> Judgement:
        """These actors, or these events, are one; the first gives it its name."""
        return self._judged(self.merging(idents, by=by, reason=reason))

    def split(self, ident: str, *members: str, by: str | None = None, reason: str | None = None) -> Judgement:
        """These mentions or members do not belong to the actor or event they stand in."""
        return self._judged(self.splitting(ident, members, by=by, reason=reason))

    def reject(self, ident: str, *, by: str | None = None, reason: str | None = None) -> Judgement:
        """This record is wrong: hide it everywhere."""
        return self._judged(self.rejecting(ident, by=by, reason=reason))

    def set(
        self, ident: str, field: str, value: str, *, by: str | None = None, reason: str | None = None
    ) -> Judgement:
        """This field of the record is rightly so; "null" when nothing is known."""
        return self._judged(self.setting(ident, field, value, by=by, reason=reason))

    def undo(self, ident: str, *, by: str | None = None, reason: str | None = None) -> Judgement:
        """Take a judgement back."""
        return self._judged(self.undoing(ident, by=by, reason=reason))

    def _judged(self, judgement: Judgement) -> Judgement:
        filed = self.judge(judgement)
        pipeline.relink(self)
        return filed


def open_case(path: str | Path, *, create: bool = False) -> Case:
    """Open a case file. What an interrupted run has left unlinked is linked first.

    A case that may only be read stays as it is; its `linked` tells.
    """
    case = Case(path, create=create)
    if not case.linked and writable(case.path):
        pipeline.relink(case)
    return case
