"""Pages of a case: their order, their filters, and that each runs along an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from newsroom import when
from regesta import pipeline
from regesta.errors import CaseError
from regesta.records import Extraction
from regesta.run import Case
from regesta.store import migrate
from regesta.store.answers import answer
from regesta.store.pages import Filters
from regesta.store.rows import rows_of
from room import room, room_case

# What SQLite calls a scan that costs nothing: a walk along an index that stops when the page is full, the
# values of a parameter, the search index and its settings, our few marks, sums by day, outlet and party, a result just
# made; and for a question the actors, among whom those are looked for who speak for another.
CHEAP = re.compile(
    r"USING|json_each|VIRTUAL|CONSTANT|search_config|subquery|"
    r"SCAN (meta|pending|judged|days|spans|papers|board|classes|few|found|busy|b|n|o|actors)$"
)
TOLD = ("statement", "event")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return room_case(tmp_path_factory.mktemp("pages") / "x.case", room(copies=40))


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    with Case(path) as found:
        yield found


@pytest.mark.parametrize(
    "kinds", [TOLD, ("statement",), ("event",), ("commitment",), ("status",), ("figure",)]
)
def test_pages_laid_end_to_end_are_the_whole_list(case, kinds):
    whole = case.listed(kinds, Filters(), size=1000)
    found = [
        record.id
        for first in range(0, whole.total, 7)
        for record in case.listed(kinds, Filters(), first=first, size=7).records
    ]
    assert found == [record.id for record in whole.records]
    assert len(set(found)) == whole.total == case.how_many(kinds, Filters())


# Who stands in which slot of a record, for an event in those of its tellings; as the records themselves have it.
STANDS = (
    "SELECT m.kind, m.id FROM moments m WHERE EXISTS ("
    "SELECT 1 FROM slots s JOIN actor_of a ON a.document_actor = s.actor WHERE a.actor = ? AND s.slot {slots} "
    "AND (s.record = m.id OR s.record IN (SELECT event_mention FROM event_of WHERE event = m.id))) "
    "AND m.until > ? AND m.day < ? ORDER BY m.day, m.until, m.document, m.position, m.id"
)
SLOTS = {
    "actor": "!= 'about'",
    "speaker": "IN ('speaker', 'together', 'party', 'claimed_by')",
    "about": "= 'about'",
}


@pytest.mark.parametrize("field", SLOTS)
@pytest.mark.parametrize("time", [{}, {"since": "2022-05-04"}, {"since": "2022", "until": "2022-05-03"}])
def test_what_an_actor_has_a_share_in_is_what_he_stands_in(case, field, time):
    for actor in case.actors():
        days = ("", "9999-12-32") if not time else (time["since"], time.get("until", "9999-12-30") + "~")
        whole = case._rows(STANDS.format(slots=SLOTS[field]), actor.id, *days).fetchall()
        asked = Filters(**{field: actor.id}, **time)
        for kinds in (TOLD, ("commitment",), ("event", "figure", "status")):
            expected = [ident for kind, ident in whole if kind in kinds]
            listed = case.listed(kinds, asked, first=1, size=3)
            assert [record.id for record in listed.records] == expected[1:4] and listed.total == len(expected)
            assert sorted(case.idents(kinds, asked)) == sorted(expected)
            days_of = case.days_of(expected)
            dated = [ident for ident in expected if days_of[ident] < "9999-12-31"]
            assert [record.id for record in case.latest(kinds, asked, size=2)] == dated[:-3:-1]


def test_entries_stand_in_the_order_of_their_days_and_the_undated_last(case):
    listed = case.listed(TOLD, Filters(), size=1000).records
    days = case.days_of([record.id for record in listed])
    order = [days[record.id] for record in listed]
    assert order == sorted(order)
    assert order[-1] == "9999-12-31"


def test_a_report_whose_date_becomes_known_moves_with_its_entries(tmp_path):
    with Case(room_case(tmp_path / "x.case")) as case:
        page = next(page for page in case.base().values() if page.document.published is None)
        dated = msgspec.structs.replace(page.document, published=when("2022-05-09"))
        case.refile([rows_of(Extraction(document=dated, records=page.records))])
        days = case.days_of([record.id for record in page.records])
    assert days and set(days.values()) == {"2022-05-09"}


def test_what_is_rejected_leaves_the_pages(tmp_path):
    with Case(room_case(tmp_path / "x.case")) as case:
        figure = case.listed(("figure",), Filters()).records[0]
        case.reject(figure.id, by="Ann")
        assert case.listed(("figure",), Filters()).total == 0
        case.undo(case.judgements()[0].id)
        assert case.listed(("figure",), Filters()).records[0].id == figure.id


def test_the_state_changes_with_every_change(tmp_path):
    with Case(room_case(tmp_path / "x.case")) as case:
        states = [case.state]
        case.set(case.listed(("figure",), Filters()).records[0].id, "value", "1")
        states.append(case.state)
        room_case(tmp_path / "x.case", room(copies=1))
        states.append(case.state)
        assert case.state == states[-1]
    assert len(set(states)) == 3


def test_the_state_changes_when_what_was_filed_is_linked(tmp_path):
    made = room()
    page = Extraction(
        document=made.documents[0],
        records=tuple(one for one in made.records if one.document == made.documents[0].id),
    )
    with Case(tmp_path / "x.case", create=True) as case:
        case.file([rows_of(page)])
        filed = case.state
        pipeline.relink(case)
        assert case.state != filed


def test_a_page_is_read_in_one_state_of_the_file(tmp_path):
    with Case(room_case(tmp_path / "x.case")) as case:
        with case.reading():
            before = case.how_many(("statement",), Filters())
            room_case(tmp_path / "x.case", room(copies=3))
            assert case.how_many(("statement",), Filters()) == before
        with case.reading():
            assert case.how_many(("statement",), Filters()) == before + 3


@pytest.mark.parametrize("asked", [{"since": "soon"}, {"until": "2022-13"}, {"words": "?!"}])
def test_a_filter_that_makes_no_sense_is_refused(case, asked):
    with pytest.raises(CaseError):
        case.listed(TOLD, Filters(**asked))


def plans(path: Path, ask: object) -> list[str]:
    """The plan of every query that an answer takes."""
    asked: list[str] = []
    with Case(path) as case:
        case._connection.set_trace_callback(asked.append)
        ask(case)  # type: ignore[operator]
        case._connection.set_trace_callback(None)
    with closing(migrate.connect(path)) as plain:
        return [
            str(row[3])
            for sql in asked
            if sql.lstrip().upper().startswith(("SELECT", "WITH"))
            for row in plain.execute(f"EXPLAIN QUERY PLAN {sql}")
        ]


LUND = "Kari Lund"
ASKED = {
    "timeline": lambda case: case.listed(TOLD, Filters()),
    "late page": lambda case: case.listed(TOLD, Filters(), first=30),
    "statements": lambda case: case.listed(("statement",), Filters()),
    "in time": lambda case: case.listed(("event",), Filters(since="2022-05", until="2022-06")),
    "of an actor": lambda case: case.listed(TOLD, Filters(actor=LUND, also="Jens Holm")),
    "of a speaker": lambda case: case.listed(("statement",), Filters(speaker=LUND)),
    "about": lambda case: case.listed(("statement",), Filters(about=LUND)),
    "of a type": lambda case: case.listed(("event",), Filters(type="CONSULT")),
    "told as": lambda case: case.listed(("event",), Filters(modality="actual")),
    "of an outlet": lambda case: case.listed(TOLD, Filters(outlet="Fjord News")),
    "with words": lambda case: case.listed(TOLD, Filters(words="pier")),
    "latest": lambda case: case.latest(("commitment",), Filters(speaker=LUND), size=5),
    "board": lambda case: case.undertaken(Filters(speaker=LUND)),
    "whole board": lambda case: case.undertaken(Filters()),
    "types": lambda case: case.sorts_of(TOLD),
    "totals": lambda case: [case.how_many((kind,), Filters(type="CONSULT")) for kind in TOLD],
    "total told as": lambda case: case.how_many(("event",), Filters(modality="actual")),
    "all reports": lambda case: case.reports(Filters()),
    "reports in time": lambda case: case.reports(Filters(since="2022-05")),
    "disagreements": lambda case: case.disputes(),
    "actors": lambda case: case.known_actors(size=5),
    "actor types": lambda case: case.actor_types(),
    "relations": lambda case: case.relations(size=5),
    "relations of an actor": lambda case: case.relations(actors=case.actors_called("Norway"), size=5),
    "steps of a relation": lambda case: case.values_of(case.relations(size=1).records[0].key),
    "most told": lambda case: case.most_told(5),
    "told only there": lambda case: case.told_only_in(case.latest_reports(1)[0].id, size=3),
    "outlets": lambda case: case.outlets_named(),
    "first and last": lambda case: case.published_between(),
    "chart of an actor": lambda case: case.activity(
        done=True, among=case.idents(("event",), Filters(actor=LUND))
    ),
    "network of an actor": lambda case: case.dyads(actor=LUND),
    "standings": lambda case: case.standings(limit=5),
    "question": lambda case: answer(case, "What did Kari Lund promise?"),
    "question of words": lambda case: answer(case, "What was said about ferries?"),
    "search": lambda case: case.find("ferries", limit=5),
    "reports": lambda case: case.latest_reports(5),
    "reader": lambda case: case.within_report(case.latest_reports(1)[0].id),
    "names": lambda case: case.named(case.actors_called(LUND)[0]),
    "partners": lambda case: case.partners(case.actors_called(LUND)[0]),
    "members": lambda case: case.members_of(case.actors_called(LUND)[0], size=9),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_no_page_looks_through_a_whole_table(path, name):
    found = plans(path, ASKED[name])
    assert found
    assert [step for step in found if step.startswith("SCAN ") and not CHEAP.search(step)] == []
