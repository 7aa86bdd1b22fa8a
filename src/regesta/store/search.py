"""Search by words over the texts of reports and the words of records.

What comes in: words as a person types them: all must stand there, in any form ("recognise" finds
"recognised"); "in quotation marks" stays together, `embass*` finds every ending, `-oil` excludes.
What goes out: records, the best first, each with its words cut around what was found.

    case.find("railway -copper", kinds=["statement"])
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from regesta.errors import CaseError
from regesta.records import KINDS, Event, EventMention
from regesta.store.filing import FiledFile
from regesta.store.query import Condition, Query, listed, of_outlet, of_time

__all__ = ["Found", "SearchedFile", "match_of"]

# What may be asked for; an event is found through the mentions of it.
KINDS_FOUND = ("document", "statement", "event", "commitment", "status", "figure")
TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
WORD = re.compile(r"\w+")
# Marks around what was found; no text of a report holds these characters.
OPEN, CLOSE = "\x02", "\x03"
SNIPPET_WORDS = 28


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was found; `snippet` has the words found between OPEN and CLOSE."""

    record: msgspec.Struct
    snippet: str


class SearchedFile(FiledFile):
    """A case file that can be searched by words."""

    def find(
        self,
        words: str,
        *,
        kinds: Sequence[str] = (),
        outlet: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
    ) -> list[Found]:
        """What holds all these words, best first; `since` and `until` look at the day of publication."""
        if unknown := sorted(set(kinds) - set(KINDS_FOUND)):
            raise CaseError(f"no kind {unknown[0]!r} to find; choose from {', '.join(KINDS_FOUND)}")
        condition = Condition()
        query = Query(outlet=outlet, since=since, until=until)
        of_outlet(condition, query, "t")
        of_time(condition, query)
        if kinds:
            tables = ["event_mention" if kind == "event" else kind for kind in kinds]
            condition.add(f"s.kind IN ({', '.join('?' * len(tables))})", *tables)
        found: dict[str, Found] = {}
        for kind, ident, number in self._ranked(match_of(words), condition):
            record = next(self._load(KINDS[kind], "WHERE id = ?", ident))
            if isinstance(record, EventMention):
                # What waits for linking has no event yet, and stands for itself.
                record = next(self._load(Event, "WHERE id = ?", record.event), record)
            if getattr(record, "id", ident) not in found:
                found[getattr(record, "id", ident)] = Found(
                    record=record, snippet=self._snippet(words, number)
                )
            if limit is not None and len(found) >= limit:
                break
        return list(found.values())

    def _ranked(self, match: str, condition: Condition) -> Iterator[tuple[str, str, int]]:
        """What matches and meets the condition, best first, as (kind, id, number); what ranks alike by kind and id.

        The index alone says what ranks first; only that is looked up.
        """
        # Of a report nothing is asked but its outlet and its day.
        printed = " JOIN documents t ON t.id = s.document" if "t." in condition.sql else ""
        sql = (
            "SELECT s.kind, s.id, s.number FROM json_each(?) c CROSS JOIN searched s ON s.number = c.value"
            f"{printed} WHERE {condition.sql} ORDER BY s.kind, s.id"
        )
        ranked = self._rows("SELECT rowid, rank FROM search WHERE search MATCH ? ORDER BY rank", match)
        for _, group in itertools.groupby(ranked, key=lambda row: row[1]):
            numbers = listed(row[0] for row in group)
            yield from self._rows(sql, numbers, *condition.values).fetchall()

    def _snippet(self, words: str, number: int) -> str:
        """The words of one find around what was found; cut for what is shown only, as it costs."""
        sql = (
            f"SELECT snippet(search, 0, '{OPEN}', '{CLOSE}', '…', {SNIPPET_WORDS}) FROM search "
            "WHERE search MATCH ? AND rowid = ?"
        )
        return str(self._row(sql, match_of(words), number)[0])

    def holds(self, words: str) -> bool:
        """True when the text of some report holds these words, side by side."""
        sql = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
        return self._row(sql, f'"{_plain(words)}"') is not None


def match_of(words: str) -> str:
    """The words as a query of SQLite's full-text search. Raises CaseError when nothing is wanted.

    >>> match_of('railway "copper mine" embass* -oil')
    '("railway" "copper mine" "embass"*) NOT ("oil")'
    """
    wanted: list[str] = []
    barred: list[str] = []
    for term in TERM.finditer(words):
        text = term["phrase"] if term["phrase"] is not None else term["word"]
        if not WORD.search(text):
            continue
        star = "*" if term["word"] is not None and text.endswith("*") else ""
        (barred if term["no"] else wanted).append(f'"{_plain(text)}"{star}')
    if not wanted:
        raise CaseError("name one word at least to be found")
    found = " ".join(wanted)
    return f"({found}) NOT ({' OR '.join(barred)})" if barred else found


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text))
