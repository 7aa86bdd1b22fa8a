"""Metadata that a person supplies is checked, and wins in the right order."""

from datetime import date
from pathlib import Path

import pytest

from regesta.errors import ReadError
from regesta.read.given import Given, is_sidecar, read_sidecar, sidecar_of


def test_values_are_taken_as_a_person_writes_them() -> None:
    given = Given.of(outlet=" The  Gull ", published="2021-08", authors="Jane Roe", title="", url=None)
    assert (given.outlet, given.authors, given.title) == ("The Gull", ("Jane Roe",), None)
    assert given.published is not None
    assert (given.published.precision, given.published.start) == ("month", date(2021, 8, 1))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"outlett": "The Gull"}, "unknown field 'outlett'"),
        ({"published": "3/4/2021"}, "write 2021-08-16"),
        ({"published": "yesterday"}, "is no date"),
        ({"outlet": 7}, "outlet must be a text"),
        ({"authors": [1]}, "authors must be a text or a list"),
        ({"title": "\ud800"}, "lone surrogate"),
    ],
)
def test_a_faulty_value_is_refused(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        Given.of(**fields)


def test_the_first_fills_its_gaps_from_the_second() -> None:
    merged = Given.of(outlet="A").over(Given.of(outlet="B", title="T", authors=["Jane Roe"]))
    assert (merged.outlet, merged.title, merged.authors) == ("A", "T", ("Jane Roe",))


@pytest.mark.parametrize(
    "name", ["story.txt.meta.json", "story.txt.meta.toml", "story.meta.json", "story.meta.toml"]
)
def test_a_sidecar_stands_beside_its_file(tmp_path: Path, name: str) -> None:
    story = tmp_path / "story.txt"
    side = tmp_path / name
    toml = name.endswith("toml")
    side.write_text('outlet = "The Gull"' if toml else '{"outlet": "The Gull"}', encoding="utf-8")
    assert sidecar_of(story) == side
    assert is_sidecar(side)
    assert not is_sidecar(story)
    assert read_sidecar(side).outlet == "The Gull"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.meta.json", "{"),
        ("a.meta.json", "[1]"),
        ("a.meta.json", '{"outlett": "x"}'),
        ("a.meta.json", '{"published": "soon"}'),
        ("a.meta.toml", "outlet = "),
    ],
)
def test_a_faulty_sidecar_is_named(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=name):
        read_sidecar(path)


def test_a_toml_date_is_a_date(tmp_path: Path) -> None:
    path = tmp_path / "a.meta.toml"
    path.write_text("published = 2021-08-16", encoding="utf-8")
    published = read_sidecar(path).published
    assert published is not None
    assert published.start == date(2021, 8, 16)
