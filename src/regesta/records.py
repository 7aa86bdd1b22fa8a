"""Every type that travels between rooms: frozen, typed, and the same in Python, SQLite, JSON and CSV.

What comes in: nothing (this module imports no other room).
What goes out: the record kinds of the public contract, the shapes they share, and `Parse`, which stays inside.

A record stands on words: `evidence` holds at least one `Span` of a stored text, and a record without it cannot be made.

>>> Span(document="d1", start=0, end=5).cut("China said so")
'China'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Literal

import msgspec

Precision = Literal["day", "month", "year", "interval", "unknown"]
Basis = Literal["explicit", "anchored", "inherited", "published", "inferred", "unknown"]
Role = Literal["body", "title", "section", "byline", "caption", "teaser", "boilerplate", "slogan"]
ActorType = Literal[
    "person",
    "state",
    "government",
    "ministry",
    "party",
    "armed_group",
    "igo",
    "ngo",
    "company",
    "media",
    "population",
    "other",
]
Form = Literal["name", "acronym", "metonym", "nominal", "pronoun"]
Manner = Literal["direct", "indirect", "mixed"]
Modality = Literal["actual", "ongoing", "planned", "possible", "conditional", "negated", "claimed"]
Sort = Literal["pledge", "offer", "expectation", "demand", "threat", "condition", "intent"]
Polarity = Literal["positive", "negative"]
Comparator = Literal["exactly", "more_than", "less_than", "about", "within", "order_of_magnitude", "growing"]
Relation = Literal["same_quote", "same_event", "same_commitment", "follow_up", "copy"]
DiscrepancySort = Literal["wording", "attribution", "date", "figure", "spelling", "status", "framing"]
Action = Literal["merge", "split", "reject", "set", "undo"]


class Span(msgspec.Struct, frozen=True, order=True):
    """Half-open offsets, in Unicode code points, into the stored text of `document`."""

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a Span needs 0 <= start < end, got {self.start}..{self.end}")

    def cut(self, text: str) -> str:
        """The words the span stands for, given its document's text."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share a character of one document."""
        return self.document == other.document and self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly within this span."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time: `start` inclusive, `end` exclusive, either or both open; `text` are its words.

    `basis` tells how it was found (see docs/records.md); what cannot be resolved has neither
    start nor end, precision "unknown", and keeps its words.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    text: str | None = None
    basis: Basis = "unknown"

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"a When needs start < end, got {self.start}..{self.end}")

    @property
    def known(self) -> bool:
        """True when at least one side is a date."""
        return self.start is not None or self.end is not None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where something happened; `country` is ISO 3166 alpha-3."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Block(msgspec.Struct, frozen=True):
    """A stretch of a document's text (usually one line) and its role on the page."""

    start: int
    end: int
    role: Role


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """How words were conveyed ("interview", "call", "tweet" ...) and by which outlet, if named."""

    type: str
    outlet: str | None = None


class ActorRole(msgspec.Struct, frozen=True, kw_only=True):
    """An office or description an actor is given by a report."""

    title: str
    organisation: str | None = None
    when: When | None = None
    evidence: tuple[Span, ...] = ()


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a discrepancy: what is said there, and the words that say it."""

    value: str
    evidence: tuple[Span, ...]


def identify(kind: str, document: str, spans: Iterable[Span], content: Iterable[object] = ()) -> str:
    """A record's id: sha256 over kind, document, offsets and content, as 32 hex digits.

    Neither `rule` nor `certainty` goes in, so that a better rule finds the same record again.
    """
    parts = [kind, document]
    parts += [f"{span.document}:{span.start}:{span.end}" for span in spans]
    parts += [str(item) for item in content]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every extracted or linked record has beside its own fields."""

    kind: ClassVar[str] = ""

    id: str
    evidence: tuple[Span, ...]
    rule: str
    certainty: float

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a {type(self).__name__} without evidence is refused ({self.rule})")
        if not 0 <= self.certainty <= 1:
            raise ValueError(f"certainty lies between 0 and 1, got {self.certainty} ({self.rule})")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report as filed. `id` is the sha256 of its bytes; `text` is never altered after reading."""

    kind: ClassVar[str] = "document"

    id: str
    name: str
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    url: str | None = None
    published: When | None = None
    language: str | None = None
    text: str
    blocks: tuple[Block, ...] = ()
    copy_of: str | None = None
    added: str | None = None

    def span(self, start: int, end: int) -> Span:
        """A Span of this document."""
        return Span(self.id, start, end)


class Actor(Record, frozen=True, kw_only=True):
    """One person, state, body or group.

    An extractor writes one per document (`document` set, aliases as the report spells them);
    linking joins them into one per case (`document` null).
    `world` is the key of the curated world table when the actor stands there, else null.
    """

    kind: ClassVar[str] = "actor"

    name: str
    type: ActorType
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[ActorRole, ...] = ()
    same_as: dict[str, str] = {}
    document: str | None = None
    world: str | None = None


class Mention(Record, frozen=True, kw_only=True):
    """One place where a report names an actor; `framing` holds an outlet's own words about it."""

    kind: ClassVar[str] = "mention"

    document: str
    start: int
    end: int
    text: str
    actor: str
    form: Form
    framing: str | None = None


