"""Markdown signs do not reach the parser; what they mark does, at its own offsets."""

import pytest

from regesta.parse.markup import plainly


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The [port board](https://a.example/b_(c)?d=1) met.", "The port board met."),
        ("It was ![a crane](crane.jpg) red.", "It was a crane red."),
        ("**Lomé** and *Accra* agreed.", "Lomé and Accra agreed."),
        ('See [the text](x.html "The treaty").', "See the text ."),
        # near misses
        ("He called it “[their] fault” (sic).", "He called it “[their] fault” (sic)."),
        ("Nine * two is 18, and 3*4*5 is 60.", "Nine * two is 18, and 3*4*5 is 60."),
        ("[REDACTED] (see below) was there.", "[REDACTED] (see below) was there."),
        ("A star* is explained below.", "A star* is explained below."),
    ],
)
def test_only_markup_is_blanked(text: str, words: str) -> None:
    blanked = plainly(text)
    assert len(blanked) == len(text)
    assert " ".join(blanked.split()) == words
    assert all(now in (before, " ") for now, before in zip(blanked, text, strict=True))


def test_brackets_without_end_take_no_time() -> None:
    text = "[" * 20_000 + "](" * 20_000 + "**" * 20_000
    assert len(plainly(text)) == len(text)
