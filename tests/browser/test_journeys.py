"""Ten journeys of a person through the reading room, from a question to the words and back, end to end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

import regesta
from browser.harness import PATIENCE_MS, Cases, Homes, Looks, Watch, serving

expect.set_options(timeout=PATIENCE_MS)
ENTRIES = "main article.entry"


@pytest.fixture(params=["seeds", "demo"])
def watch(request: pytest.FixtureRequest, homes: Homes, look: Looks) -> Watch:
    """A reader at the first page of a case."""
    found = look(homes(request.param))
    found.open("/")
    return found


@pytest.fixture(scope="module")
def own_case(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that may be changed; every journey leaves it as it was."""
    return Path(shutil.copy(cases("demo"), tmp_path_factory.mktemp("own") / "own.case"))


@pytest.fixture(scope="module")
def own_home(own_case: Path) -> Iterator[str]:
    with serving(own_case) as home:
        yield home


def seek(page: Page, words: str) -> None:
    """Ask in the box that stands on every page."""
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search?q=*")


def turn_to(page: Page, name: str) -> None:
    """Go to a page by the menu."""
    page.get_by_role("navigation", name="Pages of the case").get_by_role(
        "link", name=name, exact=True
    ).click()
    page.wait_for_url(f"**/{name.lower()}*")


def number(page: Page) -> int:
    """How many entries the list says it holds."""
    words = page.locator(".tally").inner_text().split()[0].replace(",", "")
    return int(words) if words.isdecimal() else 0


def words_of(entry: Locator) -> str:
    """The marked words of an entry, on one line."""
    return " ".join(entry.locator("blockquote").first.inner_text().split())


def test_find_what_the_taliban_promised_china_and_read_it_in_the_paper(watch: Watch) -> None:
    page = watch.page
    seek(page, "What did the Taliban promise China?")
    answer = page.locator(".answer .entry").first
    expect(answer).to_contain_text("Taliban")
    said = words_of(answer)
    answer.get_by_title("Read it in the report").first.click()
    page.wait_for_url("**/report/**")
    lit = page.locator(".leaf .lit")
    expect(lit.first).to_be_in_viewport()
    assert " ".join(lit.first.inner_text().split())[:20] in said
    assert watch.faults == []


def test_what_did_it_look_like_on_a_day(watch: Watch) -> None:
    page = watch.page
    turn_to(page, "Statements")
    now = number(page)
    page.get_by_label("As it stood on").fill("2021-09-09")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main .notice")).to_contain_text("As it stood on 9 September 2021")
    assert 0 < number(page) < now
    turn_to(page, "Commitments")
    expect(page.locator("main .notice")).to_contain_text("9 September 2021")
    later = [
        time
        for time in page.locator("main blockquote footer time[datetime]").evaluate_all(
            "nodes => nodes.map((node) => node.dateTime)"
        )
        if time > "2021-09-09"
    ]
    assert later == []
    page.get_by_role("link", name="As it stands now").click()
    expect(page.locator("main .notice")).to_have_count(0)
    assert watch.faults == []


def test_which_papers_disagree_on_the_date(watch: Watch) -> None:
    page = watch.page
    turn_to(page, "Disagreements")
    page.locator(".tabs").get_by_role("link", name="date").click()
    page.wait_for_url("**type=date*")
    against = page.locator("main article.against").first
    sides = against.locator(".side")
    assert sides.count() >= 2
    values = sides.locator(".value").all_inner_texts()
    assert len(set(values)) == len(values)
    papers = sides.evaluate_all("nodes => nodes.map((node) => node.querySelector('footer a').textContent)")
    assert len(set(papers)) >= 2
    sides.first.locator("footer a").first.click()
    expect(page.locator(".leaf .lit").first).to_be_in_viewport()
    assert watch.faults == []


def test_from_the_words_to_the_record_and_back(watch: Watch) -> None:
    page = watch.page
    turn_to(page, "Sources")
    page.locator("main a[href*='/report/']").first.click()
    page.wait_for_url("**/report/**")
    report = urlsplit(page.url).path
    mark = page.locator(".leaf a.m.k-statement").first
    said = " ".join(mark.inner_text().split())
    mark.click()
    page.wait_for_url("**/record/**")
    assert said in " ".join(page.locator("main blockquote").first.inner_text().split())
    page.get_by_title("Read it in the report").first.click()
    page.wait_for_url("**/report/**")
    assert urlsplit(page.url).path == report
    expect(page.locator(".leaf .lit").first).to_be_in_viewport()
    assert watch.faults == []


def test_filter_copy_the_address_open_it_elsewhere_and_see_the_same(watch: Watch, look: Looks) -> None:
    page = watch.page
    turn_to(page, "Timeline")
    whole = number(page)
    page.get_by_label("Who takes part").fill("Taliban")
    page.locator("select[name=kind]").select_option("event")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**actor=Taliban*")
    expect(page.locator(".tally")).not_to_contain_text(f"{whole} ")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["actor"] == ["Taliban"] and asked["kind"] == ["event"]
    assert 0 < number(page) < whole
    other = look(watch.home).page
    other.goto(page.url)
    assert other.locator(ENTRIES).all_inner_texts() == page.locator(ENTRIES).all_inner_texts()
    expect(other.get_by_label("Who takes part")).to_have_value("Taliban")
    page.go_back()
    expect(page.locator(".tally")).to_contain_text(f"{whole} ")
    assert watch.faults == []


