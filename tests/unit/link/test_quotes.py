"""The same words in two reports, and words that only look alike."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import pytest

from newsroom import Newsroom
from regesta.link.quotes import differing, likeness
from regesta.link.words import terms
from regesta.records import Link

SAME = [
    (
        "Norway will be our chief partner and opens a great opportunity, because it is ready to invest in our ports",
        "Norway is our principal partner and opens an enormous opportunity, because it is prepared to invest in our harbour ports",
    ),
    ("We will restart the copper mines with the help of our neighbours", "With our neighbours' help the copper mines will be resumed"),
    ("This railway is our passport to the markets of the whole world", "The railway is our pass to markets all over the world"),
    ("not one soldier will cross that river", "Not one soldier will cross that river, and not one shell will be fired, whatever they say in the capital"),
    ("The vaccines will arrive on Friday and every child will get one", "the vaccines will arrive on Friday"),
    ("The programme was modernised and the harbour rebuilt", "The program was modernized and the harbor rebuilt"),
    ("Our farmers cannot live on promises, they need seed and diesel before the rains", "Our farmers can't live from promises: they need seeds and diesel before the rain comes"),
    ("We condemn this cowardly attack on a hospital", "We condemn the cowardly attack on the hospital"),
]  # fmt: skip
OTHER = [
    (
        "Norway will be our chief partner in fishing",
        "Norway has broken its word over fishing rights in the north",
    ),
    ("We want peace with all our neighbours", "We want better prices for our coffee"),
    ("The vaccines will arrive on Friday", "The generators will arrive on Friday"),
    ("We condemn this attack on a hospital", "We condemn the arrest of two reporters"),
    ("It is a good day", "It is a good idea"),
    ("Our border will stay open to refugees", "Our border will stay open to lorries carrying grain"),
    ("Talks on the dam will go on in Cairo", "Talks on the prisoners will go on in Doha"),
    ("We will not negotiate under fire", "We will negotiate when they ask us"),
]


def quotes(
    left: str, right: str, *, speakers: tuple[str, str] = ("Ana Silva", "Ana Silva"), **more: object
) -> list[Link]:
    room = Newsroom()
    for text, speaker, day in zip((left, right), speakers, more.get("days", (None, None)), strict=True):  # type: ignore[call-overload]
        report = room.report(f"“{text},” {speaker} said.", outlet=None)
        report.says(report.person(speaker, "PER"), text, when=day, manner=more.get("manner", "direct"))
    return [link for link in room.link().links if link.relation == "same_quote"]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_saying_in_two_wordings_is_linked(left: str, right: str) -> None:
    (link,) = quotes(left, right)
    assert len(link.members) == 2


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_two_sayings_of_one_speaker_are_not_linked(left: str, right: str) -> None:
    assert quotes(left, right) == []


def test_the_same_words_of_two_people_are_not_one_saying() -> None:
    text = "We condemn this cowardly attack on a hospital"
    assert quotes(text, text, speakers=("Ana Silva", "Luis Soto")) == []


def test_a_long_quotation_word_for_word_under_two_names_is_linked_and_disputed() -> None:
    room = Newsroom()
    text = (
        "Our farmers cannot live on promises, they need seed and diesel before the rains come to the valley"
    )
    for speaker in ("Ana Silva", "Luis Soto"):
        report = room.report(f"“{text},” {speaker} said.")
        report.says(report.person(speaker, "PER"), text)
    linkage = room.link()
    assert "same_quote" in {link.relation for link in linkage.links}
    assert [item.sort for item in linkage.discrepancies] == ["attribution"]


def test_the_same_words_on_another_day_are_said_again() -> None:
    text = "We want peace with our neighbours"
    assert quotes(text, text, days=("2023-05-03", "2023-06-03")) == []


def test_a_long_quotation_that_two_reports_date_a_day_apart_is_one() -> None:
    text = (
        "Our farmers cannot live on promises, they need seed and diesel before the rains come to the valley"
    )
    assert len(quotes(text, text, days=("2023-05-03", "2023-05-04"))) == 1


def test_reported_speech_needs_more_in_common_than_quotations() -> None:
    left, right = (
        "the port would open to ships from Norway in spring",
        "the port would open to trains in summer",
    )
    assert quotes(left, right, manner="indirect") == []


def test_a_body_and_its_spokesman_may_be_one_voice() -> None:
    room = Newsroom()
    one = room.report("The government said it was “ready to reopen the northern railway”.")
    one.says(
        one.actor("government", "government", "PER", form="nominal"), "ready to reopen the northern railway"
    )
    other = room.report("“We are ready to reopen the northern railway,” Ana Silva said.")
    other.says(other.person("Ana Silva", "PER"), "We are ready to reopen the northern railway")
    assert [link.relation for link in room.link().links] == ["same_quote"]


def test_two_pieces_of_one_long_quotation_are_two_links() -> None:
    room = Newsroom()
    first, second = (
        "Norway is our chief partner in this valley",
        "the copper mines will open before winter comes",
    )
    one = room.report(f"“{first}. And {second},” Ana Silva said.")
    one.says(one.person("Ana Silva"), f"{first}. And {second}")
    other = room.report(f"“{first},” Ana Silva said.\nShe said that “{second}”.")
    silva = other.person("Ana Silva")
    other.says(silva, first)
    other.says(silva, second)
    links = room.link().links
    assert [len(link.members) for link in links] == [2, 2]


def test_sayings_within_one_report_are_not_linked() -> None:
    room = Newsroom()
    one = room.report(
        "“The old copper mines will open,” Ana Silva said.\nThe old copper mines will open again, she said."
    )
    silva = one.person("Ana Silva")
    one.says(silva, "The old copper mines will open")
    one.says(silva, "The old copper mines will open again")
    assert room.link().links == ()


def test_a_refusal_to_answer_is_no_saying() -> None:
    room = Newsroom()
    for negated in (True, False):
        report = room.report("Ana Silva: the railway will reopen in spring after the floods")
        report.says(
            report.person("Ana Silva"), "the railway will reopen in spring after the floods", negated=negated
        )
    assert room.link().links == ()


def test_the_link_names_the_words_that_differ() -> None:
    (link,) = quotes(
        "This railway is our passport to the markets", "This railway is our ticket to the markets"
    )
    assert "“passport” / “ticket”" in link.why


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a main partner", "a main partner", ()),
        ("our main partner", "our chief partner", (("main", "chief"),)),
        ("the mines will open", "so the mines will open again", ()),
        ("ships and trains will come", "ships will come", (("and trains", ""),)),
        ("he is here", "he was here", ()),
    ],
)
def test_differing_words(left: str, right: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert differing(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Beijing will rebuild the road", "China will reconstruct the road"),
        ("labour and modernise", "labor and modernized"),
        ("We stopped the convoys", "we stop a convoy"),
    ],
)
def test_interchangeable_words_count_as_one(left: str, right: str) -> None:
    assert terms(left) == terms(right)


def test_likeness_is_the_same_both_ways() -> None:
    left, right = (
        terms("the port will open to ships from Norway"),
        terms("ships from Norway will use the port again in May"),
    )
    assert likeness(left, right) == likeness(right, left)


CHOICE = "the vote was the will and choice of the people of Malawi"
RESPECT = "Zambia would honour the choice of the people of Malawi"


@pytest.mark.parametrize(
    ("speaker", "printed", "words", "joined"),
    [
        ("Ruth Phiri", "2024-05-07", RESPECT, True),
        ("Ruth Phiri", "2024-05-08", RESPECT, True),
        ("Ruth Phiri", "2024-05-20", RESPECT, False),
        ("Esnart Zulu", "2024-05-07", RESPECT, False),
        ("Ruth Phiri", "2024-05-07", "Zambia would honour the families of Malawi", False),
    ],
)
def test_a_short_paraphrase_is_one_saying_only_by_one_speaker_about_one_day(
    speaker: str, printed: str, words: str, joined: bool
) -> None:
    room = Newsroom()
    first = room.report(f"Ruth Phiri said that {CHOICE}.", published="2024-05-07")
    first.says(first.person("Ruth Phiri", "ZMB"), CHOICE, manner="indirect")
    second = room.report(f"{speaker} said that {words}.", published=printed)
    second.says(second.person(speaker, "ZMB"), words, manner="indirect")
    assert bool([link for link in room.link().links if link.relation == "same_quote"]) == joined


def test_two_numbers_on_one_day_are_two_sayings() -> None:
    room = Newsroom()
    for count in ("300", "2,000"):
        words = f"{count} soldiers stand near the border river"
        report = room.report(f"Ruth Phiri said that {words}.", published="2024-05-07")
        report.says(report.person("Ruth Phiri", "ZMB"), words, manner="indirect")
    assert not [link for link in room.link().links if link.relation == "same_quote"]


SHORT = (
    "We have closed too many doors and will not nail them shut",
    "Too many doors have been closed by us, and we won’t nail them down",
)


def short_quotes(left: str, right: str, *, manner: str = "direct", apart: int = 0) -> int:
    room = Newsroom()
    for number, text in enumerate((left, right)):
        report = room.report(f"“{text},” Ana Silva said.", published=f"2023-05-{3 + number * apart:02}")
        report.says(report.person("Ana Silva", "PER"), text, manner=manner)
    return len([link for link in room.link().links if link.relation == "same_quote"])


def test_a_short_quotation_in_two_translations_is_known_by_its_small_words() -> None:
    assert short_quotes(*SHORT) == short_quotes(*SHORT, apart=1) == 1


@pytest.mark.parametrize(
    ("right", "more"),
    [
        (SHORT[1], {"apart": 9}),
        (SHORT[1], {"manner": "indirect"}),
        ("We have opened too many letters and will not nail them shut", {}),
        ("Doors have been closed by nobody who lives down in our valley", {}),
    ],
)
def test_short_sayings_of_other_days_or_things_are_two(right: str, more: dict[str, int]) -> None:
    assert short_quotes(SHORT[0], right, **more) == 0  # type: ignore[arg-type]


TRANSLATED = (
    "Norway will be our chief partner and opens a great opportunity, because it is ready to invest in our ports",
    "Norway is our principal partner and opens an enormous opportunity, because it is prepared to invest in our harbour ports",
)


@pytest.mark.parametrize(
    ("outlets", "days", "one"),
    [
        (("La Sera", "La Sera"), ("2023-05-03", "2023-05-04"), 1),
        (("La Sera", None), ("2023-05-03", "2023-05-04"), 1),
        (("La Sera", "Il Porto"), ("2023-05-03", "2023-05-04"), 0),
        ((None, None), ("2023-05-03", "2023-05-04"), 0),
        (("La Sera", "La Sera"), ("2023-05-03", "2023-05-06"), 0),
    ],
)
def test_two_translations_of_one_interview_may_be_dated_a_day_apart(
    outlets: tuple[str | None, str | None], days: tuple[str, str], one: int
) -> None:
    room = Newsroom()
    for text, outlet, day in zip(TRANSLATED, outlets, days, strict=True):
        report = room.report(f"“{text},” Ana Silva said.")
        more = {"channel": outlet} if outlet else {}
        report.says(report.person("Ana Silva", "PER"), text, when=day, **more)
    linkage = room.link()
    assert len([link for link in linkage.links if link.relation == "same_quote"]) == one
    assert len([item for item in linkage.discrepancies if item.sort == "date"]) == one
