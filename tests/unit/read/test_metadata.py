"""What a text states about itself is taken from it, and nothing else."""

from datetime import date

import pytest

from regesta.read.blocks import assign
from regesta.read.given import Given
from regesta.read.lines import split
from regesta.read.metadata import facts_of, names_of

LEAD = "The council of Port Selby voted on Monday to close the old fish market."


def facts(text: str) -> Given:
    lines = split(text)
    return facts_of(lines, assign(lines))


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("By Jane Roe", ("Jane Roe",)),
        ("By Jane Roe and Li Wei", ("Jane Roe", "Li Wei")),
        ("By JANE ROE, LI WEI and KOFI MENSAH", ("Jane Roe", "Li Wei", "Kofi Mensah")),
        ("By Jane Roe in Accra", ("Jane Roe",)),
        ("By Jane Roe, Reuters", ("Jane Roe",)),
        ("By Jane Roe | 3 May 2021", ("Jane Roe",)),
        ("*Posted 3 May 2021 by Jane Roe*", ("Jane Roe",)),
        ("3 May 2021, by Jane Roe and Li Wei", ("Jane Roe", "Li Wei")),
        ("By Maria del Pilar Ortiz", ("Maria del Pilar Ortiz",)),
        ("Written by: Jane Roe", ("Jane Roe",)),
        ("Author: Jane Roe", ("Jane Roe",)),
        ("Jane Roe covers harbours and the people who live by them.", ("Jane Roe",)),
        ("Jane Roe\n3 May 2021", ("Jane Roe",)),
        ("By Reuters", ()),
        ("By Staff Reporter", ()),
        ("By Delta News Agency", ()),
        ("By Associated Press", ()),
        ("By our correspondent", ()),
        ("World News\n3 May 2021", ()),
    ],
)
def test_authors_come_from_the_byline(head: str, authors: tuple[str, ...]) -> None:
    assert facts(f"Council closes fish market\n{head}\n\n{LEAD}").authors == authors


@pytest.mark.parametrize(
    ("tail", "agencies"),
    [
        ("- Reuters with additional input by Tom Quill", ("Reuters",)),
        ("(Reporting by Jane Roe; Editing by Li Wei)", ()),
        ("(With inputs from PTI and ANI)", ("PTI", "ANI")),
        ("With Gazette wires", ("Gazette wires",)),
        ("— Agence France-Presse", ("AFP",)),
        ("Source: Xinhua", ("Xinhua",)),
        ("Source: Delta News Agency", ("Delta News Agency",)),
        ("The Associated Press contributed to this report.", ("Associated Press",)),
        ("Prices are still rising, the mayor added on Tuesday. (TASS)", ("TASS",)),
        ("The mayor is at sea. Jane Roe/Reuters", ()),
        ("The mayor spoke to Reuters by telephone.", ()),
        ("Prices are still rising, Interfax reported.", ()),
    ],
)
def test_agencies_are_those_credited_for_the_report(tail: str, agencies: tuple[str, ...]) -> None:
    assert facts("\n\n".join([LEAD, LEAD, LEAD, LEAD, tail])).agencies == agencies


