"""Opening files that are a case, an older case, a newer case, or none."""

import hashlib
import re
import sqlite3
from pathlib import Path

import pytest

import handmade
from regesta.errors import CaseError
from regesta.store import Case, migrate
from regesta.store.check import faults


def test_a_new_case_is_of_the_newest_version_and_sqlite_opens_it(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    with sqlite3.connect(tmp_path / "x.case") as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (migrate.VERSION,)
        assert plain.execute("SELECT count(*) FROM statements").fetchone() == (2,)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_twice_changes_nothing(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    before = (tmp_path / "x.case").read_bytes()
    Case(tmp_path / "x.case", create=True).close()
    assert (tmp_path / "x.case").read_bytes() == before


def test_a_missing_case_is_not_made_by_asking(tmp_path):
    with pytest.raises(CaseError, match="no such case; make one with"):
        Case(tmp_path / "x.case")
    assert not (tmp_path / "x.case").exists()


def test_a_folder_is_no_case(tmp_path):
    with pytest.raises(CaseError, match="a folder, not a case"):
        Case(tmp_path, create=True)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CaseError, match="folder does not exist"):
        Case(tmp_path / "nowhere" / "x.case", create=True)


def test_a_text_file_is_no_case(tmp_path):
    (tmp_path / "x.case").write_text("dear diary, " * 200)
    with pytest.raises(CaseError, match="not a case file"):
        Case(tmp_path / "x.case", create=True)
    assert (tmp_path / "x.case").read_text().startswith("dear diary")


def test_another_sqlite_file_is_no_case(tmp_path):
    with sqlite3.connect(tmp_path / "x.db") as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(CaseError, match="no case of Regesta"):
        Case(tmp_path / "x.db", create=True)


def test_an_empty_file_becomes_a_case_only_when_asked_to(tmp_path):
    (tmp_path / "x.case").touch()
    with pytest.raises(CaseError, match="no case of Regesta"):
        Case(tmp_path / "x.case")
    Case(tmp_path / "x.case", create=True).close()
    with Case(tmp_path / "x.case") as case:
        assert case.documents() == []


def test_a_newer_case_is_refused(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    with sqlite3.connect(tmp_path / "x.case") as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(CaseError, match=r"newer Regesta \(case version 99"):
        Case(tmp_path / "x.case")


def test_a_damaged_case_is_told(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    data = (tmp_path / "x.case").read_bytes()
    (tmp_path / "x.case").write_bytes(data[:5000])
    with pytest.raises(CaseError, match="copied"), Case(tmp_path / "x.case") as case:
        case.statements()


def test_writing_to_a_case_in_use_waits_and_then_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(migrate, "WAIT_SECONDS", 0.01)
    with handmade.story(tmp_path / "x.case") as case:
        other = sqlite3.connect(tmp_path / "x.case", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseError, match="in use by another process"):
            handmade.fill(case, [handmade.report("Kamau met Otieno.")])
        other.close()


# A case of version 1 as it was first written: must open and be whole in every later version.
FIRST = Path(__file__).parent / "version-1.sql"


@pytest.fixture
def first(tmp_path):
    with sqlite3.connect(tmp_path / "first.case") as old:
        old.executescript(FIRST.read_text(encoding="utf-8"))
    return tmp_path / "first.case"


def test_a_case_of_the_first_version_is_brought_up_to_date_and_whole(first):
    with Case(first) as case:
        assert migrate.version_of(case._connection) == migrate.VERSION
        assert list(faults(case)) == []
        assert [case.name(item.speaker) for item in case.statements()] == ["Dahl", "Mensah"]
        assert len(case.timeline()) == 3


# The schema after each step. Cases have taken these steps and take none twice: what is new is a step of its own,
# and a line here.
TAKEN = {
    1: "079b71cf14be511b", 2: "4cef9cb474ff5416", 3: "39cee14aec83d9ac", 4: "8e62437e828ae7d7", 5: "d13094d9f420bf69",
}  # fmt: skip


def schema(connection):
    """What a case is made of, however its words are spaced or explained."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return [(kind, name, " ".join(re.sub("--.*", "", sql or "").split())) for kind, name, sql in rows]


def test_a_migrated_case_has_the_schema_of_a_new_one(first, tmp_path):
    with Case(first) as old, Case(tmp_path / "new.case", create=True) as new:
        assert schema(old._connection) == schema(new._connection)


@pytest.mark.parametrize("version", range(1, migrate.VERSION + 1))
def test_a_step_that_cases_have_taken_is_never_rewritten(version, monkeypatch):
    monkeypatch.setattr(migrate, "VERSION", version)
    made = repr(schema(migrate.scratch())).encode()
    assert hashlib.sha256(made).hexdigest()[:16] == TAKEN[version]


def test_a_case_is_migrated_step_by_step_each_wholly_or_not_at_all(first, monkeypatch):
    steps = {
        "to_2.sql": "CREATE TABLE second (a) STRICT, WRONG",
        "to_3.sql": "CREATE TABLE third (a INTEGER) STRICT",
    }
    monkeypatch.setattr(migrate, "VERSION", 3)
    monkeypatch.setattr(migrate, "_sql", lambda name: steps[name])
    with pytest.raises(CaseError):
        Case(first)
    with sqlite3.connect(first) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
    steps["to_2.sql"] = "CREATE TABLE second (a INTEGER) STRICT"
    with Case(first) as case:
        assert migrate.version_of(case._connection) == 3
        assert case._row("SELECT count(*) FROM statements") == (2,)
    with sqlite3.connect(first) as plain:
        plain.execute("INSERT INTO second VALUES (1)")
        plain.execute("INSERT INTO third VALUES (1)")


def test_a_case_that_may_not_be_written_can_be_read(tmp_path, monkeypatch):
    handmade.story(tmp_path / "x.case").close()
    monkeypatch.setattr(migrate.os, "access", lambda path, mode: False)
    with Case(tmp_path / "x.case") as case:
        assert len(case.statements()) == 2
        with pytest.raises(CaseError, match="check the permissions"):
            handmade.fill(case, [handmade.report("Kamau met Otieno.")])
