"""What the model's rules for words ask of a word, so that they are not asked where they have nothing to say.

What comes in: a loaded model. What goes out: for a word, the labels that rules ask for, whether rules look at its
form at all, and whether a rule about two words may begin with it.

    Rules(nlp).pass_over("harbours", "obj")      # True: its tag tells all that the rules would
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Rules"]

KEPT = 150_000  # words whose labels are kept


class Rules:
    """What the rules for words ask of a word beside its form and tag, and which words may open a pair."""

    def __init__(self, nlp: Language) -> None:
        ruler: Any = nlp.get_pipe("attribute_ruler")
        self._strings: Any = nlp.vocab.strings
        specs = [spec for pattern in ruler.patterns for spec in pattern["patterns"]]
        self._labelled = [word for spec in specs for word in spec if _values(word.get("DEP"))]
        self.labels = functools.lru_cache(KEPT)(self._labels)
        firsts = [spec[0] for spec in specs if len(spec) > 1]
        self._forms = frozenset(form for first in firsts for form in _values(first.get("LOWER")))
        self._deps = frozenset(dep for first in firsts for dep in _values(first.get("DEP")))
        shapes = _shapes(firsts)
        # A first word told by something else may be any word.
        told = all(_values(first.get("LOWER")) or _values(first.get("DEP")) or shapes for first in firsts)
        self._shape = re.compile("|".join(shapes or ["(?!)"]) if told else "")
        words = [word for spec in specs for word in spec]
        self._named = frozenset(form for word in words for form in _named(word.get("LOWER")))
        by_class = all(
            _named(spec[0].get("LOWER")) or _shapes(spec) or _sees_class(spec[0], pattern["attrs"])
            for pattern in ruler.patterns
            for spec in pattern["patterns"]
            if len(spec) == 1
        )
        self._looked_at = re.compile("|".join(_shapes(words) or ["(?!)"]) if by_class else "")

    def _labels(self, orth: int, tag: int) -> frozenset[int]:
        """The dependency labels that rules ask for in a word of this form and tag."""
        lower, name = self._strings[orth].lower(), self._strings[tag]
        return frozenset(
            self._strings[label]
            for word in self._labelled
            if lower in (_named(word.get("LOWER")) or (lower,))
            and name in (_named(word.get("TAG")) or (name,))
            for label in _values(word["DEP"])
            if label
        )

    def opens(self, lower: str, dep: str) -> bool:
        """True when a rule about two words may begin with this one."""
        return lower in self._forms or dep in self._deps or self._shape.search(lower) is not None

    def pass_over(self, lower: str, dep: str) -> bool:
        """True when no rule looks at the form of this word, alone or before another."""
        return lower not in self._named and not self._looked_at.search(lower) and not self.opens(lower, dep)


def _shapes(words: list[dict[str, Any]]) -> list[str]:
    """The regular expressions by which conditions tell forms."""
    told = (word.get("LOWER") for word in words)
    return [form["REGEX"] for form in told if isinstance(form, dict) and "REGEX" in form]


def _sees_class(word: dict[str, Any], attrs: dict[str, Any]) -> bool:
    """True when a rule looks at a word's tag and label alone to tell its part of speech, or at white space."""
    return word.get("IS_SPACE") is True or (
        word.keys() <= {"TAG", "DEP", "IS_SPACE"} and attrs.keys() <= {"POS", "MORPH"}
    )


def _named(wanted: Any) -> tuple[str, ...]:
    """The values that a condition allows, when it names them."""
    return (wanted,) if isinstance(wanted, str) else tuple((wanted or {}).get("IN", ()))


def _values(wanted: Any) -> tuple[str, ...]:
    """The values that a condition names, to allow or to bar them."""
    barred = () if wanted is None or isinstance(wanted, str) else wanted.get("NOT_IN", ())
    return _named(wanted) + tuple(barred)
