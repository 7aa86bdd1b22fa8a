"""Hand-made reports with hand-made records, for tests of linking: what an extractor would have found.

room = Newsroom()
herald = room.report("Ana Silva met Jon Dahl in Lima on 3 May.", published="2023-05-04")
silva, dahl = herald.person("Ana Silva", "PER"), herald.person("Jon Dahl", "NOR")
herald.event("met", "CONSULT", [silva], [dahl], when="2023-05-03", place="Lima")
room.link().events
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from regesta.link import link
from regesta.records import (
    Actor,
    ActorRole,
    Block,
    Channel,
    Commitment,
    Document,
    EventMention,
    Extracted,
    Figure,
    Linkage,
    Mention,
    Place,
    Span,
    Statement,
    Status,
    When,
    identify,
)


def when(text: str | None, basis: str = "explicit") -> When | None:
    """'2023-05-03', '2023-05', '2023', '2023-05-03/2023-05-07' or '/2023-05-07'; '~' before it: only the print date."""
    if text is None:
        return None
    if text.startswith("~"):
        text, basis = text[1:], "published"
    first, _, last = text.partition("/")
    precision = {4: "year", 7: "month", 10: "day"}[len(first or last)]
    if not first:
        return When(end=_ends(last)[1], precision=precision, text=text, basis=basis)  # type: ignore[arg-type]
    start, end = _ends(first)
    if last:
        end, precision = _ends(last)[1], "interval"
    return When(start=start, end=end, precision=precision, text=text, basis=basis)  # type: ignore[arg-type]


def _ends(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts), date(*parts) + timedelta(days=1)


class Report:
    """One report under construction; every method returns the id of the record it adds."""

    def __init__(self, room: Newsroom, document: Document) -> None:
        self.room, self.document = room, document

    def spans(self, *pieces: str, within: str = "") -> tuple[Span, ...]:
        found = []
        for piece in pieces:
            at = self.document.text.index(piece, self.document.text.index(within))
            found.append(self.document.span(at, at + len(piece)))
        return tuple(found)

    def sentence(self, piece: str) -> tuple[Span, ...]:
        text = self.document.text
        at = text.index(piece)
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        return (self.document.span(start, len(text) if end < 0 else end),)

    def actor(
        self,
        name: str,
        type_: str,
        country: str | None = None,
        *,
        role: str | None = None,
        organisation: str | None = None,
        form: str = "name",
        framing: str | None = None,
        aliases: Sequence[str] = (),
        **more: Any,
    ) -> str:
        spans = self.spans(name)
        ident = identify("actor", self.document.id, spans)
        roles = (ActorRole(title=role, organisation=organisation),) if role else ()
        self.room.add(
            Actor(id=ident, evidence=spans, rule="test", certainty=0.9, name=name, type=type_,  # type: ignore[arg-type]
                  country=country, aliases=tuple(aliases), roles=roles, document=self.document.id, **more)
        )  # fmt: skip
        for text in (name, *aliases):
            span = self.spans(text)[0]
            mention = identify("mention", self.document.id, (span,))
            self.room.add(
                Mention(id=mention, evidence=(span,), rule="test", certainty=0.9, start=span.start,
                        end=span.end, document=self.document.id, text=text, actor=ident, form=form,  # type: ignore[arg-type]
                        framing=framing)
            )  # fmt: skip
        return ident

    def person(self, name: str, country: str | None = None, role: str | None = None, **more: Any) -> str:
        return self.actor(name, "person", country, role=role, **more)

    def state(self, name: str, country: str) -> str:
        return self.actor(name, "state", country, world=f"state:{country}")

    def says(self, speaker: str | None, *content: str, manner: str = "direct", **more: Any) -> str:
        spans = self.spans(*content)
        ident = identify("statement", self.document.id, spans)
        more["when"] = when(more.get("when"))
        if "channel" in more:
            more["channel"] = Channel(type="interview", outlet=more["channel"])
        self.room.add(
            Statement(id=ident, evidence=self.sentence(content[0]), rule="test", certainty=0.9,
                      document=self.document.id, speaker=speaker, content=spans, manner=manner, **more)  # type: ignore[arg-type]
        )  # fmt: skip
        return ident

    def event(
        self, trigger: str, type_: str, actors: Sequence[str], recipients: Sequence[str] = (), **more: Any
    ) -> str:
        within = more.pop("within", "")
        spans = self.spans(trigger, within=within)
        ident = identify("event_mention", self.document.id, spans, [type_])
        more["when"] = when(more.get("when"))
        place = more.pop("place", None)
        self.room.add(
            EventMention(id=ident, evidence=self.sentence(within or trigger), rule="test", certainty=0.9, event="",
                         document=self.document.id, type=type_, actors=tuple(actors), trigger=spans,
                         recipients=tuple(recipients),
                         place=Place(name=place, latitude=0.0, longitude=0.0) if place else None, **more)
        )  # fmt: skip
        return ident

    def promise(
        self, party: str, content: str, *, sort: str = "pledge", to: Sequence[str] = (), **more: Any
    ) -> str:
        spans = self.spans(content)
        ident = identify("commitment", self.document.id, spans)
        more["when"] = when(more.get("when"))
        more["due"] = when(more.get("due"))
        self.room.add(
            Commitment(id=ident, evidence=self.sentence(content), rule="test", certainty=0.9,
                       document=self.document.id, sort=sort, party=party, beneficiaries=tuple(to),  # type: ignore[arg-type]
                       content=spans, **more)
        )  # fmt: skip
        return ident

    def status(
        self, words: str, holder: str, counterpart: str | None, dimension: str, value: str, **more: Any
    ) -> str:
        spans = self.spans(words)
        ident = identify("status", self.document.id, spans)
        more["as_of"] = when(more.get("as_of"))
        self.room.add(
            Status(id=ident, evidence=spans, rule="test", certainty=0.9, document=self.document.id,
                   holder=holder, counterpart=counterpart, dimension=dimension, value=value, **more)
        )  # fmt: skip
        return ident

    def figure(self, words: str, value: float, unit: str | None, counted: str, **more: Any) -> str:
        spans = self.spans(words)
        ident = identify("figure", self.document.id, spans)
        more["as_of"] = when(more.get("as_of"))
        self.room.add(
            Figure(id=ident, evidence=(*spans, *self.sentence(words)), rule="test", certainty=0.9,
                   document=self.document.id, value=value, unit=unit, counted=counted, **more)
        )  # fmt: skip
        return ident


class Newsroom:
    """A case of hand-made reports."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.records: list[Extracted] = []

    def add(self, record: Extracted) -> None:
        self.records.append(record)

    def report(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        agencies: Sequence[str] = (),
    ) -> Report:
        number = len(self.documents)
        document = Document(
            id=hashlib.sha256(f"{number}{text}".encode()).hexdigest(),
            name=f"report-{number}.txt",
            outlet=outlet,
            agencies=tuple(agencies),
            published=when(published),
            text=text,
            blocks=(Block(0, len(text), "body"),),
        )
        self.documents.append(document)
        return Report(self, document)

    def link(self) -> Linkage:
        return link(self.documents, self.records)
