"""Classes of words, by name, for rules about sentences.

What comes in: the name of a class of verb_classes.toml. What goes out: its words.

>>> "refuse" in verb_class("refusing")
True
"""

from __future__ import annotations

import functools

from regesta.lexicons import load
from regesta.lexicons.entries import VerbClass

__all__ = ["verb_class"]


@functools.cache
def verb_class(name: str, lang: str = "en") -> frozenset[str]:
    """The words of a class of lexicons/<lang>/verb_classes.toml; raises KeyError for a class that does not exist."""
    return _classes(lang)[name]


@functools.cache
def _classes(lang: str) -> dict[str, frozenset[str]]:
    return {entry.name: frozenset(entry.lemmas) for entry in load(VerbClass, lang)}