class Statement(Record, frozen=True, kw_only=True):
    """One attributed utterance (one cue)."""

    kind: ClassVar[str] = "statement"

    document: str
    speaker: str | None = None
    together: tuple[str, ...] = ()
    speaker_text: str | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    manner: Manner
    act: str | None = None
    negated: bool = False
    addressees: tuple[str, ...] = ()
    channel: Channel | None = None
    via: tuple[str, ...] = ()
    when: When | None = None
    nested_in: str | None = None


class EventMention(Record, frozen=True, kw_only=True):
    """One report of one event."""

    kind: ClassVar[str] = "event_mention"

    document: str
    event: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    trigger: tuple[Span, ...]
    when: When | None = None
    place: Place | None = None
    modality: Modality = "actual"
    claimed_by: str | None = None
    statement: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """One real event, whoever reports it."""

    kind: ClassVar[str] = "event"

    label: str
    type: str
    when: When | None = None
    place: Place | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    independent_reports: int


class Commitment(Record, frozen=True, kw_only=True):
    """One undertaking or expectation."""

    kind: ClassVar[str] = "commitment"

    document: str
    sort: Sort
    party: str | None = None
    beneficiaries: tuple[str, ...] = ()
    content: tuple[Span, ...]
    polarity: Polarity = "positive"
    condition: Span | None = None
    when: When | None = None
    due: When | None = None
    via: tuple[str, ...] = ()
    statement: str | None = None
    group: str | None = None


class Status(Record, frozen=True, kw_only=True):
    """How a relation stands, as a report says it."""

    kind: ClassVar[str] = "status"

    document: str
    holder: str | None = None
    counterpart: str | None = None
    dimension: str
    value: str | None = None
    when: When | None = None
    as_of: When | None = None
    claimed_by: str | None = None
    series: str | None = None


class Figure(Record, frozen=True, kw_only=True):
    """One number a reader would want; the first evidence span is the number itself."""

    kind: ClassVar[str] = "figure"

    document: str
    value: float | None = None
    high: float | None = None
    comparator: Comparator = "exactly"
    unit: str | None = None
    counted: str | None = None
    as_of: When | None = None
    speaker: str | None = None


class Link(Record, frozen=True, kw_only=True):
    """Records of different reports that belong together."""

    kind: ClassVar[str] = "link"

    relation: Relation
    members: tuple[str, ...]
    score: float
    why: str


class Discrepancy(Record, frozen=True, kw_only=True):
    """A point where reports differ, all sides shown; `members` are the records whose values it is about."""

    kind: ClassVar[str] = "discrepancy"

    sort: DiscrepancySort
    sides: tuple[Side, ...]
    summary: str
    members: tuple[str, ...] = ()


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was not filed, and why."""

    kind: ClassVar[str] = "skipped"

    id: str
    name: str
    reason: str
    added: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A person's correction."""

    kind: ClassVar[str] = "judgement"

    id: str
    action: Action
    target: tuple[str, ...]
    value: Any = None
    by: str | None = None
    reason: str | None = None
    added: str | None = None


