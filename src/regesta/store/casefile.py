"""The case file read record by record: each with its report's actors replaced by the case's.

What comes in: an id, or the start of one. What goes out: the record, and what surrounds it.

    file.get("3f2a91bc")        # the record whose id starts so
"""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import msgspec

from regesta.errors import CaseError
from regesta.records import (
    KINDS,
    Actor,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Judgement,
    Link,
    Record,
    Skipped,
    Span,
    Statement,
    Status,
)
from regesta.store import migrate
from regesta.store.rows import SLOTS, TABLES, Cell, Row, fold_name

__all__ = ["TABLE_OF", "CaseFile", "decode"]

R = TypeVar("R", bound=msgspec.Struct)

TABLE_OF: dict[type[msgspec.Struct], str] = {
    **TABLES,
    Document: "documents",
    Actor: "actors",
    Event: "events",
    Link: "links",
    Discrepancy: "discrepancies",
    Skipped: "skipped",
    Judgement: "judgements",
}
COLUMNS: dict[type[msgspec.Struct], str] = {
    Document: "record, id, text, added",
    Skipped: "record, id, added",
    Judgement: "record, id, added",
}
# What may be the start of an id rather than a name.
ID_START = re.compile(r"[0-9a-f]{6,64}")
SHORT = 8
# Memory for pages of the file once a connection writes: a batch touches leaves all over the indexes of a large case,
# which with SQLite's own 2 MB were read three times and written one and a half times as often.
WRITING_KB = 65_536
TEXTS_KEPT = 2048
NAMES_KEPT = 65536


# Made when the module is loaded, by one thread: msgspec crashes where one thread decodes a type whose fields
# another has only begun to look up.
DECODERS: dict[type[msgspec.Struct], msgspec.json.Decoder[Any]] = {
    struct: msgspec.json.Decoder(struct) for struct in TABLE_OF
}


def decode(struct: type[R], record: Cell) -> R:
    """A record from its JSON. Raises CaseError when the file holds something else in its place."""
    try:
        found: R = DECODERS[struct].decode(str(record))
    except (msgspec.MsgspecError, ValueError) as err:
        told = f"a {struct.__name__} does not fit its type: {err}"
        raise CaseError(f"{told}; `regesta check` tells which, then go back to a backup") from err
    return found


