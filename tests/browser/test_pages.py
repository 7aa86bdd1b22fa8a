"""Every page of two cases in a real browser: it opens clean, reads on a phone, by keyboard and by ear.

The pages are found by following links, so that a new one is looked at as soon as something leads to it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser

import regesta
from browser.harness import AXE, Homes, Looks, Watch, crawled, fetch, overflow, paths_of, serving, violations

BUDGET = 150_000
# Loaded once and kept by the browser: not counted with a page.
BUNDLE = "/assets/vega.js"
LINKS = 30
ELEMENTS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
# Elements that a keyboard cannot reach, or on which one would not see that it did.
LOST = f"""() => Array.from(document.querySelectorAll("{ELEMENTS}"))
  .filter((node) => node.tabIndex >= 0 && node.checkVisibility({{checkVisibilityCSS: true}}) && !node.disabled)
  .filter((node) => {{
    const drawn = (style) => [style.outlineStyle, style.boxShadow, style.borderColor, style.backgroundColor].join();
    node.blur();
    const before = drawn(getComputedStyle(node));
    node.focus({{preventScroll: true}});
    return document.activeElement !== node || drawn(getComputedStyle(node)) === before;
  }})
  .map((node) => node.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module", params=["seeds", "demo"])
def home(request: pytest.FixtureRequest, homes: Homes) -> str:
    return homes(request.param)


@pytest.fixture(scope="module")
def watched(browser: Browser, home: str) -> Iterator[Watch]:
    """One page for all looks at a case: what it loads once it keeps, as a reader's browser does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Watch(context.new_page(), home)
    context.close()


@pytest.fixture(scope="module")
def paths(home: str) -> list[str]:
    return paths_of(home)


def told(found: dict[str, list[str]]) -> str:
    """What is wrong, page by page, for a person to act on."""
    return "\n".join(f"{path}: {one}" for path, faults in found.items() for one in faults)


def test_every_page_opens_clean_in_every_shape(watched: Watch, paths: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for path in paths:
        watched.faults.clear()
        page = watched.open(path)
        found[path] = watched.faults.copy()
        if page.locator("h1").count() != 1 or not page.title():
            found[path].append("has not one h1 and a title")
        if AXE.is_file():
            found[path] += violations(page)
            page.emulate_media(color_scheme="dark")
            found[path] += [f"in dark, {one}" for one in violations(page, "color-contrast")]
            page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 360, "height": 740})
        page.wait_for_timeout(150)
        found[path] += [f"on a phone, beyond the edge: {one}" for one in overflow(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
        found[path] += [fault for fault in watched.faults if fault not in found[path]]
    assert len(paths) >= 14
    assert not told(found), told(found)


def test_accessibility_is_checked(axe: None) -> None:
    """Skips, with its word, where the looks above could not ask axe-core."""
    assert AXE.is_file()


def test_every_page_is_reached_by_keyboard(watched: Watch, paths: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for path in paths:
        page = watched.open(path)
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.className")
        found[path] = (
            [] if first == "skip" else [f"the first stop is not the way past the menu but {first!r}"]
        )
        found[path] += [f"not reached, or reached unseen: {one}" for one in page.evaluate(LOST)]
    assert not told(found), told(found)


def test_every_page_is_light(home: str, paths: list[str]) -> None:
    found = {}
    for path in paths:
        source = fetch(home + path)[1]
        loaded = lxml.html.document_fromstring(source).xpath(
            "//script/@src | //link[@rel='stylesheet']/@href"
        )
        bodies = [source, *(fetch(home + one)[1] for one in loaded if urlsplit(one).path != BUNDLE)]
        size = sum(len(gzip.compress(body.encode("utf-8"))) for body in bodies)
        found[path] = [f"{size:,} bytes, packed"] if size > BUDGET else []
    assert not told(found), told(found)


def test_no_link_leads_nowhere(home: str) -> None:
    found: dict[str, list[str]] = {}
    for path, (status, source) in crawled(home, each=LINKS).items():
        page = lxml.html.document_fromstring(source)
        anchors = {*page.xpath("//@id"), ""}
        inside = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
        found[path] = [f"#{one}" for one in inside if one not in anchors]
        if status != 200:
            found[path].append(f"answers {status}")
    assert len(found) > 40
    assert not told(found), told(found)


def test_pages_read_without_scripts(paths: list[str], look: Looks, home: str) -> None:
    found = {}
    for path in paths:
        page = look(home, java_script_enabled=False).open(path)
        found[path] = [] if len(page.inner_text("main")) > 40 else ["says next to nothing without scripts"]
    assert not told(found), told(found)


def test_an_empty_case_says_so_everywhere(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> None:
    path = tmp_path_factory.mktemp("empty") / "empty.case"
    regesta.open(path).close()
    context = browser.new_context()
    with serving(path) as empty:
        watch = Watch(context.new_page(), empty)
        for one in paths_of(empty):
            assert watch.open(one).locator("main").inner_text().strip(), one
        assert watch.faults == []
    context.close()