@pytest.mark.parametrize(
    ("opening", "dateline", "agencies"),
    [
        ("PORT SELBY: ", "PORT SELBY", ()),
        ("PORT SELBY, May 3 (Reuters) - ", "PORT SELBY", ("Reuters",)),
        ("Port Selby, May 3 (ANI): ", "Port Selby", ("ANI",)),
        ("PORT SELBY (AP) — ", "PORT SELBY", ("Associated Press",)),
        ("SELBY, Norvania — ", "SELBY, Norvania", ()),
        ("FORT HOPE, Minn. (AP) — ", "FORT HOPE, Minn.", ("Associated Press",)),
        ("SELBY, May 3. /TASS/. ", "SELBY", ("TASS",)),
        ("LOS PINOS, Sept. 28 (UPI) — ", "LOS PINOS", ("UPI",)),
        ("SELBY, Sept. 2 (EFE).- ", "SELBY", ("EFE",)),
        ("Accra – ", "Accra", ()),
        ("Quetta: ", "Quetta", ()),
        ("Dar es Salaam (Xinhua) -- ", "Dar es Salaam", ("Xinhua",)),
        ("Accra – for years the calmest of towns – is closed. ", None, ()),
        ("Lisbon – Madrid – Rome: ", None, ()),
        ("Sailors – ", None, ()),
        ("", None, ()),
        ("Analysis: ", None, ()),
        ("Mayor Ada Bello: ", None, ()),
        ("UN: ", None, ()),
        ("UPDATE: ", None, ()),
        ("EXCLUSIVE — ", None, ()),
        ("“Never again” - ", None, ()),
    ],
)
def test_the_dateline_stands_before_the_first_sentence(
    opening: str, dateline: str | None, agencies: tuple[str, ...]
) -> None:
    found = facts(f"{opening}{LEAD}\n\n{LEAD}")
    assert (found.dateline, found.agencies) == (dateline, agencies)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Imphal, June 3", "Imphal"),
        ("London, Wed 15 May", "London"),
        ("Monday, June 3", None),
        ("Published: June 3, 2021", None),
        ("June 3", None),
    ],
)
def test_place_and_day_below_the_byline_are_a_dateline(line: str, place: str | None) -> None:
    assert facts(f"Council closes fish market\nBy Jane Roe\n{line}\n\n{LEAD}").dateline == place


def test_a_name_that_comes_back_before_a_colon_is_a_speaker() -> None:
    assert facts("BELLO: We close the market.\nROE: Why now?\nBELLO: The roof fell in.").dateline is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Published: September 9, 2021", date(2021, 9, 9)),
        ("Published on 9 September 2021", date(2021, 9, 9)),
        ("Posted on Sept. 9, 2021 at 10:30 am", date(2021, 9, 9)),
        ("Thursday, September 9th, 2021", date(2021, 9, 9)),
        ("2021-09-09 10:30 GMT+8", date(2021, 9, 9)),
        ("By Jane Roe | Sept 9, 2021", date(2021, 9, 9)),
        ("Last updated: September 9, 2021 3:15 PM EDT", date(2021, 9, 9)),
        ("Updated: 11 September 2021\nPublished: 9 September 2021", date(2021, 9, 9)),
        ("9.9.2021", date(2021, 9, 9)),
        ("Published: 8/9/2021", None),
        ("Published: 25/9/2021", date(2021, 9, 25)),
        ("Published 2 hours ago", None),
        ("September 9", None),
        ("Thursday", None),
    ],
)
def test_the_day_of_publication_is_stated_or_unknown(head: str, day: date | None) -> None:
    found = facts(f"Council closes fish market\n{head}\n\n{LEAD}").published
    assert (found.start if found else None) == day
    assert found is None or (found.basis == "explicit" and found.text in head)


def test_a_month_of_publication_stays_a_month() -> None:
    found = facts(f"Council closes fish market\nPublished: September 2021\n\n{LEAD}").published
    assert found is not None
    assert (found.precision, found.start, found.end) == ("month", date(2021, 9, 1), date(2021, 10, 1))


@pytest.mark.parametrize(
    ("opening", "day"),
    [("SELBY, May 3, 2021 (AFP) - ", date(2021, 5, 3)), ("SELBY, May 3 (AFP) - ", None)],
)
def test_a_dateline_dates_the_report_only_with_its_year(opening: str, day: date | None) -> None:
    found = facts(f"{opening}{LEAD}\n\n{LEAD}").published
    assert (found.start if found else None) == day


@pytest.mark.parametrize(
    "body", ["It was signed on 3 May 2021 in Accra.", "On May 3, 2021, the roof fell in."]
)
def test_a_day_below_a_correction_is_no_publication_date(body: str) -> None:
    text = f"{LEAD}\n\n{LEAD}\n\n{body}\n\nCORRECTION:\n\nThe roof is of slate.\n\nFriday, June 10, 2022"
    assert facts(text).published is None


