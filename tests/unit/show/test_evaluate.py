"""`regesta eval polnear` on a folder of two texts written for the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.errors import RegestaError
from regesta.show.cli import main
from regesta.show.evaluate import is_speech, polnear

TEXT = '"The pier is shut," said Ama Boateng.\n\nOslo hopes to reopen it in May.'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "pier.txt").write_text(TEXT, encoding="utf-8")
    rows = []
    for number, (content, cue, source) in enumerate(
        [('"The pier is shut,"', "said", "Ama Boateng"), ("to reopen it in May", "hopes", "Oslo")]
    ):
        spans = []
        for part, (role, words) in enumerate((("Source", source), ("Cue", cue), ("Content", content))):
            start = TEXT.index(words)
            name = f"T{10 * number + part + 1}"
            rows.append(f"{name}\t{role} {start} {start + len(words)}\t{words}")
            spans.append(f"{role}:{name}")
        rows.append(f"E{number + 1}\tAttribution:T99 " + " ".join(spans))
    (tmp_path / "attributions" / "pier_1.ann").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_what_is_right_counts_by_view(folder: Path) -> None:
    figures = polnear(folder)
    assert figures["all"] == {
        "gold": 2,
        "found": 2,
        "precision": 100,
        "recall": 100,
        "f1": 100,
        "source": 100,
    }
    assert figures["direct"]["gold"] == figures["indirect"]["gold"] == figures["speech"]["gold"] == 1


def test_a_wrong_source_is_no_joint_match(folder: Path) -> None:
    path = folder / "attributions" / "pier_1.ann"
    start = TEXT.index("Oslo")
    wrong = path.read_text(encoding="utf-8").replace(f"Source {start} {start + 4}", "Source 1 9")
    path.write_text(wrong, encoding="utf-8")
    assert polnear(folder)["all"]["f1"] == 50


def test_predictions_are_written_one_a_line(folder: Path) -> None:
    out = folder / "found.jsonl"
    polnear(folder, out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["doc"] for row in rows] == ["pier", "pier"]
    assert TEXT[slice(*rows[0]["content"][0])] == "The pier is shut"


def test_a_folder_without_annotations_is_told(tmp_path: Path) -> None:
    with pytest.raises(RegestaError, match="attributions"):
        polnear(tmp_path)


def test_the_command_prints_a_row_a_view(folder: Path) -> None:
    result = CliRunner().invoke(main, ["eval", "polnear", str(folder)])
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()[1:]] == [
        "all", "direct", "mixed", "indirect", "speech",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cue", "speech"), [("has denied", True), ("wrote on", True), ("hopes", False), ("wants", False)]
)
def test_which_cues_are_speech(cue: str, speech: bool) -> None:
    assert is_speech(cue) is speech
