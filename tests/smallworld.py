"""Reports of the same few people, things and days, for tests of what any order or division of work must not change.

told: what hypothesis draws for one report; `newsroom([told, ...])` are the reports, `pages_of` their extractions.
"""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from hypothesis import strategies as st

from newsroom import Newsroom, Report
from regesta.records import Extracted, Extraction

PEOPLE = ["Ana Silva", "Anna Silva", "A. Silva", "Silva", "Jon Dahl", "Jon Daahl", "Dahl", "Marta Dahl", "Peru's foreign minister",
          "Rosa Quispe", "Quispe", "the envoy"]  # fmt: skip
BODIES = ["Chinese embassy", "Chinese embassy in Kabul", "Chinese embassy in Lima", "Quispe"]
DAYS = [None, "2023-05-01", "2023-05-02", "2023-05-03", "2023-06", "2023", "~2023-05-02"]
SAID = ["the copper mines will open before the winter", "copper mines will be open again before winter comes",
        "we want peace with our neighbours", "the copper mines will never open"]  # fmt: skip
WIRE = "officials in the capital said on the day that the long road over the northern pass would stay closed for weeks while crews clear snow"

TOLD = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from([None, "PER", "NOR"]),
    st.sampled_from(DAYS),
    st.sampled_from(SAID),
    st.sampled_from(["met", "phoned", "talks"]),
    st.booleans(),
    st.sampled_from(BODIES),
).filter(lambda told: told[0] != told[1])
REPORTS = st.lists(TOLD, min_size=3, max_size=9)


def newsroom(told: list[tuple[str, str, str | None, str | None, str, str, bool, str]]) -> Newsroom:
    """Reports of the same few people, things and days; some copy each other, some have no date."""
    room = Newsroom()
    for number, (left, right, country, day, said, verb, wire, body) in enumerate(told):
        text = (
            f"{left}: {verb} – {right} in Kabul with China ({body}).\n“{said}”, 300 passengers, Monday, {number}.\n"
            + (f"{WIRE}.\n" if wire else "")
            + ("Kyiv" if number % 2 else "Kiev")
        )
        dated = day.strip("~") if day and len(day) > 7 else None
        report = room.report(text, published=dated, outlet=f"Paper {number}" if number % 3 else None)
        one, other = _person(report, left, country), _person(report, right, "PER")
        report.actor(body, "ministry" if "embassy" in body else "other", "CHN" if "embassy" in body else None)
        state = report.state("China", "CHN")
        report.event(verb, "CONSULT", [one], [other], when=day, place="Kabul" if wire else None)
        report.event("Monday" if day is None else verb, "CONSULT", [state], [other], when=day)
        report.says(one, said, when=day)
        report.promise(one, said, to=[other], when=day)
        report.status(right, state, other, "recognition", verb, as_of=day)
        report.figure("300", float(300 + len(left) % 2), "person", "ferry passengers")
    return room


def _person(report: Report, name: str, country: str | None) -> str:
    if name.startswith(("the ", "Peru")):
        return report.person(name, "PER" if name.startswith("Peru") else None, form="nominal")
    if " " not in name:
        return report.actor(name, "other")
    return report.person(name, country, "foreign minister" if country == "PER" else None)


def pages_of(room: Newsroom) -> dict[str, Extraction]:
    """The reports with their records."""
    own: dict[str, list[Extracted]] = {doc.id: [] for doc in room.documents}
    for record in room.records:
        own[record.document or ""].append(record)
    return {doc.id: Extraction(document=doc, records=tuple(own[doc.id])) for doc in room.documents}
