"""Markdown signs do not reach the parser; what they mark does, at its own offsets."""

import pytest

from regesta.parse.markup import plainly, undated


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


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("LOMÉ — {}", "LOMÉ"),
        ("LOMÉ, March 4, 2024 (Reuters) - {}", "LOMÉ"),
        ("KANO, Nigeria: {}", "KANO, Nigeria"),
        ("SELBY, May 3. /TASS/. {}", "SELBY"),
        ("Selby City, Wed 3 May (ANI): {}", "Selby City"),
        ("FORT HOPE, Minn. (AP) — {}", "FORT HOPE, Minn."),
    ],
)
def test_the_dateline_is_no_part_of_the_first_sentence(line: str, place: str) -> None:
    text = line.format("Ships came in on Monday - at last.")
    assert len(undated(text, place)) == len(text)
    assert undated(text, place).strip() == "Ships came in on Monday - at last."


@pytest.mark.parametrize(
    "text",
    [
        "LOMÉ has a new quay - at last.",
        "The quay in LOMÉ, March 4 (Reuters) - is new.",
        "LOMÉ’s mayor said on March 4: we will build.",
    ],
)
def test_a_place_that_opens_a_sentence_stays(text: str) -> None:
    assert undated(text, "LOMÉ") == text


def test_what_is_too_long_for_a_word_is_no_word() -> None:
    text = "The ship " + "(" * 5_000 + " left."
    assert plainly(text).split() == ["The", "ship", "left."]
    assert plainly("The ship " + "a-" * 100 + "b left.").count("a-") == 100
