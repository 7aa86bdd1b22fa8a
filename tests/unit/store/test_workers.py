"""Worker processes: the same bytes out, and no report lost when one dies."""

import io
import os
import re
import subprocess
import sys

import pytest

import handmade
from regesta import pipeline, run, workers
from regesta.records import Skipped
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import Filing, rows_of


def toy_work(document):
    if "DIE" in document.text:
        os._exit(9)
    return rows_of(handmade.extract(document))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", toy_work)
    monkeypatch.setattr(workers, "SMALL_RUN", 0)


def documents(*texts):
    return iter([handmade.report(text, name=f"{n}.txt") for n, text in enumerate(texts)])


def test_two_workers_give_the_results_of_one_in_the_same_order():
    texts = [f"Dahl met Mensah.\nDahl counted {number} ships." for number in range(40)]
    spread = list(workers.results(documents(*texts), 2, toy_work))
    assert spread == [toy_work(document) for document in documents(*texts)]


def test_a_worker_that_dies_costs_only_the_report_that_killed_it():
    results = list(workers.results(documents("Dahl met A.", "DIE", "Dahl met B."), 2, toy_work))
    assert [type(result) for result in results] == [Filing, Skipped, Filing]
    assert "died" in results[1].reason


def test_a_small_run_starts_no_process(monkeypatch):
    monkeypatch.setattr(workers, "SMALL_RUN", 1000)
    monkeypatch.setattr(workers, "_executor", None)
    assert len(list(workers.results(documents("Dahl met A.", "Dahl met B."), 2, toy_work))) == 2


def test_documents_are_read_while_the_workers_load(monkeypatch):
    monkeypatch.setattr(workers, "HANDFUL", 1)
    monkeypatch.setattr(workers, "READ_AHEAD", 3)
    monkeypatch.setattr(workers._Pool, "loading", True)
    handed = []
    submit = workers._Pool.submit
    monkeypatch.setattr(
        workers._Pool,
        "submit",
        lambda pool, handful: handed.append((len(read), *handful)) or submit(pool, handful),
    )
    read = []
    texts = [f"Dahl counted {number} ships." for number in range(5)]
    spread = list(workers.results((read.append(doc) or doc for doc in documents(*texts)), 2, toy_work))
    assert spread == [toy_work(document) for document in documents(*texts)]
    assert [count for count, _ in handed] == [3, 4, 5, 5, 5] and [doc for _, doc in handed] == read


def test_whoever_waits_for_workers_is_told_how_many_reports_are_to_come(monkeypatch):
    monkeypatch.setattr(workers, "HANDFUL", 1)
    monkeypatch.setattr(workers, "AHEAD", 4)
    told = []
    texts = [f"Dahl counted {number} ships." for number in range(12)]
    assert len(list(workers.results(documents(*texts), 2, toy_work, told.append))) == 12
    left = [count for count in told if count is not None]
    # While some are still to be read it is not known.
    assert told[0] is None and left == sorted(left, reverse=True) and all(0 < count <= 7 for count in left)


def test_workers_do_not_run_the_script_that_called_them_again(tmp_path):
    (tmp_path / "a.txt").write_text("Kenya thanked Uganda on 3 May 2022.\n")
    (tmp_path / "script.py").write_text(
        "import regesta\nfrom regesta import workers\n\nprint('once')\nworkers.SMALL_RUN = 0\n"
        "with regesta.open('a.case') as case:\n    print(case.add('a.txt', workers=2).filed)\n"
    )
    script = [sys.executable, "script.py"]
    done = subprocess.run(script, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["once", "1"]


def test_reports_linked_while_others_are_read_are_linked_as_at_once(tmp_path, monkeypatch):
    for number in range(12):
        text = (
            f"On 2021-07-1{number % 3}, Dahl met Mensah.\nMensah said the harbour of Lomé will be opened.\n"
        )
        (tmp_path / f"{number}.txt").write_text(text + f"Dahl counted {number} ships.\n")
    exports = []
    for number, link_after in enumerate((100, 3)):
        monkeypatch.setattr(pipeline, "BATCH_REPORTS", 2)
        monkeypatch.setattr(pipeline, "LINK_REPORTS", link_after)
        with run.open_case(tmp_path / f"{number}.case", create=True) as case:
            case.add(*sorted(tmp_path.glob("*.txt")), workers=1)
            out = io.BytesIO()
            export_jsonl(case, out)
        exports.append(re.sub(rb'"added":"[^"]*"', b"", out.getvalue()))
    assert exports[0] == exports[1]


def test_towards_the_end_as_many_reports_are_linked_as_are_still_to_come(tmp_path, monkeypatch):
    ahead = []
    monkeypatch.setattr(pipeline.relinking, "ahead", lambda case, extract: ahead.append(case.on_file()) or ())
    monkeypatch.setattr(pipeline, "LINK_LEAST", 3)
    with run.open_case(tmp_path / "x.case", create=True) as case:
        adding = pipeline._Run(case, None)
        for number, result in enumerate(
            map(toy_work, documents(*(f"Dahl met {name}." for name in "ABCDE"))), 1
        ):
            adding.take(result)
            for left in (None, 6 - number):
                adding.idle(left)
    # Not one with five to come, nor two with four; then three with three. The last two are few.
    assert ahead == [3]


def test_one_and_two_workers_build_the_same_case_from_real_reports(tmp_path, monkeypatch):
    monkeypatch.undo()
    reports = {
        "wire.txt": "NAIROBI, 3 May 2022 (Reuters) - Kenya and Uganda agreed on Tuesday to reopen the Busia "
        'crossing, Kenyan Foreign Minister Raychelle Omamo said. "We will open the gates by June," she told '
        "reporters.\n",
        "radio.txt": "Uganda's government pledged to send 200 troops to the border.\nKenya did not comment.\n",
        "empty.txt": "",
    }
    for name, text in reports.items():
        (tmp_path / name).write_text(text)
    files = [tmp_path / name for name in reports]
    exports = []
    for number, inputs in ((1, files), (2, files[::-1])):
        monkeypatch.setattr(workers, "SMALL_RUN", 0)
        with run.open_case(tmp_path / f"{number}.case", create=True) as case:
            assert case.add(*inputs, workers=number) == pipeline.Tally(2, 0, 1)
            assert list(faults(case)) == []
            out = io.BytesIO()
            export_jsonl(case, out)
        exports.append(re.sub(rb'"added":"[^"]*"', b"", out.getvalue()))
    assert exports[0] == exports[1] and b'"kind":"statement"' in exports[0]
