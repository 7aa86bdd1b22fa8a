"""Records -> flat columns for analysts: one row a record, one table a kind.

What comes in: the rows that one report yields (`Filing`, as the case file holds them) and the report.
What goes out: the same as dictionaries by column, each with the record as JSON after the public contract.

Times are two days, `start` inclusive and `until` exclusive. `slots` tells which actor stands in which place of
the record (speaker, recipients, holder ...; "about" is an actor named in its content), with the report's own name
for it. Offsets are Unicode code points into the report's `text`.

    for table, row in rows_of(document, filing):
        row["words"], row["published"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from regesta.records import Document, Skipped, When
from regesta.store.rows import TABLES, Cell, Filing

__all__ = [
    "COLUMNS", "COPIES", "KIND_OF", "LINKED", "Column", "Shape", "document_of", "document_row", "rows_of",
    "skipped_row",
]  # fmt: skip

Shape = Literal["text", "int", "long", "float", "bool", "day", "texts", "spans", "slots", "blocks"]


class Column(NamedTuple):
    """A column's name and type, and where its value stands in the record as JSON ("place.name")."""

    name: str
    shape: Shape
    path: str = ""


# As the case file's tables begin (store/schema.sql).
FILED = ("id", "document", "position", "start", "until", "type", "subtype", "words", "record")
HEAD = (
    Column("id", "text"), Column("document", "text"), Column("position", "int"),
    Column("start", "day"), Column("until", "day"), Column("type", "text"), Column("subtype", "text"),
    Column("words", "text"), Column("published", "day"), Column("outlet", "text"), Column("slots", "slots"),
)  # fmt: skip
TAIL = (
    Column("evidence", "spans", "evidence"), Column("certainty", "float", "certainty"),
    Column("rule", "text", "rule"), Column("record", "text"),
)  # fmt: skip
OWN: dict[str, tuple[Column, ...]] = {
    "document_actors": (
        Column("name", "text", "name"), Column("country", "text", "country"), Column("world", "text", "world"),
        Column("aliases", "texts", "aliases"),
    ),
    "mentions": (Column("actor", "text", "actor"), Column("end", "int", "end")),
    "statements": (
        Column("speaker", "text", "speaker"), Column("speaker_text", "text", "speaker_text"),
        Column("negated", "bool", "negated"), Column("content", "spans", "content"),
    ),
    "event_mentions": (
        Column("modality", "text", "modality"), Column("contexts", "texts", "contexts"),
        Column("place", "text", "place.name"), Column("country", "text", "place.country"),
        Column("latitude", "float", "place.latitude"), Column("longitude", "float", "place.longitude"),
        Column("statement", "text", "statement"), Column("trigger", "spans", "trigger"),
    ),
    "commitments": (
        Column("party", "text", "party"), Column("due_start", "day", "due.start"),
        Column("due_until", "day", "due.end"), Column("statement", "text", "statement"),
        Column("content", "spans", "content"),
    ),
    "statuses": (
        Column("holder", "text", "holder"), Column("counterpart", "text", "counterpart"),
        Column("series", "text", "series"),
    ),
    "figures": (
        Column("value", "float", "value"), Column("high", "float", "high"), Column("counted", "text", "counted"),
        Column("speaker", "text", "speaker"),
    ),
}  # fmt: skip
COLUMNS: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("id", "text"), Column("name", "text"), Column("outlet", "text"), Column("title", "text"),
        Column("url", "text"), Column("language", "text"), Column("published", "day"), Column("until", "day"),
        Column("authors", "texts"), Column("agencies", "texts"), Column("dateline", "text"),
        Column("text", "text"), Column("blocks", "blocks"), Column("source", "text"), Column("row", "long"),
        Column("record", "text"),
    ),
    **{table: (*HEAD, *own, *TAIL) for table, own in OWN.items()},
    "skipped": (
        Column("id", "text"), Column("name", "text"), Column("reason", "text"), Column("source", "text"),
        Column("row", "long"), Column("record", "text"),
    ),
}  # fmt: skip
# What linking joins (see linked).
LINKED: dict[str, tuple[Column, ...]] = {
    "actors": (
        Column("id", "text"), Column("name", "text"), Column("type", "text"), Column("sector", "text"),
        Column("country", "text"), Column("aliases", "texts"), Column("certainty", "float"), Column("record", "text"),
    ),
    "actor_of": (Column("document_actor", "text"), Column("actor", "text")),
    "events": (
        Column("id", "text"), Column("start", "day"), Column("until", "day"), Column("type", "text"),
        Column("label", "text"), Column("place", "text"), Column("country", "text"), Column("actors", "texts"),
        Column("recipients", "texts"), Column("mentions", "texts"), Column("documents", "texts"),
        Column("independent_reports", "int"), Column("certainty", "float"), Column("record", "text"),
    ),
    "event_of": (Column("event_mention", "text"), Column("event", "text")),
    "links": (
        Column("id", "text"), Column("relation", "text"), Column("members", "texts"), Column("score", "float"),
        Column("why", "text"), Column("record", "text"),
    ),
    "discrepancies": (
        Column("id", "text"), Column("sort", "text"), Column("summary", "text"), Column("values", "texts"),
        Column("documents", "texts"), Column("record", "text"),
    ),
    "copies": (Column("document", "text"), Column("original", "text")),
}  # fmt: skip
# Looking for copies (see copying).
COPIES = (
    Column("document", "text"), Column("original", "text"), Column("family", "text"), Column("score", "float"),
    Column("why", "text"), Column("record", "text"),
)  # fmt: skip
KIND_OF: dict[str, type[msgspec.Struct]] = {
    "documents": Document,
    **{table: struct for struct, table in TABLES.items()},
    "skipped": Skipped,
}


