from __future__ import annotations

import pytest

from regesta.link.blocks import CAP, EVER, Crowd, blocks, pairs


def crowd_of(size: int) -> dict[str, list[str]]:
    return {f"r{number:04}": ["port"] for number in range(size)}


def test_only_records_that_share_a_key_are_compared() -> None:
    assert list(pairs({"a": ["x"], "b": ["y", "x"], "c": ["y"], "d": ["z"]})) == [("a", "b"), ("b", "c")]


def test_a_pair_that_shares_two_keys_comes_once() -> None:
    assert list(pairs({"b": ["x", "y"], "a": ["y", "x"]})) == [("a", "b")]


def test_a_key_of_one_record_is_no_block() -> None:
    assert blocks({"a": ["x"], "b": ["y"]}) == {}


@pytest.mark.parametrize("size", [5, CAP + 20])
def test_records_whose_windows_do_not_meet_are_not_compared(size: int) -> None:
    keys = crowd_of(size)
    spans = {ident: (number * 10, number * 10 + 10) for number, ident in enumerate(keys)}
    assert set(pairs(keys, window=spans.__getitem__)) == set(zip(list(keys), list(keys)[1:], strict=False))


def test_a_record_without_a_window_meets_all() -> None:
    keys = crowd_of(CAP)
    spans = {ident: (number, number) for number, ident in enumerate(keys)} | {"r0002": EVER}
    assert len([pair for pair in pairs(keys, window=spans.__getitem__) if "r0002" in pair]) == CAP - 1


def test_a_block_under_the_cap_is_compared_whole_and_not_reported() -> None:
    crowds: list[Crowd] = []
    assert len(list(pairs(crowd_of(CAP), crowds=crowds))) == CAP * (CAP - 1) // 2
    assert crowds == []


def test_a_block_over_the_cap_is_reported_with_its_size() -> None:
    crowds: list[Crowd] = []
    found = list(pairs(crowd_of(400), crowds=crowds))
    assert crowds == [Crowd("port", 400)]
    assert "400 records share “port”" in crowds[0].note
    assert len(found) < 400 * CAP


def test_a_large_block_thin_in_time_is_compared_whole_and_not_reported() -> None:
    crowds: list[Crowd] = []
    keys = crowd_of(400)
    spans = {ident: (number, number + 3) for number, ident in enumerate(keys)}
    assert len(list(pairs(keys, window=spans.__getitem__, crowds=crowds))) == 3 * 397 + 2 + 1
    assert crowds == []


def test_a_large_block_that_was_compared_in_part_is_not_said_to_be_compared_with_none() -> None:
    assert "40 nearest only" in Crowd("port", 9_000).note
    assert "share “copper, mine”" in Crowd("0123456789abcdef0123456789abcdef|copper|mine", 400).note
    assert Crowd("port", 500, stopped=True).note.startswith("More than 500 records share “port”: none")
