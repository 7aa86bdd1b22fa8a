"""Where sentences begin: abbreviations, initials, quotations and what follows them."""

from __future__ import annotations

import itertools

import pytest

from regesta.parse.sentences import sentence_starts


def split(text: str) -> list[str]:
    starts = [*sorted(sentence_starts(text)), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The dam burst. The town drowned.", 2),
        ("Gen. Ade left on Sept. 4. He will be back.", 2),
        ("Mr. J. B. Okoro of the U.N. mission spoke.", 1),
        ("She said so in a statement posted to X. Her Chilean counterpart called it rude.", 2),
        ("The U.N. left. It rained.", 2),
        ("It cost 4.5 million. Nobody paid.", 2),
        ('"Go! Go now," he said.', 2),
        ("He left … and came back.", 1),
        ("Why? Because.", 2),
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        '"Why?" he asked.',
        '"Why?" Okafor asked.',
        "“Enough!” shouted the crowd.",
        "“Enough!” Ama Boateng said.",
    ],
)
def test_a_question_in_marks_goes_on_with_its_cue(text: str) -> None:
    assert split(text) == [text]


def test_a_full_stop_in_marks_ends_the_sentence() -> None:
    assert split('He said: "We go." The bus left.') == ['He said: "We go."', "The bus left."]
