"""What makes an event and what does not: one rule of the language a test, near misses beside it."""

from __future__ import annotations

import functools

import pytest

from regesta.extract.dates import timexes
from regesta.extract.events import event_mentions
from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.lexicons import load
from regesta.lexicons.entries import Frame
from regesta.parse import parse
from regesta.records import Block, Document, EventMention, Parse

TYPES = {
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT NONE"
}


Told = tuple[tuple[EventMention, ...], dict[str, str]]


def of(parse: Parse) -> Told:
    who, times = cast(parse), timexes(parse)
    names = {actor.id: actor.name for actor in who.actors}
    return event_mentions(parse, who, times, statements(parse, who, times)), names


@functools.cache
def read(text: str) -> Told:
    return of(parse(Document(id="0" * 64, name="fixture", text=text)))


def events(text: str) -> tuple[EventMention, ...]:
    return read(text)[0]


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    found, names = read(text)
    return [
        (
            event.type,
            tuple(names[one] for one in event.actors),
            tuple(names[one] for one in event.recipients),
            event.modality,
        )
        for event in found
    ]


@pytest.mark.parametrize("frame", load(Frame), ids=lambda frame: f"{frame.type}-{frame.pos}-{frame.words[0]}")
def test_every_frame_is_shown_by_its_example(frame: Frame) -> None:
    assert frame.type in {event.type for event in events(frame.example)}


def test_frames_use_plover_types_only() -> None:
    assert {frame.type for frame in load(Frame)} <= set(" ".join(TYPES).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad was condemned by Peru.", ("ACCUSE", ("Peru",), ("Chad",), "actual")),
        ("Sanctions were imposed on Chad by Peru.", ("SANCTION", ("Peru",), ("Chad",), "actual")),
        ("Chad won recognition from Peru.", ("SUPPORT", ("Peru",), ("Chad",), "actual")),
        ("Chad came under attack by Sudan.", ("ASSAULT", ("Sudan",), ("Chad",), "actual")),
        ("Peru, which borders Chile, invaded Bolivia.", ("ASSAULT", ("Peru",), ("Bolivia",), "actual")),
        ("Peru agreed to send food to Haiti.", ("AGREE", ("Peru",), ("Haiti",), "actual")),
        ("Haiti asked Peru to free the sailors.", ("REQUEST", ("Haiti",), ("Peru",), "actual")),
        ("Peruvian and Chilean ministers met in Lima.", ("CONSULT", ("Peru",), ("Chile",), "actual")),
        ("The war between Peru and Chile goes on.", ("ASSAULT", ("Peru", "Chile"), (), "actual")),
        ("Saudi-led air strikes killed nine in Yemen.", ("ASSAULT", ("Saudi Arabia",), (), "actual")),
    ],
)
def test_sides_are_found_through_the_grammar(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Peru invaded Chile.", "actual"),
        ("Peru is shelling Chile.", "ongoing"),
        ("Peru will invade Chile.", "planned"),
        ("Peru plans to invade Chile.", "planned"),
        ("Peru is set to invade Chile.", "planned"),
        ("Peru did not invade Chile.", "negated"),
        ("Peru never invaded Chile.", "negated"),
        ("Peru failed to invade Chile.", "negated"),
        ("Peru allegedly invaded Chile.", "claimed"),
        ("Peru is alleged to have invaded Chile.", "claimed"),
        ("Peru may invade Chile, Bolivia's foreign minister said.", "possible"),
    ],
)
def test_modality_comes_from_the_grammar(text: str, modality: str) -> None:
    assert [event.modality for event in events(text) if event.type == "ASSAULT"] == [modality]


def test_what_another_says_is_claimed_by_the_speaker() -> None:
    (event,), names = read("Chad shelled a village, the Sudanese government said.")
    assert event.modality == "claimed"
    assert event.claimed_by is not None
    assert "Sudan" in names[event.claimed_by]


