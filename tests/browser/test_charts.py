"""Charts in a real browser: they lead to the record, follow the theme, fit the screen, and answer to a brush."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.harness import Homes, Looks

DRAWN = "[data-drawn=yes] svg"
# What the marks of a chart look like to a reader: the colours as computed, not as written.
COLOURS = """() => [...new Set(Array.from(document.querySelectorAll("[data-chart] svg path, [data-chart] svg line"))
  .flatMap((mark) => [getComputedStyle(mark).fill, getComputedStyle(mark).stroke]))].sort().join(" ")"""
PAGES = ("/", "/timeline", "/timeline?lanes=actor", "/timeline?lanes=dyad", "/relations", "/network", "/map",
         "/map?whole=on", "/commitments")  # fmt: skip


@pytest.fixture
def home(homes: Homes) -> str:
    return homes("demo")


def drawn(page: Page) -> Page:
    """The page once its first chart is drawn."""
    page.wait_for_selector(DRAWN)
    return page


@pytest.mark.parametrize("width", [1280, 380])
def test_every_chart_is_drawn_and_fits(home: str, look: Looks, width: int) -> None:
    watch = look(home, width=width)
    for path in PAGES:
        page = watch.open(path)
        # Printing draws what is still far below.
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("[data-chart]:not([data-drawn=yes])"), path).to_have_count(0)
        ends = page.evaluate(
            f"[...document.querySelectorAll('{DRAWN}')].map((one) => one.getBoundingClientRect().right)"
        )
        assert ends and 0 < max(ends) <= width, path
    assert watch.faults == []


def test_a_stretch_drawn_with_the_pointer_filters_the_list(home: str, look: Looks) -> None:
    watch = look(home)
    page = drawn(watch.open("/timeline?type=CONSULT"))
    box = page.locator(DRAWN).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 60, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["type"] == ["CONSULT"] and "2021" <= asked["since"][0] < asked["until"][0]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", asked[name][0]) for name in ("since", "until"))
    assert watch.faults == []


def test_a_click_is_no_stretch_and_opens_the_record(home: str, look: Looks) -> None:
    watch = look(home)
    page = drawn(watch.open("/timeline"))
    mark = page.locator(f"{DRAWN} .mark-symbol path").first
    mark.scroll_into_view_if_needed()
    with page.expect_navigation(url=re.compile(r"/record/[0-9a-f]{32}")):
        mark.click(force=True)
    assert watch.faults == []


def test_pointing_at_a_mark_tells_what_it_is(home: str, look: Looks) -> None:
    page = drawn(look(home).open("/timeline"))
    page.locator(f"{DRAWN} .mark-symbol path").first.hover(force=True)
    tip = page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "told as" in tip.inner_text()


def test_an_actor_of_the_network_opens_its_page(home: str, look: Looks) -> None:
    page = drawn(look(home).open("/network"))
    with page.expect_navigation(url=re.compile(r"/actor/[0-9a-f]{32}")):
        page.locator(f"{DRAWN} .points path").first.click(force=True)


def test_colours_follow_the_theme_without_a_second_drawing(home: str, look: Looks) -> None:
    page = drawn(look(home, color_scheme="light").open("/timeline"))
    light, first = page.evaluate(COLOURS), page.locator(DRAWN).evaluate("one => (window.kept = one, true)")
    page.emulate_media(color_scheme="dark")
    assert first and page.evaluate(COLOURS) != light
    assert page.locator(DRAWN).evaluate("one => one === window.kept")
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(COLOURS) == light


def test_a_chart_follows_the_window(home: str, look: Looks) -> None:
    page = drawn(look(home).open("/timeline"))
    before = page.locator(DRAWN).get_attribute("width")
    page.set_viewport_size({"width": 420, "height": 800})
    expect(page.locator(DRAWN)).not_to_have_attribute("width", before or "")
    assert page.locator(DRAWN).evaluate("one => one.getBoundingClientRect().right") <= 420


def test_without_its_library_a_chart_says_so_and_the_table_stands(home: str, look: Looks) -> None:
    watch = look(home)
    watch.page.route(re.compile(r"/assets/vega\.js"), lambda route: route.abort())
    page = watch.open("/timeline")
    page.wait_for_selector("[data-drawn=no]")
    assert "could not be drawn" in page.locator("[data-chart]").inner_text()
    page.locator("figure.drawing summary").click()
    assert page.locator("figure.drawing tbody tr").count() > 20
