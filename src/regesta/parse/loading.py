"""Loading spaCy and a model without what nothing here asks for, which took nearly half of the time.

What comes in: nothing, or the name of an installed model. What goes out: the module `spacy`, without its command
line and the packages that needs (web clients, project tools): `spacy.cli` is imported by whoever asks for it; the
model, without the steps that cost time and are not run.

    spacy = load_spacy()
    nlp = load_model("en_core_web_sm")
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

# The entity recogniser, and the sentence splitter that models bring switched off.
LEFT_OUT = ("ner", "senter")
INDEX = "lemma_index"
UNFILLED = "regesta.unfilled.v1"
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


def load_model(name: str) -> Language:
    """An installed model. Its tokenizer is made of what is stored with it, not of the language's rules before."""
    spacy = load_spacy()
    spacy.registry.tokenizers(UNFILLED, func=lambda: _unfilled)
    config = {"nlp": {"tokenizer": {"@tokenizers": UNFILLED}}}
    found: Language = spacy.load(name, exclude=LEFT_OUT, config=config)
    lemmatizer: Any = found.get_pipe("lemmatizer")
    if lemmatizer.lookups.has_table(INDEX):
        # Stored as lists of up to 57,000 words, which were read through once or twice for each new word.
        index = lemmatizer.lookups.get_table(INDEX)
        for part, words in list(index.items()):
            index[part] = frozenset(words)
    return found


def _unfilled(nlp: Language) -> Tokenizer:
    """A tokenizer to be filled from the model's files."""
    from spacy.tokenizer import Tokenizer

    return Tokenizer(nlp.vocab)


def _info(*args: Any, **options: Any) -> Any:
    """What `spacy.info` does, for those who call it after all."""
    return importlib.import_module("spacy.cli.info").info(*args, **options)