def test_what_a_time_clause_takes_for_granted_is_no_claim() -> None:
    text = "Oslo said it was ready to help Peru a day after Chile invaded Peru."
    assert ("ASSAULT", ("Chile",), ("Peru",), "actual") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru agreed to attack the rebels in Chile.",
        "Peru urged Chile to bomb the camp.",
        "Peru threatened to invade Chile.",
        "Peru refused to invade Chile.",
        "Peru accused Chile of bombing a village.",
    ],
)
def test_the_content_of_an_act_is_no_deed(text: str) -> None:
    assert "ASSAULT" not in {event.type for event in events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "If Peru invades Chile, prices will rise.",
        "Would Peru invade Chile?",
        "A war between Peru and Chile would be a disaster.",
        "There is no sign of a coup in Peru.",
        "Nobody knows whether Peru would attack Chile.",
        "Grief killed the widow of the Peruvian president.",
        "The Peruvian minister shot himself in the foot again.",
    ],
)
def test_supposition_and_metaphor_yield_nothing(text: str) -> None:
    assert told(text) == []


def test_a_meeting_needs_two_sides_of_politics() -> None:
    assert told("The Peruvian minister met a baker.") == []
    assert told("Speaking with Radio Sol, the Peruvian minister smiled.") == []


def test_place_is_where_the_clause_says_and_no_government() -> None:
    (event,) = events("Peru and Chile held talks in Geneva.")
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Geneva", "CHE")
    assert events("Moscow condemned the raid by Chad.")[0].place is None


def test_titles_yield_no_event() -> None:
    text = "Peru invades Chile"
    document = Document(id="1" * 64, name="t", text=text, blocks=(Block(0, len(text), "title"),))
    assert of(parse(document))[0] == ()


def test_evidence_and_trigger_reproduce_the_text() -> None:
    text = "On Monday Peru launched an attack on Chile."
    (event,) = events(text)
    assert event.evidence[0].cut(text) == text
    assert [span.cut(text) for span in event.trigger] == ["launched", "attack"]
    assert event.rule == "events/verb:launch@ASSAULT"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Malawi insisted that Tanzania hand over the boats.",
            ("REQUEST", ("Malawi",), ("Tanzania",), "actual"),
        ),
        (
            "Peru and Ecuador accused each other of breaching the truce.",
            ("ACCUSE", ("Peru",), ("Ecuador",), "actual"),
        ),
        (
            "Cuba vowed to take all necessary measures against Spain.",
            ("THREATEN", ("Cuba",), ("Spain",), "actual"),
        ),
        ("Russia wants to explore for gold in Niger.", ("AGREE", ("Russia",), ("Niger",), "actual")),
        ("Kenya wants Uganda to join the project.", ("REQUEST", ("Kenya",), ("Uganda",), "actual")),
        (
            "Peru hoped Chile would crack down on the smugglers.",
            ("REQUEST", ("Peru",), ("Chile",), "actual"),
        ),
        (
            "Fiji was the first country to appoint an ambassador to Tuvalu.",
            ("SUPPORT", ("Fiji",), ("Tuvalu",), "actual"),
        ),
        (
            "Samoa was the last state to sign a pact with Tuvalu.",
            ("SUPPORT", ("Samoa",), ("Tuvalu",), "actual"),
        ),
        (
            "Envoys of Mali have visited neighbouring countries including Ghana and Togo.",
            ("CONSULT", ("Envoys of Mali",), ("Ghana", "Togo"), "actual"),
        ),
        (
            "Angola, whose foreign minister met Zambia's president, stayed silent.",
            ("CONSULT", ("Angola",), ("Zambia's president",), "actual"),
        ),
        (
            "Qatar opened talks between Chad and Sudan in Doha.",
            ("CONSULT", ("Qatar",), ("Chad", "Sudan"), "actual"),
        ),
        (
            "The Malian government said it will not interfere in Ghana's affairs.",
            ("AGREE", ("Mali",), ("Ghana",), "actual"),
        ),
        (
            "Rumours that Peru had expelled Chilean diplomats were false, the Peruvian government said.",
            ("SANCTION", (), ("Chilean diplomats",), "negated"),
        ),
    ],
)
def test_who_wants_asks_and_visits_whom(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana took the row to the World Court in 2019.",
        "Malawi insists the lake is its own.",
        "Remind us how many states recognise Kosovo.",
        "Oman expressed hope that Yemen would find peace.",
        "Zambia repaid a debt to France.",
        "Had Kuwait recognised Kosovo, Serbia would have closed its mission.",
        "France was urged to recognise Palestine.",
        "Jordan's king joked that he would freeze the assets of Syria.",
        "Analysts said Peru would not attack Chile.",
        "Kenyan tourists visit Paris every year.",
        "Spain plans to sell its old trains.",
        "Labour made sweeping gains across Scotland.",
        "The market was forced out of Iran.",
    ],
)
def test_questions_jests_and_business_yield_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Samoa hopes to be the first state to sign a pact with Tuvalu.",
        "Samoa will be the first state to sign a pact with Tuvalu.",
        "Samoa may become the latest state to sign a pact with Tuvalu.",
        "Samoa was not the first state to sign a pact with Tuvalu.",
    ],
)
def test_who_is_not_yet_the_first_to_do_it_has_not_done_it(text: str) -> None:
    assert "actual" not in {modality for *_, modality in told(text)}


