"""The gold of three real reports, scored by its own scorer: no figure may fall below its floor.

The reports and the gold are not part of the project: where ../shared is absent the test is skipped and
says so. Raise a floor when the measured figure has risen; never lower one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import regesta
from regesta.show.export import export_jsonl

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(),
    reason="../shared with the gold and its scorer is not beside the project: floors not checked",
)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    case = regesta.open(folder / "seeds.case")
    case.add(SHARED / "seeds", workers=1)
    path = folder / "seeds.jsonl"
    with path.open("wb") as out:
        export_jsonl(case, out)
    case.close()
    return path


@needs_shared
def test_no_figure_falls_below_its_floor_and_the_contract_holds(export: Path) -> None:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(export), "--floors", str(FLOORS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"


@needs_shared
def test_nothing_is_produced_that_must_not_be(export: Path) -> None:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(export), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(run.stdout)["violations"] == []
