"""Others at the same case, a full disk, a file that may not be written, old and damaged files: nothing is lost."""

import io
import os
import random
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import handmade
from regesta import pipeline, run
from regesta.errors import CaseError
from regesta.show.cli import main
from regesta.show.export import export_jsonl
from regesta.store import Case, migrate
from regesta.store.check import faults
from regesta.store.rows import rows_of

FIRST = Path(__file__).parent / "version-1.sql"
forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", lambda document: rows_of(handmade.extract(document)))
    monkeypatch.setattr(pipeline, "BATCH_REPORTS", 2)


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        lines = (
            f"On 2021-07-{10 + number}, Dahl met Mensah.\nMensah counted {number + 3} ships.\n",
            "Nothing else was told. " * 9,
        )
        (folder / f"{number:02}.txt").write_text("".join(lines))
    return folder


def together(*jobs):
    """Each job in a process of its own, all at once; their exit statuses."""
    children = []
    for job in jobs:
        child = os.fork()
        if not child:
            status = 1
            try:
                job()
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def exported(path):
    out = io.BytesIO()
    with run.open_case(path) as case:
        assert list(faults(case)) == []
        export_jsonl(case, out)
    return re.sub(rb'"added":("[^"]*"|null)', b"", out.getvalue())


def adding(path, *inputs):
    def job():
        with run.open_case(path, create=True) as case:
            case.add(*inputs)

    return job


# Several at once


@forking
def test_processes_that_make_and_fill_one_case_at_once_lose_no_report(tmp_path, reports):
    files = sorted(reports.iterdir())
    adding(tmp_path / "one.case", reports)()
    whole = exported(tmp_path / "one.case")
    for round_ in range(2):
        path = tmp_path / f"{round_}.case"
        assert together(adding(path, *files[:8]), adding(path, *files[4:]), adding(path, *files)) == [0, 0, 0]
        assert exported(path) == whole


@forking
def test_processes_that_open_an_old_case_at_once_migrate_it_once(tmp_path):
    for round_ in range(2):
        path = old_case(tmp_path / f"{round_}.case")
        assert together(*[lambda path=path: Case(path).close()] * 4) == [0, 0, 0, 0]
        with Case(path) as case:
            assert list(faults(case)) == [] and len(case.statements()) == 2


def test_a_reader_sees_one_state_while_another_writes(tmp_path, reports):
    path = tmp_path / "x.case"
    adding(path, *sorted(reports.iterdir())[:4])()
    with Case(path) as reader, reader.reading():
        before = reader.counts()
        adding(path, reports)()
        assert reader.counts() == before and reader.linked
        assert len(reader.documents()) == 4
        assert len(reader.events()) == before["event"]
    with Case(path) as reader:
        assert len(reader.documents()) == 12


def test_reports_that_are_not_joined_yet_are_joined_on_opening(tmp_path, reports):
    path = tmp_path / "x.case"
    adding(path, reports)()
    with Case(path) as case:
        case.file([rows_of(handmade.extract(handmade.COURIER))])
        assert not case.linked
    result = CliRunner().invoke(main, ["events", str(path), "--json"])
    assert result.exit_code == 0 and "not joined" not in result.output
    with Case(path) as case:
        assert case.linked


def test_a_case_that_may_only_be_read_says_that_reports_are_not_joined(tmp_path, reports, monkeypatch):
    path = tmp_path / "x.case"
    adding(path, reports)()
    with Case(path) as case:
        case.file([rows_of(handmade.extract(handmade.COURIER))])
    monkeypatch.setattr(migrate.os, "access", lambda path, mode: mode != os.W_OK)
    result = CliRunner().invoke(main, ["events", str(path)])
    assert result.exit_code == 0 and "not joined with the others yet" in result.output
    refused = CliRunner().invoke(main, ["add", str(path), str(reports / "00.txt")])
    assert refused.exit_code == 1 and "check the permissions" in refused.output


# No room


def test_a_full_disk_keeps_what_was_filed_and_says_what_to_do(tmp_path, reports):
    path = tmp_path / "x.case"
    files = sorted(reports.iterdir())
    adding(path, *files[:3])()
    before = exported(path)
    with run.open_case(path) as case:
        (pages,) = case._row("PRAGMA page_count")
        case._row(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CaseError, match=r"disk is full; .* make room and run the same again"):
            case.add(reports)
    kept = exported(path)
    assert kept.count(b'"kind":"document"') >= before.count(b'"kind":"document"') == 3
    adding(path, reports)()
    adding(tmp_path / "y.case", reports)()
    assert exported(path) == exported(tmp_path / "y.case")


@forking
def test_a_file_that_may_not_grow_is_told_and_goes_on_when_it_may(tmp_path, reports):
    import resource
    import signal

    path = tmp_path / "x.case"
    adding(path, reports / "00.txt")()
    size = path.stat().st_size

    def narrow():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        with pytest.raises(CaseError, match="disk"), run.open_case(path) as case:
            case.add(reports)

    assert together(narrow) == [0]
    adding(path, reports)()
    adding(tmp_path / "y.case", reports)()
    assert exported(path) == exported(tmp_path / "y.case")


# Old and new files


def old_case(path, version=1):
    with sqlite3.connect(path) as old:
        old.executescript(FIRST.read_text(encoding="utf-8"))
    old.close()
    if version > 1:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(migrate, "VERSION", version)
            migrate.connect(path).close()
    return path


@pytest.mark.parametrize("version", range(1, migrate.VERSION))
def test_a_case_of_every_older_version_can_be_added_to(tmp_path, version):
    path = old_case(tmp_path / "x.case", version)
    (tmp_path / "new.txt").write_text("On 2021-07-10, Dahl met Mensah.\n" + "Nothing else was told. " * 9)
    adding(path, tmp_path / "new.txt")()
    with Case(path) as case:
        assert case.linked and list(faults(case)) == [] and len(case.documents()) == 3


def test_an_older_case_that_may_not_be_written_says_what_to_do(tmp_path, monkeypatch):
    path = old_case(tmp_path / "x.case")
    monkeypatch.setattr(migrate.os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(CaseError, match=r"older version \(1\).* copy it to a folder of yours"):
        Case(path)


# Damage


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_file_is_told_in_one_line_whatever_is_damaged(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "x.case"
    handmade.story(path).close()
    data = bytearray(path.read_bytes())
    if seed % 5 == 0:
        data = data[: chance.randrange(1, len(data))]
    else:
        at = chance.randrange(0, len(data) - 4096)
        data[at : at + chance.choice([1, 40, 4096])] = chance.randbytes(chance.choice([1, 40, 4096]))
    path.write_bytes(data)
    for command in ("timeline", "check", "export", "actors", "sources"):
        result = CliRunner().invoke(main, [command, str(path)])
        assert result.exit_code in (0, 1) and isinstance(result.exception, SystemExit | None)
        assert "Traceback" not in result.output


def test_a_case_cut_short_points_to_a_backup(tmp_path):
    path = tmp_path / "x.case"
    handmade.story(path).close()
    path.write_bytes(path.read_bytes()[:20_000])
    result = CliRunner().invoke(main, ["timeline", str(path)])
    assert result.exit_code == 1 and "go back to a backup" in result.output
