"""Any bytes never crash `read`, and what it reads is kept as it is."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.read import Given, read
from regesta.records import Document, Skipped

SETTINGS = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SUFFIXES = (".txt", ".md", ".html", ".json", ".jsonl")
# Bits that steer random input into the readers' deeper branches.
BITS = (
    b"By Jane Roe\n",
    b"<p>", b"</div>", b"<article>", b"<h1>", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\r\n\r\n",
    b'{"text": "', b'"}', b"[", b"]", b"Published: 3 May 2021\n", b"Also see:\n", b"(Reuters)", b"&#0;",
    b"The minister said that the road is open. ", b'<script type="application/ld+json">', b"</script>", b"\\ud800",
)  # fmt: skip
NOISE = st.lists(st.one_of(st.binary(max_size=40), st.sampled_from(BITS)), max_size=30).map(b"".join)
ENGLISH = "The minister of roads said that the bridge is open and that it will be safe."


@SETTINGS
@given(data=NOISE, suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_give_documents_or_reasons(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"noise{suffix}"
    path.write_bytes(data)
    rows = list(read(path))
    for row in rows:
        assert isinstance(row, (Document, Skipped))
        if isinstance(row, Skipped):
            assert row.reason.startswith(row.name)
        else:
            row.text.encode("utf-8")
            assert all(0 <= b.start < b.end <= len(row.text) for b in row.blocks)
    assert rows or suffix in (".json", ".jsonl")


@SETTINGS
@given(
    lines=st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), max_size=12),
    end=st.sampled_from(("\n", "\r\n", "\n\n")),
)
def test_plain_text_is_kept_and_every_line_gets_one_block(tmp_path: Path, lines: list[str], end: str) -> None:
    text = end.join([ENGLISH, *lines, ENGLISH])
    path = tmp_path / "kept.txt"
    path.write_bytes(text.encode("utf-8"))
    (doc,) = read(path, Given(language="en"))
    assert isinstance(doc, Document)
    assert doc.text == text
    assert doc.id == hashlib.sha256(text.encode("utf-8")).hexdigest()
    ends = [0, *(block.end for block in doc.blocks)]
    assert all(before <= block.start for before, block in zip(ends, doc.blocks, strict=False))
    covered = "".join(text[block.start : block.end] for block in doc.blocks)
    assert covered.count(ENGLISH) == text.count(ENGLISH)


@SETTINGS
@given(outlet=st.text(max_size=20), url=st.text(max_size=20))
def test_supplied_outlet_and_url_tell_copies_apart(tmp_path: Path, outlet: str, url: str) -> None:
    path = tmp_path / "wire.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    (bare,) = read(path)
    (copy,) = read(path, Given(outlet=outlet or None, url=url or None))
    (again,) = read(path, Given(outlet=outlet or None, url=url or None))
    assert isinstance(bare, Document)
    assert isinstance(copy, Document)
    assert isinstance(again, Document)
    assert copy.id == again.id
    assert (copy.id == bare.id) == (not outlet and not url)


@pytest.mark.parametrize("depth", [300, 20_000])
def test_a_deeply_nested_page_is_read(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div class='related'>" * depth + f"<p>{ENGLISH}</p>" * 3, encoding="utf-8")
    rows = list(read(path))
    assert len(rows) == 1


def test_one_huge_line_is_read_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_text(ENGLISH * 10_000, encoding="utf-8")
    (doc,) = read(path)
    assert isinstance(doc, Document)
    assert [block.role for block in doc.blocks] == ["body"]