def test_search_then_open(watch: Watch) -> None:
    page = watch.page
    seek(page, "embassy")
    first = page.locator(ENTRIES).filter(has=page.locator("a.kind")).first
    assert "embass" in first.inner_text().lower()
    first.locator("a.kind").click()
    page.wait_for_url("**/record/**")
    assert "embass" in page.locator("main").inner_text().lower()
    assert watch.faults == []


@pytest.mark.parametrize(
    "question", ["What did Portugal promise Fiji?", "When did Peru recognise the Taliban?"]
)
def test_ask_what_no_report_says(watch: Watch, question: str) -> None:
    page = watch.page
    seek(page, question)
    expect(page.locator(".answer .nothing, .answer p").first).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("The reports do not say")
    assert page.locator(".answer .entry").count() == 0
    assert watch.faults == []


def test_send_the_dossier(cases: Cases, tmp_path: Path, look: Looks) -> None:
    path = tmp_path / "sent.html"
    command = [sys.executable, "-m", "regesta", "report", str(cases("demo")), "-o", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    watch = look("", offline=True)
    page = watch.open(path.as_uri())
    assert page.locator("#timeline article").count() > 10
    assert watch.asked == [path.as_uri()]
    assert watch.faults == []


def test_merge_two_spellings_see_the_timeline_change_and_undo(
    own_case: Path, own_home: str, look: Looks
) -> None:
    with regesta.open(own_case) as case:
        acting = {who for moment in case.moments() for who in moment.actors}
        persons = [one for one in case.actors() if one.type == "person" and one.id in acting]
        kept, other = persons[:2]
        before = len(case.timeline(actor=kept.id)), len(case.timeline(actor=other.id))
    assert all(before)
    watch = look(own_home)
    page = watch.open(f"/timeline?actor={kept.id}")
    assert number(page) == before[0]
    page = watch.open(f"/actor/{kept.id}")
    page.get_by_text("Correct this").click()
    merging = page.locator("form.amend").filter(has=page.get_by_role("button", name="Merge"))
    merging.locator("input[name=other]").fill(other.name)
    merging.get_by_label("Why").fill("two spellings of one name")
    merging.get_by_label("Who says so").fill("a reader")
    merging.get_by_role("button", name="Merge").click()
    page.wait_for_load_state()
    expect(page.locator("main .corrected").first).to_contain_text("a reader")
    merged = urlsplit(page.url).path.rpartition("/")[2]
    assert number(watch.open(f"/timeline?actor={merged}")) > max(before)
    _undo(watch)
    assert number(watch.open(f"/timeline?actor={kept.id}")) == before[0]
    assert number(watch.open(f"/timeline?actor={other.id}")) == before[1]
    assert watch.faults == []


def test_mark_a_record_wrong_it_is_gone_everywhere_and_undo(
    own_case: Path, own_home: str, look: Looks
) -> None:
    with regesta.open(own_case) as case:
        found = next(one for one in case.statements() if one.speaker and len(case.cut(one.content[0])) > 40)
        said, speaker = " ".join(case.cut(found.content[0]).split()), found.speaker
    places = (
        "/statements",
        f"/actor/{speaker}",
        f"/statements?speaker={speaker}",
        f"/report/{found.document}",
    )
    watch = look(own_home)

    def shown(path: str) -> bool:
        page = watch.open(path)
        return page.locator(f"main a[href*='/record/{found.id}']").count() > 0

    assert all(shown(path) for path in places[2:])
    before = [shown(path) for path in places]
    page = watch.open(f"/record/{found.id}")
    assert said[:30] in " ".join(page.locator("main").inner_text().split())
    page.get_by_text("Correct this").click()
    page.get_by_role("button", name="Hide it everywhere").click()
    page.wait_for_url("**/corrections*")
    assert not any(shown(path) for path in places)
    seek(page, f'"{" ".join(said.split()[:5])}"')
    assert page.locator(f"main a[href*='/record/{found.id}']").count() == 0
    assert watch.faults == []
    page.goto(f"{own_home}/record/{found.id}")
    expect(page.locator("main")).to_contain_text("rejected by")
    page.get_by_role("link", name="To what persons corrected").click()
    page.wait_for_url("**/corrections")
    watch.faults.clear()
    _undo(watch)
    assert [shown(path) for path in places] == before
    assert watch.faults == []


def _undo(watch: Watch) -> None:
    """Undo the latest correction, where all of them are listed."""
    page = watch.open("/corrections")
    latest = page.locator(ENTRIES).first
    latest.get_by_text("Undo", exact=True).click()
    latest.get_by_role("button", name="Undo it").click()
    page.wait_for_load_state()
    expect(page.locator(ENTRIES).first).to_contain_text("Undone")
