"""A toy extractor and linker: cases for tests of the store and of what is shown, made in no time.

A report is lines such as "Dahl said the port will open.", "Dahl met Mensah.", "Dahl promised rice
to Togo." and "Dahl counted 40 ships.", each with an optional "On 2021-07-28, " before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from regesta.records import (
    Actor,
    Block,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Extracted,
    Extraction,
    Figure,
    Link,
    Linkage,
    Mention,
    Side,
    Span,
    Statement,
    Status,
    When,
    identify,
)
from regesta.store import Case
from regesta.store.rows import rows_of

LINE = re.compile(
    r"(?:On (?P<day>\d{4}-\d\d-\d\d), )?(?P<who>[A-Z]\w+)"
    r" (?P<verb>said|met|promised|counted|recognised) (?P<rest>.+)\."
)


def day(text: str) -> When:
    first = date.fromisoformat(text)
    return When(start=first, end=first + timedelta(days=1), precision="day", text=text, basis="explicit")


def report(text: str, *, name: str = "", outlet: str | None = None, published: str = "") -> Document:
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        name=name or f"{text[:12].strip()}.txt",
        outlet=outlet,
        published=day(published) if published else None,
        language="en",
        text=text,
        blocks=tuple(Block(line.start(), line.end(), "body") for line in re.finditer(r"[^\n]+", text)),
    )


class _Page:
    """One report under extraction."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.actors: dict[str, list[Span]] = {}
        self.records: list[Extracted] = []

    def actor(self, name: str, start: int) -> str:
        self.actors.setdefault(name, []).append(self.document.span(start, start + len(name)))
        return identify("actor", self.document.id, (), (name,))

    def take(self, line: re.Match[str], offset: int) -> None:
        doc = self.document
        who = self.actor(line["who"], offset + line.start("who"))
        rest = doc.span(offset + line.start("rest"), offset + line.end("rest"))
        verb = doc.span(offset + line.start("verb"), offset + line.end("verb"))
        for found in re.finditer(r"\b[A-Z]\w+", line["rest"]):
            self.actor(found[0], rest.start + found.start())
        other = re.search(r"\b[A-Z]\w+", line["rest"])
        whom = (identify("actor", doc.id, (), (other[0],)),) if other else ()
        shared = {
            "id": identify(line["verb"], doc.id, (rest,)),
            "evidence": (doc.span(offset, offset + line.end()),),
            "rule": f"toy/{line['verb']}",
            "certainty": 0.9,
            "document": doc.id,
        }
        when = day(line["day"]) if line["day"] else None
        self.records.append(self._record(line["verb"], shared, who, whom, rest, verb, when))

    def _record(self, kind, shared, who, whom, rest, verb, when):  # type: ignore[no-untyped-def]
        if kind == "said":
            return Statement(
                **shared, speaker=who, speaker_text="x", cue=verb, content=(rest,),
                manner="indirect", act="say", when=when,
            )  # fmt: skip
        if kind == "met":
            return EventMention(
                **shared, event="", type="CONSULT", mode="visit", actors=(who, *whom),
                trigger=(verb,), when=when,
            )  # fmt: skip
        if kind == "promised":
            return Commitment(
                **shared, sort="pledge", party=who, beneficiaries=whom, content=(rest,), when=when
            )
        if kind == "recognised":
            return Status(
                **shared, holder=who, counterpart=whom[0] if whom else None,
                dimension="recognition", value="granted", as_of=when,
            )  # fmt: skip
        number = re.search(r"\d+", rest.cut(self.document.text))
        return Figure(**shared, value=float(number[0]) if number else None, unit="ships", speaker=who)

    def all(self) -> Extraction:
        found: list[Extracted] = []
        for name, spans in self.actors.items():
            ident = identify("actor", self.document.id, (), (name,))
            common = {"rule": "toy/name", "certainty": 0.9}
            found.append(
                Actor(id=ident, name=name, type="person", document=self.document.id,
                      evidence=(spans[0],), aliases=(name,), **common)
            )  # fmt: skip
            for span in spans:
                found.append(
                    Mention(id=identify("mention", self.document.id, (span,)), evidence=(span,),
                            document=self.document.id, start=span.start, end=span.end, text=name,
                            actor=ident, form="name", **common)
                )  # fmt: skip
        return Extraction(document=self.document, records=(*found, *self.records))


def extract(document: Document) -> Extraction:
    page = _Page(document)
    for line in re.finditer(r"[^\n]+", document.text):
        if found := LINE.fullmatch(line[0]):
            page.take(found, line.start())
    return page.all()


