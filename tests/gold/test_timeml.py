"""Time expressions of running text, marked by hand as TimeML marks them: where they begin and end, and their values.

The reports are the project's own words. A third of them were read by the rules only after these were written;
the floors lie just under what is measured (`regesta eval timeml tests/gold/timeml`).
"""

from __future__ import annotations

from pathlib import Path

from regesta.show.evaluate_timeml import evaluate_timeml

FOLDER = Path(__file__).with_name("timeml")


def test_times_of_running_text_are_found_cut_and_valued_as_timeml_marks_them() -> None:
    scores = evaluate_timeml(FOLDER)
    assert scores.gold >= 180
    assert scores.relaxed.f1 >= 0.97
    assert scores.strict.f1 >= 0.96
    assert scores.value_accuracy >= 0.95
    assert scores.type_accuracy >= 0.97
