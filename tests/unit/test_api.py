"""The Python API: its names, and that importing it costs nothing."""

import subprocess
import sys

import regesta


def test_all_is_sorted_and_whole():
    assert regesta.__all__ == sorted(regesta.__all__, key=lambda name: (name[0].islower(), name))
    assert regesta.__all__ == [
        "Case", "CaseError", "Document", "Given", "ReadError", "RegestaError", "Span", "Tally",
        "When", "open",
    ]  # fmt: skip
    assert all(getattr(regesta, name) is not None for name in regesta.__all__)


def test_import_loads_no_other_module_of_ours():
    code = "import sys, regesta; print(sorted(m for m in sys.modules if m.startswith('regesta')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['regesta']"


def test_open_begins_a_case_that_can_be_asked(tmp_path):
    with regesta.open(tmp_path / "x.case") as case:
        assert isinstance(case, regesta.Case)
        assert case.statements(speaker="Wang Yi") == []
