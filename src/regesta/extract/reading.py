"""One report while it is read: names by token, actors as they take shape, who is on stage.

What comes in: a Parse, its names and persons. What goes out: Actor and Mention records.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import msgspec

from regesta.extract.names import Name
from regesta.extract.stage import Stage, Turn
from regesta.records import Actor, ActorRole, ActorType, Form, Mention, Parse, Span, identify

__all__ = ["Found", "Reading", "Sketch"]

KEPT_EVIDENCE = 5
RULES = {
    "state": "mentions/table",
    "body": "mentions/table",
    "people": "mentions/table",
    "person": "mentions/person",
}


class Found(NamedTuple):
    """What a stretch of words stands for. `key` is the actor's key within the report."""

    key: str
    name: str
    type: str
    country: str | None = None
    sector: str | None = None
    form: Form = "name"
    certainty: float = 0.9
    wikidata: str | None = None
    plural: bool = False
    framing: str | None = None


class Sketch(msgspec.Struct):
    """An actor as it takes shape."""

    found: Found
    first: int
    last: int
    aliases: list[str] = []
    roles: list[ActorRole] = []
    spans: list[Span] = []
    country: str | None = None
    sector: str | None = None


class Naming(NamedTuple):
    """One mention to be: tokens, actor key, form."""

    first: int
    last: int
    key: str
    form: Form
    certainty: float
    framing: str | None


class Reading:
    """The state of one pass over a report, in reading order."""

    def __init__(self, parse: Parse, words: tuple[str, ...], names: list[Name]) -> None:
        self.parse = parse
        self.words = words
        self.name_at: dict[int, Name] = {
            token: name for name in names for token in range(name.first, name.last)
        }
        self.stage = Stage(parse)
        self.at: list[str | None] = [None] * len(words)
        self.states: dict[int, str] = {}
        self.forced: str | None = None
        self.sole: set[str] = set()
        self.person_at: dict[int, str] = {}
        self.groups: dict[int, tuple[str, ...]] = {}
        self.sketches: dict[str, Sketch] = {}
        self.namings: list[Naming] = []

    def touch(self, found: Found, first: int, last: int, head: int, *, mention: bool = True) -> str:
        """Note that tokens first..last stand for an actor; `head` is the token that carries it."""
        parse, key = self.parse, found.key
        sketch = self.sketches.get(key)
        if sketch is None:
            sketch = Sketch(found, first, last, country=found.country, sector=found.sector)
            self.sketches[key] = sketch
        span = parse.span(first, last)
        if len(sketch.spans) < KEPT_EVIDENCE:
            sketch.spans.append(span)
        text = parse.text_of(first, last)
        if mention and found.form in {"name", "acronym", "metonym"} and text not in sketch.aliases:
            sketch.aliases.append(text)
        if found.certainty > sketch.found.certainty and found.form != "pronoun":
            sketch.found = sketch.found._replace(certainty=found.certainty)
        sketch.country = sketch.country or found.country
        sketch.sector = sketch.sector or found.sector
        self.at[head] = key
        if mention:
            self.namings.append(Naming(first, last, key, found.form, found.certainty, found.framing))
        subject = parse.deps[head] in {"nsubj", "nsubjpass"} or self._joined_subject(head)
        kind = found.type if mention or key.startswith("person") else "adjective"
        self.stage.countries[key] = sketch.country
        self.stage.add(
            Turn(
                head,
                parse.sentence_of[head],
                key,
                kind,
                sketch.country,
                subject,
                found.plural,
                parse.deps[head] in {"compound", "amod", "nmod"} or not mention,
            )
        )
        return key

    def _joined_subject(self, head: int) -> bool:
        if self.parse.deps[head] == "conj":
            return self.parse.deps[self.parse.heads[head]] in {"nsubj", "nsubjpass"}
        return False

    def merge(self, old: str, new: str) -> None:
        """What stood for `old` stands for `new`: a description whose bearer is named later."""
        gone, kept = self.sketches.pop(old), self.sketches[new]
        kept.spans.extend(gone.spans[: KEPT_EVIDENCE - len(kept.spans)])
        titles = {role.title for role in kept.roles}
        kept.roles.extend(role for role in gone.roles if role.title not in titles)
        kept.country, kept.sector = kept.country or gone.country, kept.sector or gone.sector
        self.stage.countries[new] = kept.country
        self.at = [new if key == old else key for key in self.at]
        self.namings = [one._replace(key=new) if one.key == old else one for one in self.namings]
        self.stage.turns = [turn._replace(key=new) if turn.key == old else turn for turn in self.stage.turns]

    def country_of(self, key: str | None) -> str | None:
        """The country of an actor met before."""
        sketch = self.sketches.get(key) if key else None
        return sketch.country if sketch else None

    def actors(self) -> tuple[tuple[Actor, ...], dict[str, str]]:
        """The actor records, in order of first naming, and key -> id."""
        document = self.parse.document.id
        ids: dict[str, str] = {}
        made = []
        for key, sketch in self.sketches.items():
            found = sketch.found
            name = found.name if not key.startswith("person:") else self.full_name(sketch)
            ids[key] = identify("actor", document, sketch.spans[:1], (name,))
            made.append(
                Actor(
                    id=ids[key],
                    evidence=tuple(sorted(set(sketch.spans))),
                    rule=RULES.get(key.partition(":")[0], "mentions/nominal"),
                    certainty=round(found.certainty, 2),
                    name=name,
                    type=cast(ActorType, found.type),
                    country=sketch.country,
                    sector=sketch.sector,
                    aliases=tuple(alias for alias in sketch.aliases if alias != name),
                    roles=tuple(sketch.roles),
                    same_as={"wikidata": found.wikidata} if found.wikidata else {},
                    document=document,
                    world=key if key.partition(":")[0] in {"state", "body", "people"} else None,
                )
            )
        return tuple(made), ids

    def full_name(self, sketch: Sketch) -> str:
        """The longest form a person is named by."""
        return max(sketch.aliases, key=len, default=sketch.found.name)

    def mentions(self, ids: dict[str, str]) -> tuple[Mention, ...]:
        """The mention records: of phrases that lie in one another, the longest."""
        document = self.parse.document.id
        made = []
        for naming in self.maximal():
            span = self.parse.span(naming.first, naming.last)
            actor = ids[naming.key]
            made.append(
                Mention(
                    id=identify("mention", document, (span,), (actor,)),
                    evidence=(span,),
                    rule=f"mentions/{naming.form}",
                    certainty=round(naming.certainty, 2),
                    document=document,
                    start=span.start,
                    end=span.end,
                    text=self.parse.text_of(naming.first, naming.last),
                    actor=actor,
                    form=naming.form,
                    framing=naming.framing,
                )
            )
        return tuple(made)

    def maximal(self) -> list[Naming]:
        """Namings in text order, without those that lie inside a longer one."""
        kept: list[Naming] = []
        for naming in sorted(self.namings, key=lambda one: (one.first, -one.last)):
            inside = kept and naming.last <= kept[-1].last and naming.form != "pronoun"
            same = kept and (naming.first, naming.last) == (kept[-1].first, kept[-1].last)
            if not inside and not same:
                kept.append(naming)
        return kept
