"""Which records may answer a question, found along indexes: what is no answer is never read.

What comes in: words to be found, actors and their slots, a kind. What goes out: light `Row`s by time, each with
what can be held against a question before its record is read.

    case.numbers_of('"harbour" OR "harbours"', 20_000)      # the numbers under which search finds them
    case.rows_by_time("commitment", types=("pledge",))      # Row(id="3f2a...", type="pledge", ...), ...
"""

from __future__ import annotations

import functools
import itertools
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator

import msgspec

from regesta.records import KINDS, Span
from regesta.store.casefile import TABLE_OF
from regesta.store.inorder import DAY, FEW, UNDATED, UNTIL
from regesta.store.kin import KinFile
from regesta.store.listing import LAST_DAY
from regesta.store.query import WITHIN, Condition, listed

__all__ = ["AskedFile", "Chosen", "Row", "Telling", "spoken", "terms_of"]

# Of which tables' rows search knows the words: those of the kind itself, for an event those of its reports.
OWN_NUMBER = "(SELECT s.number FROM searched s WHERE s.id = t.id)"
NUMBERS = {
    "event": "(SELECT group_concat(s.number) FROM event_of o JOIN searched s ON s.id = o.event_mention "
    "WHERE o.event = t.id)",
    # A promise stands in a statement, whose words are its own too.
    "commitment": f"{OWN_NUMBER} || coalesce(',' || (SELECT s.number FROM searched s "
    "WHERE s.id = t.record ->> '$.statement'), '')",
    "discrepancy": "(SELECT group_concat(s.number) FROM sides x JOIN searched s ON s.id = x.document "
    "WHERE x.discrepancy = t.id)",
}
WHO = (
    "(SELECT group_concat(s.slot || ':' || a.actor) FROM slots s "
    "JOIN actor_of a ON a.document_actor = s.actor WHERE {})"
)
WHO_OF = {
    "event": WHO.format("s.record IN (SELECT o.event_mention FROM event_of o WHERE o.event = t.id)"),
    "discrepancy": "NULL",
}
# The first day of what lasts till after a day.
FIRST = "SELECT coalesce(min(day), '') FROM spans WHERE kind = ? AND until > ? AND number > 0"
PLACED = "EXISTS (SELECT 1 FROM deeds e WHERE e.id = t.id AND e.place IS NOT NULL)"
# So many letters are alike in terms that are looked up in one walk along the index of words.
TOLD_APART = 3
# SQLite's tokeniser of the index, so that words are put to it in no more forms than it tells apart.
TOKENS = (
    "CREATE VIRTUAL TABLE one USING fts5 (word, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE terms USING fts5vocab (one, 'instance')",
)


