"""Regesta reads news reports and writes down who said, did and promised what, with the words it stands on.

    import regesta

    case = regesta.open("story.case")
    case.add("reports/")
    case.statements(speaker="Wang Yi")

Nothing heavy is loaded by `import regesta`; each name is fetched when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from regesta.errors import CaseError, ReadError, RegestaError
    from regesta.pipeline import Tally
    from regesta.read import Given
    from regesta.records import Document, Span, When
    from regesta.run import Case

__all__ = [
    "Case",
    "CaseError",
    "Document",
    "Given",
    "ReadError",
    "RegestaError",
    "Span",
    "Tally",
    "When",
    "open",
]

_HOMES = {
    "Case": "regesta.run",
    "CaseError": "regesta.errors",
    "Document": "regesta.records",
    "Given": "regesta.read",
    "ReadError": "regesta.errors",
    "RegestaError": "regesta.errors",
    "Span": "regesta.records",
    "Tally": "regesta.pipeline",
    "When": "regesta.records",
}


def open(path: str | Path) -> Case:
    """Open a case file, or begin a new one there."""
    from regesta.run import open_case

    return open_case(path, create=True)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'regesta' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
