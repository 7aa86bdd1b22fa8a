"""Every lexicon file is typed, has an origin, and belongs to exactly one entry type."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import regesta.lexicons
from regesta.errors import LexiconError
from regesta.lexicons import _toml_rows, _tsv_rows, _typed, entries, load

FOLDER = Path(regesta.lexicons.__file__).parent
TYPES = [
    item
    for item in vars(entries).values()
    if isinstance(item, type) and issubclass(item, entries.Entry) and item is not entries.Entry
]


def test_files_and_entry_types_match_one_to_one() -> None:
    files = {path.stem for path in (FOLDER / "en").iterdir() if path.suffix in (".toml", ".tsv")}
    assert files == {entry.file for entry in TYPES}
    assert len({entry.file for entry in TYPES}) == len(TYPES)


@pytest.mark.parametrize("entry", TYPES, ids=lambda entry: entry.file)
def test_every_file_loads_and_holds_something(entry: type[entries.Entry]) -> None:
    assert load(entry)


def test_an_unknown_key_is_an_error_that_names_file_and_entry() -> None:
    with pytest.raises(LexiconError, match=r"en/months.toml, entry 3: unknown key 'colour'"):
        _typed("en/months.toml", 3, {"number": 1, "forms": ["x"], "colour": "red"}, entries.Month)


def test_a_wrong_type_is_an_error() -> None:
    with pytest.raises(LexiconError, match="entry 1"):
        _typed("en/months.toml", 1, {"number": "many", "forms": ["x"]}, entries.Month)


def test_a_file_without_origin_is_refused() -> None:
    with pytest.raises(LexiconError, match="origin"):
        _toml_rows("en/months.toml", 'licence = "x"\ndate = "2026-01-01"\n', entries.Month)
    with pytest.raises(LexiconError, match="origin"):
        _tsv_rows("en/x.tsv", "# licence: x\n# date: y\nnumber\tforms\n1\ta|b\n", entries.Month)


def test_tsv_lists_are_split_and_empty_cells_left_out() -> None:
    text = "# origin: o\n# licence: l\n# date: d\nnumber\tforms\n1\ta|b\n"
    ((number, row),) = _tsv_rows("en/x.tsv", text, entries.Month)
    assert (number, row) == (1, {"number": "1", "forms": ["a", "b"]})
    assert msgspec.convert(row, entries.Month, strict=False).forms == ("a", "b")


def test_a_missing_language_says_what_to_add() -> None:
    with pytest.raises(LexiconError, match=r"add xx/months.toml"):
        load(entries.Month, "xx")
