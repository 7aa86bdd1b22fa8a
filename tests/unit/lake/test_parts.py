"""Input files of every format, cut into parts and read back."""

import gzip
import json
import os
import tracemalloc

import pytest

import lakeside
from regesta.lake.parts import Limits, inputs, items, plan
from regesta.read import Given, read
from regesta.records import Document, Skipped

SMALL = Limits(documents=6)


def planned(path, limits=SMALL, version="v"):
    return plan(str(path), limits, version)


def found(parts):
    return [item for part in parts for _, item in items(part)]


@pytest.fixture(params=["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def file(request, tmp_path):
    return lakeside.jsonl(tmp_path / request.param)


def test_parts_hold_every_row_once_and_none_holds_too_many(file):
    parts = planned(file)
    assert [part.rows for part in parts] == [6, 6, 6, 6, 6, 6, 4]
    assert [doc.text for doc in found(parts)] == [row["text"] for row in lakeside.ROWS]


def test_a_part_is_read_without_those_before_it(file):
    last = planned(file)[-1]
    assert [number for number, _ in items(last)] == [37, 38, 39, 40]


def test_a_row_is_the_document_that_add_reads(tmp_path):
    file = lakeside.jsonl(tmp_path / "a.jsonl")
    assert found(planned(file)) == list(read(file))


def test_bytes_bound_a_part_too(tmp_path):
    file = lakeside.jsonl(tmp_path / "a.jsonl")
    size = len(file.read_bytes())
    parts = planned(file, Limits(documents=1000, bytes=size // 4))
    assert len(parts) in (4, 5) and sum(part.rows for part in parts) == 40


def test_digests_depend_on_content_and_version_not_on_the_folder(tmp_path):
    (tmp_path / "there").mkdir()
    here, there = (lakeside.jsonl(folder / "a.jsonl") for folder in (tmp_path, tmp_path / "there"))
    assert [p.digest for p in planned(here)] == [p.digest for p in planned(there)]
    assert not {p.digest for p in planned(here)} & {p.digest for p in planned(here, version="w")}


def test_a_file_that_grew_keeps_its_full_parts(tmp_path):
    before = [p.digest for p in planned(lakeside.jsonl(tmp_path / "a.jsonl", lakeside.ROWS[:20]))]
    after = [p.digest for p in planned(lakeside.jsonl(tmp_path / "a.jsonl"))]
    assert after[:3] == before[:3] and after[3] != before[3]


def test_a_parquet_file_gives_the_documents_of_the_same_rows_as_json(tmp_path):
    parts = planned(lakeside.parquet(tmp_path / "a.parquet"))
    rows = found(planned(lakeside.jsonl(tmp_path / "a.jsonl")))
    assert [part.rows for part in parts] == [6, 6, 6, 6, 6, 6, 4]
    assert [doc.id for doc in found(parts)] == [doc.id for doc in rows]
    assert found(parts)[0].name == "a.parquet#1"


def test_columns_of_dates_lists_and_bytes_are_understood(tmp_path):
    import datetime

    row = {
        "text": b"Dahl met Mensah in the port of Aarhus on Monday.",
        "published": datetime.datetime(2021, 7, 28, 6, 30),
        "authors": ["Ann Lee", "Kofi Sarpong"],
        "url": None,
    }
    doc = found(planned(lakeside.parquet(tmp_path / "a.parquet", [row])))[0]
    assert doc.text.startswith("Dahl met") and doc.authors == ("Ann Lee", "Kofi Sarpong") and doc.url is None
    assert str(doc.published.start) == "2021-07-28"


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_gives_its_pages_and_nothing_else(tmp_path, gzipped):
    pages = {f"https://example.org/{n}": lakeside.page(n) for n in range(5)}
    file = lakeside.warc(tmp_path / ("a.warc.gz" if gzipped else "a.warc"), pages, gzipped=gzipped)
    parts = planned(file, Limits(documents=2))
    assert [part.rows for part in parts] == [2, 2, 1]
    assert [doc.url for doc in found(parts)] == list(pages)
    assert all("ships off Lomé" in doc.text for doc in found(parts))


def test_a_page_of_an_archive_is_the_document_that_add_reads_with_its_address(tmp_path):
    url = "https://example.org/3"
    doc = found(planned(lakeside.warc(tmp_path / "a.warc.gz", {url: lakeside.page(3)})))[0]
    (tmp_path / "3.html").write_text(lakeside.page(3))
    added = next(read(tmp_path / "3.html", Given(url=url, name=url)))
    assert doc == added


def test_a_page_in_the_encoding_its_server_names_is_read(tmp_path):
    text = lakeside.page(3).encode("cp1250", "replace")
    import io

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=windows-1250")], "HTTP/1.1"
        )
        record = writer.create_warc_record(
            "https://example.org/x", "response", io.BytesIO(text), http_headers=headers
        )
        writer.write_record(record)
    assert "Lomé" in found(planned(tmp_path / "a.warc.gz"))[0].text


def test_bad_rows_and_blank_lines_cost_only_themselves(tmp_path):
    file = tmp_path / "a.jsonl"
    good = json.dumps(lakeside.ROWS[0])
    file.write_text(f'{good}\n\n{{"text": \n{{"title": "no text"}}\n{json.dumps(lakeside.ROWS[1])}\n')
    kinds = [(item.name, type(item)) for item in found(planned(file))]
    assert kinds == [
        ("a.jsonl#1", Document),
        ("a.jsonl#3", Skipped),
        ("a.jsonl#4", Skipped),
        ("a.jsonl#5", Document),
    ]


@pytest.mark.parametrize("name", ["cut.jsonl.gz", "cut.jsonl.zst"])
def test_a_file_that_breaks_off_keeps_what_came_before_and_says_so(tmp_path, name):
    import random

    told = "Dahl met the envoy of Togo in the port of Aarhus on Monday, and both said that talks would go on."
    noise = random.Random(1)
    rows = [{"text": told, "more": f"{noise.getrandbits(8000):x}"} for _ in range(200)]
    file = lakeside.jsonl(tmp_path / name, rows)
    file.write_bytes(file.read_bytes()[:-20000])
    kept = found(planned(file))
    assert 50 < sum(isinstance(item, Document) for item in kept) < 200
    assert isinstance(kept[-1], Skipped) and "damaged after line" in kept[-1].reason


@pytest.mark.parametrize("name, data, why", [
    ("a.parquet", b"PAR1 no", "cannot be read as Parquet"),
    ("a.txt", b"Dahl met Mensah.", "only Parquet, JSONL"),
    ("a.jsonl.gz", b"not gzip at all", "damaged"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_skipped_input_with_its_reason(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    (item,) = found(planned(tmp_path / name))
    assert item.name == name and item.reason.startswith(name) and why in item.reason


def test_an_archive_compressed_as_a_whole_is_named_as_such(tmp_path):
    whole = lakeside.warc(tmp_path / "a.warc", {"https://example.org/1": lakeside.page(1)}, gzipped=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(whole.read_bytes()))
    assert "not compressed record by record" in found(planned(tmp_path / "b.warc.gz"))[-1].reason


def test_a_line_of_endless_length_is_passed_over_in_bounded_memory(tmp_path, monkeypatch):
    from regesta.lake import lines

    monkeypatch.setattr(lines, "MOST_BYTES", 1000)
    file = tmp_path / "a.jsonl"
    good = json.dumps(lakeside.ROWS[0])
    file.write_text(good + "\n" + '{"text": "' + "x" * 300_000 + '"}\n' + good + "\n")
    assert [type(item) for item in found(planned(file))] == [Document, Skipped, Document]


def test_a_sidecar_tells_of_every_row(tmp_path):
    lakeside.jsonl(tmp_path / "a.jsonl", [{"text": "Dahl met Mensah in the port."}])
    (tmp_path / "a.jsonl.meta.json").write_text('{"outlet": "The Post"}')
    (path,) = inputs([tmp_path])
    assert found(planned(path)) == list(read(path)) and found(planned(path))[0].outlet == "The Post"


def test_a_folder_is_walked_in_order_and_each_file_taken_once(tmp_path):
    for name in ("b.jsonl", "a.jsonl", ".hidden.jsonl"):
        lakeside.jsonl(tmp_path / name)
    assert [path.name for path in inputs([tmp_path, tmp_path / "a.jsonl"])] == ["a.jsonl", "b.jsonl"]


def test_what_is_no_file_or_has_a_broken_sidecar_costs_no_other_input(tmp_path):
    lakeside.jsonl(tmp_path / "good.jsonl")
    (tmp_path / "sided.jsonl").write_text('{"text": "Ships came in."}\n')
    (tmp_path / "sided.jsonl.meta.json").write_text("{")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    # warcio meets a response without its content and looks into nothing
    (tmp_path / "bad.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999\r\n\r\nHTTP/1.1 200 OK\r\n"
    )
    (tmp_path / "neg.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x:y\r\nContent-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    )
    told = {path.name: found(planned(path)) for path in inputs([tmp_path])}
    assert all(isinstance(item, Document) for item in told["good.jsonl"][:3])
    assert [item.reason for item in told["pipe.jsonl"]] == ["pipe.jsonl: is no regular file"]
    assert [item.reason for item in told["zero.jsonl"]] == ["zero.jsonl: is no regular file"]
    assert "sided.jsonl.meta.json" in told["sided.jsonl"][0].reason
    assert all(isinstance(item, Skipped) for item in (*told["bad.warc"], *told["neg.warc"]))


def test_a_little_file_that_unpacks_to_much_is_read_a_little_at_a_time(tmp_path):
    zstandard = pytest.importorskip("zstandard")
    row = b'{"text": "Ships came in."}\n'
    bomb = zstandard.compress(b'{"text": "' + b" " * 120_000_000 + b'"}\n' + row)
    (tmp_path / "bomb.jsonl.zst").write_bytes(bomb)
    tracemalloc.start()
    reasons = [item.reason for item in found(planned(tmp_path / "bomb.jsonl.zst"))]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "longer than 16 MB" in reasons[0]
    assert "too short" in reasons[1]
    assert peak < 150_000_000
