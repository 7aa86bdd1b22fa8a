"""Copies of a case: whole, checked, never in the place of something else unasked."""

import sqlite3

import pytest

import handmade
from regesta.errors import CaseError
from regesta.store import Case, backup
from regesta.store.backup import back_up
from regesta.store.check import faults
from regesta.store.rows import rows_of


@pytest.fixture
def case(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    return tmp_path / "x.case"


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_holds_what_the_case_holds(case, tmp_path):
    assert back_up(case, tmp_path / "copy.case") == 2
    with Case(case) as own, Case(tmp_path / "copy.case") as copy:
        assert copy.counts() == own.counts() and list(faults(copy)) == []
        assert copy.timeline() == own.timeline()
    assert "copy.case" in files(tmp_path) and not any(name.endswith(".part") for name in files(tmp_path))


def test_a_copy_made_while_a_writer_works_holds_what_was_written_by_then(case, tmp_path):
    new = handmade.report("Dahl met Otieno.\n", name="new.txt")
    with Case(case) as writer, writer._transaction() as connection:
        connection.execute("DELETE FROM links")
        assert back_up(case, tmp_path / "copy.case") == 2
    with Case(case) as writer:
        writer.file([rows_of(handmade.extract(new))])
        assert back_up(case, tmp_path / "later.case") == 3
    with Case(tmp_path / "copy.case") as copy:
        assert list(faults(copy)) == []


def test_what_stands_there_is_not_replaced_unasked(case, tmp_path):
    (tmp_path / "copy.case").write_text("letters")
    with pytest.raises(CaseError, match=r"is there already; .*--force"):
        back_up(case, tmp_path / "copy.case")
    assert (tmp_path / "copy.case").read_text() == "letters"
    assert back_up(case, tmp_path / "copy.case", replace=True) == 2


def test_a_case_is_no_copy_of_itself(case):
    with pytest.raises(CaseError, match="is the case itself"):
        back_up(case, case, replace=True)


def test_a_copy_that_is_being_written_is_not_replaced(case, tmp_path):
    back_up(case, tmp_path / "copy.case")
    with Case(tmp_path / "copy.case") as busy:
        busy.file([rows_of(handmade.extract(handmade.report("Dahl met A.\n")))])
        with pytest.raises(CaseError, match="in use"):
            back_up(case, tmp_path / "copy.case", replace=True)


@pytest.mark.parametrize(
    ("origin", "target", "told"),
    [
        ("absent.case", "copy.case", "no such case"),
        ("x.case", "nowhere/copy.case", "folder does not exist"),
        ("text.case", "copy.case", "not a case file"),
        ("other.db", "copy.case", "no case of Regesta"),
    ],
)
def test_what_cannot_be_copied_is_told_and_leaves_nothing(case, tmp_path, origin, target, told):
    (tmp_path / "text.case").write_text("dear diary, " * 200)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (a)")
    before = files(tmp_path)
    with pytest.raises(CaseError, match=told):
        back_up(tmp_path / origin, tmp_path / target)
    assert [name for name in files(tmp_path) if name not in before] == []


def test_a_damaged_case_gives_no_copy(case, tmp_path):
    data = bytearray(case.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\xa5" * 8192
    case.write_bytes(data)
    with pytest.raises(CaseError, match=r"damaged|cannot be read"):
        back_up(case, tmp_path / "copy.case")
    assert "copy.case" not in files(tmp_path)


def test_a_copy_that_breaks_off_leaves_the_one_before(case, tmp_path, monkeypatch):
    back_up(case, tmp_path / "copy.case")
    before = (tmp_path / "copy.case").read_bytes()

    def broken(path):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(backup, "_sync", broken)
    with pytest.raises(OSError, match="No space left"):
        back_up(case, tmp_path / "copy.case", replace=True)
    assert (tmp_path / "copy.case").read_bytes() == before
    assert not any(name.endswith(".part") for name in files(tmp_path))
