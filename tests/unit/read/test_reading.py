"""Files of every kind become documents with stable ids, or a reason that a person can act on."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regesta.read import Given, files, read
from regesta.records import Document, Skipped

TEXT = "Ferry strike ends\n\nThe ferry union said on Friday that its members would go back to work.\n"


def one(path: Path, given: Given | None = None) -> Document:
    (doc,) = read(path, given or Given())
    assert isinstance(doc, Document), doc
    return doc


def reason(path: Path, given: Given | None = None) -> str:
    (row,) = read(path, given or Given())
    assert isinstance(row, Skipped), row
    assert row.name == path.name
    return row.reason


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "a"])
def test_a_text_file_is_stored_as_it_is(tmp_path: Path, name: str) -> None:
    doc = one(put(tmp_path / name, TEXT))
    assert (doc.text, doc.name, doc.title, doc.language) == (TEXT, name, "Ferry strike ends", "en")
    assert doc.id == hashlib.sha256(TEXT.encode()).hexdigest()


FRONT = """---
title: "Ferry strike ends"
source: https://gull.example/1
url: https://gull.example/1
author:
  - "[[Jane Roe]]"
published: 2023-03-04
---

The ferry union said on Friday that its members would go back to work.
"""


def test_front_matter_of_markdown_is_metadata_and_no_body(tmp_path: Path) -> None:
    doc = one(put(tmp_path / "a.md", FRONT))
    assert (doc.text, doc.title, doc.url) == (FRONT, "Ferry strike ends", "https://gull.example/1")
    assert doc.authors == ("Jane Roe",)
    assert doc.published is not None
    assert doc.published.precision == "day"
    assert [block.role for block in doc.blocks if block.role != "boilerplate"] == ["body"]


@pytest.mark.parametrize("text", ["---\n" + TEXT, "--- a: b ---\n" + TEXT, "---\n: : :\n---\n" + TEXT])
def test_what_only_looks_like_front_matter_does_no_harm(tmp_path: Path, text: str) -> None:
    doc = one(put(tmp_path / "a.md", text))
    assert doc.text == text
    assert doc.blocks[-1].role == "body"


def test_an_id_depends_on_bytes_and_supplied_outlet_and_url_alone(tmp_path: Path) -> None:
    first, second = put(tmp_path / "a.txt", TEXT), put(tmp_path / "b.txt", TEXT)
    assert one(first).id == one(second).id
    supplied = [Given.of(outlet="A"), Given.of(outlet="B"), Given.of(url="A"), Given.of(outlet="A", url="A")]
    ids = {one(first).id, *(one(first, given).id for given in supplied)}
    assert len(ids) == 5
    assert one(first, Given.of(title="T", published="2021")).id == one(first).id


def test_an_argument_wins_over_the_sidecar_and_that_over_the_text(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT + "\n© 2023 The Gull. All rights reserved.")
    assert one(path).outlet == "The Gull"
    bare = one(path).id
    put(tmp_path / "a.txt.meta.json", json.dumps({"outlet": "The Tern", "title": "Strike over"}))
    assert (one(path).outlet, one(path).title) == ("The Tern", "Strike over")
    assert one(path).id != bare
    assert one(path, Given.of(outlet="The Auk")).outlet == "The Auk"
    assert one(path, Given.of(outlet="The Auk")).title == "Strike over"


def test_metadata_found_in_the_file_does_not_change_its_id(tmp_path: Path) -> None:
    page = f"<head><meta property='og:site_name' content='The Gull'></head><p>{TEXT}</p>"
    path = put(tmp_path / "a.html", page)
    assert one(path).outlet == "The Gull"
    assert one(path).id == hashlib.sha256(page.encode()).hexdigest()


def test_rows_of_a_file_are_named_by_url_name_or_number(tmp_path: Path) -> None:
    table = [
        {"text": TEXT},
        {"text": TEXT + "x", "url": "https://gull.example/1"},
        {"text": TEXT + "y", "name": "n"},
    ]
    path = put(tmp_path / "rows.jsonl", "\n".join(json.dumps(row) for row in table) + '\n{"text": 7}\n')
    found = list(read(path))
    assert [row.name for row in found] == ["rows.jsonl#1", "https://gull.example/1", "n", "rows.jsonl#4"]
    assert [type(row) for row in found] == [Document, Document, Document, Skipped]


def test_a_row_is_the_same_document_in_json_and_json_lines(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT, "outlet": "The Gull"})
    assert one(put(tmp_path / "a.json", f"[{row}]")).id == one(put(tmp_path / "b.jsonl", row)).id


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "is empty"),
        ("a.txt", "café".encode("latin-1"), "pass --encoding"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        ("a.pdf", b"%PDF-1.4", "type .pdf"),
        ("a.html", b"<html></html>", "holds no"),
        ("a.json", b"{", "is no JSON"),
        ("a.jsonl", b"{", "is no JSON"),
        (
            "a.txt",
            "Le ministre a dit que la route est ouverte et que les ponts sont sûrs.".encode(),
            "French",
        ),
    ],
)
def test_what_cannot_be_read_is_skipped_with_its_reason(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = put(tmp_path / name, content)
    found = list(read(path))
    assert [type(row) for row in found] == [Skipped]
    assert isinstance(found[0], Skipped)
    assert words in found[0].reason
    assert found[0].reason.startswith(name)


def test_a_folder_an_absent_file_and_a_pipe_are_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is a folder" in reason(tmp_path)
    assert "no such file" in reason(tmp_path / "absent.txt")
    assert "no regular file" in reason(tmp_path / "pipe.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    assert "Permission denied" in reason(path)


def test_a_faulty_sidecar_skips_its_file(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "a.txt.meta.json", '{"outlett": "x"}')
    assert "a.txt.meta.json: unknown field 'outlett'" in reason(path)


def test_a_report_said_to_be_in_another_language_is_skipped(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    assert "fr" in reason(path, Given.of(language="fr"))
    assert one(path, Given.of(language="en-GB")).language == "en"


def test_folders_are_walked_in_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    reports = ("b.txt", "a/z.txt", "a/a.txt", "c.jpg")
    for name in (*reports, ".hidden.txt", ".git/x.txt", "b.txt.meta.json", "a/z.meta.toml"):
        put(tmp_path / name, TEXT)
    found = [path.relative_to(tmp_path).as_posix() for path in files([tmp_path])]
    assert found == ["b.txt", "c.jpg", "a/a.txt", "a/z.txt"]


def test_files_that_are_named_are_kept_even_if_hidden_or_absent(tmp_path: Path) -> None:
    named = [put(tmp_path / ".hidden.txt", TEXT), tmp_path / "absent.txt"]
    assert list(files(named)) == named


def test_importing_the_room_loads_no_language_model() -> None:
    code = "import sys, regesta.read; print(sorted({'numpy', 'py3langid', 'spacy', 'trafilatura'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