class Row(msgspec.Struct, frozen=True):
    """A record that may answer: its classes, its time, where search finds its words, who stands in which slot."""

    id: str
    type: str | None
    subtype: str | None
    time: tuple[int, str, str]
    numbers: frozenset[int]
    who: frozenset[tuple[str, str]]


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows are meant: of these types or (`others`) of none of them, at a time, with what is undated or without.

    `since` and `until` are days (ISO), the second no longer meant. `placed`: only events whose place is known.
    """

    types: frozenset[str] = frozenset()
    others: bool = False
    since: str | None = None
    until: str | None = None
    undated: bool = True
    placed: bool = False


class Telling(msgspec.Struct, frozen=True):
    """The words by which a report tells of an event."""

    evidence: tuple[Span, ...]
    trigger: tuple[Span, ...] = ()


_of_telling = msgspec.json.Decoder(Telling)
_of_numbers = msgspec.json.Decoder(list[int])


class AskedFile(KinFile):
    """A case file whose records are found by what a question asks of them."""

    def standing(self, terms: Iterable[str]) -> dict[str, int]:
        """Of these terms of the index of words, those that stand in it, each with the number of its texts."""
        found: dict[str, int] = {}
        for _, group in itertools.groupby(sorted(set(terms)), key=lambda term: term[:TOLD_APART]):
            some = list(group)
            # From the first to the last of them: one walk instead of a look for each.
            between = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term <= ?"
            rows = self._rows(between, some[0], some[-1])
            found.update((term, texts) for term, texts in rows if term in some)
        return found

    def numbers_of(self, match: str, limit: int | None) -> frozenset[int] | None:
        """The numbers under which search finds what matches; None when there are more than `limit`."""
        # Asked first: counting to the limit takes a tenth of fetching that many.
        over = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1 OFFSET ?"
        if limit is not None and self._row(over, match, limit):
            return None
        # As one text: row by row they took seven times as long.
        sql = "SELECT '[' || coalesce(group_concat(rowid), '') || ']' FROM search WHERE search MATCH ?"
        return frozenset(_of_numbers.decode(self._row(sql, match)[0]))

    def ids_of_numbers(self, kind: str, numbers: Collection[int]) -> set[str]:
        """The records of a kind whose words, or the words around them, stand under these numbers."""
        chosen = listed(numbers)
        if kind == "discrepancy":
            sql = (
                "SELECT group_concat(x.discrepancy) FROM json_each(?) c CROSS JOIN searched s ON s.number = c.value "
                "CROSS JOIN sides x ON x.document = s.id WHERE s.kind = 'document'"
            )
            return self._ids(sql, chosen)
        sql = (
            "SELECT group_concat(f.record) FROM json_each(?) c "
            "CROSS JOIN worded f ON f.number = c.value AND f.kind = ?"
        )
        found = self._ids(sql, chosen, kind)
        if kind == "commitment":
            around = (
                "SELECT group_concat(t.id) FROM json_each(?) c "
                "CROSS JOIN worded f ON f.number = c.value AND f.kind = 'statement' "
                "CROSS JOIN searched s ON s.number = f.number CROSS JOIN commitments t ON t.document = s.document "
                "AND t.record ->> '$.statement' = f.record"
            )
            found |= self._ids(around, chosen)
        return found

    def _ids(self, sql: str, *values: str) -> set[str]:
        """Ids told as one text, which takes less than row by row."""
        told = self._row(sql, *values)[0]
        return set(told.split(",")) if told else set()

    def ids_of_actors(self, kind: str, actors: Collection[str]) -> set[str]:
        """The records of a kind in which one of these actors has a share, in whatever slot."""
        sql = (
            "SELECT group_concat(s.record) FROM json_each(?) c CROSS JOIN shares s ON s.actor = c.value "
            "AND s.about = 0 WHERE s.kind = ?"
        )
        return self._ids(sql, listed(actors), kind)

    def weight(self, actors: Collection[str]) -> int:
        """In how many records, of whatever kind, these actors take part."""
        sql = f"SELECT coalesce(sum(records), 0) FROM known WHERE actor IN {WITHIN}"
        return int(self._row(sql, listed(actors))[0])

    def corrected(self) -> set[str]:
        """The records that persons' judgements touched: their rows may not tell what they are."""
        return {str(row[0]) for row in self._rows("SELECT record FROM judged")}

    def rows_of_ids(self, kind: str, idents: Collection[str], *, numbers: bool, who: bool) -> list[Row]:
        """The rows of these records, of those that are of the kind; without numbers or slots that nobody asks for."""
        sql = f"{_select(kind, numbers=numbers, who=who)} WHERE t.id IN {WITHIN}"
        return [_row(row) for row in self._rows(sql, listed(idents))]

    def light_rows(
        self, kind: str, idents: Collection[str], chosen: Chosen, always: Collection[str]
    ) -> list[Row]:
        """The rows of those of these records that are meant, without numbers and slots; `always`: whatever is meant."""
        sql = f"{_select(kind, numbers=False, who=False)} WHERE t.id IN {WITHIN}"
        meant = Condition()
        if chosen.placed:
            meant.add(PLACED)
        if (chosen.since or chosen.until) and kind != "discrepancy":
            dated, undated = Condition(), Condition()
            dated.add(f"{UNDATED} = 0")
            _of_time(dated, chosen)
            undated.add(UNDATED)
            _of_report(undated, chosen)
            meant.add(f"(({dated.sql}) OR ({undated.sql}))", *dated.values, *undated.values)
        if meant.parts:
            sql += f" AND ({meant.sql} OR t.id IN {WITHIN})"
            rows = self._rows(sql, listed(idents), *meant.values, listed(always))
        else:
            rows = self._rows(sql, listed(idents))
        return [_row(row) for row in rows]

    def rows_by_time(self, kind: str, chosen: Chosen) -> Iterator[Row]:
        """Every row of a kind that may be meant, by time, what is undated last, then by id."""
        condition = Condition()
        if chosen.types:
            within = f"{'NOT ' if chosen.others else ''}IN {WITHIN}"
            condition.add(f"coalesce(t.type, '') {within}", listed(chosen.types))
        if chosen.placed:
            condition.add(PLACED)
        if kind == "discrepancy":
            sql = f"{_select(kind)} WHERE {condition.sql} ORDER BY t.id"
            yield from map(_row, self._rows(sql, *condition.values))
            return
        table = TABLE_OF[KINDS[kind]]
        dated = Condition()
        dated.add(condition.sql, *condition.values)
        _of_time(dated, chosen)
        if chosen.since:
            # What comes before the first that lasts so long is passed over unread.
            dated.add(f"{DAY} >= ({FIRST})", kind, chosen.since)
        sql = (
            f"{_select(kind, f'INDEXED BY {table}_by_time')} WHERE {UNDATED} = 0 AND {dated.sql} "
            f"ORDER BY {DAY}, {UNTIL}, t.id"
        )
        yield from map(_row, self._rows(sql, *dated.values))
        if (chosen.since or chosen.until) and not chosen.undated:
            return
        if (chosen.since or chosen.until) and self._between(kind, chosen) <= FEW:
            days = Condition()
            _of_span(days, kind, chosen)
            ids = f"SELECT id FROM moments WHERE dated = 0 AND {days.sql}"
            sql = f"{_select(kind)} WHERE t.id IN ({ids}) AND {condition.sql} ORDER BY t.id"
            yield from map(_row, self._rows(sql, *days.values, *condition.values))
            return
        _of_report(condition, chosen)
        # Along the ids, and no other index ("+"): what has no time is not sorted before the first of it is seen.
        bare = "+t.start IS NULL AND +t.until IS NULL"
        sql = f"{_select(kind)} WHERE t.id > '' AND {bare} AND {condition.sql} ORDER BY t.id"
        yield from map(_row, self._rows(sql, *condition.values))

    def _between(self, kind: str, chosen: Chosen) -> int:
        """How many records of a kind stand, on their own days or those of their reports, in the time that is meant."""
        days = Condition()
        _of_span(days, kind, chosen)
        return int(self._row(f"SELECT coalesce(sum(number), 0) FROM spans WHERE {days.sql}", *days.values)[0])

    def tellings(self, event: str) -> list[Telling]:
        """The words of each report of an event, in the order of `mentions_of`."""
        sql = (
            "SELECT t.record FROM event_of e CROSS JOIN event_mentions t ON t.id = e.event_mention WHERE e.event = ? "
            "ORDER BY t.document, t.position, t.id"
        )
        return [_of_telling.decode(row[0]) for row in self._rows(sql, event)]

    def around(self, ident: str) -> tuple[int, str]:
        """The number under which search finds the text of a record's report, and the report's headline."""
        sql = (
            "SELECT s.number, coalesce(d.title, '') FROM moments m CROSS JOIN documents d ON d.id = m.document "
            "CROSS JOIN searched s ON s.id = m.document WHERE m.id = ?"
        )
        number, title = self._row(sql, ident)
        return int(number), str(title)

    def headline(self, document: str) -> str:
        """The headline of a report; empty when it has none."""
        return str(self._row("SELECT coalesce(title, '') FROM documents WHERE id = ?", document)[0])

    def ids_at(self, folded: str) -> set[str]:
        """The events whose place's name holds these words."""
        sql = (
            "SELECT t.id FROM (SELECT DISTINCT place FROM sites WHERE instr(fold_name(place ->> 0), ?) > 0) s "
            "CROSS JOIN deeds t ON t.place = s.place WHERE t.place IS NOT NULL"
        )
        return {str(row[0]) for row in self._rows(sql, folded)}

    def summaries(self) -> list[tuple[str, str]]:
        """What each discrepancy says in words of its own: (id, words)."""
        return [
            (str(row[0]), str(row[1]))
            for row in self._rows("SELECT id, type || ' ' || words FROM discrepancies")
        ]

    def classes_of(self, kind: str) -> list[str]:
        """What stands as type or subtype of the records of a kind."""
        sql = "SELECT type, subtype FROM classes WHERE kind = ? AND number > 0"
        return sorted({str(cell) for row in self._rows(sql, kind) for cell in row if cell})


