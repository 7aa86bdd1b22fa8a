"""Files nobody should send: each is filed or skipped with its reason, and the case stays whole."""

import io
import os
import sys
import tempfile
from pathlib import Path

import pytest

from regesta import pipeline
from regesta.show.export import export_jsonl
from regesta.store import Case
from regesta.store.check import faults

SCORER = Path(__file__).parents[2] / ".." / "shared" / "gold"
LINE = "“We will reopen the bridge in May,” Minister Ada Bello of Ghana told reporters on Monday. "
PAGE = "<html><body><article><h1>Ghana reopens bridge</h1>{}</article></body></html>"
FILED: dict[str, str | bytes] = {
    "marks.txt": LINE + '"' * 2_000 + " he said. " + LINE,
    "open.txt": LINE + "“ so he said. " * 200 + LINE,
    "single.txt": LINE + "'a " * 500 + LINE,
    "nested.txt": LINE + "(" * 600 + "said" + ")" * 600 + " " + LINE,
    "clauses.txt": LINE + "Ada Bello said that " * 8 + "it rains. " + LINE,
    "word.txt": LINE + "a" * 20_000 + " " + LINE,
    "number.txt": LINE + "1" * 5_000 + " people left. It cost $" + "9" * 400 + " million. " + LINE,
    "months.txt": LINE + "May March " * 300 + LINE,
    "bidi.txt": LINE.replace("Minister", "Min\u202eister\u202c") + "\u2066" + LINE + "👩‍👩‍👧‍👦🇬🇭 said so. " + LINE,
    "zero.txt": LINE.replace("told", "to\u200bld") + "\ufeff" + LINE,
    "crlf.txt": ("Ghana reopens bridge\n\nBy Jane Roe\n\n" + f"{LINE}\n\n" * 3).replace("\n", "\r\n"),
    "cr.txt": ("Ghana reopens bridge\n\nBy Jane Roe\n\n" + f"{LINE}\n\n" * 3).replace("\n", "\r"),
    "wide.txt": (LINE * 3).encode("utf-16"),
    "shout.txt": LINE + "ADA BELLO met ada bello. Ada bello told GHANA that ghana pays. " * 3,
    "marked.md": f"# A [b](c)\n\n**Ghana** and [Togo](http://x.example/a_(b)) said {LINE}\n\n> {LINE}\n\n"
    "| a | b |\n|--|--|\n",
    "script.html": PAGE.format(f"<p>{LINE}<script>alert('{LINE}')</script><img onerror=x src=y></p>" * 3),
    "entity.html": "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + PAGE.format(f"<p>{LINE}&a;&#0;&#xD800;&#x202e;</p>" * 3),
    "deep.html": PAGE.format("<div>" * 150 + f"<p>{LINE}</p>" * 3),
    "rows.jsonl": '{"text": "%s"}\n' % (LINE * 2),
}  # fmt: skip
SKIPPED: dict[str, tuple[str | bytes, str]] = {
    "empty.txt": ("", "is empty"),
    "blank.txt": (" \n\t\u200b\n", "is empty"),
    "nul.txt": (LINE + "\x00", "NUL"),
    "mixed.txt": (LINE.encode() + "“Café”".encode("cp1252"), "not UTF-8"),
    "half.json": ('{"text": ', "no JSON"),
    "deep.json": ("[" * 50_000, "no JSON"),
    "long.txt": (LINE * 12_000, "more than one report"),
}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_hostile_reports_are_filed_and_the_case_stays_whole(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in FILED.items():
        write(folder, name, content)
    with Case(tmp_path / "x.case", create=True) as case:
        tally = pipeline.add(case, [folder], workers=1)
        assert (tally.filed, tally.skipped) == (len(FILED), 0)
        assert list(faults(case)) == []
        out = io.BytesIO()
        export_jsonl(case, out)
        assert pipeline.add(case, [folder], workers=1).known == len(FILED)
    if not SCORER.is_dir():
        pytest.skip("../shared/gold is not there: the contract check of the scorer was not run")
    sys.path.insert(0, str(SCORER))
    from scorer import contract

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(out.getvalue())
        file.flush()
        assert contract.load(file.name).problems == []


@pytest.mark.parametrize("name", SKIPPED)
def test_what_cannot_be_a_report_is_skipped_with_its_reason(tmp_path: Path, name: str) -> None:
    content, reason = SKIPPED[name]
    path = write(tmp_path, name, content)
    with Case(tmp_path / "x.case", create=True) as case:
        tally = pipeline.add(case, [path], workers=1)
        assert (tally.filed, tally.skipped) == (0, 1)
        (row,) = case.skipped()
    assert reason in row.reason


def test_the_minister_is_heard_through_the_noise(tmp_path: Path) -> None:
    with Case(tmp_path / "x.case", create=True) as case:
        pipeline.add(
            case, [write(tmp_path, name, FILED[name]) for name in ("marks.txt", "nested.txt")], workers=1
        )
        for document in case.documents():
            said = [record for record in case.statements() if record.document == document.id]
            heard = {document.text[span.start : span.end] for record in said for span in record.content}
            assert "We will reopen the bridge in May" in heard


def test_names_and_neighbours_that_are_no_plain_files_cost_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(
        (b"odd\xff.txt", b"two\nlines.txt", b"-dash.txt", b"sided.txt", b"known.txt")
    ):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(LINE * (number + 1), encoding="utf-8")
    (folder / "folder.txt").mkdir()
    (folder / "known.txt.meta.json").mkdir()
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "sided.txt.meta.json")
    for name, to in (("loop", "."), ("self.txt", "self.txt"), ("zero.txt", "/dev/zero")):
        (folder / name).symlink_to(to)
    bad = Path(os.fsdecode(bytes(folder) + b"/rows\xff.jsonl"))
    bad.write_text('{"text": "%s"}\n{"text":\n' % (LINE * 9), encoding="utf-8")
    with Case(tmp_path / "x.case", create=True) as case:
        tally = pipeline.add(case, [folder], workers=1)
        assert (tally.filed, tally.skipped) == (6, 4)
        assert {"odd\\xff.txt", "two\\x0alines.txt", "rows\\xff.jsonl#1"} <= {
            one.name for one in case.documents()
        }
        reasons = sorted(row.reason for row in case.skipped())
    assert [reason.split(": ")[0] for reason in reasons] == [
        "pipe.txt",
        "rows\\xff.jsonl#2",
        "self.txt",
        "zero.txt",
    ]