def link(documents: Sequence[Document], records: Sequence[Extracted]) -> Linkage:
    """One actor a name, one event a pair and day, and figures that differ."""
    names: dict[str, list[Actor]] = {}
    for record in records:
        if isinstance(record, Actor):
            names.setdefault(record.name, []).append(record)
    actor_of = {a.id: identify("actor", "", (), (name,)) for name, group in names.items() for a in group}
    actors = tuple(
        Actor(id=actor_of[group[0].id], name=name, type="person", aliases=(name, f"Mr {name}"),
              evidence=tuple(sorted(a.evidence[0] for a in group)), rule="toy/join", certainty=0.9)
        for name, group in sorted(names.items())
    )  # fmt: skip
    events: dict[tuple[object, ...], list[EventMention]] = {}
    for record in records:
        if isinstance(record, EventMention):
            key = (tuple(sorted(actor_of[a] for a in record.actors)), record.when and record.when.start)
            events.setdefault(key, []).append(record)
    joined = [_event(key, group, actor_of) for key, group in events.items()]
    return Linkage(
        actors=actors,
        actor_of=actor_of,
        events=tuple(joined),
        event_of={mention: event.id for event in joined for mention in event.mentions},
        groups={r.id: f"group-{r.sort}" for r in records if isinstance(r, Commitment)},
        links=tuple(_link(event) for event in joined if len(event.documents) > 1),
        discrepancies=_discrepancies(records),
        copy_of={},
    )


def relinked(linker: Callable[[Sequence[Document], Sequence[Extracted]], Linkage]) -> Callable[..., object]:
    """A linker that looks at all reports at once, in the place of `regesta.link.relink`."""

    def relink(ledger: Any, source: Any, documents: Collection[str]) -> tuple[str, ...]:
        ledger.mark("toy", dict.fromkeys(documents, ""))
        known = ledger.marked("toy")
        pages = source.pages(sorted(known))
        linkage = linker([page.document for page in pages], [r for page in pages for r in page.records])
        ledger.replace("toy", ["all"], [("all", item) for item in (
            *linkage.actors, *linkage.events, *linkage.links, *linkage.discrepancies)])  # fmt: skip
        dates = {doc: msgspec.json.encode(when).decode() for doc, when in linkage.published.items()}
        for name, marks in (
            ("actor_of", linkage.actor_of), ("event_of", linkage.event_of), ("groups", linkage.groups),
            ("copy_of", linkage.copy_of), ("published", dates),
        ):  # fmt: skip
            ledger.mark(name, {**dict.fromkeys(ledger.marked(name)), **marks})
        return ()

    return relink


def _event(key: object, group: list[EventMention], actor_of: dict[str, str]) -> Event:
    group = sorted(group, key=lambda mention: mention.id)
    return Event(
        id=identify("event", "", (), (key,)),
        evidence=tuple(mention.evidence[0] for mention in group),
        rule="toy/same", certainty=0.8, label="meeting", type="CONSULT", when=group[0].when,
        actors=tuple(sorted({actor_of[actor] for mention in group for actor in mention.actors})),
        mentions=tuple(mention.id for mention in group),
        documents=tuple(sorted({mention.document for mention in group})),
        independent_reports=len({mention.document for mention in group}),
    )  # fmt: skip


def _link(event: Event) -> Link:
    return Link(
        id=identify("link", "", (), event.mentions), relation="same_event", members=event.mentions,
        score=1.0, why="the same two met on the same day", evidence=event.evidence,
        rule="toy/same", certainty=0.8,
    )  # fmt: skip


def _discrepancies(records: Iterable[Extracted]) -> tuple[Discrepancy, ...]:
    figures = sorted((r for r in records if isinstance(r, Figure)), key=lambda r: r.id)
    if len({figure.value for figure in figures}) < 2:
        return ()
    sides = tuple(Side(value=str(f.value), evidence=f.evidence) for f in figures)
    return (
        Discrepancy(
            id=identify("discrepancy", "", (), (f.id for f in figures)), sort="figure", sides=sides,
            summary="the number of ships differs", rule="toy/figure", certainty=0.7,
            evidence=tuple(side.evidence[0] for side in sides), members=tuple(f.id for f in figures),
        ),
    )  # fmt: skip


COURIER = report(
    "On 2021-07-28, Dahl met Mensah.\nOn 2021-07-29, Dahl said Togo will get its harbour.\n"
    "Mensah promised rice to Togo.\nDahl counted 40 ships.\n",
    name="courier.txt", outlet="Nordic Courier", published="2021-07-30",
)  # fmt: skip
HERALD = report(
    "On 2021-07-28, Mensah met Dahl.\nMensah said the “talks” were short.\n"
    "Mensah counted 50 ships.\nOn 2021-08-05, Dahl recognised Togo.\n",
    name="herald.txt",
)
STORY = (COURIER, HERALD)


def fill(case: Case, documents: Iterable[Document] = STORY, added: str = "2026-01-02T03:04:05+00:00") -> Case:
    """File the reports and link the case."""
    case.file([rows_of(extract(document)) for document in documents], added=added)
    filed = case.documents()
    case.relink(link(filed, case.extracted()), documents=len(filed))
    return case


def story(path: Path, documents: Iterable[Document] = STORY) -> Case:
    """A case of these reports."""
    return fill(Case(path, create=True), documents)
