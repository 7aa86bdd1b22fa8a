"""The case as a person holds it from Python: everything a `Case` answers, and `add`.

What comes in: a path. What goes out: a `Case` that is linked and ready to be asked.

    with open_case("x.case", create=True) as case:
        case.add("reports/")
        case.timeline(actor="Taliban")
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from regesta import pipeline, store
from regesta.pipeline import Progress, Tally

if TYPE_CHECKING:
    from regesta.read import Given

__all__ = ["Case", "open_case"]


class Case(store.Case):
    """A case that can also be added to."""

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


def open_case(path: str | Path, *, create: bool = False) -> Case:
    """Open a case file. What an interrupted run has left unlinked is linked first."""
    case = Case(path, create=create)
    if not case.linked:
        pipeline.relink(case)
    return case
