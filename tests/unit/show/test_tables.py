"""The words of a list: cut so that the telling word is in view, and marked as a report's own."""

import msgspec
import pytest

import handmade
from regesta.records import Channel, Span, Statement
from regesta.show.tables import clip, lines

LONG = "After weeks of delay the two ministries agreed at last to reopen the mountain road to lorries"


@pytest.mark.parametrize(
    ("words", "width", "focus", "shown"),
    [
        ("Short words.", 40, 0, "> Short words."),
        ("Two\n  lines", 40, 0, "> Two lines"),
        (LONG, 40, 0, "> After weeks of delay the two …"),
        (LONG, 40, LONG.index("reopen"), "> … agreed at last to reopen the …"),
        (LONG, 40, LONG.index("lorries"), "> … mountain road to lorries"),
        ("Oneverylongwordwithoutanyblankatallinit", 20, 0, "> Oneverylongwordw …"),
    ],
)
def test_clip(words, width, focus, shown):
    assert clip(words, width, focus) == shown
    assert len(clip(words, width, focus)) <= width


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        yield opened


def said(case, **changes):
    statement = msgspec.structs.replace(case.statements()[0], **changes)
    assert isinstance(statement, Statement)
    first, second = list(lines(case, [statement], width=100))
    return first, second.strip()


def test_a_statement_names_speaker_addressee_channel_and_relay(case):
    ids = {actor.name: actor.id for actor in case.actors()}
    first, words = said(
        case,
        addressees=(ids["Togo"],),
        via=(ids["Mensah"],),
        channel=Channel(type="interview", outlet="Radio Lac"),
    )
    assert "Dahl said, to Togo (interview, Radio Lac), via Mensah" in first
    assert words == "> Togo will get its harbour"


def test_only_direct_speech_is_put_in_quotation_marks(case):
    assert said(case, manner="direct")[1] == "> “Togo will get its harbour”"


def test_an_unnamed_speaker_is_said_to_be_unnamed(case):
    assert "someone said" in said(case, speaker=None, speaker_text=None)[0]
    assert "a trader said" in said(case, speaker=None, speaker_text="a trader")[0]


def test_a_cue_that_comes_before_its_speaker_is_read_that_way(case):
    document = handmade.report("According to Dahl, rain fell.")
    handmade.fill(case, [document])
    assert "According to Dahl" in said(case, cue=Span(document.id, 0, 12))[0]


def test_an_event_that_no_report_tells_as_done_is_marked(case):
    document = handmade.report("Otieno met Kamau.")
    handmade.fill(case, [document])
    planned = case.event_mentions(actor="Otieno")
    with case._transaction() as connection:
        connection.execute(
            "UPDATE event_mentions SET record = json_set(record, '$.modality', 'planned') WHERE id = ?",
            (planned[0].id,),
        )
    shown = "\n".join(lines(case, case.events(), width=100))
    assert shown.count("planned") == 1 and "met (CONSULT/visit, planned)" in shown
