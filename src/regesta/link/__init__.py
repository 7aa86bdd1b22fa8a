"""Records of many reports -> what belongs together, what repeats and where reports differ.

What comes in: a case's documents and their extracted records, with per-document actors.
What goes out: a `Linkage`: joined actors and events, links, discrepancies, copies.

>>> link((), ()).events
()
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.records import Document, Extracted, Linkage

__all__ = ["link"]


def link(documents: Sequence[Document], records: Sequence[Extracted]) -> Linkage:
    """Joins what belongs together; the result depends on what comes in, never on its order."""
    return Linkage()
