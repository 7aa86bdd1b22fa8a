"""JSON rows become reports; a row that cannot be read does not stop the rest."""

import json
from datetime import date
from pathlib import Path

import pytest

from regesta.errors import ReadError
from regesta.read.jsonl import article, canonical, rows

TEXT = "The ferry union said on Friday that its members would go back to work."


@pytest.mark.parametrize("field", ["text", "body", "content", "article_text", "maintext", "articleBody"])
def test_the_text_is_found_under_common_names(field: str) -> None:
    assert article({field: TEXT}).text == TEXT


def test_fields_of_other_tools_are_understood() -> None:
    facts = article(
        {
            "body": TEXT,
            "headline": "Ferry strike ends",
            "source": {"id": None, "name": "The Gull"},
            "publishedAt": "2023-03-04T10:00:00Z",
            "link": "https://gull.example/1",
            "byline": "By Jane Roe and Li Wei",
        }
    ).facts
    assert (facts.title, facts.outlet, facts.url) == (
        "Ferry strike ends",
        "The Gull",
        "https://gull.example/1",
    )
    assert facts.authors == ("Jane Roe", "Li Wei")
    assert facts.published is not None
    assert facts.published.start == date(2023, 3, 4)


def test_an_address_is_no_outlet() -> None:
    facts = article({"text": TEXT, "source": "https://gull.example/1"}).facts
    assert (facts.outlet, facts.url) == (None, "https://gull.example/1")


def test_what_feeds_give_of_a_report_is_read_where_they_give_no_more() -> None:
    lead = "Ships came in on Monday, the harbour master said."
    assert article({"title": "Port reopens", "description": lead}).text == lead
    assert article({"description": "A summary.", "content": lead}).text == lead
    assert article({"description": "A summary.", "html": f"<p>{lead}</p>"}).is_html


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Port reopens - The Gull", "Port reopens"),
        ("Port reopens | The Gull", "Port reopens"),
        ("Why sailors fear The Gull", "Why sailors fear The Gull"),
        ("The Gull", "The Gull"),
    ],
)
def test_the_outlet_behind_a_title_is_none_of_it(title: str, bare: str) -> None:
    assert (
        article({"title": title, "text": "Ships came in.", "source": {"name": "The Gull"}}).facts.title
        == bare
    )


@pytest.mark.parametrize(
    "authors", ["Jane Roe, Li Wei", ["Jane Roe", "Li Wei"], [{"name": "Jane Roe"}, {"name": "Li Wei"}]]
)
def test_authors_in_any_shape(authors: object) -> None:
    assert article({"text": TEXT, "authors": authors}).facts.authors == ("Jane Roe", "Li Wei")


@pytest.mark.parametrize("published", ["soon", "3/4/2021", None, [], {}, True])
def test_a_date_that_cannot_be_read_stays_unknown(published: object) -> None:
    assert article({"text": TEXT, "published": published}).facts.published is None


@pytest.mark.parametrize(
    ("row", "is_html"),
    [
        ({"html": f"<p>{TEXT}</p>"}, True),
        ({"content": f"<p>{TEXT}</p><p>{TEXT}</p>"}, True),
        ({"text": f"{TEXT} a < b > c"}, False),
        ({"text": TEXT, "html": f"<p>{TEXT}</p>"}, False),
    ],
)
def test_markup_is_told_from_text(row: dict[str, object], is_html: bool) -> None:
    assert article(row).is_html is is_html


@pytest.mark.parametrize(
    "row", [{}, {"text": ""}, {"text": " \n"}, {"text": 7}, {"title": "x"}, {"text": None}]
)
def test_a_row_without_text_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ReadError, match="text"):
        article(row)


def test_a_row_has_the_same_bytes_in_any_file_and_order() -> None:
    assert canonical({"text": "é", "url": "u"}) == canonical(json.loads('{"url": "u", "text": "\\u00e9"}'))
    assert canonical({"text": "a"}) != canonical({"text": "b"})


FILES = [
    ("one.json", json.dumps({"text": TEXT}), [1]),
    ("list.json", json.dumps([{"text": TEXT}, {"text": TEXT}]), [1, 2]),
    ("wrapped.json", json.dumps({"status": "ok", "articles": [{"text": TEXT}]}), [1]),
    ("lines.json", f'{{"text": "{TEXT}"}}\n{{"text": "b"}}', [1, 2]),
    ("rows.jsonl", f'{{"text": "{TEXT}"}}\n\n{{"text": "b"}}\n', [1, 3]),
    ("mark.jsonl", "\ufeff" + f'{{"text": "{TEXT}"}}\r\n{{"text": "b"}}\r\n', [1, 2]),
    ("empty.jsonl", "\n\n", []),
]


@pytest.mark.parametrize(("name", "content", "numbers"), FILES)
def test_rows_are_numbered(tmp_path: Path, name: str, content: str, numbers: list[int]) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8"))
    found = list(rows(path))
    assert [number for number, _ in found] == numbers
    assert all(isinstance(row, dict) for _, row in found)


def test_a_faulty_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    good = json.dumps({"text": TEXT}).encode()
    deep = b"[" * 100_000
    path.write_bytes(b"\n".join([good, b"{", b"[1]", b'"x"', b'{"text": "caf\xe9"}', deep, good]))
    found = [row for _, row in rows(path)]
    assert [isinstance(row, dict) for row in found] == [True, False, False, False, False, False, True]


@pytest.mark.parametrize("content", ["", "{", "nonsense", "[" * 100_000])
def test_a_broken_json_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match="is no JSON"):
        list(rows(path))