def spoken(words: tuple[str, ...]) -> tuple[str, ...]:
    """Of these words, one for each that the index of words tells apart."""
    return tuple(terms_of(words).values())


@functools.lru_cache(4096)
def terms_of(words: tuple[str, ...]) -> dict[str, str]:
    """The terms as which the index of words keeps these words, each with the first word that it keeps so."""
    connection, turn = _tokeniser()
    found: dict[str, str] = {}
    with turn:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO one (rowid, word) VALUES (?, ?)", enumerate(words))
        rows: Iterable[tuple[str, int]] = connection.execute("SELECT term, doc FROM terms ORDER BY doc")
        for term, number in rows:
            found.setdefault(term, words[number])
        connection.execute("ROLLBACK")
    return found


@functools.cache
def _tokeniser() -> tuple[sqlite3.Connection, threading.Lock]:
    """An empty index of words, for one at a time: to make one for every word took half of a question's time."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for step in TOKENS:
        connection.execute(step)
    return connection, threading.Lock()


def _of_time(condition: Condition, chosen: Chosen) -> None:
    """Add what is meant of a record's own time."""
    if chosen.since:
        condition.add(f"{UNTIL} > ?", chosen.since)
    if chosen.until:
        condition.add("coalesce(t.start, '0000') < ?", chosen.until)


