"""Time expressions are scored on TimeML files as their makers mark them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from regesta.errors import RegestaError
from regesta.show.evaluate_timeml import evaluate_timeml, read_timeml

FOLDER = Path(__file__).parent / "timeml"


def test_the_text_of_a_file_is_rebuilt_and_its_marks_stand_on_their_words() -> None:
    file = read_timeml(FOLDER / "harbour.tml")
    assert file.created == date(2022, 5, 12)
    assert [file.text[mark.start : mark.end] for mark in file.times] == [
        "Monday",
        "three days",
        "November 2021",
    ]
    assert file.times[1].value == "P3D"


def test_the_creation_time_is_given_and_not_scored() -> None:
    assert evaluate_timeml(FOLDER).gold == 10


def test_a_file_without_a_creation_time_has_no_anchor() -> None:
    assert read_timeml(FOLDER / "reef.xml").created is None


def test_scores_count_overlaps_exact_spans_and_values(tmp_path: Path) -> None:
    for name in ("harbour.tml", "census.tml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    scores = evaluate_timeml(tmp_path)
    assert (scores.documents, scores.gold, scores.found) == (2, 7, 7)
    assert scores.relaxed.f1 == scores.strict.f1 == 1
    assert scores.value_accuracy == scores.type_accuracy == 1


def test_what_is_missed_or_wrong_lowers_the_scores() -> None:
    scores = evaluate_timeml(FOLDER)
    # "yesterday" has no anchor, and "That week's end" is found only in part
    assert scores.found == 10
    assert scores.relaxed.f1 == 1
    assert scores.strict.f1 == pytest.approx(0.9)
    assert scores.value_accuracy == pytest.approx(0.8)
    assert scores.value_f1 == pytest.approx(0.8)


def test_a_folder_without_files_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(RegestaError, match="name the folder"):
        evaluate_timeml(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(RegestaError, match=r"broken\.tml: not a TimeML file"):
        evaluate_timeml(tmp_path)
