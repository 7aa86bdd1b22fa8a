"""What pages count is in step with the records, whatever was done to the case."""

import random
import shutil
from contextlib import closing

import pytest

from bench_link import Corpus
from regesta import pipeline
from regesta.run import Case
from regesta.store import migrate
from regesta.store.counting import refresh
from room import room_case

SUMS = {
    "classes": "number", "days": "number", "dyads": "events", "sites": "events",
    "known": "records OR name IS NOT NULL", "called": "number", "spans": "number", "papers": "reports",
    "board": "number", "bonds": "events", "partners": "events",
}  # fmt: skip
ROWS = ("deeds", "pairs", "steps", "relations", "undertaken", "shares", "met", "worded")
FILLS = ("to_4.sql", "to_5.sql")


def counted(connection):
    tables = {table: f"SELECT * FROM {table} WHERE {some}" for table, some in SUMS.items()}
    tables |= {table: f"SELECT * FROM {table}" for table in ROWS}
    return {table: sorted(connection.execute(sql).fetchall(), key=repr) for table, sql in tables.items()}


def counted_anew(path, scratch):
    """What the tables are when all is counted from nothing, as for a case of version 3 or 4."""
    shutil.copy(path, scratch)
    with closing(migrate.connect(scratch)) as connection:
        connection.execute("BEGIN")
        for table in (*ROWS, *SUMS):
            connection.execute(f"DELETE FROM {table}")
        for table in SUMS:
            connection.execute(f"DELETE FROM {table}")
        for name in FILLS:
            fill = migrate._sql(name).partition("-- What is on file already")[2].partition("\n")[2]
            for statement in migrate._statements(fill):
                connection.execute(statement)
        refresh(connection)
        connection.execute("COMMIT")
        return counted(connection)


def same(case, tmp_path):
    case._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = counted(case._connection)
    assert all(found.values())
    assert case._rows("SELECT count(*) FROM stale").fetchone() == (0,)
    return found == counted_anew(case.path, tmp_path / "anew.case")


@pytest.fixture
def case(tmp_path):
    with Case(room_case(tmp_path / "x.case", Corpus(60).room)) as opened:
        yield opened


def test_counts_of_a_new_case(case, tmp_path):
    assert same(case, tmp_path)


def test_counts_after_corrections_and_after_undoing_them(case, tmp_path):
    pick = random.Random(3)
    actors, events = case.actors(), case.events()
    one, other = pick.sample([actor for actor in actors if actor.type == "person"], 2)
    case.merge(one.id, other.id, by="Ann")
    assert same(case, tmp_path)
    told = next(event for event in events if len(event.mentions) > 1)
    case.split(told.id, told.mentions[0], by="Ann")
    case.set(events[0].id, "type", "AID", by="Ann")
    assert same(case, tmp_path)
    for records in (case.statements(), case.commitments(), case.statuses(), case.event_mentions()):
        case.reject(records[0].id, by="Ann")
    assert same(case, tmp_path)
    for item in case.judgements(in_force=True):
        case.undo(item.id)
    assert same(case, tmp_path)


def test_counts_when_linking_starts_anew(case, tmp_path):
    before = counted(case._connection)
    with case.linking(tuple) as ledger:
        ledger.clear()
        case.put_off(None)
    pipeline.relink(case)
    assert same(case, tmp_path)
    assert counted(case._connection) == before
