"""Lists by time: the same whatever way they are read, and no table is read through for the first fifty."""

import random
from datetime import date, timedelta

import msgspec
import pytest

import handmade
from regesta.records import Actor, Extraction, Mention, When
from regesta.store import Case, case, migrate
from regesta.store.case import Case as StoreCase
from regesta.store.query import Query
from regesta.store.rows import rows_of

FIRST = date(2020, 1, 1)
FILTERS = [
    {}, {"since": "2020-03"}, {"until": "2020-02"}, {"since": "2020-02", "until": "2020-02"},
    {"since": "2021"}, {"actor": "Dahl"}, {"actor": "Mensah", "since": "2020-02", "until": "2020-06"},
    {"speaker": "Dahl", "until": "2020"}, {"outlet": "courier", "since": "2020-02-03"}, {"type": "consult"},
    {"about": "Togo"}, {"text": "harbour", "since": "2020"},
]  # fmt: skip
LISTS = ("statements", "event_mentions", "commitments", "statuses", "figures", "events", "timeline")


def odd_time(chance):
    """Days, months, years, decades, open on one side, or nothing at all."""
    start = FIRST + timedelta(days=chance.randrange(500))
    length = chance.choice([1, 1, 1, 30, 365, 400, 401, 4000])
    shape = chance.random()
    if shape < 0.15:
        return None
    return When(
        start=None if shape < 0.25 else start,
        end=None if shape > 0.9 else start + timedelta(days=length),
        precision="interval",
        basis="explicit",
    )


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    chance = random.Random(5)
    path = tmp_path_factory.mktemp("odd") / "x.case"
    with Case(path, create=True) as filled:
        records = []
        for number in range(60):
            one, other = chance.sample(["Dahl", "Mensah", "Togo", "Silva"], 2)
            text = (
                f"{one} met {other}.\n{one} said the harbour of {other} opens.\n{other} promised rice to {one}."
                f"\n{one} counted {number} ships.\n{one} recognised {other}.\n"
            )
            made = handmade.report(
                text, name=f"{number}.txt", outlet=chance.choice(["Courier", "Post", None])
            )
            made = msgspec.structs.replace(made, published=odd_time(chance))
            drawn = []
            for record in handmade.extract(made).records:
                field = {"Figure": "as_of", "Status": "as_of"}.get(type(record).__name__, "when")
                plain = isinstance(record, Actor | Mention)
                drawn.append(
                    record if plain else msgspec.structs.replace(record, **{field: odd_time(chance)})
                )
            filled.file([rows_of(Extraction(document=made, records=tuple(drawn)))])
            records += drawn
        documents = filled.documents()
        filled.relink(handmade.link(documents, records), documents=len(documents))
    return path


def ids(found):
    return [record.id for record in found]


def long_way(opened, name, asked):
    """The list as one plain query gives it: filtered, then sorted, nothing left out."""
    query = Query(**asked)
    first, last = query.days
    condition = opened._told(query)
    if first or last:
        condition.add("(t.start IS NOT NULL OR t.until IS NOT NULL)")
    if first:
        condition.add("coalesce(t.until, '9999') > ?", first)
    if last:
        condition.add("coalesce(t.start, '0000') < ?", last)
    sql = (
        f"SELECT t.id FROM {name} t JOIN documents d ON d.id = t.document WHERE {condition.sql} ORDER BY "
        "t.start IS NULL AND t.until IS NULL, coalesce(t.start, date(t.until, '-1 day')), "
        "coalesce(t.until, '9999'), coalesce(d.start, d.until, '9999'), d.name, d.id, t.position, t.id"
    )
    return [row[0] for row in opened._rows(sql, *condition.values)]


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_a_list_is_the_same_whichever_way_it_is_read(odd, asked, few, monkeypatch):
    monkeypatch.setattr(case, "FEW", few)
    with Case(odd) as opened:
        for name in ("statements", "event_mentions", "commitments", "statuses", "figures"):
            expected = long_way(opened, name, asked)
            assert ids(getattr(opened, name)(**asked)) == expected
            for limit in (1, 7, 50):
                assert ids(getattr(opened, name)(**asked, limit=limit)) == expected[:limit]


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_a_short_list_is_the_beginning_of_the_long_one(odd, asked, few, monkeypatch):
    monkeypatch.setattr(case, "FEW", few)
    with Case(odd) as opened:
        plain = {key: value for key, value in asked.items() if key not in ("speaker", "type")}
        for name, filters in (("timeline", asked), ("events", asked), ("documents", plain), ("actors", {})):
            whole = ids(getattr(opened, name)(**filters))
            for limit in (1, 7, 50):
                assert ids(getattr(opened, name)(**filters, limit=limit)) == whole[:limit]
        assert ids(opened.timeline(**asked)) == ids(
            sorted([*opened.statements(**asked), *opened.events(**asked)], key=opened._place_in_time)
        )


def plans(opened, ask):
    """How SQLite answers each query that is put."""
    seen = []
    real = StoreCase._rows

    def rows(self, sql, *values):
        if sql.startswith("SELECT"):
            plan = real(self, f"EXPLAIN QUERY PLAN {sql}", *values)
            seen.extend((sql, str(step[3])) for step in plan)
        return real(self, sql, *values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoreCase, "_rows", rows)
        ask()
    return seen


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("asked", FILTERS[:10], ids=str)
def test_no_list_reads_a_table_through(odd, asked, few, monkeypatch):
    monkeypatch.setattr(case, "FEW", few)
    with Case(odd) as opened:
        for name in (*LISTS, "documents", "mentions"):
            if name in ("documents", "mentions"):
                asked = {key: value for key, value in asked.items() if key not in ("speaker", "type")}
            for sql, step in plans(opened, lambda n=name, a=asked: getattr(opened, n)(**a, limit=50)):
                walks = step.startswith("SCAN") and "USING" not in step and "json_each" not in step
                assert not walks or step.startswith(("SCAN (", "SCAN CONSTANT")), (step, sql)
                # What names a few by id may sort them.
                looked_up = few or (name == "documents" and "actor" in asked)
                assert looked_up or step != "USE TEMP B-TREE FOR ORDER BY", sql


def test_indexes_are_those_that_lists_are_written_for(odd):
    from regesta.store import inorder

    with Case(odd) as opened:
        kept = " ".join(row[0] for row in opened._rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
        for words in (inorder.UNDATED, inorder.DAY, inorder.UNTIL, inorder.LONG[1:-1]):
            assert words.replace("t.", "") in kept
    assert migrate.VERSION >= 3
