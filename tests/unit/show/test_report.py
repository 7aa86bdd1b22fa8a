"""The dossier: complete, escaped, self-contained, and linked both ways."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest

from regesta.errors import CaseError
from regesta.records import (
    Actor,
    Block,
    Channel,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Figure,
    Link,
    Mention,
    Side,
    Skipped,
    Span,
    Statement,
    Status,
    When,
)
from regesta.show.report import Holdings, gather, render, write_report
from regesta.store import Case
from regesta.store.moments import Moment
from regesta.store.tallies import Dyad

FIRST = (
    "Ferry talks\n"
    "Norway’s transport minister, Kari Lund, met her Danish colleague in Aarhus on 3 May 2022.\n"
    "“We will pay for 12 ferries if parliament agrees,” Lund told reporters, according to Fjord News.\n"
    "Sign up for <b>our</b> letter & win.\n"
)
SECOND = "The ministers met on 4 May. Denmark has not joined the ferry pact.\n"
MAY_3 = When(
    start=date(2022, 5, 3), end=date(2022, 5, 4), precision="day", text="3 May 2022", basis="explicit"
)
MAY = When(start=date(2022, 5, 1), end=date(2022, 6, 1), precision="month", basis="anchored")
OPEN = When(text="last week")


def at(document: str, words: str) -> Span:
    start = {"one": FIRST, "two": SECOND}[document].index(words)
    return Span(document, start, start + len(words))


def made(struct: Any, ident: str, *evidence: Span, **fields: Any) -> Any:
    return struct(id=ident, evidence=evidence, rule="test", certainty=0.9, **fields)


def blocks(text: str, *roles: str) -> tuple[Block, ...]:
    found, start = [], 0
    for line, role in zip(text.splitlines(keepends=True), roles, strict=True):
        found.append(Block(start, start + len(line.rstrip()), role))  # type: ignore[arg-type]
        start += len(line)
    return tuple(found)


MEETING = at("one", FIRST.splitlines()[1])
QUOTE = at("one", "We will pay for 12 ferries if parliament agrees,")
SPOKEN = at("one", FIRST.splitlines()[2])


@pytest.fixture
def holdings() -> Holdings:
    name = at("one", "Kari Lund")
    return Holdings(
        name="ferries <&> pacts",
        documents=(
            Document(
                id="one",
                name="in/one.txt",
                outlet="Quay Times",
                title="Ferry talks",
                published=MAY_3,
                text=FIRST,
                blocks=blocks(FIRST, "title", "body", "body", "boilerplate"),
                url="javascript:alert(1)",
            ),
            Document(id="two", name="two.txt", text=SECOND),
        ),
        actors=(
            made(Actor, "denmark", at("two", "Denmark"), name="Denmark", type="state"),
            made(Actor, "fjord", at("one", "Fjord News"), name="Fjord News", type="media"),
            made(Actor, "lund", name, name="Kari Lund", type="person", country="NOR"),
        ),
        mentions=(
            made(
                Mention,
                "m1",
                name,
                document="one",
                start=name.start,
                end=name.end,
                text="Kari Lund",
                actor="lund",
                form="name",
                framing="iron lady",
            ),
        ),
        timeline=(
            made(
                Event,
                "e1",
                MEETING,
                label="Meeting in Aarhus",
                type="CONSULT",
                when=MAY_3,
                actors=("lund",),
                recipients=("denmark",),
                mentions=("em1", "em2"),
                documents=("one", "two"),
                independent_reports=2,
            ),
            made(
                Statement,
                "s1",
                SPOKEN,
                document="one",
                speaker="lund",
                speaker_text="Lund",
                cue=at("one", "told"),
                content=(QUOTE,),
                manner="direct",
                act="tell",
                channel=Channel(type="press conference"),
                via=("fjord",),
                when=OPEN,
            ),
            made(
                Statement,
                "s2",
                SPOKEN,
                document="one",
                content=(at("one", "pay for 12 ferries"),),
                manner="indirect",
                when=OPEN,
            ),
        ),
        event_mentions=(
            made(
                EventMention,
                "em1",
                MEETING,
                document="one",
                event="e1",
                type="CONSULT",
                actors=("lund",),
                trigger=(at("one", "met"),),
                when=MAY_3,
            ),
            made(
                EventMention,
                "em2",
                at("two", "The ministers met on 4 May."),
                document="two",
                event="e1",
                type="CONSULT",
                trigger=(at("two", "met"),),
                modality="claimed",
            ),
        ),
        commitments=(
            made(
                Commitment,
                "c1",
                SPOKEN,
                document="one",
                sort="pledge",
                party="lund",
                content=(at("one", "pay for 12 ferries"),),
                condition=at("one", "if parliament agrees"),
                due=MAY,
                statement="s1",
            ),
        ),
        statuses=(
            made(
                Status,
                "r1",
                at("two", "Denmark has not joined the ferry pact."),
                document="two",
                holder="denmark",
                dimension="membership",
                value="not_member",
                when=MAY,
            ),
        ),
        figures=(
            made(
                Figure,
                "f1",
                at("one", "12"),
                SPOKEN,
                document="one",
                value=12.0,
                comparator="about",
                counted="ferries",
            ),
        ),
        links=(
            made(
                Link,
                "l1",
                QUOTE,
                relation="same_quote",
                members=("s1", "s2"),
                score=0.9,
                why="nearly the same words",
            ),
        ),
        discrepancies=(
            made(
                Discrepancy,
                "d1",
                at("one", "3 May 2022"),
                sort="date",
                sides=(
                    Side(value="3 May", evidence=(at("one", "3 May 2022"),)),
                    Side(value="4 May", evidence=(at("two", "4 May"),)),
                ),
                summary="Two days for one meeting",
            ),
        ),
        skipped=(Skipped(id="x", name="x.txt", reason="not English <fr>"),),
    )


@pytest.fixture
def page(holdings: Holdings) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render(holdings))


def text_of(page: lxml.html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(node.text_content() for node in page.xpath(path)).split())


def test_every_inner_link_has_its_target_and_no_id_comes_twice(
    page: lxml.html.HtmlElement,
) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}
    assert links - set(ids) == set()


@pytest.mark.parametrize("code", ["E1", "S1", "C1", "R1", "F1", "D1", "A1", "A2", "A3", "T1", "T2"])
def test_every_record_has_its_entry(page: lxml.html.HtmlElement, code: str) -> None:
    assert len(page.xpath(f"//*[@id='{code}']")) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S1", "We will pay for 12 ferries if parliament agrees,"),
        ("E1.1", "met"),
        ("E1.2", "met"),
        ("C1", "pay for 12 ferries"),
        ("F1", "12"),
        ("R1", "Denmark has not joined the ferry pact."),
    ],
)
def test_an_entry_leads_to_its_words_and_they_lead_back(
    page: lxml.html.HtmlElement, code: str, words: str
) -> None:
    assert page.xpath(f"//article//a[@href='#w-{code}']")
    (spot,) = page.xpath(f"//*[@id='w-{code}']")
    paragraph = spot.getparent()
    marked = "".join(paragraph.xpath(f".//*[contains(concat(' ', @data-of, ' '), ' {code} ')]//text()"))
    assert words in marked
    assert f"#{code.partition('.')[0]}" in spot.xpath("ancestor::div[1]//a/@href")


def test_a_report_is_printed_as_filed_and_what_was_left_out_is_marked(
    page: lxml.html.HtmlElement,
) -> None:
    (report,) = page.xpath("//article[@id='T1']")
    lines = [line.text_content() for line in report.xpath(".//div[starts-with(@class, 'para')]/p[1]")]
    assert lines == FIRST.splitlines()
    assert "letter & win" in text_of(report, ".//div[@class='para role-boilerplate']")
    assert text_of(page, "//article[@id='T2']//div[@class='para role-body']/p[1]") == SECOND.strip()


def test_dates_are_as_precise_as_the_record(page: lxml.html.HtmlElement) -> None:
    assert page.xpath("//article[@id='E1']//time/@datetime") == ["2022-05-03"]
    assert page.xpath("//article[@id='R1']//time/@datetime") == ["2022-05"]
    assert "undated (“last week”)" in text_of(page, "//article[@id='S1']")
    assert not page.xpath("//article[@id='S1']//time")
    assert "Due: May 2022" in text_of(page, "//article[@id='C1']").replace("Due ", "Due: ")
    assert [h.text_content() for h in page.xpath("//h3[@class='year']")] == ["2022", "Undated"]


def test_the_relay_chain_ends_with_the_outlet(page: lxml.html.HtmlElement) -> None:
    assert text_of(page, "//article[@id='S1']//p[@class='via']") == "Through Fjord News → Quay Times"


def test_a_claimed_event_says_so_and_a_discrepancy_shows_all_sides(
    page: lxml.html.HtmlElement,
) -> None:
    assert "claimed" in text_of(page, "//article[@id='E1']//p[@class='line']")
    sides = page.xpath("//article[@id='D1']//div[@class='side']")
    assert [text_of(side, ".//p[@class='value']") for side in sides] == ["3 May", "4 May"]
    assert [text_of(side, ".//mark") for side in sides] == ["3 May 2022", "4 May"]


def test_the_same_words_told_twice_show_which_differ(page: lxml.html.HtmlElement) -> None:
    whole, part = page.xpath("//article[@id='L1']//div[@class='side']")
    differs = [" ".join(mark.text_content().split()) for mark in whole.xpath(".//mark[@class]")]
    assert differs == ["We will", "if parliament agrees"]
    assert part.xpath(".//mark[@class]") == []
    assert text_of(part, ".//mark") == "pay for 12 ferries"


@pytest.fixture
def carried() -> Holdings:
    """One report, a copy of it with a line more, and what both say."""
    wire = "Bolivia has not yet answered. The port declined to comment on the fire, Ruiz said.\n"
    texts = {"wire": wire, "paper": "PORT\n" + wire}
    documents = tuple(
        Document(id=ident, name=ident, text=text, copy_of="wire" if ident == "paper" else None)
        for ident, text in texts.items()
    )

    def said(ident: str, document: str, cue: str, content: str, **fields: Any) -> Any:
        text = texts[document]
        cut = [Span(document, text.index(w), text.index(w) + len(w)) for w in (cue, content)]
        fields |= {"document": document, "cue": cut[0], "content": (cut[1],), "manner": "indirect"}
        return made(Statement, ident, cut[1], **fields)

    return Holdings(
        name="port",
        documents=documents,
        timeline=(
            said("p1", "paper", "said", "The port declined to comment on the fire", act="say"),
            said("w1", "wire", "said", "The port declined to comment on the fire", act="say"),
            said("w2", "wire", "answered", "Bolivia", act="answer", negated=True),
            said("w3", "wire", "comment", "the fire", act="comment", negated=True),
        ),
    )


def test_what_a_copy_repeats_is_listed_once_with_a_way_to_both(carried: Holdings) -> None:
    page = lxml.html.document_fromstring(render(carried))
    assert len(page.xpath("//section[@id='timeline']//article")) == 3
    (entry,) = page.xpath("//section[@id='statements']//article[.//*[@id='S4']]")
    assert entry.get("id") != "S4"
    assert "#w-S4" in entry.xpath(".//a/@href")
    assert page.xpath("//*[@id='w-S4']/ancestor::article/@id") == ["T2"]


def test_words_not_said_keep_their_denial(carried: Holdings) -> None:
    page = lxml.html.document_fromstring(render(carried))
    verbs = [
        " ".join(v.text_content().split()) for v in page.xpath("//section[@id='timeline']//span[@class='to']")
    ]
    assert sorted(verbs) == ["declined to comment:", "has not yet answered:", "said:"]


def test_nothing_of_a_report_can_act_in_the_page(holdings: Holdings) -> None:
    html = render(holdings)
    assert "<b>our</b>" not in html
    assert "ferries &lt;&amp;&gt; pacts" in html
    assert "not English &lt;fr&gt;" in html
    assert not re.search(r"href=.?javascript", html)
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)


def test_the_page_asks_nothing_of_the_network(holdings: Holdings) -> None:
    html = render(holdings)
    page = lxml.html.document_fromstring(html)
    assert page.xpath("//@src | //link | //iframe | //img | //object") == []
    assert set(re.findall(r"url\((.)", html)) <= {"#"}
    assert "@import" not in html
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_ink_is_legible_on_every_paper_light_and_dark(holdings: Holdings, scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", render(holdings), re.DOTALL)
    tokens = dict(
        re.findall(r"--(\w+): (#[0-9a-f]{6})", [block for block in blocks if "--paper" in block][scheme])
    )
    papers = [tokens.pop(name) for name in ("paper", "sheet", "wash")]
    grounds = {"rule", "strong", "focus", "lit"}
    pale = {
        (name, paper)
        for name, ink in tokens.items()
        for paper in papers
        if name not in grounds and contrast(ink, paper) < 4.5
    }
    assert len(tokens) > len(grounds)
    assert pale == set()
    assert contrast(tokens["ink"], tokens["lit"]) >= 4.5


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_two_renderings_are_the_same_bytes(holdings: Holdings) -> None:
    assert render(holdings) == render(holdings)


def test_an_empty_case_gives_a_page_that_says_so(tmp_path: Path) -> None:
    with Case(tmp_path / "empty.case", create=True) as case:
        path = write_report(case, tmp_path / "empty.html")
        assert gather(case).name == "empty"
    assert "No report is filed in this case yet." in path.read_text(encoding="utf-8")


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with (
        Case(tmp_path / "some.case", create=True) as case,
        pytest.raises(CaseError, match="nowhere"),
    ):
        write_report(case, tmp_path / "nowhere" / "dossier.html")


def test_without_scripts_nothing_can_run_and_nothing_is_missing(holdings: Holdings) -> None:
    still, moving = render(holdings, scripts=False), render(holdings)
    assert "<script" not in still
    assert "script-src 'none'" in still
    assert 'type="search"' not in still
    main = [lxml.html.document_fromstring(page).xpath("//main")[0].text_content() for page in (still, moving)]
    assert " ".join(main[0].split()) == " ".join(main[1].split())


@pytest.fixture
def drawn(holdings: Holdings) -> lxml.html.HtmlElement:
    """The page with a chart: one meeting on a day, one long before it."""
    sides = {"actors": ("lund",), "recipients": ("denmark",), "type": "CONSULT", "modes": (), "reports": 2}
    moments = [
        Moment(id="e1", label="Meeting", start=day, end=day + timedelta(1), precision="day",
               modalities=("actual",), **sides)  # type: ignore[arg-type]
        for day in (date(1905, 6, 7), *[date(2022, 5, 3)] * 8)
    ]  # fmt: skip
    return lxml.html.document_fromstring(render(msgspec.structs.replace(holdings, moments=moments)))


def test_the_marks_of_a_drawing_lead_to_their_entries_and_are_passed_by_the_keyboard(
    drawn: lxml.html.HtmlElement,
) -> None:
    marks = drawn.xpath("//*[@id='chart-timeline']//svg//a")
    assert marks
    assert {mark.get("xlink:href") for mark in marks} <= {"#E1", None}
    assert marks[-1].get("xlink:href") == "#E1"
    assert {mark.get("tabindex") for mark in marks if mark.get("xlink:href")} == {"-1"}
    assert drawn.xpath("//svg/@aria-hidden") == ["true"]
    assert not drawn.xpath("//svg//*[@style]")


def test_two_drawings_are_the_same_bytes(holdings: Holdings) -> None:
    dyads = (Dyad(actor="lund", recipient="denmark", type="CONSULT", events=1, reports=2),)
    told = msgspec.structs.replace(holdings, dyads=dyads)
    assert "chart-network" in render(told)
    assert render(told) == render(told)


def test_a_drawing_has_its_words_its_key_and_its_numbers_as_a_table(drawn: lxml.html.HtmlElement) -> None:
    assert "8 events" in text_of(drawn, "//*[@id='chart-timeline']/figcaption")
    assert "cooperation" in text_of(drawn, "//*[@id='chart-timeline']/ul[@class='key']")
    assert len(drawn.xpath("//*[@id='chart-timeline']//tbody/tr")) == 8


def test_what_lies_far_from_the_rest_does_not_press_a_drawing_flat(drawn: lxml.html.HtmlElement) -> None:
    svg = text_of(drawn, "//*[@id='chart-timeline']//svg")
    assert "1905" not in svg
    assert "1 event outside the stretch shown" in text_of(
        drawn, "//*[@id='chart-timeline']/ul[@class='aside']"
    )


def test_events_that_several_reports_tell_stand_in_a_table_whose_cells_lead_to_the_words(
    page: lxml.html.HtmlElement,
) -> None:
    (row,) = page.xpath("//table[@class='told']/tbody/tr")
    assert row.xpath("./td//a/@href") == ["#w-E1.1", "#w-E1.2"]
    heads = [" ".join(head.text_content().split()) for head in page.xpath("//table[@class='told']/thead//th")]
    assert heads == ["Event", "T1 Quay Times", "T2 two.txt"]


def test_the_dossier_wears_the_colours_of_the_reading_room(holdings: Holdings) -> None:
    folder = resources.files("regesta.show")
    room = (folder / "static" / "regesta.css").read_text(encoding="utf-8")
    own = (folder / "templates" / "report.css").read_text(encoding="utf-8")
    light = re.findall(r"--(?:paper|ink|event|discrepancy): #\w+;", room.partition("@media")[0])
    assert len(light) == 4
    assert [token for token in light if token not in render(holdings)] == []
    assert re.findall(r"--(?:paper|ink|event|serif): ", own.partition("@media print")[0]) == []
