"""A case that grew report by report is the case that all its reports at once make, in every table.

Reports come in any order and any number at a time, between them persons judge, reports are drawn anew or found
under another name; the case is compared with one that had everything from the start. Costs about 12 seconds.
"""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import io
import random

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import regesta.link.graph as graph
from regesta import relinking
from regesta.link import Memory, link
from regesta.link import relink as link_again
from regesta.link.copies import PageLinker
from regesta.records import Document, EventMention, Extraction
from regesta.run import Case
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import rows_of
from smallworld import REPORTS, newsroom, pages_of


class Desk:
    """A case, what draws its reports, and what is done to it."""

    def __init__(self, pages: dict[str, Extraction]) -> None:
        self.case, self.pages = Case(None), pages

    def draw(self, document: Document) -> Extraction:
        """The records of a report as they are with that date: what has no day happened on it."""
        page, published = self.pages[document.id], document.published
        records = tuple(
            msgspec.structs.replace(record, when=published)
            if isinstance(record, EventMention) and record.when is None
            else record
            for record in page.records
        )
        return Extraction(document=document, records=records if published else page.records)

    def file(self, documents: list[str]) -> None:
        """Reports come."""
        self.case.file([rows_of(self.pages[doc]) for doc in documents], added="2026-01-02T03:04:05+00:00")

    def relink(self) -> None:
        """Linking runs."""
        relinking.relink(self.case, self.draw)

    def tables(self) -> dict[str, list[object]]:
        """All that linking left, but for numbers given in passing."""
        tables: dict[str, list[object]] = {}
        for name in ("actors", "names", "actor_of", "events", "event_of", "group_of", "copy_of", "links", "members",
                     "discrepancies", "sides", "judged", "extractions", "owed", "marks", "pending"):  # fmt: skip
            tables[name] = sorted(self.case._rows(f"SELECT * FROM {name}").fetchall(), key=str)
        items = "SELECT linker, id, document, first, last, place, item FROM items JOIN forms USING (number)"
        keys = "SELECT key, linker, id FROM keys JOIN items USING (number)"
        ties = "SELECT i.linker, i.id, o.id, score FROM ties t JOIN items i USING (number) JOIN items o ON o.number = t.other"
        for name, sql in (("items", items), ("keys", keys), ("ties", ties)):
            tables[name] = sorted(self.case._rows(sql).fetchall(), key=str)
        out = io.BytesIO()
        export_jsonl(self.case, out)
        tables["export"] = list(out.getvalue().splitlines())
        return tables


def assert_alike(one: Desk, other: Desk) -> None:
    """Both cases hold the same."""
    mine, theirs = one.tables(), other.tables()
    for name in mine:
        differing = [
            row for row in (*mine[name], *theirs[name]) if (row in mine[name]) != (row in theirs[name])
        ]
        assert not differing, f"{name}: {differing[:4]}"


def judge(desk: Desk, chance: random.Random) -> None:
    """A person merges, splits, rejects, sets or undoes something."""
    case = desk.case
    actors, events = case.actors(), case.events()
    which = chance.randrange(7)
    if which == 0 and len(actors) > 1:
        case.judge(case.merging([a.id for a in chance.sample(actors, 2)], by="Ann", reason=None))
    elif which == 1 and len(events) > 1:
        case.judge(case.merging([e.id for e in chance.sample(events, 2)], by="Ann", reason=None))
    elif which == 2:
        wide = [event for event in events if len(event.mentions) > 1]
        if wide:
            event = chance.choice(wide)
            case.judge(case.splitting(event.id, event.mentions[:1], by="Ann", reason="two"))
    elif which == 3:
        chosen = chance.choice(
            [*actors, *events, *case.statements(), *case.links(), *case.discrepancies(), *case.mentions()]
        )
        case.judge(case.rejecting(chosen.id, by="Ann", reason=None))
    elif which == 4:
        case.judge(case.setting(chance.choice(actors).id, "country", "CHL", by="Ann", reason=None))
    elif which == 5:
        day = chance.choice(["2023-05-03", "2023-05-05", "null"])
        case.judge(case.setting(chance.choice(case.documents()).id, "published", day, by="Ann", reason=None))
    elif item := chance.choice([None, *case.judgements(in_force=True)]):
        case.judge(case.undoing(item.id, by="Ann", reason=None))


@pytest.mark.parametrize("crowd", [None, (3, 1, 1000), (160, 40, 4)], ids=["all", "crowded", "stopped"])
@settings(max_examples=25, deadline=None, phases=[Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(told=REPORTS, chance=st.randoms(use_true_random=False))
def test_a_case_that_grew_is_the_case_made_at_once(
    monkeypatch: pytest.MonkeyPatch, crowd: tuple[int, int, int] | None, told: list, chance: random.Random
) -> None:
    with monkeypatch.context() as patched:
        if crowd:
            patched.setattr(graph, "CAP", crowd[0])
            patched.setattr(graph, "NEIGHBOURS", crowd[1])
            patched.setattr(graph, "STOP", crowd[2])
            patched.setattr(PageLinker, "leaders", 1)
        patched.setattr(relinking, "BATCH", chance.choice([1, 300, 10**6]))
        pages = pages_of(newsroom(told))
        grown, names = Desk(dict(pages)), dict[str, str]()
        rest = sorted(pages)
        chance.shuffle(rest)
        while rest:
            size = chance.choice([1, 1, 2, 4])
            some, rest = rest[:size], rest[size:]
            grown.file(some)
            if chance.random() < 0.3:
                old = chance.choice([doc for doc in pages if grown.case.known(doc)])
                names[old] = f"again-{len(names)}.txt"
                grown.case.rename(old, names[old])
            if chance.random() < 0.8:
                grown.relink()
                for _ in range(chance.choice([0, 0, 1, 2])):
                    judge(grown, chance)
        grown.relink()
        again = Desk(dict(pages))
        again.file(sorted(pages))
        for doc, name in names.items():
            again.case.rename(doc, name)
        for row in grown.case._rows("SELECT * FROM judgements").fetchall():
            again.case._rows("INSERT INTO judgements VALUES (?, ?, ?, ?)", *row)
        again.relink()
        assert_alike(grown, again)
        assert grown.case.linked and list(faults(grown.case)) == []


class Shelf:
    """Reports at hand, in memory."""

    def __init__(self, pages: dict[str, Extraction]) -> None:
        self.all = pages

    def pages(self, documents: object) -> list[Extraction]:
        return [self.all[doc] for doc in documents if doc in self.all]  # type: ignore[attr-defined]

    def texts(self, documents: object) -> list[Document]:
        return [page.document for page in self.pages(documents)]


@settings(max_examples=40, deadline=None)
@given(told=REPORTS, chance=st.randoms(use_true_random=False))
def test_reports_that_come_and_go_leave_no_trace(told: list, chance: random.Random) -> None:
    pages = pages_of(newsroom(told))
    memory, shelf = Memory(), Shelf({})
    for _ in range(6):
        some = {doc for doc in pages if chance.random() < 0.4}
        for doc in some:
            if shelf.all.pop(doc, None) is None:
                shelf.all[doc] = pages[doc]
        link_again(memory, shelf, some)
    found = shelf.all.values()
    whole = link([page.document for page in found], [record for page in found for record in page.records])
    assert memory.linkage(whole.notes) == whole
