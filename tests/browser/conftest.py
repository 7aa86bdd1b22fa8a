"""Fixtures of the browser tests: one browser for all, one server a case, a watched page for each look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

import regesta
from browser.harness import (
    AXE,
    EXAMPLES,
    NO_AXE,
    NO_BROWSER,
    SEEDS,
    Cases,
    Homes,
    Looks,
    Watch,
    browser_path,
    launched,
    serving,
)

NO_SEEDS = "../shared/seeds is not beside the project: the case of five reports is not looked at"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of all tests."""
    if browser_path() is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as play, launched(play) as found:
        yield found


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    """Path of the case of that name ("demo", "seeds"), built when first asked for; nobody changes it."""
    folder = tmp_path_factory.mktemp("cases")
    built: dict[str, Path] = {}

    def of(name: str) -> Path:
        reports = {"demo": EXAMPLES, "seeds": SEEDS}[name]
        if not reports.is_dir():
            pytest.skip(NO_SEEDS)
        if name not in built:
            with regesta.open(folder / f"{name}.case") as case:
                case.add(reports)
            built[name] = folder / f"{name}.case"
        return built[name]

    return of


@pytest.fixture(scope="session")
def homes(cases: Cases) -> Iterator[Homes]:
    """Address of the server of the case of that name, started when first asked for."""
    running: dict[str, str] = {}
    with ExitStack() as stack:

        def of(name: str) -> str:
            if name not in running:
                running[name] = stack.enter_context(serving(cases(name)))
            return running[name]

        yield of


@pytest.fixture
def look(browser: Browser) -> Iterator[Looks]:
    """A fresh watched page over an address ("" for files), with the browser's settings as given."""
    with ExitStack() as stack:

        def at(home: str, *, width: int = 1280, height: int = 900, **settings: Any) -> Watch:
            context = browser.new_context(viewport={"width": width, "height": height}, **settings)
            stack.callback(context.close)
            return Watch(context.new_page(), home)

        yield at


@pytest.fixture
def axe() -> None:
    """Skips where axe-core was not installed."""
    if not AXE.is_file():
        pytest.skip(NO_AXE)