def _of_report(condition: Condition, chosen: Chosen) -> None:
    """Add what is meant of what has no time: it stands on the day of its report."""
    if not chosen.undated and (chosen.since or chosen.until):
        condition.add("0")
    elif chosen.since or chosen.until:
        days = "SELECT m.until > ? AND m.day < ? FROM moments m WHERE m.id = t.id"
        condition.add(f"({days})", chosen.since or "", chosen.until or LAST_DAY)


def _of_span(condition: Condition, kind: str, chosen: Chosen) -> None:
    """Add what is meant of the days on which a record stands."""
    condition.add("kind = ? AND day < ?", kind, chosen.until or LAST_DAY)
    if chosen.since:
        condition.add(f"until > ? AND day >= ({FIRST})", chosen.since, kind, chosen.since)


def _select(kind: str, walked: str = "", *, numbers: bool = True, who: bool = True) -> str:
    time = "0, '', ''" if kind == "discrepancy" else f"{UNDATED}, coalesce({DAY}, ''), {UNTIL}"
    found = NUMBERS.get(kind, OWN_NUMBER) if numbers else "NULL"
    slots = WHO_OF.get(kind, WHO.format("s.record = t.id")) if who else "NULL"
    return f"SELECT t.id, t.type, t.subtype, {time}, {found}, {slots} FROM {TABLE_OF[KINDS[kind]]} t {walked}"


def _row(row: tuple[str | int | None, ...]) -> Row:
    ident, sort, subtype, undated, day, until, numbers, who = row
    slots = (one.partition(":") for one in str(who).split(",")) if who else ()
    return Row(
        id=str(ident),
        type=sort,  # type: ignore[arg-type]
        subtype=subtype,  # type: ignore[arg-type]
        time=(int(undated or 0), str(day), str(until)),
        numbers=frozenset(map(int, str(numbers).split(","))) if numbers is not None else frozenset(),
        who=frozenset((slot, actor) for slot, _, actor in slots),
    )
