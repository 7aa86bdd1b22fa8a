"""Reports that repeat others."""

import pytest

import regesta.link.graph as graph
from newsroom import Newsroom
from regesta.link.blocks import Crowd

WIRE = (
    "The ferry left the harbour at dawn with farmers, teachers and a wedding party on board. Halfway to the island "
    "its engine failed and the crew lit flares. Fishermen in nine small boats reached it within the hour and took "
    "everybody ashore. The owner said the engine had been checked in March. The ministry has opened an inquiry."
)
OTHER = (
    "Nobody in the village remembers a harvest like this one. Maize stands higher than the roofs, and the price at "
    "the depot has fallen by half since the trucks came. The cooperative wants a silo, the council wants a road, and "
    "both have written to the capital."
)


def test_a_copy_leads_to_the_earlier_report() -> None:
    room = Newsroom()
    late = room.report(WIRE.replace("at dawn", "before dawn"), published="2023-05-04")
    early = room.report(WIRE, published="2023-05-03")
    linkage = room.link()
    assert linkage.copy_of == {late.document.id: early.document.id}
    (link,) = linkage.links
    assert link.relation == "copy"
    assert link.members == (early.document.id, late.document.id)


def test_a_shortened_copy_is_a_copy() -> None:
    room = Newsroom()
    room.report(WIRE, published="2023-05-03")
    room.report(WIRE[:230], published="2023-05-03")
    assert len(room.link().copy_of) == 1


def test_two_reports_of_their_own_are_no_copies() -> None:
    room = Newsroom()
    room.report(WIRE)
    room.report(OTHER)
    assert room.link().copy_of == {}


def test_a_shared_quotation_does_not_make_a_copy() -> None:
    room = Newsroom()
    shared = "“The engine had been checked in March and nobody could have known,” the owner said. "
    room.report(shared + WIRE)
    room.report(OTHER + " " + shared)
    assert room.link().copy_of == {}


def test_a_few_words_are_too_short_to_tell() -> None:
    room = Newsroom()
    room.report("Sign up for our letter.")
    room.report("Sign up for our letter.")
    assert room.link().copy_of == {}


def test_three_carriers_of_one_text_lead_to_one_original() -> None:
    room = Newsroom()
    originals = [
        room.report(WIRE + tail, published=f"2023-05-0{day}")
        for day, tail in ((5, " It rained."), (3, ""), (4, " Nobody was hurt."))
    ]
    assert set(room.link().copy_of.values()) == {originals[1].document.id}


def test_a_run_of_words_that_very_many_share_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "STOP", 3)
    room = Newsroom()
    for day in range(1, 6):
        room.report(WIRE, published=f"2023-05-0{day}")
    assert set(room.link().notes) == {
        "More than 3 reports have a run of words in common: each was compared with 4 only for this alone"
    }
    assert (
        Crowd("CHN|port", 3, stopped=True).note
        == "More than 3 records share “CHN, port”: none were compared for this alone"
    )
    assert Crowd("2718281828", 400).note.startswith(
        "400 reports have a run of words in common: each was compared"
    )
    assert "records share “name:2718 club”" in Crowd("name:2718 club", 400).note


def test_what_very_many_carry_of_one_agency_stays_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "STOP", 3)
    room = Newsroom()
    for day in range(1, 20):
        room.report(WIRE + f" Paper {day} has more." * (day % 3), published=f"2023-05-{day:02}")
        room.report(OTHER + f" So wrote paper {day}." * (day % 2), published=f"2023-05-{day:02}")
    copy_of = room.link().copy_of
    assert len(copy_of) == 36 and len(set(copy_of.values())) == 2
