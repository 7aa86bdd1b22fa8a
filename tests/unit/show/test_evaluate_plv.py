"""PLV's measure: pairs are given, PLOVER's collapse is applied, and the figures are macro-F1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta.errors import RegestaError
from regesta.show.evaluate_plv import evaluate_plv, macro_f1, predict_plv, unmarked

HEAD = "uid\tgold_root\tgold_penta\tsource\ttarget\tsentence\tmarked_sentence"


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("<s>Peru</s> condemned <t>Chile</t>.", "ACCUSE"),
        ("<t>Chile</t> was invaded by <s>Peru</s>.", "ASSAULT"),
        ("<s>Peru</s> freed <t>two sailors</t>.", "YIELD"),
        ("<s>Peru</s> will send food to <t>Haiti</t>.", "AGREE"),
        ("<s>Peru</s> will not lift the embargo on <t>Chile</t>.", "REJECT"),
        ("<s>Peru</s> will bomb <t>Chile</t>.", "THREATEN"),
        ("<s>Thousands of students</s> rallied to demand reforms from <t>the junta</t>.", "PROTEST"),
    ],
)
def test_the_frame_that_joins_the_pair_gives_the_root(marked: str, root: str) -> None:
    assert predict_plv("1", marked).root == root


def test_marks_are_taken_out_and_remembered() -> None:
    text, spans = unmarked("In May <s>Peru</s> met <t>Chile</t>.")
    assert text == "In May Peru met Chile."
    assert text[slice(*spans["source"])] == "Peru"
    assert text[slice(*spans["target"])] == "Chile"


def test_a_class_of_gold_that_is_never_predicted_costs_its_share() -> None:
    assert macro_f1(["A", "B"], ["A", "A"]) == pytest.approx((2 / 3 + 0) / 2)


def test_a_file_is_scored_and_predictions_written(tmp_path: Path) -> None:
    row = "7\tACCUSE\t3\tPeru\tChile\tPeru condemned Chile.\t<s>Peru</s> condemned <t>Chile</t>."
    path, out = tmp_path / "plv.tsv", tmp_path / "found.jsonl"
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    scores = evaluate_plv(path, predictions=out)
    assert (scores.root, scores.quad, scores.binary, scores.pairs) == (1.0, 1.0, 1.0, 1)
    assert json.loads(out.read_text(encoding="utf-8")) == {"uid": "7", "root": "ACCUSE"}


def test_a_file_of_another_shape_is_refused_with_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(RegestaError, match="marked_sentence"):
        evaluate_plv(path)
