"""Pictures of every page of a case, to be looked at: light, dark, and at the width of a phone.

What comes in: the path of a case, a folder. What goes out: PAGE-light.png, PAGE-dark.png and
PAGE-phone.png in the folder for every page, and the same of the dossier; what a page did wrong is told.

    python tests/browser/screenshots.py out/demo.case out/screenshots
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, sync_playwright

import regesta
from browser.harness import NO_BROWSER, Watch, browser_path, launched, paths_of, serving, sort_of
from regesta.show.report import write_report

SHAPES: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
# A page of thousands of entries is told by its beginning.
TALLEST = 6000


def main(case: Path, folder: Path) -> int:
    """Take all pictures. Returns 1 when a page did something wrong."""
    if browser_path() is None:
        print(NO_BROWSER)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    dossier = write_report(regesta.open(case), folder / "dossier.html")
    with serving(case) as home, sync_playwright() as play, launched(play) as browser:
        pages = [(name_of(path), home, path) for path in paths_of(home)]
        pages.append(("dossier", "", dossier.resolve().as_uri()))
        faults = [fault for page in pages for fault in taken(browser, folder, *page)]
    print(f"{len(pages)} pages in {len(SHAPES)} shapes are in {folder}")
    return 1 if faults else 0


def taken(browser: Browser, folder: Path, name: str, home: str, path: str) -> list[str]:
    """Take the pictures of one page, and tell what it did wrong meanwhile."""
    faults = []
    for shape, settings in SHAPES.items():
        context = browser.new_context(**settings)
        watch = Watch(context.new_page(), home)
        page = watch.open(path)
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**settings["viewport"], "height": min(tall, TALLEST)})
        page.screenshot(path=folder / f"{name}-{shape}.png")
        faults += watch.faults
        context.close()
    for fault in dict.fromkeys(faults):
        print(f"{path}: {fault}")
    return faults


def name_of(path: str) -> str:
    """A file name for a page: /actors/4f0a is "actors-one"."""
    return re.sub(r"\W+", "-", sort_of(path)[0].replace("*", "one")).strip("-") or "overview"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
