"""Answers are the same whether every record is held against a question or only those it can be about."""

from pathlib import Path

import pytest

from regesta import run
from regesta.store import answers, narrowing
from regesta.store.asked import Chosen

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


def everything(self, kind):
    """Every record of a kind, each held to be able to answer."""
    for row in self.case.rows_by_time(kind, Chosen()):
        yield self.most(kind), row


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_leaves_nothing_out(case, text, monkeypatch):
    short = answers.answer(case, text, limit=1000)
    monkeypatch.setattr(narrowing.Narrowing, "rows", everything)
    assert answers.answer(case, text, limit=1000) == short


def test_few_records_are_read_for_these_questions(case, monkeypatch):
    read = []
    hear = answers._Desk._hear
    monkeypatch.setattr(
        answers._Desk, "_hear", lambda self, *args, **more: (read.append(args), hear(self, *args, **more))
    )
    for text in QUESTIONS:
        answers.answer(case, text)
    assert 0 < len(read) < len(QUESTIONS) * sum(case.counts().values()) / 100