Extracted = Actor | Mention | Statement | EventMention | Commitment | Status | Figure
Linked = Event | Link | Discrepancy
KINDS: dict[str, type[msgspec.Struct]] = {
    struct.kind: struct
    for struct in (
        Document,
        Actor,
        Mention,
        Statement,
        EventMention,
        Event,
        Commitment,
        Status,
        Figure,
        Link,
        Discrepancy,
        Skipped,
        Judgement,
    )
}


class Quotation(msgspec.Struct, frozen=True):
    """A quoted stretch: token range [first, last) inside the marks, its characters, its nesting.

    `start`/`end` are character offsets of the words inside the marks. `closed` is false for a
    quotation that the report leaves open at a paragraph's end; `continues` is true when the next
    paragraph opens with a mark that carries it on. `scare` marks one or two quoted words inside a
    sentence. `depth` is 1 for a quotation inside another.
    """

    first: int
    last: int
    start: int
    end: int
    closed: bool = True
    continues: bool = False
    depth: int = 0


class Parse(msgspec.Struct, frozen=True, kw_only=True):
    """A document's tokens and dependency trees, as columns: token `i` is `words[i]`, `heads[i]` ...

    Sentence `s` covers tokens `sentences[s][0]` up to `sentences[s][1]`; paragraph `p` covers
    tokens `paragraphs[p]` likewise, and stands in a block of role `roles[p]` ("body", "title",
    "caption", "section"; nothing else is parsed). Heads and children never leave a sentence; a
    root is its own head. Dependency labels are spaCy's (ClearNLP), part-of-speech tags Universal
    (`pos`) and Penn Treebank (`tags`).
    """

    document: Document
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]
    paragraph_of: tuple[int, ...]
    roles: tuple[Role, ...]
    quotations: tuple[Quotation, ...] = ()

    def __len__(self) -> int:
        return len(self.words)

    def role(self, i: int) -> Role:
        """Role of the block token `i` stands in."""
        return self.roles[self.paragraph_of[i]]

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all below it, in text order."""
        found = [i]
        for token in found:
            found.extend(self.children[token])
        return sorted(found)

    def left_edge(self, i: int) -> int:
        """First token of the subtree of `i`."""
        return min(self.subtree(i))

    def right_edge(self, i: int) -> int:
        """Last token of the subtree of `i` (inclusive)."""
        return max(self.subtree(i))

    def span(self, first: int, last: int) -> Span:
        """The Span of tokens first..last, `last` exclusive."""
        return Span(self.document.id, self.starts[first], self.ends[last - 1])

    def text_of(self, first: int, last: int) -> str:
        """The words of tokens first..last as they stand in the text, `last` exclusive."""
        return self.document.text[self.starts[first] : self.ends[last - 1]]

    def sentence_span(self, i: int) -> Span:
        """The Span of the sentence token `i` stands in."""
        first, last = self.sentences[self.sentence_of[i]]
        return self.span(first, last)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of `i` that bear one of the dependency labels."""
        return [child for child in self.children[i] if self.deps[child] in deps]


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression (TimeML TIMEX3): tokens [first, last) and what it means.

    `type` is TimeML's; `head` is the token by which it hangs in the sentence.
    """

    first: int
    last: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    when: When
    value: str | None = None


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """All that one document yields."""

    document: Document
    records: tuple[Extracted, ...]


class Linkage(msgspec.Struct, frozen=True, kw_only=True):
    """What linking a case's records yields: the joined records and the tables that lead to them.

    `actor_of` maps each per-document actor id to its joined actor, `event_of` each event mention
    to its event, `groups` a commitment or status to the id of its group, `copy_of` a document to
    the one it repeats. What is alone is still joined, as a cluster of one. `published` holds the
    dates (basis inferred) that the case gives to documents whose own is not known. `notes` say in
    plain words where linking did not compare everything.
    """

    actors: tuple[Actor, ...] = ()
    actor_of: dict[str, str] = {}
    events: tuple[Event, ...] = ()
    event_of: dict[str, str] = {}
    groups: dict[str, str] = {}
    links: tuple[Link, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    copy_of: dict[str, str] = {}
    published: dict[str, When] = {}
    notes: tuple[str, ...] = ()
