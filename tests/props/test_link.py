"""Linking does not depend on the order in which documents and records come, and drops nothing."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import io

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import Newsroom
from regesta.link import link
from regesta.pipeline import relink
from regesta.records import Actor, EventMention, Extraction
from regesta.show.export import export_jsonl
from regesta.store import Case
from regesta.store.rows import rows_of

NAMES = ["Wang Yi", "Yi Wang", "Wang Yu", "Ashraf Ghani", "Ghani Baradar", "Abdul Ghani Baradar", "Baradar", "Ghani", "Castro",
         "Fidel Castro", "Raul Castro", "Zabihullah Mujahid", "Zabiullah Mujahid", "Mujahid"]  # fmt: skip
COUNTRIES = [None, "CHN", "AFG", "CUB"]
DAYS = [None, "2023-05-03", "2023-05-04", "2023-05", "2023", "~2023-05-03", "2023-05-01/2023-05-09"]
SAYINGS = ["the copper mines will open before winter", "copper mines will be open again before the winter",
           "we want peace with our neighbours", "the copper mines will never open"]  # fmt: skip

REPORTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from(COUNTRIES),
        st.sampled_from(DAYS),
        st.sampled_from(SAYINGS),
        st.sampled_from(["met", "phoned", "talks"]),
        st.sampled_from([None, "Lima", "Oslo"]),
    ).filter(lambda told: told[0] != told[1]),
    min_size=1,
    max_size=8,
)


def room_of(reports: list[tuple[str, str, str | None, str | None, str, str, str | None]]) -> Newsroom:
    room = Newsroom()
    for left, right, country, day, saying, verb, place in reports:
        report = room.report(
            f"{left}: {verb} – {right} #\n“{saying}”, 300 passengers.", published=day and day.strip("~")
        )
        one, other = report.person(left, country), report.person(right, "NOR")
        report.event(verb, "CONSULT", [one], [other], when=day, place=place)
        report.says(one, saying, when=day)
        report.promise(one, saying, to=[other], when=day)
        report.status(right, one, other, "recognition", verb, as_of=day)
        report.figure("300", float(len(left)), "person", "ferry passengers")
    return room


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_linkage(reports: list, random: object) -> None:
    room = room_of(reports)
    first = msgspec.json.encode(room.link(), order="sorted")
    documents, records = list(room.documents), list(room.records)
    random.shuffle(documents)  # type: ignore[attr-defined]
    random.shuffle(records)  # type: ignore[attr-defined]
    assert msgspec.json.encode(link(documents, records), order="sorted") == first


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_every_record_has_its_place_and_every_reference_leads_somewhere(reports: list) -> None:
    room = room_of(reports)
    linkage = room.link()
    actors = {actor.id for actor in linkage.actors}
    events = {event.id for event in linkage.events}
    known = {record.id for record in room.records} | {document.id for document in room.documents}
    assert {r.id for r in room.records if isinstance(r, Actor)} == set(linkage.actor_of)
    assert set(linkage.actor_of.values()) == actors
    assert {r.id for r in room.records if isinstance(r, EventMention)} == set(linkage.event_of)
    assert set(linkage.event_of.values()) == events
    assert all(set(found.members) <= known for found in linkage.links)
    assert all(len(item.sides) > 1 for item in linkage.discrepancies)
    assert all(len(event.documents) >= event.independent_reports >= 1 for event in linkage.events)


@settings(max_examples=30, deadline=None)
@given(REPORTS)
def test_names_that_differ_never_share_an_actor(reports: list) -> None:
    apart = [{"Wang Yi", "Wang Yu"}, {"Ashraf Ghani", "Ghani Baradar"}, {"Ashraf Ghani", "Abdul Ghani Baradar"},
             {"Fidel Castro", "Raul Castro"}]  # fmt: skip
    for actor in room_of(reports).link().actors:
        called = {actor.name, *actor.aliases}
        assert not any(pair <= called for pair in apart)


@settings(max_examples=20, deadline=None)
@given(REPORTS, REPORTS)
def test_a_report_about_others_changes_nothing_for_the_rest(reports: list, more: list) -> None:
    room = room_of(reports)
    before = {e.id: e for e in room.link().events}
    other = Newsroom()
    other.report("In Suva, Sitiveni Rabuka planted a breadfruit tree.").event(
        "planted", "NONE", [other.report("Sitiveni Rabuka spoke.").person("Sitiveni Rabuka", "FJI")]
    )
    after = link([*room.documents, *other.documents], [*room.records, *other.records])
    assert {e.id: e for e in after.events if e.id in before} == before


def filed(room: Newsroom, order: list[int], *, step: int) -> bytes:
    """The export of a case that the reports came to in this order, so many at a time, linked after each."""
    case = Case(None)
    for start in range(0, len(order), step):
        chosen = [room.documents[i] for i in order[start : start + step]]
        pages = [
            Extraction(document=doc, records=tuple(r for r in room.records if r.document == doc.id))  # type: ignore[union-attr]
            for doc in chosen
        ]
        case.file([rows_of(page) for page in pages], added="2026-01-02T03:04:05+00:00")
        relink(case)
    out = io.BytesIO()
    export_jsonl(case, out)
    case.close()
    return out.getvalue()


@settings(max_examples=15, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_reports_added_one_by_one_in_any_order_make_the_case_that_all_at_once_make(
    reports: list, random: object
) -> None:
    room = room_of(reports)
    order = list(range(len(room.documents)))
    whole = filed(room, order, step=len(order))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert filed(room, order, step=1) == whole