def document_row(document: Document, *, source: str, row: int) -> dict[str, object]:
    """A report; `source` and `row` are the input file and the row it came from.

    Its record as JSON has no `text`: that is a column of its own.
    """
    published = document.published or When()
    record = {"kind": "document", **msgspec.to_builtins(document)}
    del record["text"]
    return {
        "id": document.id,
        "name": document.name,
        "outlet": document.outlet,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "published": published.start,
        "until": published.end,
        "authors": document.authors,
        "agencies": document.agencies,
        "dateline": document.dateline,
        "text": document.text,
        "blocks": record["blocks"],
        "source": source,
        "row": row,
        "record": _json(record),
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """The report of a row: its `record` and `text`."""
    return msgspec.convert({**msgspec.json.decode(row["record"]), "text": row["text"]}, Document)


def skipped_row(skipped: Skipped, *, source: str, row: int) -> dict[str, object]:
    """An input that is not filed."""
    record = {"kind": "skipped", **msgspec.to_builtins(skipped)}
    own = {"id": skipped.id, "name": skipped.name, "reason": skipped.reason}
    return {**own, "source": source, "row": row, "record": _json(record)}


def rows_of(document: Document, filing: Filing) -> Iterator[tuple[str, dict[str, object]]]:
    """The tables and rows of the records that one report yields, in the report's order."""
    published = document.published.start if document.published else None
    shared = {"published": published, "outlet": document.outlet}
    slots = _slots(filing)
    for table in OWN:
        kind = KIND_OF[table].kind  # type: ignore[attr-defined]
        for row in filing.rows.get(table, ()):
            filed = dict(zip(FILED, row, strict=False))
            record = _worded({"kind": kind, **msgspec.json.decode(str(filed["record"]))}, document.text)
            own = {column.name: _value(record, column) for column in (*OWN[table], *TAIL) if column.path}
            yield (
                table,
                {
                    **filed,
                    **{side: _day(filed[side]) for side in ("start", "until")},
                    **shared,
                    **own,
                    "slots": slots.get(str(filed["id"]), ()),
                    "record": _json(record),
                },
            )


def _slots(filing: Filing) -> dict[str, list[dict[str, Cell]]]:
    """For each record, which actor stands in which place."""
    names: dict[Cell, str] = {}
    for row in filing.rows.get("document_actors", ()):
        names[row[0]] = msgspec.json.decode(str(dict(zip(FILED, row, strict=False))["record"]))["name"]
    found: dict[str, list[dict[str, Cell]]] = {}
    for record, slot, actor, *_ in filing.rows.get("slots", ()):
        found.setdefault(str(record), []).append({"slot": slot, "actor": actor, "name": names.get(actor)})
    return found


def _worded(value: Any, text: str) -> Any:
    """The value with the words of each span in it, as the public contract has it."""
    if isinstance(value, dict):
        if value.keys() == {"document", "start", "end"}:
            return {**value, "text": text[value["start"] : value["end"]]}
        return {key: _worded(part, text) for key, part in value.items()}
    return [_worded(part, text) for part in value] if isinstance(value, list) else value


def _value(record: Mapping[str, Any], column: Column) -> Any:
    value: Any = record
    for step in column.path.split("."):
        value = value.get(step) if value else None
    return _day(value) if column.shape == "day" else value


def _day(value: Cell) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()
