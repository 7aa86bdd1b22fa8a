"""Questions over the bundled reports and, where they are there, the seed reports: what is answered, and what is not.

A question is right when one of its first three answers is of an expected kind and stands on the
expected words; one that the reports do not answer is right when nothing is answered.
"""

import json
from pathlib import Path

import pytest

from regesta import run
from regesta.store.answers import answer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = ROOT / ".." / "shared" / "seeds"
FIRST = 3
FLOOR = 0.75


def load(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_right(case, question):
    found = answer(case, question["ask"]).found
    if question.get("none"):
        return not found
    return any(
        record.kind in question["kinds"] and all(word in words_of(case, record) for word in question["words"])
        for record in found[:FIRST]
    )


def words_of(case, record):
    words = [case.cut(span) for span in record.evidence]
    words += [side.value for side in getattr(record, "sides", ())]
    return " ".join([*words, getattr(record, "summary", "")])


def measured(case, questions):
    wrong = [question["ask"] for question in questions if not is_right(case, question)]
    invented = [
        question["ask"] for question in questions if question["ask"] in wrong and question.get("none")
    ]
    return 1 - len(wrong) / len(questions), invented, wrong


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with run.open_case(tmp_path_factory.mktemp("demo") / "demo.case", create=True) as case:
        case.add(ROOT / "examples" / "reports")
        yield case


def test_there_are_forty_questions_a_quarter_without_an_answer():
    questions = load("questions.jsonl")
    assert len(questions) >= 40
    assert sum(bool(question.get("none")) for question in questions) * 4 >= len(questions)


def test_questions_over_the_bundled_reports(demo):
    share, invented, wrong = measured(demo, load("questions.jsonl"))
    assert invented == [] and share >= FLOOR, wrong


def test_questions_over_the_seed_reports(tmp_path):
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not there: the questions over the seed reports were not asked")
    with run.open_case(tmp_path / "seeds.case", create=True) as case:
        case.add(SEEDS)
        share, invented, wrong = measured(case, load("questions_seeds.jsonl"))
    assert invented == [] and share >= FLOOR, wrong
