"""`regesta rebuild` and `regesta backup`, the progress bar, and Ctrl-C."""

import io

import pytest
from click.testing import CliRunner

import handmade
from regesta import pipeline
from regesta.pipeline import Progress, Tally
from regesta.show import keeping
from regesta.show.cli import main
from regesta.store.rows import rows_of


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", lambda document: rows_of(handmade.extract(document)))
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []) and ())


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, document in enumerate(handmade.STORY):
        (folder / f"{number}.txt").write_text(document.text * 3)
    return folder


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_ctrl_c_keeps_what_is_finished_says_so_and_exits_as_a_shell_expects(tmp_path, reports, monkeypatch):
    good, done = pipeline.work, []

    def stopping(document):
        if done:
            raise KeyboardInterrupt
        done.append(document)
        return good(document)

    monkeypatch.setattr(pipeline, "work", stopping)
    stopped = run("add", tmp_path / "x.case", reports)
    assert stopped.exit_code == 130 and "what was finished is on file" in stopped.output
    monkeypatch.setattr(pipeline, "work", good)
    assert "1 filed, 1 known, 0 skipped" in run("add", tmp_path / "x.case", reports).output


def test_reports_of_another_version_are_told_and_rebuilt(tmp_path, reports, monkeypatch):
    case = tmp_path / "x.case"
    assert "another version" not in run("add", case, reports).output
    monkeypatch.setattr(pipeline, "drawn_by", lambda: "later")
    monkeypatch.setattr("regesta.versions.drawn_by", lambda: "later")
    told = run("add", case, reports).output
    assert f"2 reports on file were read by another version; `regesta rebuild {case}`" in told
    assert "2 rebuilt, 0 left as they were\n" in run("rebuild", case).output
    assert "0 rebuilt, 0 left as they were, 2 were of this version already" in run("rebuild", case).output
    assert "2 rebuilt" in run("rebuild", case, "--all").output
    assert "another version" not in run("add", case, reports).output


def test_a_backup_is_told_and_not_written_over(tmp_path, reports):
    case, copy = tmp_path / "x.case", tmp_path / "copy.case"
    run("add", case, reports)
    assert f"wrote {copy}: 2 reports, checked" in run("backup", case, copy).output
    again = run("backup", case, copy)
    assert again.exit_code == 1 and "--force" in again.output
    assert run("backup", case, copy, "--force").exit_code == 0
    assert "0 faults" in run("check", copy).output


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_shown_how_far_a_run_is(monkeypatch):
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    with keeping.bar("Reading") as tell:
        tell(Progress(files=3, of=7, tally=Tally(filed=2, known=1)))
    assert "Reading" in shown.getvalue() and "3/7" in shown.getvalue()
    assert "2 filed, 1 known, 0 skipped" in shown.getvalue()


def test_a_pipe_gets_no_bar(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr("sys.stderr", shown)
    with keeping.bar("Reading") as tell:
        tell(Progress(files=3, of=7, tally=Tally(filed=2)))
    assert shown.getvalue() == ""
