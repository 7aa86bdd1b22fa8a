"""Python's search for rings of objects, put off while many records are at hand.

Records refer to each other by id and form no rings; with Python's own threshold of 700 new objects a tenth of
the time of a run goes into looking for some.

    with rarely():
        ...
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["YOUNG_OBJECTS", "rarely"]

YOUNG_OBJECTS = 50_000  # new objects before Python looks for rings among them


@contextmanager
def rarely() -> Iterator[None]:
    """For as long as it lasts, rings are looked for after many new objects only; afterwards as before."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
