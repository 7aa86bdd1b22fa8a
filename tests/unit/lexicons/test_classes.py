"""A class of words that is asked for by a name nobody gave it is an error, never an empty class."""

from __future__ import annotations

import pytest

from regesta.lexicons import load
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import Undertaking


def test_a_class_has_its_words() -> None:
    assert {"assure", "warn"} <= verb_class("telling")


def test_a_class_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="teling"):
        verb_class("teling")


@pytest.mark.parametrize(
    "name", sorted({name for e in load(Undertaking) for name in (*e.objects, *e.without)})
)
def test_every_class_that_an_undertaking_names_exists(name: str) -> None:
    assert verb_class(name)
