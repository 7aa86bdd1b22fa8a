"""Imported by the process that workers are forked from: model and word lists are loaded once for all of them.

What comes in: nothing. What goes out: loaded caches, shared by every worker until it writes to them.
The one module that works when it is imported; nothing but `regesta.workers` names it.
"""

from __future__ import annotations

import contextlib
import gc
import signal

# Ctrl-C is for the process that has workers forked from this one.
BEFORE = signal.signal(signal.SIGINT, signal.SIG_IGN)
# Nearly all that is made while loading stays: looking for rings among it took a tenth of the time.
gc.disable()

from regesta.errors import RegestaError  # noqa: E402
from regesta.pipeline import extraction_of  # noqa: E402
from regesta.records import Block, Document  # noqa: E402

TEXT = "On Monday Norway said it would send 20 tonnes of rice to Kenya by May.\n"


def load() -> None:
    """Read a sentence, so that all that reading needs is there."""
    blocks = (Block(0, len(TEXT) - 1, "body"),)
    # A fault that is met here each report will meet too, and say so.
    with contextlib.suppress(RegestaError):
        extraction_of(Document(id="0" * 64, name="warm", text=TEXT, blocks=blocks))
    gc.collect()
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGINT, BEFORE)


load()
