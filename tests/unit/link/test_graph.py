"""Which items are looked at again when one changes: its neighbours and theirs, no others."""

from __future__ import annotations

import random
from collections.abc import Iterable

import msgspec
import pytest

import regesta.link.graph as graph
from regesta.link.blocks import Crowd
from regesta.link.graph import Region, pieces, update
from regesta.link.ledger import Memory, Place


class Stone(msgspec.Struct, frozen=True):
    """A number with the blocks it lies in; it is tied to numbers one off."""

    id: str
    document: str
    number: int
    blocks: tuple[str, ...] = ("all",)
    half: str | None = None


class Stones:
    """Numbers one off are tied."""

    name = "stones"
    item = Stone
    purged = True
    leaders = 0

    def keys(self, item: Stone) -> Iterable[str]:
        return item.blocks

    def halves(self, item: Stone) -> Iterable[tuple[str, bool]]:
        return ((item.half.strip("+"), item.half.endswith("+")),) if item.half else ()

    def place(self, ident: str, item: Stone) -> Place:
        return Place(ident, item.number, item.number + 1, ident)

    def score(self, left: Stone, right: Stone) -> float | None:
        return 1.0 if abs(left.number - right.number) == 1 or left.half else None


class Led(Stones):
    """The same; in a crowded block the first two are compared with all."""

    leaders = 2


def put(
    memory: Memory, *stones: Stone, gone: Iterable[str] = (), crowds: list[Crowd] | None = None
) -> Region[Stone]:
    changed = {**{stone.id: stone for stone in stones}, **dict.fromkeys(gone)}
    homes = {stone.id: stone.document for stone in stones}
    return update(memory, Stones(), changed, documents=homes, crowds=crowds)


def stone(number: int, *blocks: str, half: str | None = None) -> Stone:
    return Stone(f"{number:03}", "d", number, blocks or ("all",), half)


def test_a_newcomer_reaches_what_is_tied_to_it_directly_or_through_others() -> None:
    memory = Memory()
    put(memory, *(stone(number) for number in (1, 2, 4, 5, 9)))
    region = put(memory, stone(3))
    assert sorted(region.items) == ["001", "002", "003", "004", "005"]
    assert sorted(put(memory, stone(20)).items) == ["020"]


def test_what_goes_leaves_its_neighbours_to_be_looked_at() -> None:
    memory = Memory()
    put(memory, *(stone(number) for number in (1, 2, 3, 7)))
    region = put(memory, gone=["002"])
    assert sorted(region.items) == ["001", "003"] and region.gone == {"002"} and region.edges == []


def test_items_of_two_blocks_are_never_compared() -> None:
    memory = Memory()
    put(memory, stone(1, "left"))
    assert put(memory, stone(2, "right")).edges == []


def test_half_a_key_meets_the_other_half_only() -> None:
    memory = Memory()
    put(memory, stone(1, "a", half="x+"), stone(5, "b", half="x"), stone(7, "c", half="x"))
    region = put(memory, stone(30, "d", half="x+"))
    assert {pair for _, *pair in region.edges for pair in [tuple(pair)]} == {
        ("001", "005"), ("001", "007"), ("005", "030"), ("007", "030"),
    }  # fmt: skip


@pytest.mark.parametrize("order", [range(12), reversed(range(12)), (5, 1, 11, 0, 3, 9, 2, 4, 10, 6, 8, 7)])
def test_in_a_crowded_block_the_pairs_do_not_depend_on_who_came_first(
    order: Iterable[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "CAP", 3)
    monkeypatch.setattr(graph, "NEIGHBOURS", 2)
    close = [Stone(f"{number:03}", "d", 50 + number % 2, ("all",)) for number in range(12)]
    once, grown = Memory(), Memory()
    crowds: list[Crowd] = []
    put(once, *close, crowds=crowds)
    for number in order:
        put(grown, close[number])
    ids = [item.id for item in close]
    assert once.edges("stones", ids) == {i: near for i, near in grown.edges("stones", ids).items() if near}
    assert [crowd.size for crowd in crowds] == [12]


def test_a_key_that_too_many_have_ties_nothing_until_fewer_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "STOP", 3)
    close = [stone(number) for number in range(5)]
    ids = [item.id for item in close]
    memory, crowds = Memory(), list[Crowd]()

    def tied() -> set[str]:
        return {ident for ident, near in memory.edges("stones", ids).items() if near}

    put(memory, *close[:3], crowds=crowds)
    assert tied() == {"000", "001", "002"} and crowds == []
    put(memory, *close[3:], crowds=crowds)
    assert tied() == set() and crowds == [Crowd("all", 3, stopped=True)]
    put(memory, gone=["000", "004"])
    assert tied() == {"001", "002", "003"}


def test_a_region_falls_into_pieces_that_are_closed() -> None:
    region = put(Memory(), *(stone(number) for number in (1, 2, 4, 5, 9)))
    parts = [sorted(part.items) for part in pieces(region, 2)]
    assert parts == [["001", "002"], ["004", "005"], ["009"]]


@pytest.mark.parametrize("seed", range(6))
def test_in_a_crowded_block_all_meet_its_first_two_whoever_came_first(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "STOP", 4)
    chance = random.Random(seed)
    # Each one off from the next, so that ties tell who was compared: those of 3 and 4 with all others of 3 and 4.
    close = [Stone(f"{n:03}", "d", 3 + n % 2, ("all", "odd") if n % 3 else ("all",)) for n in range(14)]
    ids = [item.id for item in close]

    def ties(memory: Memory) -> dict[str, dict[str, float]]:
        return {ident: near for ident, near in memory.edges("stones", ids).items() if near}

    grown, there = Memory(), set[int]()
    for _ in range(30):
        some = set(chance.sample(range(14), chance.choice([1, 1, 2, 5])))
        changed = {close[n].id: None if n in there else close[n] for n in some}
        update(grown, Led(), changed, documents=dict.fromkeys(changed, "d"))
        there ^= some
        once = Memory()
        own = {close[n].id: close[n] for n in there}
        update(once, Led(), own, documents=dict.fromkeys(own, "d"))
        assert ties(grown) == ties(once)
    update(grown, Led(), {item.id: item for item in close}, documents=dict.fromkeys(ids, "d"))
    assert set(ties(grown)) == set(ids)
    assert set(ties(grown)["013"]) == {"000", "002"}
