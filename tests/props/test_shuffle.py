"""What a lake's reports are joined to by many jobs is what one machine joins that sees them all.

The steps of `regesta run --link` are gone through by hand over reports of few people, things and days, in one
bucket and in several, with crowded blocks and without; the outcome is held against `regesta.link.link`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import regesta.link.graph as graph
from regesta.lake import graphs
from regesta.lake.folder import Lake
from regesta.lake.joining import DATING, FINDING, LINKERS
from regesta.lake.shop import Shop, made, packed
from regesta.lake.shuffle import Shuffle
from regesta.link import link
from regesta.records import Linkage, Record, When
from smallworld import REPORTS, newsroom, pages_of


def shuffled(room, folder: Path, width: int) -> tuple[Shop, dict[str, Record]]:
    """The reports joined by jobs; the joined records by id."""
    now = Shuffle(folder, width)
    shop = Shop(Lake(folder), now)
    with now.job("home", 0) as out:
        for ident, page in sorted(pages_of(room).items()):
            out.put("pages", now.cell(ident), packed(page.document, page.records))
    for step in (*DATING, *FINDING):
        for number in range(1 if step.alone else width):
            with now.job(step.name, number) as out:
                step.job(shop, out, number)
    found: dict[str, Record] = {}
    for record in (record for bucket in range(width) for record in made(shop, bucket)):
        assert found.setdefault(record.id, record) == record
    return shop, found


def assert_alike(room, width: int) -> Linkage:
    """Jobs and one machine join the same; returns what they join."""
    whole = link(room.documents, room.records)
    with tempfile.TemporaryDirectory() as folder:
        shop, found = shuffled(room, Path(folder), width)
        buckets = range(width)
        theirs = {r.id: r for r in (*whole.actors, *whole.events, *whole.links, *whole.discrepancies)}
        assert found == theirs
        actor_of = {one: actor for b in buckets for one, actor in shop.cast(b).actor_of.items()}
        assert actor_of == whole.actor_of
        assert dict(pair for b in buckets for pair in shop.copies(b)) == whole.copy_of
        dates = dict(row for b in buckets for row in shop.now.rows("dates", b, tuple[str, When]))
        known = {doc.id for doc in room.documents if doc.published and doc.published.end}
        assert dates == {doc: when for doc, when in whole.published.items() if doc not in known}
        notes = {crowd.note for linker in LINKERS for crowd in graphs.crowds(shop.now, linker)}
        assert notes == set(whole.notes)
    return whole


@contextmanager
def crowds_of_three() -> Iterator[None]:
    """Four that share a key are too many to compare all."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CAP", "STOP", "LED"):
            patch.setattr(graph, name, 3)
        patch.setattr(graph, "NEIGHBOURS", 1)
        yield


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(told=REPORTS, width=st.sampled_from([1, 2, 5]))
def test_many_jobs_join_what_one_machine_joins(told, width) -> None:
    assert_alike(newsroom(told), width)


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(told=st.lists(REPORTS, min_size=2, max_size=3), width=st.sampled_from([1, 4]))
def test_so_they_do_where_blocks_are_crowded(told, width) -> None:
    with crowds_of_three():
        whole = assert_alike(newsroom([one for some in told for one in some]), width)
        assert whole.actors


def test_a_crowd_is_told_of() -> None:
    told = (
        "Ana Silva",
        "Jon Dahl",
        "PER",
        "2023-05-01",
        "we want peace with our neighbours",
        "met",
        True,
        "Quispe",
    )
    with crowds_of_three():
        assert assert_alike(newsroom([told] * 9), 3).notes
