"""Blocks compared whole: the pairs that a case arrives at step by step."""

import random

import pytest

from regesta.link import Memory, graph
from regesta.link.copies import Page, PageLinker
from regesta.link.graph import update
from regesta.link.ledger import Place
from regesta.link.whole import facing, met, together


def places(count: int, days: int = 3) -> list[Place]:
    """Items of one block, each of some days."""
    chance = random.Random(count)
    starts = [chance.randint(1, 60) for _ in range(count)]
    return [
        Place(f"i{n:03}", start, start + chance.randint(0, days), f"{n % 5}")
        for n, start in enumerate(starts)
    ]


def meeting(one: Place, other: Place) -> bool:
    return one.first <= other.last and other.first <= one.last


class Purging(PageLinker):
    """A linker whose crowded blocks say nothing."""

    leaders = 0


class Dated(PageLinker):
    """A linker that compares even in crowded blocks."""

    purged, leaders = False, 0


def test_items_whose_days_meet_are_compared() -> None:
    own = places(20)
    pairs, crowd = met(Dated(), "k", own)
    assert (
        pairs == {(a.id, b.id) for a in own for b in own if a.id < b.id and meeting(a, b)} and crowd is None
    )


@pytest.mark.parametrize("count", [0, 1])
def test_one_alone_is_compared_with_nobody(count: int) -> None:
    assert met(Dated(), "k", places(count)) == (set(), None)


def test_a_crowded_block_is_compared_with_its_leaders_its_nearest_or_not_at_all() -> None:
    own = places(graph.CAP + 40, days=90)
    led, crowd = met(PageLinker(), "k", own)
    first = {place.id for place in own[: PageLinker.leaders]}
    assert crowd is not None and crowd.stopped and all(first & set(pair) for pair in led)
    assert len(led) == sum(len(own) - 1 - n for n in range(PageLinker.leaders))
    none, crowd = met(Purging(), "k", own)
    assert none == set() and crowd is not None and crowd.leaders == 0
    near, crowd = met(Dated(), "k", own)
    meet = {(a.id, b.id) for a in own for b in own if a.id < b.id and meeting(a, b)}
    assert near < meet and crowd is not None and not crowd.stopped


def test_the_pairs_are_those_that_a_ledger_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole blocks and a ledger that grows by single items end with the same ties."""
    monkeypatch.setattr(graph, "CAP", 6)
    monkeypatch.setattr(graph, "NEIGHBOURS", 2)

    class Few(Dated):
        def keys(self, item: Page) -> list[str]:
            return ["one", *(["two"] if item.outlet else [])]

        def place(self, ident: str, item: Page) -> Place:
            return table[ident]

        def score(self, left: Page, right: Page) -> float:
            return 1.0

    table = {place.id: place for place in places(24, days=20)}
    items = {i: Page(i, i, b"", None, frozenset(), "p" if n % 3 else "") for n, i in enumerate(table)}  # type: ignore[arg-type]
    memory, linker = Memory(), Few()
    order = list(items)
    random.Random(3).shuffle(order)
    for ident in order:
        update(memory, linker, {ident: items[ident]}, documents={ident: ident})
    tied = {(a, b) for a, near in memory.edges(linker.name, items).items() for b in near if a < b}
    assert (
        tied
        == met(linker, "one", list(table.values()))[0]
        | met(linker, "two", [place for i, place in table.items() if items[i].outlet])[0]
    )


def test_halves_face_each_other_and_not_their_own() -> None:
    assert facing({"a", "b"}, {"b", "c"}) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert facing({"a", "b"}, set()) == set()


def test_what_is_tied_through_others_hangs_together() -> None:
    edges = [(0.5, "c", "d"), (0.9, "a", "b"), (0.7, "b", "d"), (0.7, "x", "y")]
    for turn in range(4):
        assert together(edges[turn:] + edges[:turn]) == dict.fromkeys("abcd", "a") | dict.fromkeys("xy", "x")
