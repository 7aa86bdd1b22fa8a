"""Reports parsed for good: a case made from a lake equals the case that `add` makes, record for record."""

import json

import lakeside
from regesta.lake.opening import open_lake
from regesta.lake.parts import Limits
from regesta.lake.running import run

REAL = [
    {
        "text": "NAIROBI, 3 May 2022 (Reuters) - Kenya and Uganda agreed on Tuesday to reopen the Busia crossing, "
        'Kenyan Foreign Minister Raychelle Omamo said. "We will open the gates by June," she told reporters. '
        "“Trade” had stopped for 40 days.",
        "outlet": "Lakeside Wire",
    },
    {
        "text": "Uganda's government pledged on 4 May to send 200 troops to the border.\nKenya did not comment.\n"
        "Norway has reopened its embassy in Kampala.",
        "published": "2022-05-05",
        "authors": ["Ann Lee"],
    },
    {"text": "The crossing at Busia reopened on Monday, Omamo said.", "outlet": "Radio Port"},
]


def test_a_lake_and_add_give_equal_cases_of_real_reports(tmp_path):
    news = lakeside.jsonl(tmp_path / "a.jsonl", REAL)
    with lakeside.Here() as engine:
        run([news], tmp_path / "lake", engine, limits=Limits(2))
    open_lake(tmp_path / "lake", tmp_path / "lake.case")
    whole = lakeside.exported(tmp_path / "lake.case")
    assert whole == lakeside.added(tmp_path / "added.case", news) and b'"kind":"statement"' in whole


def test_the_record_in_the_lake_is_that_of_the_contract(tmp_path):
    news = lakeside.jsonl(tmp_path / "a.jsonl", REAL[1:2])
    with lakeside.Here() as engine:
        run([news], tmp_path / "lake", engine)
    open_lake(tmp_path / "lake", tmp_path / "lake.case")
    for line in lakeside.exported(tmp_path / "lake.case").splitlines():
        row = json.loads(line)
        if row["kind"] in ("mention", "figure"):
            table = {"mention": "mentions", "figure": "figures"}[row["kind"]]
            (found,) = [r for r in lakeside.read(tmp_path / "lake", table) if r["id"] == row["id"]]
            inside = json.loads(found["record"])
            assert inside.keys() == row.keys()
            # Linking puts the actors of the case in the place of the report's own.
            assert {**inside, "actor": 0, "speaker": 0} == {**row, "actor": 0, "speaker": 0}