def test_a_restated_commitment_belongs_to_its_holder() -> None:
    (event,) = events("The minister reiterated Kenya's commitment to peace with Somalia.")
    assert "Kenya" not in {
        read("The minister reiterated Kenya's commitment to peace with Somalia.")[1][one]
        for one in event.recipients
    }


def test_the_time_of_saying_is_not_the_time_of_the_deed() -> None:
    (event,) = events("Turkey said on Tuesday it would raise tariffs on Syrian goods.")
    assert event.when is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels seized the presidential palace on Sunday.", "presidential palace"),
        ("Mali is poor. Its president has fled the country.", "Mali"),
        ("Soldiers overthrew the government of Gabon.", "Gabon"),
        ("A Peruvian minister was taken into custody upon returning to Nicaragua.", "Nicaragua"),
        ("Kenya's minister met the Omani envoy in Geneva and promised to help Yemen.", "Geneva"),
        ("Libya set up a camp in Chad to train rebels.", "Chad"),
        ("Kenyan troops blocked a rally in Wembley.", "Wembley"),
    ],
)
def test_the_last_event_takes_its_place_from_what_surrounds_it(text: str, place: str) -> None:
    found = events(text)[-1].place
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(
    "text",
    [
        "The army of Chad condemned the government of Gabon.",
        "Kenya sent police to Haiti and later thanked Peru.",
        "France attacked the rebels in June.",
        "Kenyan students demonstrated in Swahili.",
        "Kenyan police banned a protest in Tamil.",
        "Kenyan police beat reporters in Parliament.",
    ],
)
def test_no_place_is_made_up(text: str) -> None:
    assert all(event.place is None or event.place.name in text for event in events(text))
    assert events(text)[-1].place is None


def test_a_review_retells_no_events() -> None:
    text = "Troops of Chad surround Sudan. In May, Peru banned imports from Chile."
    document = Document(id="2" * 64, name="t", title="Film review: The Last Consul", text=text)
    assert [event.type for event in of(parse(document))[0]] == ["SANCTION"]
    assert len(events(text)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sudan's envoy called the charge by the United Arab Emirates a lie.",
            ("REJECT", ("Sudan's envoy",), (), "actual"),
        ),
        (
            "Peru condemned the killing of nurses by Chadian troops.",
            ("ACCUSE", ("Peru",), ("Chadian military",), "actual"),
        ),
        ("Peru condemned the killing of nurses in Gaza.", ("ACCUSE", ("Peru",), (), "actual")),
        (
            "The Serbian president denied that Kosovo had moved the army.",
            ("REJECT", ("The Serbian president",), (), "actual"),
        ),
        ("Kenya urged both sides to allow food convoys.", ("REQUEST", ("Kenya",), (), "actual")),
        ("Peru welcomed the talks.", ("SUPPORT", ("Peru",), (), "actual")),
    ],
)
def test_nobody_is_blamed_who_is_only_named(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # troops that keep the peace are help, drills of two powers are shared
        ("Ghana deployed troops on a peacekeeping mission in Liberia.", "AID", ("Ghana",), ("Liberia",)),
        ("Peru and Chile staged military exercises in the desert.", "COOPERATE", ("Peru",), ("Chile",)),
        ("Algeria staged military exercises in the desert.", "MOBILIZE", ("Algeria",), ()),
        # whom a call for punishment is aimed at
        ("Norway called for sanctions against Belarus.", "ACCUSE", ("Norway",), ("Belarus",)),
        ("Norway called for a truce.", "REQUEST", ("Norway",), ()),
        ("Canada slapped duties on steel from China.", "SANCTION", ("Canada",), ("China",)),
        ("Uganda opened its borders to refugees from Congo.", "AID", ("Uganda",), None),
        ("Uganda opened its border to lorries.", "CONCEDE", ("Uganda",), None),
        ("France evacuated its nationals from Niger.", "RETREAT", ("France",), None),
        # the two named before
        (
            "Niger and Benin met. The two countries agreed to reopen the border.",
            "AGREE",
            ("Niger",),
            ("Benin",),
        ),
        # a sum two states promise goes to neither
        ("Germany and Sweden pledged two million.", "AGREE", ("Germany", "Sweden"), ()),
        # whose attack a death was
        ("A Kenyan soldier was killed when Ethiopian troops attacked a post.", "ASSAULT", None, None),
    ],
)
def test_who_does_what_to_whom(
    text: str, kind: str, actors: tuple[str, ...] | None, recipients: tuple[str, ...] | None
) -> None:
    found = [one for one in told(text) if one[0] == kind]
    assert found, told(text)
    assert actors is None or any(one[1] == actors for one in found), found
    assert recipients is None or any(one[2] == recipients for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The treaty between Chile and Argentina runs to forty pages.",
        "King Leopold's agents terrorised the Congo in the 1890s.",
        "Mexico sacked its manager after the defeat by Poland.",
        '"We shall defend the rights of our companies," a Chinese spokesman said.',
    ],
)
def test_what_stands_or_is_long_past_is_no_event(text: str) -> None:
    assert not told(text)


