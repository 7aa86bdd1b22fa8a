"""Who may ask the reading room for what: hosts, origins, tokens, bodies, paths and absurd questions.

Asked over HTTP without a browser, for an attacker does not use one. The addresses are taken from the
application itself, so that a new page is under test the moment it has one.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import regesta
from browser.harness import Cases
from regesta.show.web import app

HOME = "http://127.0.0.1:8765"
SOME_ID = "0" * 32
MEGABYTE = 1_000_000
OUTSIDE = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "%2fetc%2fpasswd",
    "..\\..\\etc\\passwd",
    "file:%2f%2f%2fetc%2fpasswd",
    "regesta.css%00.html",
    "__init__.py",
)
ABSURD = (
    "x" * 9_000,
    "2021-99-99",
    "0000-00-00",
    "99999-12-31",
    "-1",
    "9" * 30,
    "1e999",
    "NaN",
    "\x00",
    "%",
    "_",
    "'; DROP TABLE documents; --",
    '" OR "" MATCH "',
    "NEAR(",
    "*",
    "٣",
    "\U0001f9ed\u202e",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "[",
    "{{7*7}}",
)
ASKED = (
    "actor", "also", "speaker", "about", "type", "kind", "modality", "since", "until", "outlet", "text", "q",
    "page", "as-of", "lanes", "names", "at", "leaf", "series", "whole",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of its own, so that a change that should be refused would be seen."""
    return Path(shutil.copy(cases("demo"), tmp_path_factory.mktemp("doors") / "demo.case"))


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(app(path), base_url=HOME, raise_server_exceptions=False, follow_redirects=False) as found:
        yield found


@pytest.fixture(scope="module")
def token(client: TestClient, path: Path) -> str:
    """The token of our own pages, as the page of a record shows it."""
    with regesta.open(path) as case:
        page = client.get(f"/record/{case.statements()[0].id}").text
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def routes(client: TestClient) -> list[Route]:
    return [route for route in client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]


def addresses(client: TestClient, method: str) -> list[str]:
    """The application's addresses that take the method, with an id that nobody has."""
    found = [route.path for route in routes(client) if method in (route.methods or {"GET"})]
    return [re.sub(r"\{[^}]*\}", SOME_ID, one) for one in found]


def dump(path: Path) -> list[str]:
    """All that the case file holds."""
    with sqlite3.connect(path) as found:
        return list(found.iterdump())


# Who is let in


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "0",
        "[::2]",
    ],
)
def test_a_host_that_is_not_this_machine_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert 400 <= answer.status_code < 500
    assert "regesta.css" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1:8765", "[::1]:8765"])
def test_this_machine_is_let_in_by_all_its_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for address in (*addresses(client, "GET"), "/nowhere", "/assets/regesta.css"):
        policy = client.get(address).headers["Content-Security-Policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'", address
        assert rules["script-src"] == "'self'", address
        assert rules["style-src"] == "'self'", address
        assert rules["base-uri"] == rules["frame-ancestors"] == "'none'", address
        assert "unsafe" not in policy and "*" not in policy, address


# Changes


def test_there_are_changes_to_be_guarded(client: TestClient) -> None:
    assert addresses(client, "POST")


@pytest.mark.parametrize("sent", [{}, {"token": ""}, {"token": "guess"}], ids=["none", "empty", "wrong"])
def test_a_change_without_our_token_is_refused(client: TestClient, path: Path, sent: dict[str, str]) -> None:
    before = dump(path)
    for address in addresses(client, "POST"):
        assert client.post(address, data=sent).status_code == 403, address
    assert dump(path) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1:8765.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=["other", "null", "other-port", "longer", "cross-site", "same-site"],
)
def test_a_change_from_elsewhere_is_refused_even_with_the_token(
    client: TestClient, path: Path, token: str, headers: dict[str, str]
) -> None:
    before = dump(path)
    for address in addresses(client, "POST"):
        assert client.post(address, data={"token": token}, headers=headers).status_code == 403, address
    assert dump(path) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_asking_changes_nothing(client: TestClient, path: Path) -> None:
    before = dump(path)
    for address in {*addresses(client, "GET"), *addresses(client, "POST")}:
        for method in ("GET", "HEAD"):
            assert client.request(method, address).status_code in {200, 303, 400, 404, 405}, address
    assert dump(path) == before


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "streamed"])
def test_a_large_body_is_refused(client: TestClient, token: str, declared: bool) -> None:
    body = f"token={token}&reason=".encode() + b"x" * (4 * MEGABYTE)
    pieces = (body[at : at + 65_536] for at in range(0, len(body), 65_536))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for address in addresses(client, "POST"):
        answer = client.post(address, content=body if declared else pieces, headers=kind)
        assert answer.status_code in {400, 413}, address


# Addresses and questions


@pytest.mark.parametrize("outside", OUTSIDE)
def test_no_address_leads_to_a_file_of_this_machine(client: TestClient, outside: str) -> None:
    opened = [re.sub(r"\{[^}]*\}", lambda _: outside, route.path) for route in routes(client)]
    for address in {*opened, f"/{outside}", f"/assets/{outside}"}:
        answer = client.get(address)
        assert answer.status_code in {200, 303, 400, 404, 405}, address
        assert "root:" not in answer.text and "__all__" not in answer.text, address
        if "{" not in address and address.startswith("/assets/"):
            assert answer.status_code == 404, address


@pytest.mark.parametrize("number", range(len(ABSURD)))
def test_an_absurd_question_gets_a_readable_answer(client: TestClient, number: int) -> None:
    pages, value = addresses(client, "GET"), ABSURD[number]
    for turn, name in enumerate(ASKED):
        for address in {"/timeline", pages[(turn + number) % len(pages)]}:
            answer = client.get(address, params={name: value})
            told = f"{address}?{name}"
            assert answer.status_code in {200, 303, 400, 404}, told
            assert "Traceback" not in answer.text and "sqlite" not in answer.text.lower(), told
            if answer.status_code == 400:
                assert "<h1" in answer.text, told


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "actor=%00", "from=%f0%28%8c%28", "&&&=&=", "q[]=1&q[]=2", "?" * 500]
)
def test_a_broken_query_gets_a_readable_answer(client: TestClient, query: str) -> None:
    for address in addresses(client, "GET"):
        assert client.get(f"{address}?{query}").status_code in {200, 303, 400, 404}, address