@pytest.mark.parametrize(
    "body", ["It was signed on 3 May 2021 in Accra.", "On May 3, 2021, the roof fell in."]
)
def test_a_date_in_a_sentence_is_no_publication_date(body: str) -> None:
    assert facts(f"{LEAD}\n\n{body}").published is None


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2022 The Selby Mirror. All rights reserved.", "The Selby Mirror"),
        ("Copyright 2022 Selby Mirror Ltd.", "Selby Mirror"),
        ("Copyright © 2020-2022 Gazette of the Coast", "Gazette of the Coast"),
        ("© 2022 Reuters. All rights reserved.", None),
        ("©2022. All rights reserved.", None),
        ("With Gazette wires", None),
        ("He was speaking to the Selby Mirror.", None),
        ("Follow us on Google News", None),
    ],
)
def test_the_outlet_is_named_by_the_page_itself(line: str, outlet: str | None) -> None:
    assert facts(f"{LEAD}\n\n{LEAD}\n\n{line}").outlet == outlet


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Jane Roe and Li Wei", ["Jane Roe", "Li Wei"]),
        ("Jane Roe, Li Wei", ["Jane Roe", "Li Wei"]),
        ("https://example.org/jane", []),
        ("jane@example.org", []),
    ],
)
def test_names_in_a_metadata_value(value: str, names: list[str]) -> None:
    assert list(names_of(value)) == names


@pytest.mark.parametrize(
    ("head", "day", "outlet"),
    [
        ("By Staff Writer, 6 Dec. 2024, 14:05", date(2024, 12, 6), None),
        ("Selby Gazette, 14 March 2024", date(2024, 3, 14), "Selby Gazette"),
        ("The Selby Post, 9 June 2023", date(2023, 6, 9), "The Selby Post"),
        ("The Selby Gazette | 2025-02-11 | 4 min read", date(2025, 2, 11), "The Selby Gazette"),
        ("Tue, Mar 5, 2024, 3:12 PM EST · 4 min read", date(2024, 3, 5), None),
        ("Posted on March 5, 2024 by admin", date(2024, 3, 5), None),
        ("March 5, 20249:15 AM UTCUpdated 2 hours ago", date(2024, 3, 5), None),
        ("The Daily Sun (Tema)\nMarch 5, 2024 Tuesday\nLength: 312 words", date(2024, 3, 5), "The Daily Sun (Tema)"),
        ("Updated: 5 March 2024 09:12 | By Jane Roe", date(2024, 3, 5), None),
        # a day in a headline, and one that cannot be told
        ("Riots of 5 March 2024 in Selby", None, None),
        ("05/03/2024", None, None),
        ("A look back at the strike of 5 March 2024", None, None),
    ],
)  # fmt: skip
def test_a_line_above_the_text_gives_the_day_and_the_paper(
    head: str, day: date | None, outlet: str | None
) -> None:
    found = facts(f"Council closes fish market\n{head}\n\n{LEAD}")
    assert (found.published.start if found.published else None) == day
    assert found.outlet == outlet
    assert found.title == "Council closes fish market"


def test_a_database_prints_the_paper_above_the_headline() -> None:
    found = facts(f"The Daily Sun\nMarch 5, 2024 Tuesday\nCouncil closes market\nBYLINE: Jane Roe\n\n{LEAD}")
    assert (found.outlet, found.title, found.authors) == (
        "The Daily Sun",
        "Council closes market",
        ("Jane Roe",),
    )


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Ministry Spokesperson Ana Ruiz's Regular Press Conference on April 8, 2024", date(2024, 4, 8)),
        ("Transcript of the daily briefing (8 April 2024)", date(2024, 4, 8)),
        ("The strike that began on April 8, 2024", None),
        ("What the briefing of April 8, 2024 left out", None),
    ],
)
def test_the_title_of_a_record_gives_its_day(title: str, day: date | None) -> None:
    found = facts(f"{title}\n\n{LEAD}")
    assert (found.published.start if found.published else None) == day
