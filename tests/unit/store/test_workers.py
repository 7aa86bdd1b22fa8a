"""Worker processes: the same bytes out, and no report lost when one dies."""

import os

import pytest

import handmade
from regesta import pipeline
from regesta.records import Skipped
from regesta.store.rows import Filing, rows_of


def toy_work(document):
    if "DIE" in document.text:
        os._exit(9)
    return rows_of(handmade.extract(document))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", toy_work)
    monkeypatch.setattr(pipeline, "SMALL_RUN", 0)


def documents(*texts):
    return iter([handmade.report(text, name=f"{n}.txt") for n, text in enumerate(texts)])


def test_two_workers_give_the_results_of_one_in_the_same_order():
    texts = [f"Dahl met Mensah.\nDahl counted {number} ships." for number in range(40)]
    spread = list(pipeline._results(documents(*texts), 2))
    assert spread == [toy_work(document) for document in documents(*texts)]


def test_a_worker_that_dies_costs_only_the_report_that_killed_it():
    results = list(pipeline._results(documents("Dahl met A.", "DIE", "Dahl met B."), 2))
    assert [type(result) for result in results] == [Filing, Skipped, Filing]
    assert "died" in results[1].reason


def test_a_small_run_starts_no_process(monkeypatch):
    monkeypatch.setattr(pipeline, "SMALL_RUN", 1000)
    monkeypatch.setattr(pipeline, "_executor", None)
    assert len(list(pipeline._results(documents("Dahl met A.", "Dahl met B."), 2))) == 2