def test_what_an_attack_led_to_is_no_second_attack() -> None:
    assert len(told("The Sudanese army shelled a hospital in El Fasher, killing nine patients.")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile withdrew its threat to close the border.", [("CONCEDE", ("Chile",), (), "actual")]),
        ("Morocco walked back its threat to close the border.", []),
        ("Morocco repeated its threat to close the border.", [("THREATEN", ("Morocco",), (), "actual")]),
        ("Norway took back its promise to send rice.", []),
        ("Peru backed out of its pledge to pay for the bridge.", []),
    ],
)
def test_what_is_called_off_is_not_done_again(text: str, expected: list[tuple[object, ...]]) -> None:
    assert told(text) == expected


def test_reporters_who_hear_a_promise_are_no_party_of_it() -> None:
    assert ("AGREE", ("Norway",), (), "actual") in told("Norway promised reporters that it would send rice.")


@pytest.mark.parametrize(
    "text",
    [
        "Peru ruled out sending troops to Togo.",
        "Kenya has ruled out recognising Chile.",
        "Norway is against sending troops to Togo.",
        "Norway is far from signing the pact with Chile.",
        "Norway stopped short of condemning Chile.",
        "Norway has yet to recognise Togo.",
        "Norway is yet to open an embassy in Togo.",
        "Norway has all but recognised Togo.",
        "Norway nearly attacked Togo.",
        "Norway came close to attacking Togo.",
        "Norway pretended to support Togo.",
        "Norway ought to help Togo.",
    ],
)
def test_what_somebody_will_not_do_is_not_done(text: str) -> None:
    assert {event.modality for event in events(text)} <= {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "It would be a mistake to attack Chile, President Ana Ruiz of Peru said.",
        "It is too early to recognise Chile, President Ana Ruiz of Peru said.",
        "President Ana Ruiz of Peru said it was impossible to negotiate with Chile.",
        "It was the duty of Peru to help Togo, President Ana Ruiz said.",
        "President Ana Ruiz of Peru said attacking Chile would be madness.",
        "“To attack Chile is to attack us all,” President Ana Ruiz of Peru said.",
        "President Ana Ruiz said that whoever attacks Togo attacks Peru.",
        "A draft of the treaty between Peru and Chile was leaked.",
    ],
)
def test_what_is_only_judged_or_spoken_of_is_no_event(text: str) -> None:
    assert told(text) == []


def test_who_only_says_so_is_no_party_of_the_deed() -> None:
    text = "Norway has sent 400 tonnes of rice to Togo, the mayor of Lomé, Kari Lund, said on Thursday."
    assert all("Kari Lund" not in (*actors, *recipients) for _, actors, recipients, _ in told(text))


def test_what_a_pact_is_about_is_no_party_of_it() -> None:
    text = "Kenya and Togo signed a deal on the return of refugees."
    assert told(text) == [("SUPPORT", ("Kenya",), ("Togo",), "actual")]
