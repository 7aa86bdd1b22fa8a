"""The dossier as its reader gets it: one file, opened from disk, with nobody to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

import regesta
from browser.harness import Cases, Looks, overflow, violations
from regesta.show.report import write_report

MEGABYTE = 1_000_000


@pytest.fixture(scope="module", params=["seeds", "demo"])
def dossier(request: pytest.FixtureRequest, cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sent") / f"{request.param}.html"
    with regesta.open(cases(request.param)) as case:
        return write_report(case, path)


def test_it_opens_from_disk_without_a_request_or_an_error(dossier: Path, look: Looks) -> None:
    watch = look("")
    page = watch.open(dossier.as_uri())
    assert page.title()
    assert watch.asked == [dossier.as_uri()]
    assert watch.faults == []


def test_it_is_small_enough_for_a_mail(dossier: Path) -> None:
    assert dossier.stat().st_size < 2 * MEGABYTE


def test_every_entry_shows_its_words_or_leads_to_them(dossier: Path, look: Looks) -> None:
    page = look("").open(dossier.as_uri())
    bare = page.evaluate(
        """() => Array.from(document.querySelectorAll("article[data-entry]:not(.actor)"))
          .filter((node) => !node.querySelector("blockquote.words, .brief"))
          .map((node) => node.textContent.trim().slice(0, 80))"""
    )
    assert bare == []
    assert page.locator("article[data-entry]").count() > 20


def test_from_an_entry_to_the_report_and_back(dossier: Path, look: Looks) -> None:
    page = look("").open(dossier.as_uri())
    entry = page.locator("article[id^=S]").first
    code = entry.get_attribute("id")
    entry.locator(f"a[href='#w-{code}']").first.click()
    lit = page.locator(f"[data-of~={code}].lit").first
    lit.wait_for()
    assert lit.is_visible()
    page.locator(f".para:has(#w-{code}) .codes a[href='#{code}']").first.click()
    assert page.evaluate("location.hash") == f"#{code}"


def test_axe_finds_nothing_serious_in_light(dossier: Path, look: Looks, axe: None) -> None:
    found = violations(look("", color_scheme="light").open(dossier.as_uri()))
    assert not found, "\n".join(found)


def test_axe_finds_nothing_serious_in_dark(dossier: Path, look: Looks, axe: None) -> None:
    found = violations(look("", color_scheme="dark").open(dossier.as_uri()), "color-contrast")
    assert not found, "\n".join(found)


def test_no_sideways_scrolling_on_a_phone(dossier: Path, look: Looks) -> None:
    assert overflow(look("", width=360, height=740).open(dossier.as_uri())) == []


def test_it_reads_whole_without_scripts(dossier: Path, look: Looks) -> None:
    pages = [look("", java_script_enabled=on).open(dossier.as_uri()) for on in (True, False)]
    moving, still = ((page.locator("main").text_content() or "").split() for page in pages)
    assert still == moving


def test_the_box_shows_only_entries_with_the_word(dossier: Path, look: Looks) -> None:
    page = look("").open(dossier.as_uri())
    before = page.locator("article[data-entry]:visible").count()
    page.get_by_role("searchbox").fill("Taliban")
    page.wait_for_function("document.getElementById('sieved').textContent !== ''")
    shown = page.locator("article[data-entry]:visible")
    assert 0 < shown.count() < before
    texts = shown.evaluate_all("nodes => nodes.map((node) => node.textContent.toLowerCase())")
    assert [text for text in texts if "taliban" not in text] == []
