"""The reading room's pages: each opens, says what it should, and escapes what reports say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from regesta.records import EventMention
from regesta.run import Case
from regesta.show.web import app
from room import FIRST, room, room_case

HOME = "http://localhost"
PAGES = (
    "/", "/timeline", "/statements", "/commitments", "/relations", "/figures", "/disagreements", "/actors",
    "/network", "/map", "/sources", "/corrections", "/search", "/search?q=ferries",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return room_case(tmp_path_factory.mktemp("room") / "ferry-talks.case")


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(app(path), base_url=HOME) as found:
        yield found


def main_of(client: TestClient, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return lxml.html.fromstring(answer.text).find(".//main")


def words(node: lxml.html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_with_its_landmarks_and_one_heading(client, address):
    page = lxml.html.fromstring(client.get(address).text)
    assert [len(page.findall(f".//{tag}")) for tag in ("main", "h1")] == [1, 1]
    assert page.find(".//html") is None and page.get("lang") == "en"
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    for field in page.xpath("//input[not(@type='hidden')] | //select"):
        assert field.xpath("ancestor::label") or page.xpath(f"//label[@for='{field.get('id')}']"), field.get(
            "name"
        )


def test_an_empty_case_has_every_page_too(tmp_path):
    Case(tmp_path / "empty.case", create=True).close()
    with TestClient(app(tmp_path / "empty.case"), base_url=HOME) as found:
        answers = {address: found.get(address).status_code for address in PAGES}
    assert set(answers.values()) == {200}, answers


def test_whatever_leads_on_leads_somewhere(client):
    waiting, seen = list(PAGES), set(PAGES)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        for link in lxml.html.fromstring(answer.text).xpath("//main//a/@href"):
            bare = link.partition("#")[0]
            if bare.startswith("/") and bare not in seen and len(seen) < 250:
                seen.add(bare)
                waiting.append(bare)
    assert sum(address.startswith("/report/") for address in seen) >= 3
    assert sum(address.startswith("/record/") for address in seen) >= 8


def test_the_words_of_reports_never_become_markup(client):
    for address in ("/", "/timeline", "/sources", "/actors", "/search?q=denied"):
        text = client.get(address).text
        assert "<script>alert" not in text and "<i>Gull" not in text, address
    report = client.get(address_of(client, "/sources", "/report/", "Jens Holm shelled")).text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in report


def test_what_is_asked_for_never_becomes_markup(client):
    for address in (
        '/search?q="><b>x',
        "/timeline?actor=<b>x",
        "/actors?text=<b>x&type=<b>x",
        "/record/<b>x",
    ):
        assert "<b>x" not in client.get(address).text, address


def test_the_overview_tells_what_there_is(client):
    told = words(main_of(client, "/"))
    assert "3 reports from 3 outlets, published 4 May 2022 to 5 May 2022." in told
    assert "1 input could not be filed." in told
    assert "Kari Lund" in told


def address_of(client: TestClient, page: str, start: str, text: str) -> str:
    for link in main_of(client, page).xpath(f".//a[starts-with(@href, '{start}')]"):
        if text in words(link):
            return str(link.get("href"))
    raise AssertionError(f"no link {text!r} on {page}")


# From the record to its words and back


def test_an_entry_leads_to_its_words_lit_in_the_report(client):
    link = main_of(client, "/statements").xpath(".//article//footer//a[contains(@href, 'at=')]/@href")[0]
    start, end = re.search(r"at=(\d+)-(\d+)#s\1-\2$", link).groups()
    page = main_of(client, link.partition("#")[0])
    assert page.xpath(f".//*[@id='s{start}-{end}']")
    lit = "".join(node.text_content() for node in page.xpath(".//*[contains(@class, 'lit')]"))
    assert lit == FIRST[int(start) : int(end)]


def test_the_reader_prints_the_report_as_filed_and_marks_its_records(client):
    page = main_of(client, address_of(client, "/sources", "/report/", "Ferry talks"))
    printed = "".join(node.text_content() for node in page.xpath(".//div[contains(@class, 'para')]/p"))
    assert printed.replace("\n", "") == FIRST.replace("\n", "")
    marks = {words(node): node.get("class") for node in page.xpath(".//a[contains(@class, 'm ')]")}
    assert marks["met"] == "m k-event"
    assert marks["400"] == "m k-figure"
    # A promise inside a statement is marked within it.
    assert marks["pay for twelve new ferries"] == "m k-commitment"
    assert marks["We will"] == "m k-statement"


def test_names_are_marked_when_asked_for(client):
    address = address_of(client, "/sources", "/report/", "Ferry talks")
    assert not main_of(client, address).xpath(".//a[contains(@class, 'k-mention')]")
    assert main_of(client, f"{address}?names=on").xpath(".//a[contains(@class, 'k-mention')]")


@pytest.mark.parametrize("at", ["9-3", "0-99999999", "x", "-1-4", "1-", "٣-٤"])
def test_a_place_that_no_text_has_is_passed_over(client, at):
    address = address_of(client, "/sources", "/report/", "Ferry talks")
    assert not main_of(client, f"{address}?at={at}").xpath(".//*[contains(@class, 'lit')]")


def test_a_record_has_every_field_and_says_what_is_not_known(client):
    page = main_of(client, address_of(client, "/figures", "/record/", "figure"))
    fields = {words(dt): words(dt.getnext()) for dt in page.xpath(".//dl[@class='fields']//dt")}
    assert (fields["value"], fields["unit"], fields["counted"]) == ("400", "person", "islanders")
    assert fields["as of"] == "not said"


def test_a_mention_of_an_event_has_a_page_that_leads_to_the_event(client, path):
    with Case(path) as case:
        told = next(one for one in case.records("event_mention") if isinstance(one, EventMention))
        event = case.get(told.id).event
    assert main_of(client, f"/record/{told.id}").xpath(f".//a[@href='/record/{event}']")


# Side by side


def test_versions_of_one_quotation_stand_side_by_side_with_what_differs(client):
    page = main_of(client, "/statements")
    sides = page.xpath(".//details[@class='variants']//div[@class='side']")
    differing = {words(mark) for side in sides for mark in side.xpath(".//mark[contains(@class, 'differs')]")}
    assert {"new", "if", "when"} <= differing


def test_disagreements_show_both_sides_with_their_words(client):
    page = main_of(client, "/disagreements")
    assert {"Harbour Courier", "Fjord News"} <= {
        words(a) for a in page.xpath(".//div[@class='side']//footer/a")
    }


def test_a_relation_marks_the_step_that_says_otherwise(client):
    changed = main_of(client, "/relations").xpath(".//li[contains(@class, 'changed')]")
    assert [words(step.find(".//b[@class='value']")) for step in changed] == ["refused"]


def test_skipped_inputs_are_named_with_their_reason(client):
    assert "le-phare.txt not in English" in words(main_of(client, "/sources"))


# Filters


@pytest.mark.parametrize(
    "address, number",
    [
        ("/timeline", 5),
        ("/timeline?kind=event", 2),
        ("/timeline?actor=Jens+Holm", 2),
        ("/timeline?actor=Jens+Holm&also=Kari+Lund", 1),
        ("/timeline?type=ASSAULT", 1),
        ("/timeline?modality=negated", 1),
        ("/timeline?outlet=Fjord+News", 2),
        ("/timeline?text=ferries", 2),
        ("/timeline?since=2022-05-03&until=2022-05-03&kind=event", 1),
        ("/timeline?since=2023", 0),
        ("/timeline?actor=Nobody+Known", 0),
        ("/statements?speaker=Kari+Lund", 3),
        ("/statements?speaker=Jens+Holm", 0),
        ("/commitments?about=Kari+Lund", 0),
        ("/commitments?type=pledge", 1),
        ("/figures?type=person", 1),
    ],
)
def test_filters_in_the_address_choose_the_entries(client, address, number):
    shown = main_of(client, address).xpath(".//article[contains(@class, 'entry') or @class='card']")
    assert len(shown) == number


@pytest.mark.parametrize(
    "address", ["/timeline?since=soon", "/timeline?page=0", "/timeline?page=x", "/timeline?text=,"]
)
def test_a_filter_that_makes_no_sense_is_told(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "That did not work" in answer.text


def test_what_is_undated_stands_on_the_day_of_its_report(client):
    page = main_of(client, "/statements")
    assert "reported 4 May 2022" in words(page.xpath(".//article")[0])
    assert words(page.xpath(".//section")[-1]).startswith("Undated")


def test_long_lists_are_turned_page_by_page(tmp_path):
    case = room_case(tmp_path / "long.case", room(copies=70))
    with TestClient(app(case), base_url=HOME) as found:
        first, second = (main_of(found, f"/statements?page={number}") for number in (1, 2))
    ids = [set(page.xpath(".//article/@id")) for page in (first, second)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]
    assert second.xpath(".//a[@rel='prev']/@href") == ["/statements"]


# Search and questions


def test_words_are_found_and_marked(client):
    page = main_of(client, "/search?q=islanders")
    assert [words(mark) for mark in page.xpath(".//mark")][:1] == ["islanders"]


def test_a_question_is_answered_with_entries(client):
    page = main_of(client, "/search?q=Whom+did+Kari+Lund+meet%3F")
    assert "Read as a question" in words(page)
    assert page.xpath(".//section[contains(@class, 'answer')]//article")


def test_what_no_report_says_is_not_answered(client):
    told = words(main_of(client, "/search?q=What+did+Zanzibar+promise%3F"))
    assert "The reports do not say." in told


# As of a day


def test_as_of_a_day_only_what_was_published_is_there_and_what_is_left_out_is_said(client):
    page = main_of(client, "/statements?as-of=2022-05-04")
    assert "only the 1 report published by then, of 3; 1 report without a date left out" in words(page)
    assert len(page.xpath(".//article")) == 1
    assert all("as-of=2022-05-04" in link for link in page.xpath(".//article//a/@href"))


def test_from_an_earlier_day_one_can_go_on_to_a_later_one(client):
    day = lxml.html.fromstring(client.get("/statements?as-of=2022-05-04").text).get_element_by_id("as-of")
    assert (day.get("min"), day.get("value"), day.get("max")) == ("2022-05-04", "2022-05-04", "2022-05-05")


def test_a_day_that_is_none_is_told(client):
    assert client.get("/statements?as-of=yesterday").status_code == 400
