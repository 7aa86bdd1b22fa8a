"""Reports that attack: their words are shown as words, on every page and in the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

import regesta
from browser.harness import Looks, Watch, crawled, fetch, paths_of, serving
from browser.hostile import ATTACKS, PRODUCT, hostile_case, wrongs
from regesta.show.report import write_report

# Inline elements that hold a right-to-left override and do not keep it to themselves, beside other text.
TURNED = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.data.includes("\u202e") || node.parentElement.closest("script")) continue;
    let one = node.parentElement;
    const inline = (element) => getComputedStyle(element).display === "inline";
    const kept = (element) => /isolate|plaintext/.test(getComputedStyle(element).unicodeBidi);
    while (inline(one) && !kept(one)) one = one.parentElement;
    if (!kept(one) && one.textContent.trim() !== node.data.trim()) found.push(one.textContent.trim().slice(0, 90));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def dossier(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with regesta.open(case) as found:
        return write_report(found, tmp_path_factory.mktemp("sent") / "hostile.html")


@pytest.fixture(scope="module")
def home(case: Path) -> Iterator[str]:
    with serving(case) as found:
        yield found


def ran(watch: Watch) -> list[str]:
    """What of the attacks came to life in the page."""
    done = ["window.pwned"] if watch.page.evaluate("'pwned' in window") else []
    return [*done, *watch.dialogs, *watch.faults]


def test_the_hostile_words_were_read_and_filed(case: Path) -> None:
    with regesta.open(case) as found:
        assert len(found.documents()) >= len(ATTACKS) - 2
        assert len(found.statements()) >= len(ATTACKS) - 4
        assert any("Fish <script>" in actor.name for actor in found.actors())


def test_nothing_of_them_is_an_element_of_the_dossier(dossier: Path) -> None:
    source = dossier.read_text(encoding="utf-8")
    assert wrongs(source) == []
    assert "{{7777*191}}" in source and PRODUCT not in source


def test_nothing_of_them_runs_in_the_dossier(dossier: Path, look: Looks) -> None:
    watch = look("")
    watch.open(dossier.as_uri())
    assert ran(watch) == []


def test_nothing_of_them_is_an_element_of_a_page(home: str) -> None:
    shown = ""
    for path, (status, source) in crawled(home, each=4).items():
        assert status == 200, path
        assert wrongs(source) == [], path
        assert PRODUCT not in source, path
        shown += source
    assert "{{7777*191}}" in shown
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in shown


def test_nothing_of_them_runs_in_a_page(home: str, look: Looks) -> None:
    watch = look(home)
    for path in paths_of(home):
        watch.open(path)
        assert ran(watch) == [], path


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_what_is_asked_is_shown_back_as_words(home: str, attack: str) -> None:
    for path in ("/search?q={}", "/timeline?actor={}&text={}", "/statements?outlet={}", "/timeline?page={}"):
        status, source = fetch(home + path.replace("{}", quote(attack[:500], safe="")))
        assert status in (200, 400), path
        assert wrongs(source) == [], path


def test_letters_that_turn_the_line_round_do_not_turn_their_neighbours(home: str, look: Looks) -> None:
    page = look(home).open("/sources")
    loose = page.evaluate(TURNED)
    assert loose == []
