"""A real browser over a real server: what a page does wrong while it is looked at is written down.

What comes in: the path of a case, a page's address.
What goes out: an address on loopback (`serving`), a browser (`launched`), and `Watch`: the faults of a
page, as lines a person can act on.

    with serving(Path("demo.case")) as home, sync_playwright() as play, launched(play) as browser:
        watch = Watch(browser.new_page(), home)
        watch.open("/timeline")
        assert watch.faults == []
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ROOT / "examples" / "reports"
AXE = ROOT / "out" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
ELSEWHERE = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NO_BROWSER = "no Chromium, Chrome or Edge is found on this machine: the pages are not looked at"
NO_AXE = "axe-core is not in out/axe (npm install --prefix out/axe axe-core): accessibility is not checked"
PATIENCE = 60.0
# How long a server that was asked to end may finish what it does.
GRACE = 10.0
# Every wait of a test, in milliseconds: generous, for it only costs time where a test fails.
PATIENCE_MS = 20_000


def browser_path() -> str | None:
    """Where a browser that Playwright can drive is, null when there is none."""
    found = next(filter(None, map(shutil.which, ON_PATH)), None)
    return found or next((path for path in ELSEWHERE if Path(path).is_file()), None)


@contextmanager
def launched(play: Playwright) -> Iterator[Browser]:
    """A headless browser without a word to the outside; its sandbox is only given up for root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, "--no-sandbox"] if root else list(FLAGS)
    browser = play.chromium.launch(executable_path=browser_path(), args=flags)
    try:
        yield browser
    finally:
        browser.close()


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(case: Path, *options: str) -> Iterator[str]:
    """`regesta serve` on the case, as a person starts it; yields its address, ended at the end."""
    port = free_port()
    command = [sys.executable, "-m", "regesta", "serve", str(case), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            home = f"http://127.0.0.1:{port}"
            _await(home, server)
            yield home
        finally:
            server.terminate()
            try:
                server.wait(GRACE)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(home: str, server: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            said = server.stderr.read() if server.stderr else ""
            raise RuntimeError(f"regesta serve ended at once, with status {server.returncode}: {said}")
        try:
            with urllib.request.urlopen(home, timeout=PATIENCE):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"regesta serve does not answer at {home} within {PATIENCE:.0f} seconds")


class Watch:
    """A page under watch: errors, refusals of its own policy, requests off the host, broken answers.

    `home` is the address all requests must stay under ("" for a file: it may ask for nothing else).
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error in the page: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("dialog", self._dialog)

    def open(self, path: str) -> Page:
        """Open a page of the host, and wait until it asks for nothing more."""
        # A file asks for nothing while a busy machine still reads it: both are waited for.
        self.page.goto(self.home + path, wait_until="load")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)
        inside = self.home and request.url.startswith(self.home + "/")
        if not inside and not request.url.startswith(("data:", "blob:", "file:", "about:")):
            self.faults.append(f"asks off the host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"answered {response.status}: {response.url}")

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.accept()


# What the fixtures hand over: a case by its name, its server's address, a watched page over an address.
Cases = Callable[[str], Path]
Homes = Callable[[str], str]
Looks = Callable[..., Watch]


def overflow(page: Page) -> list[str]:
    """What stands out beyond the width of the window, so that one must scroll sideways to read."""
    found = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          const clipped = (node) => {
            for (let n = node.parentElement; n && n !== document.body; n = n.parentElement) {
              if (getComputedStyle(n).overflowX !== "visible") return true;
            }
            return false;
          };
          const out = Array.from(document.body.querySelectorAll("*"))
            .filter((node) => node.getBoundingClientRect().right > wide + 1 && !clipped(node))
            .map((node) => `${node.tagName.toLowerCase()}.${node.className} "${node.textContent.trim().slice(0, 40)}"`);
          return out.length ? out.slice(0, 5) : [`the page is ${document.documentElement.scrollWidth} wide`];
        }"""
    )
    return [str(one) for one in found]


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds on the page, the serious and the critical, each with its first places.

    With rules (their ids) only those are asked; without, all of WCAG 2.2 A and AA and best practice.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (rules) => (await axe.run(document, {
             resultTypes: ["violations"],
             runOnly: rules.length ? {type: "rule", values: rules} : {type: "tag", values:
               ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
           })).violations.map((one) => ({
             id: one.id, impact: one.impact, help: one.help,
             nodes: one.nodes.slice(0, 4).map((node) => `${node.target.join(" ")}: ${node.html.slice(0, 120)}`),
           }))""",
        list(rules),
    )
    return [
        f"{one['impact']} {one['id']} ({one['help']}): {node}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def fetch(address: str) -> tuple[int, str]:
    """Status and text of what an address of the host answers."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as err:
        return err.code, err.read().decode("utf-8", "replace")


def sort_of(path: str) -> tuple[str, str]:
    """What sort of page a path leads to: all readers are one sort, and so are all filtered timelines."""
    address, _, query = path.partition("?")
    names = sorted(one.partition("=")[0] for one in query.split("&"))
    return re.sub(r"/[^/]*\d[^/]*", "/*", address), "&".join(names)


def crawled(home: str, *, each: int = 1) -> dict[str, tuple[int, str]]:
    """Pages of a case found by following links, with status and source: `each` of every sort of page.

    Of pages with filters in their address, one of every sort.
    """
    found: dict[str, tuple[int, str]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    waiting = ["/"]
    for path in waiting:
        if seen[sort_of(path)] >= (1 if "?" in path else each):
            continue
        seen[sort_of(path)] += 1
        found[path] = fetch(home + path)
        links = lxml.html.document_fromstring(found[path][1]).xpath("//a/@href")
        ours = dict.fromkeys(link.partition("#")[0] for link in links if re.match(r"/(?!/)", link))
        waiting.extend(sorted((link for link in ours if link not in found), key=lambda link: "?" in link))
    return found


def paths_of(home: str) -> list[str]:
    """One path of every sort of page of a case, without filters."""
    return [path for path in crawled(home) if "?" not in path]
