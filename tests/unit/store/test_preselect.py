"""Answers are the same whether every record is held against a question or only those it can be about."""

from pathlib import Path

import pytest

from regesta import run
from regesta.store import answers

EXAMPLES = Path(__file__).parents[3] / "examples" / "reports"
QUESTIONS = (
    "What did the Taliban promise China?",
    "Who did Washington sanction?",
    "What did Wang Yi say about terrorism?",
    "What did Russia do in 2025?",
    "Did China close its embassy?",
    "Who met the Taliban?",
    "When did Norway speak to the Taliban?",
    "How many people fled?",
    "What was Kabul told by Beijing?",
    "What do reports differ on about Russia?",
    "What did the United States do in August 2021?",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with run.open_case(tmp_path_factory.mktemp("ask") / "x.case", create=True) as made:
        made.add(EXAMPLES)
        yield made


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_leaves_nothing_out(case, text, monkeypatch):
    short = answers.answer(case, text, limit=1000)
    monkeypatch.setattr(answers._Desk, "_acting", lambda self, kind, question: None)
    assert answers.answer(case, text, limit=1000) == short


def test_some_of_these_questions_are_answered_by_those_who_act(case):
    asked = [answers.parse_question(text, answers._Desk(case).lookup) for text in QUESTIONS]
    acting = [answers._Desk(case)._acting("statement", question) for question in asked]
    assert sum(who is not None for who in acting) >= 4
