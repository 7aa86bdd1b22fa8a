"""Imported by the process that workers are forked from: model and word lists are loaded once for all of them.

What comes in: nothing. What goes out: loaded caches, shared by every worker until it writes to them.
The one module that works when it is imported; nothing but `regesta.workers` names it.
"""

from __future__ import annotations

import gc

from regesta.errors import RegestaError
from regesta.pipeline import extraction_of
from regesta.records import Block, Document

TEXT = "On Monday Norway said it would send 20 tonnes of rice to Kenya by May.\n"


def load() -> None:
    """Read a sentence, so that all that reading needs is there."""
    blocks = (Block(0, len(TEXT) - 1, "body"),)
    try:
        extraction_of(Document(id="0" * 64, name="warm", text=TEXT, blocks=blocks))
    except RegestaError:
        # Each report will meet the same fault, and say so.
        return
    gc.collect()
    gc.freeze()


load()
