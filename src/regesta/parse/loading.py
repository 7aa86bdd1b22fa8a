"""Loading spaCy without its command line, whose packages (web clients, project tools) take a third of the time.

What comes in: nothing. What goes out: the module `spacy`; `spacy.cli` is imported by whoever asks for it.

    spacy = load_spacy()
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

PARTS = ("spacy.cli", "spacy.cli.info")


def load_spacy() -> ModuleType:
    """The module `spacy`."""
    if "spacy" not in sys.modules:
        # `import spacy` wants one name from its command line: `spacy.info`.
        stand_ins = {name: ModuleType(name) for name in PARTS}
        stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
        sys.modules.update(stand_ins)
        try:
            importlib.import_module("spacy")
        finally:
            for name in PARTS:
                sys.modules.pop(name, None)
    return sys.modules["spacy"]


def _info(*args: Any, **options: Any) -> Any:
    """What `spacy.info` does, for those who call it after all."""
    return importlib.import_module("spacy.cli.info").info(*args, **options)
