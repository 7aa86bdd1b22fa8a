"""A person's corrections: made, filed, listed and undone.

What comes in: ids as the lists show them, and what is to be done. What goes out: `Judgement` records
on file, which name what they are about by ids that stay the same however the case grows: those of
single reports' records, never those of joined actors or events.

    file.judge(file.merging(["3f2a91bc", "77ab01cd"], by="Ann", reason="one person"))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import msgspec

from regesta.errors import CaseError
from regesta.lexicons import load
from regesta.lexicons.entries import EventType
from regesta.records import (
    Action,
    Actor,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Figure,
    Judgement,
    Link,
    Mention,
    Record,
    Statement,
    When,
    identify,
)
from regesta.store.casefile import decode
from regesta.store.corrections import active, field_type, several
from regesta.store.counted import CountedFile
from regesta.store.query import period
from regesta.store.rows import SLOTS, json_of

__all__ = ["JudgedFile"]

# Enough to know a cluster by, should a later version read some reports differently.
MEMBERS_KEPT = 8
NULL = "null"
# Fields that a person may set; what a record stands on (its words) is not among them.
SETTABLE: dict[str, tuple[str, ...]] = {
    "document": ("outlet", "title", "published", "url", "dateline"),
    "actor": ("name", "type", "country", "sector"),
    "mention": ("form", "framing"),
    "statement": ("speaker", "together", "speaker_text", "manner", "act", "negated", "addressees", "via", "when"),
    "event_mention": (
        "type", "mode", "contexts", "actors", "recipients", "when", "place", "modality", "claimed_by",
    ),
    "event": ("label", "type", "when", "place"),
    "commitment": ("sort", "party", "beneficiaries", "polarity", "when", "due", "via"),
    "status": ("holder", "counterpart", "dimension", "value", "when", "as_of", "claimed_by"),
    "figure": ("value", "high", "comparator", "unit", "counted", "as_of", "speaker"),
}  # fmt: skip
# The same, where a null would say nothing.
NEEDED = {
    "name",
    "type",
    "form",
    "manner",
    "modality",
    "sort",
    "polarity",
    "dimension",
    "comparator",
    "label",
}


class JudgedFile(CountedFile):
    """A case file that keeps a person's judgements."""

    def judge(self, item: Judgement) -> Judgement:
        """File a judgement; linking has to run again afterwards."""
        alike = [
            other for other in self.judgements() if (other.action, other.target) == (item.action, item.target)
        ]
        content = (item.action, *item.target, repr(item.value), item.by, item.reason, len(alike))
        added = datetime.now(UTC).isoformat(timespec="microseconds")
        item = msgspec.structs.replace(item, id=identify("judgement", "", (), content), added=added)
        record = json_of(msgspec.structs.replace(item, added=None))
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO judgements VALUES (?, ?, ?, ?)", (item.id, item.action, item.added, record)
            )
            self._unlink(connection)
        return item

    def judgements(self, *, in_force: bool = False) -> list[Judgement]:
        """What persons have judged, oldest first; with `in_force`, without what was undone."""
        found = list(self._load(Judgement, "ORDER BY added, id"))
        return list(active(found)) if in_force else found

    @property
    def in_force(self) -> set[str]:
        """The ids of the corrections in force."""
        return {item.id for item in self.judgements(in_force=True)}

    def judged(self, record: msgspec.Struct) -> list[Judgement]:
        """The judgements that made a record what it is."""
        sql = "SELECT judgement FROM judged WHERE record = ?"
        ids = {str(row[0]) for row in self._rows(sql, cast(Any, record).id)}
        return [item for item in self.judgements() if item.id in ids] if ids else []

    # Making judgements

    def merging(self, idents: Sequence[str], *, by: str | None, reason: str | None) -> Judgement:
        """These actors, or these events, are one; the first gives it its name."""
        chosen = [self._joined(ident) for ident in idents]
        kinds = {kind for kind, _, _ in chosen}
        if len({cluster for _, cluster, _ in chosen}) < 2:
            raise CaseError("merge needs two or more different actors, or events, of the case")
        if len(kinds) > 1:
            raise CaseError("an actor and an event cannot be merged; name two of a kind")
        target = [member for _, _, members in chosen for member in members[:MEMBERS_KEPT]]
        what = " = ".join(self._called(cluster) for _, cluster, _ in chosen)
        return _judgement("merge", target, {"kind": kinds.pop(), "what": what}, by=by, reason=reason)

    def splitting(
        self, ident: str, members: Sequence[str], *, by: str | None, reason: str | None
    ) -> Judgement:
        """These members (mentions, or what one report tells) are not the actor or event they stand in."""
        kind, cluster, own = self._joined(ident)
        if not members:
            raise CaseError(f"say what to split off {ident}: ids of its mentions or members")
        moved = list(dict.fromkeys(self._member(member, kind, cluster) for member in members))
        gone = {self._actor_of_mention(member) or member for member in moved}
        rest = [member for member in own if member not in gone]
        if not rest and kind == "event":
            raise CaseError(f"nothing would be left of {ident}; leave one of its mentions")
        value = {"kind": kind, "from": rest[:MEMBERS_KEPT], "what": self._called(cluster)}
        return _judgement("split", moved, value, by=by, reason=reason)

    def rejecting(self, ident: str, *, by: str | None, reason: str | None) -> Judgement:
        """This record is wrong: hide it and what stands on it alone."""
        record = cast(Any, self.get(ident))
        value: dict[str, Any] = {"kind": record.kind, "what": self._called(record.id)}
        target = [record.id]
        if isinstance(record, Actor | Event):
            target = self._members(record)
            if isinstance(record, Actor) and not record.rule.endswith("/described"):
                value["names"] = self._names_of(target)
        elif isinstance(record, Link):
            value |= {"relation": record.relation, "members": list(record.members)}
        elif isinstance(record, Discrepancy):
            spans = {(span.document, span.start, span.end) for side in record.sides for span in side.evidence}
            value |= {"sort": record.sort, "spans": [list(span) for span in sorted(spans)]}
        elif not isinstance(record, Record):
            raise CaseError(f"a {record.kind} cannot be rejected; only what reports were read to say")
        return _judgement("reject", target, value, by=by, reason=reason)

    def setting(self, ident: str, field: str, value: str, *, by: str | None, reason: str | None) -> Judgement:
        """This field of the record is rightly so."""
        record = cast(Any, self.get(ident))
        fields = SETTABLE.get(record.kind, ())
        if field not in fields:
            able = f"can be set: {', '.join(fields)}" if fields else "has no field that can be set"
            raise CaseError(f"{field} of a {record.kind} cannot be set; it {able}")
        if value == NULL and field in NEEDED:
            raise CaseError(f"{field} of a {record.kind} cannot be null")
        right = self._value(record, field, value.strip())
        target = self._members(record)[:MEMBERS_KEPT] if isinstance(record, Actor | Event) else [record.id]
        what = self._called(record.id)
        told = {"kind": record.kind, "field": field, "value": right, "said": value, "what": what}
        return _judgement("set", target, told, by=by, reason=reason)

    def undoing(self, ident: str, *, by: str | None, reason: str | None) -> Judgement:
        """A judgement is void."""
        record = self.get(ident)
        if not isinstance(record, Judgement):
            raise CaseError(f"{ident} is no judgement; `regesta judgements {self.path}` lists them")
        return _judgement("undo", [record.id], None, by=by, reason=reason)

    # Ids that stay

    def _joined(self, ident: str) -> tuple[str, str, list[str]]:
        """The kind, id and members of the actor or event an id leads to."""
        record = self.get(ident)
        if isinstance(record, Mention):
            record = self.get(record.actor)
        if isinstance(record, EventMention):
            record = self.get(record.event)
        if not isinstance(record, Actor | Event):
            raise CaseError(f"{ident} is a {cast(Any, record).kind}; name actors or events")
        return record.kind, record.id, self._members(record)

    def _members(self, record: Actor | Event) -> list[str]:
        """The records of single reports that were joined in an actor or event."""
        if isinstance(record, Event):
            return sorted(record.mentions)
        rows = self._rows("SELECT document_actor FROM actor_of WHERE actor = ? ORDER BY 1", record.id)
        return [str(row[0]) for row in rows]

    def _names_of(self, members: Iterable[str]) -> list[list[str | None]]:
        """By what names, types and countries single reports know an actor; one word may be anybody's surname."""
        sql = "SELECT record FROM document_actors WHERE id = ?"
        rows = (self._row(sql, ident) for ident in members)
        own = [decode(Actor, row[0]) for row in rows if row is not None]
        known = {(one.name, one.type, one.country) for one in own}
        chosen = (row for row in known if row[1] != "person" or " " in row[0])
        return [list(row) for row in sorted(chosen, key=str)]

    def _member(self, ident: str, kind: str, cluster: str) -> str:
        """The id of a mention, or of one report's actor or telling of an event, of that cluster."""
        last = ident.strip().lower() + "\U0010ffff"
        tables = ("mentions", "document_actors") if kind == "actor" else ("event_mentions",)
        sql = " UNION ALL ".join(f"SELECT id FROM {table} WHERE id >= ?1 AND id < ?2" for table in tables)
        found = [str(row[0]) for row in self._rows(sql, ident.strip().lower(), last)]
        if len(found) != 1:
            raise CaseError(f"{ident} is no mention or member of that {kind}; `regesta show` lists them")
        member = found[0]
        own = self._actor_of_mention(member) or member
        home = self._actor(own) if kind == "actor" else cast(EventMention, self.get(member)).event
        if home != cluster:
            raise CaseError(f"{ident} belongs to {self._called(home)}, not to that {kind}")
        return member

    def _actor_of_mention(self, ident: str) -> str | None:
        row = self._row("SELECT record ->> '$.actor' FROM mentions WHERE id = ?", ident)
        return str(row[0]) if row else None

    def _called(self, ident: str) -> str:
        """A few words by which a person knows the record again."""
        record = self.get(ident)
        if isinstance(record, Actor):
            return record.name
        if isinstance(record, Event):
            return record.label
        if isinstance(record, Document):
            return record.outlet or record.name
        if isinstance(record, Link):
            return record.why
        if isinstance(record, Discrepancy):
            return record.summary
        if not isinstance(record, Record):
            return ident
        return " ".join(self.cut(record.evidence[0]).split())[:160]

    # Values

    def _value(self, record: Any, field: str, value: str) -> Any:
        """What a person wrote, as the field holds it. Raises CaseError when it cannot be that."""
        struct: type[msgspec.Struct] = type(record)
        if field in SLOTS.get(struct, ()):
            names = [] if value == NULL else value.split(",") if several(struct, field) else [value]
            return [self._one_actor(name.strip()) for name in names]
        if value == NULL:
            return None
        hint = field_type(struct, field)
        if When in _parts(hint):
            return msgspec.to_builtins(when_of(value))
        if field == "place":
            name, _, country = (part.strip() for part in value.partition(","))
            return {"name": name, "country": country or None}
        wanted: Any = value
        if several(struct, field):
            wanted = [part.strip() for part in value.split(",")]
        elif isinstance(record, Statement | Figure) and field in ("negated", "value", "high"):
            wanted = value.lower() if field == "negated" else value.replace(",", "")
        self._fits_codes(record, field, value)
        try:
            return msgspec.to_builtins(msgspec.convert(wanted, hint, strict=False))
        except msgspec.ValidationError as err:
            raise CaseError(f"{field} of a {record.kind} cannot be {value!r}: {err}") from err

    @staticmethod
    def _fits_codes(record: Any, field: str, value: str) -> None:
        """Raises CaseError for a code that PLOVER or ISO 3166 does not have."""
        if isinstance(record, Event | EventMention) and field in ("type", "mode"):
            modes = {entry.type: entry.modes for entry in load(EventType)}
            able = tuple(modes) if field == "type" else modes.get(record.type, ())
            if value not in able:
                raise CaseError(f"no {field} {value!r}; choose one of {', '.join(able) or 'none'}")
        if field == "country" and not (len(value) == 3 and value.isalpha() and value.isupper()):
            raise CaseError(f"country {value!r} is no ISO 3166 alpha-3 code, such as NOR")

    def _one_actor(self, name: str) -> list[str]:
        """The members of the one actor that a name or id stands for."""
        found = self._ids_of(name)
        if len(found) != 1:
            able = ", ".join(f"{self.name(one)} ({self.short(one)})" for one in found[:6])
            raise CaseError(
                f"{name!r} may be {able}; give an id" if found else f"no actor {name!r} in the case"
            )
        rows = self._rows("SELECT document_actor FROM actor_of WHERE actor = ? ORDER BY 1", found[0])
        return [str(row[0]) for row in rows]


def when_of(text: str) -> When:
    """A time as a person writes it: 2021-07-28, 2021-07, 2021, or two of them with a slash."""
    first, slash, last = text.partition("/")
    start, end = period(first)
    if not slash:
        size = {4: "year", 7: "month"}.get(len(first.strip()), "day")
        return When(start=start, end=end, precision=cast(Any, size), basis="explicit")
    last_end = period(last)[1]
    if last_end <= start:
        raise CaseError(f"{text!r} ends before it begins")
    return When(start=start, end=last_end, precision="interval", basis="explicit")


def _parts(hint: Any) -> Iterable[Any]:
    return (hint, *getattr(hint, "__args__", ()))


def _judgement(
    action: Action, target: Sequence[str], value: Any, *, by: str | None, reason: str | None
) -> Judgement:
    return Judgement(id="", action=action, target=tuple(target), value=value, by=by, reason=reason)
