"""A whole case has no faults; a broken one tells each of them."""

import sqlite3

import pytest

import handmade
from regesta.store import Case
from regesta.store.check import faults


@pytest.fixture
def path(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    return tmp_path / "x.case"


def test_a_whole_case_has_no_faults(path):
    with Case(path) as case:
        assert list(faults(case)) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE documents SET text = substr(text, 1, 20)", "beyond the end of its text"),
        ("UPDATE documents SET text = upper(text)", "its text is not what stands at"),
        ("UPDATE documents SET text = replace(text, 'Dahl', '    ')", "nothing but blanks"),
        ("DELETE FROM event_of", "event names '', which is nothing"),
        ("DELETE FROM actors", "speaker names"),
        ("DELETE FROM event_mentions", "mentions names"),
        ("UPDATE actor_of SET actor = (SELECT id FROM events)", "which is event"),
        (
            "UPDATE statements SET record = json_set(record, '$.act', '')",
            "act is empty; what is not known is null",
        ),
        (
            "UPDATE statements SET record = json_set(record, '$.channel', "
            """json('{"type": "interview", "outlet": "0123456789abcdef0123456789abcdef"}'))""",
            "not the name of an outlet",
        ),
        (
            "UPDATE event_mentions SET record = json_set(record, '$.type', 'PARTY')",
            "type 'PARTY' is none of PLOVER's",
        ),
        (
            "UPDATE event_mentions SET record = json_set(record, '$.mode', 'riot')",
            "CONSULT has no mode 'riot'",
        ),
        (
            "UPDATE actors SET record = json_set(record, '$.sector', 'KIN', '$.country', 'UK')",
            "country 'UK' is no ISO 3166",
        ),
        ("UPDATE meta SET value = '1'", "filed since linking last ran"),
        (
            "UPDATE statements SET record = replace(record, 'indirect', 'sung')",
            "does not fit its type",
        ),
        (
            "UPDATE figures SET record = json_set(record, '$.evidence', json('[]'))",
            "without evidence",
        ),
        (
            "INSERT INTO links SELECT id, type, NULL, words, '{}' FROM figures",
            "stands for two records",
        ),
    ],
)
def test_each_damage_is_told(path, damage, told):
    with sqlite3.connect(path) as plain:
        plain.execute(damage)
    with Case(path) as case:
        assert any(told in fault for fault in faults(case))