class CaseFile:
    """An open case file, record by record."""

    def __init__(self, path: str | Path | None, *, create: bool = False) -> None:
        self.path = Path(path or "in memory")
        self._connection = migrate.connect(self.path, create=create) if path else migrate.scratch()
        # A cache per open case: the methods themselves must not keep a closed case alive.
        self._text = functools.lru_cache(TEXTS_KEPT)(self._load_text)
        self._actor = functools.lru_cache(NAMES_KEPT)(self._load_actor)
        self._named = functools.lru_cache(NAMES_KEPT)(self._load_name)
        self._printed = functools.lru_cache(NAMES_KEPT)(self._load_printed)
        self._paper = functools.lru_cache(NAMES_KEPT)(self._load_outlet)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the case cannot be asked any more."""
        self._connection.close()

    def get(self, prefix: str) -> msgspec.Struct:
        """The record whose id starts so. Raises CaseError when there is none, or more than one."""
        prefix = prefix.strip().lower()
        found = self._starting(prefix) if prefix else []
        if not found and prefix and (told := self._rejected(prefix)):
            raise CaseError(f"{self.path}: {prefix} was {told}")
        if not found:
            raise CaseError(f"{self.path}: no record {prefix!r}; ids stand in every list")
        if len(found) > 1:
            ids = ", ".join(f"{ident[:12]} ({kind})" for ident, kind in found[:5])
            raise CaseError(f"{self.path}: {prefix!r} begins more than one id: {ids}; add a letter")
        ident, kind = found[0]
        return next(self._load(KINDS[kind], "WHERE id = ?", ident))

    def records(self, kind: str) -> Iterator[msgspec.Struct]:
        """Every record of a kind, by id."""
        return self._load(KINDS[kind], "ORDER BY id")

    def mentions_of(self, event: Event) -> list[EventMention]:
        """The reports of one event."""
        sql = (
            "SELECT record FROM event_mentions WHERE id IN (SELECT event_mention FROM event_of WHERE event = ?) "
            "ORDER BY document, position, id"
        )
        rows = self._rows(sql, event.id).fetchall()
        return [self._resolved(decode(EventMention, row[0]), event=event.id) for row in rows]

    def links_of(self, ident: str) -> list[Link]:
        """The links a record stands in."""
        chosen = "SELECT link FROM members WHERE member = ?"
        return list(self._load(Link, f"WHERE id IN ({chosen}) ORDER BY id", ident))

    def within(self, statement: Statement) -> list[Record]:
        """What stands in a statement: events and commitments it tells of, statements it relays."""
        found: list[Record] = []
        for struct, field in (
            (Statement, "nested_in"),
            (EventMention, "statement"),
            (Commitment, "statement"),
        ):
            where = f"WHERE document = ? AND record ->> '$.{field}' = ? ORDER BY position, id"
            found.extend(self._load(struct, where, statement.document, statement.id))
        return found

    def grouped(self, record: Commitment | Status) -> list[str]:
        """The other records of the same group, by id."""
        sql = (
            "SELECT record FROM group_of WHERE record != ?1 AND grouped = "
            "(SELECT grouped FROM group_of WHERE record = ?1) ORDER BY record"
        )
        return [str(row[0]) for row in self._rows(sql, record.id)]

    def discrepancies_of(self, record: Record) -> list[Discrepancy]:
        """The discrepancies that are about what the record says, not only about other words of its sentence."""
        if isinstance(record, Discrepancy | Link | Actor):
            return []
        named = {record.id, *(record.mentions if isinstance(record, Event) else ())}
        # All words of the record at once: an event may stand on those of a hundred reports.
        chosen = (
            "SELECT s.discrepancy FROM json_each(?) c CROSS JOIN sides s ON s.document = c.value ->> 'document' "
            "AND s.first < c.value ->> 'end' AND s.last > c.value ->> 'start'"
        )
        spans = msgspec.json.encode(record.evidence).decode()
        found = self._load(Discrepancy, f"WHERE id IN ({chosen}) ORDER BY id", spans)
        return [item for item in found if named & set(item.members)]

    def joined(self) -> Iterator[tuple[str, str]]:
        """Each report's own actor and the actor of the case that it is."""
        yield from self._rows("SELECT document_actor, actor FROM actor_of ORDER BY document_actor")

    def document(self, ident: str) -> Document:
        """One report by its whole id."""
        return next(self._load(Document, "WHERE id = ?", ident))

    def text(self, document: str) -> str:
        """The stored text of a report."""
        return self._text(document)

    def cut(self, span: Span) -> str:
        """The words of a span."""
        return span.cut(self._text(span.document))

    def name(self, actor: str) -> str:
        """An actor's name."""
        return self._named(actor)

    def outlet(self, document: str) -> str:
        """The outlet of a report, or its file name where the outlet is not known."""
        return self._paper(document)

    def short(self, ident: str) -> str:
        """The first letters of an id, as many as tell it from every other (eight at least)."""
        for size in range(SHORT, len(ident)):
            if len(self._starting(ident[:size])) < 2:
                return ident[:size]
        return ident

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        counted = dict(self._rows("SELECT kind, sum(number) FROM classes GROUP BY kind").fetchall())
        return {
            kind: counted[kind]
            if kind in counted
            else self._row(f"SELECT count(*) FROM {TABLE_OF[struct]}")[0]
            for kind, struct in KINDS.items()
        }

    def on_file(self) -> int:
        """How many reports are on file."""
        return int(self._row("SELECT number FROM classes WHERE kind = 'document'")[0])

    # Looking for faults (see check.py)

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file itself."""
        found = [str(row[0]) for row in self._rows("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def kinds_of_ids(self) -> tuple[dict[str, str], list[str]]:
        """The kind of every id of the case, and the ids that two records have."""
        kinds: dict[str, str] = {}
        twice = []
        for ident, kind in self._rows("SELECT id, kind FROM ids"):
            if ident in kinds:
                twice.append(ident)
            kinds[ident] = kind
        return kinds, twice

    def decoded(self, struct: type[R]) -> Iterator[tuple[str, R | str]]:
        """Every id of a kind with its record, or with the reason why it is none."""
        table = TABLE_OF[struct]
        for (ident,) in self._rows(f"SELECT id FROM {table} ORDER BY id").fetchall():
            try:
                yield ident, next(self._load(struct, "WHERE id = ?", ident))
            except CaseError as err:
                yield ident, str(err.__cause__ or err)

    # Rows

    def _rows(self, sql: str, *values: Cell) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except sqlite3.DatabaseError as err:
            raise CaseError(f"{self.path}: {migrate.reason(err)}") from err

    def _row(self, sql: str, *values: Cell) -> Any:
        return self._rows(sql, *values).fetchone()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Writing: all of it or, when something fails, nothing."""
        try:
            self._connection.execute(f"PRAGMA cache_size = -{WRITING_KB}")
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException as err:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(err, sqlite3.DatabaseError):
                raise CaseError(f"{self.path}: {migrate.reason(err)}") from err
            raise

    @staticmethod
    def _unlink(connection: sqlite3.Connection) -> None:
        """Note that what linking decided is behind what is on file."""
        connection.execute(
            "INSERT INTO meta VALUES ('changes', '1') "
            "ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )

    def _load(self, struct: type[R], where: str, *values: Cell) -> Iterator[R]:
        """Records of a kind, resolved; `where` is the rest of the SQL."""
        columns = COLUMNS.get(struct, "record, id")
        for row in self._rows(f"SELECT {columns} FROM {TABLE_OF[struct]} {where}", *values):
            yield self._record(struct, row)

    def _record(self, struct: type[R], row: Row) -> R:
        record = decode(struct, row[0])
        if isinstance(record, Document):
            found = self._row("SELECT original FROM copy_of WHERE document = ?", record.id)
            copy_of = found[0] if found else None
            return msgspec.structs.replace(record, text=row[2], added=row[3], copy_of=copy_of)
        if struct in COLUMNS:
            return msgspec.structs.replace(record, added=row[2])
        return self._resolved(record)

    def _resolved(self, record: R, *, event: str | None = None) -> R:
        """The record with actors, event (where it is known already) and group of the case in the place of its own."""
        changes: dict[str, Any] = {}
        for slot in SLOTS.get(type(record), ()):
            value = getattr(record, slot)
            if isinstance(value, str):
                changes[slot] = self._actor(value)
            elif value:
                changes[slot] = tuple(dict.fromkeys(map(self._actor, value)))
        if isinstance(record, EventMention):
            sql = "SELECT event FROM event_of WHERE event_mention = ?"
            changes["event"] = event or (self._row(sql, record.id) or (record.event,))[0]
        if hasattr(record, "group"):
            changes["group"] = self._group(cast(Any, record).id)
        if isinstance(record, Status):
            changes["series"] = self._group(record.id) or record.series
        if isinstance(record, Statement) and record.channel and record.channel.outlet:
            # An outlet that is an actor of the report goes by its name.
            outlet = self._named(self._actor(record.channel.outlet))
            changes["channel"] = msgspec.structs.replace(record.channel, outlet=outlet)
        return msgspec.structs.replace(record, **changes) if changes else record

    def _group(self, ident: str) -> str | None:
        row = self._row("SELECT grouped FROM group_of WHERE record = ?", ident)
        return str(row[0]) if row else None

    def _rejected(self, prefix: str) -> str | None:
        """By whom a record that is no longer shown was rejected."""
        sql = (
            "SELECT j.id, j.record ->> '$.by', j.record ->> '$.reason' FROM judgements j, "
            "json_each(j.record, '$.target') t WHERE j.type = 'reject' AND t.value >= ? AND t.value < ?"
        )
        row = self._row(sql, prefix, prefix + "\U0010ffff")
        if row is None:
            return None
        why = f" ({row[2]})" if row[2] else ""
        return f"rejected by {row[1] or 'a person'}{why}; `regesta undo {self.path} {row[0][:12]}` brings it back"

    def _starting(self, prefix: str) -> list[tuple[str, str]]:
        """Ids that start so (two or more are enough to know), with their kinds."""
        last = prefix + "\U0010ffff"
        sql = "SELECT id, kind FROM ids WHERE id >= ? AND id < ? LIMIT 6"
        found = self._rows(sql, prefix, last).fetchall()
        if found:
            return found
        sql = (
            "SELECT DISTINCT actor, 'actor' FROM actor_of WHERE document_actor >= ? "
            "AND document_actor < ? LIMIT 6"
        )
        return self._rows(sql, prefix, last).fetchall()

    def _ids_of(self, name: str) -> list[str]:
        """The actors a name stands for: an id, else a whole name or alias, else part of one."""
        folded = fold_name(name)
        rows = self._rows("SELECT actor FROM names WHERE name = ?", folded).fetchall()
        if not rows and ID_START.fullmatch(name):
            rows = [(ident,) for ident, kind in self._starting(name) if kind == "actor"]
        if not rows and folded:
            words = folded.split()
            sql = " AND ".join(["instr(' ' || name || ' ', ?) > 0"] * len(words))
            marks = [f" {word} " for word in words]
            rows = self._rows(f"SELECT DISTINCT actor FROM names WHERE {sql}", *marks).fetchall()
        return sorted({row[0] for row in rows})

    def _load_text(self, document: str) -> str:
        row = self._row("SELECT text FROM documents WHERE id = ?", document)
        if row is None:
            raise CaseError(f"{self.path}: no document {document!r}; run `regesta check`")
        return str(row[0])

    def _load_actor(self, actor: str) -> str:
        row = self._row("SELECT actor FROM actor_of WHERE document_actor = ?", actor)
        return str(row[0]) if row else actor

    def _load_name(self, actor: str) -> str:
        for table in ("actors", "document_actors"):
            row = self._row(f"SELECT record ->> '$.name' FROM {table} WHERE id = ?", actor)
            if row:
                return str(row[0])
        return actor

    def _load_printed(self, document: str) -> tuple[str, str, str]:
        """Where a report stands among the others: by day of publication, then by name."""
        sql = "SELECT coalesce(start, until, '9999'), name, id FROM documents WHERE id = ?"
        day, name, ident = self._row(sql, document)
        return day, name, ident

    def _load_outlet(self, document: str) -> str:
        row = self._row("SELECT coalesce(outlet, name) FROM documents WHERE id = ?", document)
        return str(row[0]) if row else document
