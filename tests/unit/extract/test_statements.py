"""Who said what: one test a pattern, each with the near miss that looks like it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

import pytest

from regesta.extract import extract
from regesta.extract.dates import timexes
from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.parse import parse
from regesta.records import Block, Document, Statement, When


@dataclass(frozen=True)
class Told:
    """The statements of a text with the names of its actors."""

    text: str
    found: tuple[Statement, ...]
    names: dict[str, str]

    def contents(self) -> list[str]:
        return [" / ".join(span.cut(self.text) for span in one.content) for one in self.found]

    def speakers(self) -> list[str | None]:
        return [self.names.get(one.speaker or "") for one in self.found]

    def via(self, n: int = 0) -> list[str]:
        return [self.names[actor] for actor in self.found[n].via]

    def together(self, n: int = 0) -> list[str]:
        return [self.names[actor] for actor in self.found[n].together]

    def addressees(self, n: int = 0) -> list[str]:
        return [self.names[actor] for actor in self.found[n].addressees]


@functools.cache
def told(
    text: str, outlet: str | None = None, published: When | None = None, title: str | None = None
) -> Told:
    document = Document(id="0" * 64, name="test", text=text, outlet=outlet, published=published, title=title)
    parsed = parse(document)
    who = cast(parsed)
    found = statements(parsed, who, timexes(parsed))
    return Told(text, found, {actor.id: actor.name for actor in who.actors})


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ('"We leave at dawn," the captain said.', "direct"),
        ('The captain said: "We leave at dawn."', "direct"),
        ('The captain said they would "leave at dawn" or never.', "mixed"),
        ("The captain said they would leave at dawn.", "indirect"),
    ],
)
def test_manner_is_how_much_is_quoted(text: str, manner: str) -> None:
    assert [one.manner for one in told(text).found] == [manner]


def test_pieces_on_both_sides_of_a_cue_are_one_statement() -> None:
    found = told('"The wells are dry," the elder said. "Send water. Send it now."')
    assert found.contents() == ["The wells are dry / Send water. Send it now."]


def test_quotation_marks_stay_outside() -> None:
    found = told("“The wells are dry,” the elder said.")
    assert found.contents() == ["The wells are dry"]


def test_open_paragraphs_belong_to_the_speaker_named_at_the_end() -> None:
    found = told("“We waited.\n\n“We waited all night,” the nurse said.")
    assert found.contents() == ["We waited. / We waited all night"]


def test_a_quotation_of_somebody_else_in_the_next_paragraph_is_apart() -> None:
    found = told('"We won," the mayor said.\n\n"We lost," the bishop said.')
    assert [one.speaker_text for one in found.found] == ["the mayor", "the bishop"]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ('"The gas will flow," Ali Saleh said, according to Reuters.', ["Reuters"]),
        ("According to Reuters, Ali Saleh replied that the gas would flow.", ["Reuters"]),
        ("Peru said it would pay the debt, Reuters reported.", ["Reuters"]),
        ("Peru said it would pay the debt.", []),
    ],
)
def test_what_passes_a_statement_on_is_its_relay(text: str, via: list[str]) -> None:
    found = told(text)
    assert len(found.found) == 1
    assert found.via() == via


def test_the_reports_own_outlet_is_no_relay() -> None:
    assert told("Peru said it would pay the debt, Reuters reported.", outlet="Reuters").via() == []


def test_an_outlet_that_is_told_relays_and_has_the_interview() -> None:
    found = told("Peru's finance minister told Reuters that the debt would be paid.")
    assert found.via() == ["Reuters"]
    channel = found.found[0].channel
    assert channel is not None
    assert (channel.type, found.names[channel.outlet or ""]) == ("interview", "Reuters")


def test_inner_statement_is_nested_and_relayed_by_the_outer_speaker() -> None:
    found = told("Norway noted that Russia had promised to open the strait.")
    outer, inner = found.found
    assert inner.nested_in == outer.id
    assert found.via(1) == ["Norway"]
    assert found.speakers() == ["Norway", "Russia"]


def test_what_one_believes_within_what_one_says_is_no_statement_of_its_own() -> None:
    assert len(told("Norway said it believes that the strait is open.").found) == 1


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Norway said in a statement that the strait was open.", "statement"),
        ("Norway told reporters that the strait was open.", "press conference"),
        ("In a call with Sweden, Norway said the strait was open.", "call"),
        ("Norway tweeted that the strait was open.", "tweet"),
        ("Norway said the strait was open.", None),
        ("Norway said the statement was open to debate.", None),
        ("The Norwegian supreme court said the strait was open.", None),
        ("Norway, putting its army on alert, said the strait was open.", None),
        ("“The strait is open,” said Norway's Kari Lund, who met the Danish premier in Bergen.", None),
    ],
)
def test_channel(text: str, channel: str | None) -> None:
    (one,) = told(text).found
    assert (one.channel.type if one.channel else None) == channel


def test_after_a_meeting_its_parties_speak_to_each_other() -> None:
    found = told("Foreign Minister Ali Saleh met with Karl Berg in May. Saleh called the talks useful.")
    (one,) = found.found
    assert one.channel is not None
    assert (one.channel.type, found.addressees()) == ("meeting", ["Karl Berg"])


def test_a_later_call_is_not_the_meeting() -> None:
    found = told("Norway met with Sweden in May. In a call with Peru, Norway said the strait was open.")
    (one,) = found.found
    assert one.channel is not None
    assert (one.channel.type, found.addressees()) == ("call", ["Peru"])


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Norway denied that the strait was open.", True),
        ("Norway did not say whether the strait was open.", True),
        ("Norway did not answer when asked whether the strait was open.", True),
        ("Norway said the strait was not open.", False),
    ],
)
def test_an_answer_withheld_is_negated(text: str, negated: bool) -> None:
    assert [one.negated for one in told(text).found] == [negated]


@pytest.mark.parametrize(
    "text",
    [
        "The strait is reported to be open.",
        "The strait was said by nobody to be open.",
        "If Norway says the strait is open, ships will sail.",
        "Norway would say the strait is open.",
        "Did Norway say the strait was open?",
        'The ferry "Norway" is open.',
    ],
)
def test_what_nobody_is_known_to_have_said_is_no_statement(text: str) -> None:
    assert told(text).contents() == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway said the canal, the costliest in Europe, was open.", "the canal / was open"),
        ("Norway said it liked the canal, which has ruined three valleys.", "it liked the canal"),
        (
            "Norway said it liked the canal that ruined three valleys.",
            "it liked the canal that ruined three valleys",
        ),
        ("Norway said the canal was open, although no ship had come.", "the canal was open"),
        ("Norway said the canal was open in a sign of haste.", "the canal was open"),
        ("Norway said the canal was open a day after the flood came.", "the canal was open"),
    ],
)
def test_the_reporters_own_words_stay_out(text: str, content: str) -> None:
    assert told(text).contents() == [content]


def test_headlines_and_captions_make_no_statement() -> None:
    text = "Norway says the strait is open\nNorway said the strait was open."
    first = text.index("\n")
    blocks = (Block(0, first, "title"), Block(first + 1, len(text), "body"))
    parsed = parse(Document(id="0" * 64, name="test", text=text, blocks=blocks))
    found = statements(parsed, cast(parsed), ())
    assert [span.cut(text) for one in found for span in one.content] == ["the strait was open"]


def test_a_pronoun_after_a_quotation_is_its_speaker() -> None:
    found = told(
        '"Our ambassador is safe," Foreign Minister Ali Saleh said. He said the talks with '
        "Ambassador Karl Berg would go on."
    )
    assert found.speakers() == ["Ali Saleh", "Ali Saleh"]


def test_every_span_stands_in_the_evidence() -> None:
    found = told('"We left," the guard said.\n\n"We ran."')
    for one in found.found:
        for span in (*one.content, one.cue):
            assert span is not None
            assert any(place.covers(span) for place in one.evidence)


def test_same_text_gives_the_same_ids() -> None:
    text = "Norway said the strait was open and added that ships could pass."
    assert [one.id for one in told(text).found] == [one.id for one in told.__wrapped__(text).found]


BROADCAST = """ADA MENSAH, HOST: Ghana says the ferry is safe. I think it is late.

