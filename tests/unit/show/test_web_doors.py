"""The reading room's doors: who is let in, how corrections are made and undone, and what others write meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from regesta import pipeline
from regesta.records import Extraction
from regesta.run import Case
from regesta.show.web import app
from regesta.show.web.guard import host_of
from regesta.store.rows import rows_of
from room import room, room_case

HOME = "http://localhost"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return room_case(tmp_path / "ferry-talks.case")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(app(path), base_url=HOME) as found:
        yield found


def ids(path: Path, kind: str) -> list[str]:
    with Case(path) as case:
        return [str(one.id) for one in case.records(kind)]  # type: ignore[attr-defined]


def send(client: TestClient, page: str = "/corrections", **form: Any) -> Any:
    """Send a correction as the form on a page does."""
    token = re.search(r'name="token" value="([^"]+)"', client.get(page).text)
    return client.post("/correct", data={"token": token[1] if token else "", **form}, follow_redirects=False)


# Who is let in


@pytest.mark.parametrize(
    "host, status",
    [
        ("localhost", 200),
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_only_this_machines_names_are_answered(client, host, status):
    assert client.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "header, host", [("[::1", ""), ("a:b@localhost", "localhost"), ("LOCALHOST:1", "localhost")]
)
def test_odd_hosts_are_read_as_what_they_name(header, host):
    assert host_of(header) == host


@pytest.mark.parametrize("address", ["/", "/nope", "/assets/regesta.css", "/record/zz"])
def test_every_answer_is_sealed(client, address):
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2f..%2fapp.py", "regesta.css/..", "%2fetc%2fpasswd", "nope.js"]
)
def test_no_path_reaches_the_disk(client, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_assets_are_kept_by_the_browser_until_they_change(client):
    first = client.get("/assets/regesta.css")
    again = client.get("/assets/regesta.css", headers={"if-none-match": first.headers["etag"]})
    assert "immutable" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_page_is_refused(client, path, headers):
    answer = client.post("/correct", data={"action": "reject", "id": ids(path, "figure")[0]}, headers=headers)
    assert answer.status_code == 403
    assert len(ids(path, "figure")) == 1


def test_a_change_without_our_token_is_refused(client, path):
    form = {"action": "reject", "id": ids(path, "figure")[0]}
    for token in ({}, {"token": ""}, {"token": "x" * 43}):
        assert client.post("/correct", data={**form, **token}).status_code == 403
    assert len(ids(path, "figure")) == 1


def test_a_body_that_no_form_has_is_refused(client):
    assert (
        client.post("/correct", content=b"x" * 70_000, headers={"content-type": "text/plain"}).status_code
        == 413
    )
    assert client.put("/correct").status_code == 405
    assert client.get("/correct").status_code == 405


# Corrections


def test_a_wrong_record_is_hidden_and_undoing_brings_it_back(client, path):
    figure = ids(path, "figure")[0]
    page = f"/record/{figure}"
    answer = send(
        client, page, action="reject", id=figure, by="Ann", reason="a row of chairs", back="/figures"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/figures")
    assert "No" in client.get("/figures").text and f"/record/{figure}" not in client.get("/figures").text
    listed = client.get("/corrections").text
    assert "a row of chairs" in listed and "Ann" in listed
    judgement = ids(path, "judgement")[0]
    assert send(client, action="undo", id=judgement, back="/corrections").status_code == 303
    assert f"/record/{figure}" in client.get("/figures").text


def test_a_right_value_is_set_and_shown_as_corrected(client, path):
    figure = ids(path, "figure")[0]
    send(client, f"/record/{figure}", action="set", id=figure, field="value", value="450", by="Ann")
    shown = client.get("/figures").text
    assert "450" in shown and "corrected by Ann" in shown


def test_two_spellings_are_merged_by_name(client, path):
    with Case(path) as case:
        lund, holm = case.actors_called("Kari Lund"), case.actors_called("Jens Holm")
    send(client, f"/actor/{lund[0]}", action="merge", id=lund[0], other="Jens Holm", by="Ann")
    with Case(path) as case:
        assert case.actors_called("Jens Holm") == case.actors_called("Kari Lund")
    assert len(holm) == 1


def test_one_reports_member_is_split_off(client, path):
    with Case(path) as case:
        lund = case.actors_called("Kari Lund")[0]
        members = case.members_of(lund, size=10)
    send(client, f"/actor/{lund}", action="split", id=lund, member=[members[0].id])
    with Case(path) as case:
        assert len(case.actors_called("Kari Lund")) == 2
    assert len(members) == 3


def test_a_correction_shows_in_the_case_as_it_stood_too(client, path):
    past = "/figures?as-of=2022-05-04"
    figure = ids(path, "figure")[0]
    assert f"/record/{figure}" in client.get(past).text
    send(client, f"/record/{figure}", action="reject", id=figure)
    assert f"/record/{figure}" not in client.get(past).text
    assert "None" in client.get(past).text


@pytest.mark.parametrize(
    "form, told",
    [
        ({"action": "burn", "id": "a" * 32}, "no correction"),
        ({"action": "reject", "id": "nonsense"}, "its id is missing"),
        ({"action": "reject", "id": "0" * 32}, "no record"),
        ({"action": "merge", "other": ""}, "say with whom"),
        ({"action": "merge", "other": "Nobody Known"}, "no other actor"),
        ({"action": "set", "field": "evidence", "value": "x"}, "cannot be set"),
    ],
)
def test_a_correction_that_cannot_be_made_is_told_and_changes_nothing(client, path, form, told):
    with Case(path) as case:
        lund = case.actors_called("Kari Lund")[0]
    answer = send(client, f"/actor/{lund}", **{"id": lund, **form})
    assert answer.status_code == 400
    assert told in answer.text
    assert ids(path, "judgement") == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "", "/x\r\nSet-Cookie: a=b"]
)
def test_after_a_correction_one_stays_here(client, path, back):
    figure = ids(path, "figure")[0]
    answer = send(client, f"/record/{figure}", action="set", id=figure, field="value", value="1", back=back)
    assert answer.headers["location"] == "/corrections"


# The case while others write


def test_what_another_process_adds_is_there_on_the_next_page(client, path):
    assert "pier 3 of 21" not in client.get("/statements").text
    room_case(path, room(copies=5))
    assert "pier 3 of 21 opens" in client.get("/statements").text


def test_what_is_filed_but_not_linked_is_found_and_opens(client, path):
    made = room(copies=2)
    more = made.report("Kari Lund visited the lighthouse.", published="2022-06-03")
    more.event("visited", "CONSULT", [more.person("Kari Lund", "NOR")])
    with Case(path) as case:
        records = tuple(one for one in made.records if one.document == more.document.id)
        case.file([rows_of(Extraction(document=more.document, records=records))])
    found = client.get("/search?q=lighthouse&kind=event")
    assert found.status_code == 200 and "lighthouse" in found.text
    for address in ("/", "/timeline", "/sources", "/actors", f"/report/{more.document.id}"):
        assert client.get(address).status_code == 200, address
    links = re.findall(r'href="(/(?:record|actor)/[^"#?]+)"', client.get(f"/report/{more.document.id}").text)
    assert links
    for link in {*links, *re.findall(r'href="(/(?:record|actor)/[^"#?]+)"', found.text)}:
        assert client.get(link).status_code in (200, 400), link


def test_a_case_between_filing_and_linking_can_be_read_and_says_so(client, path):
    with Case(path) as case, case._transaction() as connection:
        case._unlink(connection)
    assert "Reports are being added" in client.get("/statements").text
    with Case(path) as case:
        pipeline.relink(case)
    assert "Reports are being added" not in client.get("/statements").text