KOFI BOA (ON THE QUAY): Nobody told us. President Sall told state radio that it would sail. "It is ours," he said.

MENSAH: And the crew?

ROSA DIAS, FERRY CAPTAIN: We are tired. Will they say they are sorry?"""


def test_what_is_reported_in_a_turn_stands_in_that_turn() -> None:
    found = told(BROADCAST)
    inner = {one.cue.cut(BROADCAST): one for one in found.found if one.cue}
    turns = {one.id: one for one in found.found if one.rule == "statements/transcript"}
    assert [one.speaker_text for one in turns.values()] == ["ADA MENSAH", "KOFI BOA", "MENSAH", "ROSA DIAS"]
    assert sorted(inner) == ["said", "says", "told"]
    hosts = {cue: turns[one.nested_in or ""].speaker_text for cue, one in inner.items()}
    assert hosts == {"says": "ADA MENSAH", "told": "KOFI BOA", "said": "KOFI BOA"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Sow, the new host: a profile.\n\nThe second show: a profile.",
        "MALI, WHICH BORDERS NIGER: a note.",
    ],
)
def test_a_heading_with_a_colon_is_no_turn(text: str) -> None:
    assert told(text).found == ()


def test_whom_a_speaker_cites_relays_nothing_but_is_told_before() -> None:
    found = told("The union said wages had shrunk, citing World Bank figures.")
    assert (found.contents(), found.via()) == (["wages had shrunk"], ["World Bank"])


def test_reasons_cited_for_a_deed_stay_a_statement() -> None:
    assert told("The bank raised rates, citing high prices.").contents() == ["high prices"]


@pytest.mark.parametrize(
    ("text", "named", "speaks"),
    [
        (
            "A negotiator involved in the case, Sheikh Musa Bello, said the men were alive.",
            "Musa Bello",
            True,
        ),
        ("US Treasury Under Secretary Brian Nelson said the network moved oil.", "Brian Nelson", True),
        ("The deputy of Boris Orlov said the law was dead.", "Boris Orlov", False),
        ("The minister and his deputy, Ana Ruiz, said the law was dead.", "Ana Ruiz", False),
    ],
)
def test_the_person_named_last_speaks_and_not_his_body(text: str, named: str, speaks: bool) -> None:
    found = told(text)
    assert named in found.names.values()
    assert (found.speakers()[0] == named) is speaks


def test_he_in_a_quotation_is_not_whom_it_quotes() -> None:
    found = told("\"He told them, 'Go home,'\" the nurse Sadia Khan said.")
    assert found.speakers() == ["Sadia Khan", None]
    assert found.via(1) == ["Sadia Khan"]


def test_talks_that_are_commented_on_are_not_where_it_was_said() -> None:
    assert told("Another diplomat commented on the talks.").found[0].channel is None


def test_a_weekday_behind_the_cue_dates_the_saying() -> None:
    found = told("The ministry said on Tuesday it would raise tariffs.")
    assert found.contents() == ["it would raise tariffs"]
    assert found.found[0].when is not None and found.found[0].when.text == "Tuesday"


PLOT = "The colonel promises that the ferry will wait. The director has said the script took a year."


@pytest.mark.parametrize(
    ("title", "cues"),
    [
        ("Film review: The Last Ferry", ["said"]),
        ("Colonel faces inquiry over ferry", ["promises", "said"]),
    ],
)
def test_what_figures_of_a_review_say_is_not_reported(title: str, cues: list[str]) -> None:
    assert [one.cue.cut(PLOT) for one in told(PLOT, title=title).found if one.cue] == cues


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('KEMAL: I said no. She told me, "Go."\n\nDERYA: Who?', 'I said no. She told me, "Go."'),
        ('KEMAL: "I said no."\n\nDERYA: "Who?"', "I said no."),
    ],
)
def test_a_turn_keeps_the_marks_of_what_it_quotes(text: str, words: str) -> None:
    assert told(text).contents()[0] == words


@pytest.mark.parametrize(
    ("text", "place", "speakers"),
    [
        ("Lima and Quito said the pass was open.", 0, ["Peru", "Ecuador"]),
        ("Peru and Chile met. The two countries said the pass was open.", 0, ["Peru", "Chile"]),
        ("Peru and Chile met. Both governments said the pass was open.", 0, ["Peru", "Chile"]),
        (
            "Minister Ana Rojas received Minister Pablo Soto. The two ministers said the pass was open.",
            0,
            ["Ana Rojas", "Pablo Soto"],
        ),
        ("Lima, but not Quito, said the pass was open.", 0, ["Peru"]),
    ],
)
def test_what_is_said_in_one_breath_is_said_by_all(text: str, place: int, speakers: list[str]) -> None:
    found = told(text)
    assert [found.speakers()[place], *found.together(place)] == speakers
    assert not set(found.addressees(place)) & set(speakers)


def test_a_relative_clause_is_told_of_its_noun() -> None:
    found = told(
        'Petrov stressed that it "is no recognition" of Kosovo, which declared independence in 2008.'
    )
    assert found.speakers()[-1] == "Kosovo"


def test_a_truce_agrees_to_nothing() -> None:
    assert told("A truce agreed in Jeddah last May collapsed within days.").found == ()


def test_a_semicolon_parts_the_speakers() -> None:
    found = told(
        "Chile's minister, Tomas Rojas, offered to mediate; Bolivia, a neighbour, said it was weighing a step."
    )
    assert found.speakers() == ["Tomas Rojas", "Bolivia"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("in an interview given on Wednesday, September 1, 2021", "2021-09-01"),
        ("in an interview with the Rome daily La Sera that was given on Wednesday, September 1, 2021", "2021-09-01"),
        ("in an interview published on Wednesday, September 1, 2021", None),
        ("in an interview about the prize given on Wednesday, September 1, 2021", None),
        ("in an interview with a reporter who was given a prize on Wednesday, September 1, 2021", None),
    ],
)  # fmt: skip
def test_an_interview_was_given_on_a_day_and_printed_on_another(told: str, day: str | None) -> None:
    text = f"“Our harbour will open to ships from every country next spring,” Jon Dahl said {told}."
    parsed = parse(Document(id="d" * 8, name="fixture.txt", text=text))
    found = [record for record in extract(parsed).records if isinstance(record, Statement)]
    when = found[0].when
    assert (when.start.isoformat() if when and when.start else None) == day


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Kenya retracted its claim that Ghana had armed the rebels.", True),
        ("Kenya repeated its claim that Ghana had armed the rebels.", False),
        ("Chile withdrew its threat to close the border.", True),
    ],
)
def test_what_is_taken_back_is_negated(text: str, negated: bool) -> None:
    assert [one.negated for one in told(text).found] == [negated]


def test_who_quotes_a_speaker_is_the_relay() -> None:
    for how in ("quoted by the state agency Belta as saying", "quoted as saying by the state agency Belta"):
        said = told(f"The bridge will stay shut, Belarus's prime minister was {how}.")
        assert (said.contents(), said.via()) == (["The bridge will stay shut"], ["BelTA"])


def test_the_president_of_a_body_is_not_the_one_named_before() -> None:
    said = told(
        "President Elena Rojas left. The central bank is calm, but its president said prices would fall."
    )
    assert said.speakers() != ["Elena Rojas"]
    assert told("Peru's president, Ana Soto, left. Peru is calm, its president said.").speakers() == [
        "Ana Soto"
    ]


def test_a_countrys_media_are_no_social_media_nor_its_state() -> None:
    said = told("Polish media reported that the bridge had been moved.")
    assert (said.found[0].channel, said.found[0].speaker) == (None, None)
    posted = told("Ama Boateng said on social media that the bridge had been moved.").found[0].channel
    assert posted is not None
    assert posted.type == "social media"


def test_she_is_not_the_man_who_spoke_before() -> None:
    said = told("Mr Peskov said the ship was late. The bridge, she said on Monday, was shut.")
    assert said.speakers()[-1] is None
    assert told("Ana Soto said it was late. It was cold, she said.").speakers()[-1] == "Ana Soto"


def test_nobody_speaks_at_a_meeting_that_was_only_asked_about() -> None:
    said = told(
        'Mali\'s president, Ali Sow, left. Asked whether he would meet Ana Soto, he said: "Not while it rains."'
    )
    assert [one.channel for one in said.found] == [None]
    assert said.addressees() == []


def test_a_senator_who_bears_the_name_of_a_capital_is_no_state() -> None:
    assert told("Senator Lima said the road was shut.").speakers() != ["Peru"]
    assert told("Lima said the road was shut.").speakers() == ["Peru"]


def test_nobody_has_spoken_on_a_day_to_come() -> None:
    day = When(start=date(2022, 2, 9), end=date(2022, 2, 10), precision="day", basis="explicit")
    text = "Ama Boateng said the panel will meet in April, adding that the last levy was small."
    assert [one.when for one in told(text, published=day).found] == [None, None]
    text = "Ama Boateng said on Monday that the panel would meet in April, adding that the levy was small."
    assert [one.when.text for one in told(text, published=day).found if one.when] == ["Monday", "Monday"]


def test_what_somebody_may_become_is_not_who_speaks_next() -> None:
    said = told("Netumbo Nandi could become the country's first female president. She said she was calm.")
    assert said.speakers() in ([None], ["Netumbo Nandi"])


def test_a_speaker_without_the_day_and_a_post_held_since_a_year() -> None:
    (one,) = told("Bishop Ama Boateng on Nov. 26 appealed to the miners to come up.").found
    assert one.speaker_text == "Bishop Ama Boateng"
    (one,) = told("“You spend what you lack,” Zsófia Halász, in the post since 2019, told the panel.").found
    assert one.channel is None
