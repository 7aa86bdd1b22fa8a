"""A person's corrections: they win over the machine, outlive growth and rebuild, and can be undone."""

import io
import itertools
import random
import re

import msgspec
import pytest

import handmade
import regesta.link
from newsroom import Newsroom
from regesta import pipeline, relinking, run
from regesta.errors import CaseError
from regesta.records import EventMention, Extraction, Judgement, Mention, identify
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.corrections import active, correct
from regesta.store.rows import rows_of
from regesta.store.settling import settle

OTHER = handmade.report(
    "On 2021-09-01, Dahl met Otieno.\nOtieno counted 60 ships.\nMensah said the port is shut.\n",
    name="other.txt", outlet="Tribune", published="2021-09-02",
)  # fmt: skip


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "extraction_of", handmade.extract)
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(handmade.link))


@pytest.fixture
def case(tmp_path):
    with run.Case(tmp_path / "x.case", create=True) as opened:
        yield grow(opened, *handmade.STORY)


def grow(case, *documents):
    case.file([rows_of(handmade.extract(document)) for document in documents], added="2026-01-02")
    pipeline.relink(case)
    return case


def export(case):
    assert list(faults(case)) == []
    out = io.BytesIO()
    export_jsonl(case, out)
    return re.sub(rb'"added":"[^"]*"', b"", b"\n".join(sorted(out.getvalue().splitlines())))


def without_judgements(case):
    return b"\n".join(line for line in export(case).splitlines() if b'"kind":"judgement"' not in line)


def actor(case, name):
    (found,) = case.actors(actor=name)
    return found


def words(case, records):
    return [case.cut(record.evidence[0]) for record in records]


# ---- merge and split --------------------------------------------------------------------------


def test_merged_actors_are_one_everywhere_and_keep_the_first_name(case):
    case.merge(actor(case, "Dahl").id, actor(case, "Togo").id, by="Ann", reason="a nickname")
    merged = actor(case, "Dahl")
    assert actor(case, "Togo") == merged and merged.name == "Dahl" and "Togo" in merged.aliases
    assert [item.holder for item in case.statuses()] == [merged.id]
    assert case.judged(merged)[0].by == "Ann"
    assert list(faults(case)) == []


def test_a_merge_holds_when_the_case_grows_and_when_it_is_rebuilt(case):
    case.merge(actor(case, "Mensah").id, actor(case, "Togo").id)
    grow(case, OTHER)
    assert actor(case, "Togo").id == actor(case, "Mensah").id
    case.rebuild()
    assert actor(case, "Togo").id == actor(case, "Mensah").id
    assert len(case.statements(speaker="Togo")) == 2


def test_a_merge_of_events_counts_their_reports_once(case):
    grow(case, OTHER)
    first, second = case.events()
    case.merge(first.id, second.id, reason="one visit")
    (merged,) = case.events()
    assert set(merged.mentions) == {*first.mentions, *second.mentions}
    assert merged.independent_reports == 3 == len(merged.documents)
    assert {case.name(one) for one in merged.actors} == {"Dahl", "Mensah", "Otieno"}
    (link,) = [link for link in case.links() if link.relation == "same_event"]
    assert set(link.members) == set(merged.mentions) and "one visit" in link.why


def test_an_event_is_split_by_a_mention(case):
    (event,) = case.events()
    case.split(event.id, event.mentions[0][:10])
    found = case.events()
    assert sorted(one.mentions for one in found) == sorted((mention,) for mention in event.mentions)
    assert [one.independent_reports for one in found] == [1, 1] and case.links() == []
    assert {case.get(mention).event for mention in event.mentions} == {one.id for one in found}


def test_a_later_merge_joins_what_was_split_and_the_other_way_round(case):
    (event,) = case.events()
    case.split(event.id, event.mentions[0])
    case.merge(*(one.id for one in case.events()))
    assert [set(one.mentions) for one in case.events()] == [set(event.mentions)]
    case.split(case.events()[0].id, event.mentions[1])
    assert len(case.events()) == 2


def test_an_actor_is_split_by_a_member_and_events_follow(case):
    dahl = actor(case, "Dahl")
    own = next(
        a
        for a in case.extracted()
        if a.kind == "actor" and a.name == "Dahl" and a.document == handmade.HERALD.id
    )
    case.split(dahl.id, own.id)
    both = [item for item in case.actors() if item.name == "Dahl"]
    assert len(both) == 2 and {len(item.evidence) for item in both} == {1}
    (event,) = case.events()
    assert {item.id for item in both} < set(event.actors)
    assert case.statuses()[0].holder != case.statements(speaker=dahl.id)[0].speaker


def test_an_actor_is_split_by_a_mention_within_one_report(case):
    mensah = actor(case, "Mensah")
    mention = next(
        item for item in case.mentions() if item.document == handmade.COURIER.id
        and item.text == "Mensah" and item.start > 80
    )  # fmt: skip
    case.split(mensah.id, mention.id)
    (promise,) = case.commitments()
    assert promise.party != mensah.id and case.name(promise.party) == "Mensah"
    (event,) = case.events()
    assert mensah.id in event.actors and promise.party not in event.actors
    assert list(faults(case)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda case: case.merge(actor(case, "Dahl").id),
        lambda case: case.merge(actor(case, "Dahl").id, actor(case, "Dahl").id),
        lambda case: case.merge(actor(case, "Dahl").id, case.events()[0].id),
        lambda case: case.merge(case.statements()[0].id, case.statements()[1].id),
        lambda case: case.split(actor(case, "Dahl").id),
        lambda case: case.split(actor(case, "Dahl").id, case.statements()[0].id),
        lambda case: case.split(actor(case, "Togo").id, case.mentions()[0].id),
        lambda case: case.split(case.events()[0].id, *case.events()[0].mentions),
        lambda case: case.reject(handmade.COURIER.id),
        lambda case: case.undo(case.statements()[0].id),
        lambda case: case.set(case.statements()[0].id, "evidence", "x"),
        lambda case: case.set(case.statements()[0].id, "manner", "loud"),
        lambda case: case.set(case.statements()[0].id, "manner", "null"),
        lambda case: case.set(case.statements()[0].id, "when", "2021-13"),
        lambda case: case.set(case.statements()[0].id, "speaker", "Nobody"),
        lambda case: case.set(case.events()[0].id, "type", "PARTY"),
        lambda case: case.set(case.figures()[0].id, "value", "many"),
        lambda case: case.set(actor(case, "Dahl").id, "country", "Norway"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_filed(case, wrong):
    with pytest.raises(CaseError):
        wrong(case)
    assert case.judgements() == [] and case.linked


# ---- reject -----------------------------------------------------------------------------------


def test_a_rejected_statement_is_gone_but_told_who_rejected_it(case):
    first = case.statements()[0]
    done = case.reject(first.id, by="Ann", reason="a misreading")
    assert first.id not in {item.id for item in case.statements()}
    assert first.id.encode() not in without_judgements(case)
    with pytest.raises(CaseError, match=r"rejected by Ann \(a misreading\); `regesta undo"):
        case.get(first.id)
    assert [item.id for item in case.judgements()] == [done.id]
    assert done.value["what"] == "On 2021-07-29, Dahl said Togo will get its harbour."


def test_a_rejected_record_stays_away_when_its_report_is_added_or_extracted_again(case):
    first = case.statements()[0]
    case.reject(first.id)
    grow(case, *handmade.STORY, OTHER)
    case.rebuild()
    assert first.id not in {item.id for item in case.statements()}


def test_a_rejected_actor_leaves_empty_places(case):
    case.reject(actor(case, "Dahl").id)
    assert case.actors(actor="Dahl") == []
    assert case.statements()[0].speaker is None
    assert {case.name(one) for one in case.events()[0].actors} == {"Mensah"}
    assert list(faults(case)) == []


def test_a_rejected_event_takes_its_mentions_with_it(case):
    case.reject(case.events()[0].id)
    assert case.events() == [] and case.event_mentions() == [] and case.links() == []


def test_a_rejected_discrepancy_and_link_stay_away_when_they_grow(case):
    case.reject(case.discrepancies()[0].id)
    case.reject(case.links()[0].id)
    grow(case, OTHER)
    assert case.discrepancies() == [] and case.links() == []


def test_what_stood_in_a_rejected_statement_stands_alone(case):
    said = case.statements()[0]
    page = case.base([said.document])[said.document]
    inside = tuple(
        msgspec.structs.replace(item, statement=said.id) if isinstance(item, EventMention) else item
        for item in page.records
    )
    case.refile([rows_of(msgspec.structs.replace(page, records=inside))])
    case.reject(said.id)
    assert list(faults(case)) == [] and all(item.statement is None for item in case.event_mentions())


# ---- set --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "field", "value", "right"),
    [
        (lambda c: c.statements()[0], "manner", "direct", "direct"),
        (lambda c: c.statements()[0], "negated", "true", True),
        (lambda c: c.statements()[0], "when", "null", None),
        (lambda c: c.figures()[0], "value", "1,500.5", 1500.5),
        (lambda c: c.commitments()[0], "sort", "offer", "offer"),
        (lambda c: c.statuses()[0], "value", "withheld", "withheld"),
        (lambda c: c.events()[0], "label", "the first meeting", "the first meeting"),
        (lambda c: c.events()[0], "type", "AID", "AID"),
        (lambda c: actor(c, "Togo"), "name", "Republic of Togo", "Republic of Togo"),
        (lambda c: actor(c, "Togo"), "type", "state", "state"),
        (lambda c: actor(c, "Togo"), "country", "TGO", "TGO"),
        (lambda c: c.documents()[1], "outlet", "The Herald", "The Herald"),
    ],
)
def test_a_field_that_a_person_set_is_so_and_says_who_set_it(case, find, field, value, right):
    ident = find(case).id
    done = case.set(ident, field, value, by="Ann")
    record = case.get(ident)
    assert getattr(record, field) == right
    assert case.judged(record) == [done]
    grow(case, OTHER)
    assert getattr(case.get(ident), field) == right
    case.undo(done.id)
    assert getattr(case.get(ident), field) != right and case.judged(case.get(ident)) == []


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021-07-28", "2021-07-28", "2021-07-29", "day"),
        ("2021-07", "2021-07-01", "2021-08-01", "month"),
        ("2021", "2021-01-01", "2022-01-01", "year"),
        ("2021-07-28/2021-08-02", "2021-07-28", "2021-08-03", "interval"),
    ],
)
def test_dates_keep_the_precision_they_are_given_with(case, text, start, end, precision):
    ident = case.statements()[1].id
    case.set(ident, "when", text)
    when = case.get(ident).when
    assert (str(when.start), str(when.end), when.precision) == (start, end, precision)


def test_an_actor_is_set_by_name_even_when_the_report_does_not_name_it(case):
    grow(case, OTHER)
    ident = case.commitments()[0].id
    case.set(ident, "party", "Otieno")
    case.set(ident, "beneficiaries", "Dahl, Mensah")
    promise = case.get(ident)
    assert case.name(promise.party) == "Otieno"
    assert [case.name(one) for one in promise.beneficiaries] == ["Dahl", "Mensah"]
    assert case.commitments(speaker="Otieno") == [promise] and list(faults(case)) == []


def test_a_date_of_publication_set_by_a_person_has_the_report_read_again(case, monkeypatch):
    seen = []

    def extract(document):
        seen.append((document.name, document.published and str(document.published.start)))
        return handmade.extract(document)

    monkeypatch.setattr(pipeline, "extraction_of", extract)
    done = case.set(handmade.HERALD.id, "published", "2021-08-06")
    assert seen == [("herald.txt", "2021-08-06")]
    assert case.document(handmade.HERALD.id).published.start.isoformat() == "2021-08-06"
    grow(case, OTHER)
    assert len(seen) == 1  # what was read once with that date is kept
    case.undo(done.id)
    assert case.document(handmade.HERALD.id).published is None


def test_the_later_of_two_values_wins_and_undoing_it_brings_the_earlier_back(case):
    ident = case.figures()[0].id
    case.set(ident, "value", "41")
    later = case.set(ident, "value", "42")
    assert case.get(ident).value == 42
    case.undo(later.id)
    assert case.get(ident).value == 41


# ---- undo, and what holds for all -------------------------------------------------------------


def everything(case):
    yield case.merge(actor(case, "Dahl").id, actor(case, "Togo").id)
    yield case.split(case.events()[0].id, case.events()[0].mentions[0])
    yield case.reject(case.statements()[0].id)
    yield case.set(case.figures()[0].id, "value", "7")
    yield case.set(handmade.HERALD.id, "published", "2021-08")


def test_undoing_everything_gives_the_case_as_the_machine_made_it(case):
    before = export(case)
    done = list(everything(case))
    assert without_judgements(case) != before
    for item in done:
        case.undo(item.id)
    assert without_judgements(case) == before
    assert [item.action for item in case.judgements()] == [*(one.action for one in done), *["undo"] * 5]


def test_an_undoing_can_be_undone(case):
    ident = case.figures()[0].id
    undoing = case.undo(case.set(ident, "value", "7").id)
    assert case.get(ident).value == 40
    case.undo(undoing.id)
    assert case.get(ident).value == 7


def test_judgements_apply_alike_whatever_order_they_and_the_reports_come_in(case):
    list(everything(case))
    judgements = case.judgements(in_force=True)
    base = case.base([document.id for document in case.documents()])

    def outcome(items, pages):
        pages = correct(pages, active(items))
        records = [record for page in pages.values() for record in page.records]
        linkage = handmade.link([page.document for page in pages.values()], records)
        return settle(linkage, pages, active(items))

    right = outcome(judgements, base)
    shuffle = random.Random(5).sample
    for items in itertools.islice(itertools.permutations(judgements), 0, 120, 17):
        pages = dict(shuffle(list(base.items()), len(base)))
        found = outcome(items, pages)
        assert found.touched == right.touched
        assert {a.id: a for a in found.linkage.actors} == {a.id: a for a in right.linkage.actors}
        assert {e.id: e for e in found.linkage.events} == {e.id: e for e in right.linkage.events}


def test_a_case_built_later_with_the_same_judgements_is_the_same(case, tmp_path):
    list(everything(case))
    grow(case, OTHER)
    with run.Case(tmp_path / "y.case", create=True) as other:
        grow(other, OTHER)
        grow(other, *reversed(handmade.STORY))
        with other._transaction() as connection:
            rows = case._rows("SELECT * FROM judgements").fetchall()
            connection.executemany("INSERT INTO judgements VALUES (?, ?, ?, ?)", rows)
            other._unlink(connection)
        assert not other.linked
        pipeline.relink(other)
        assert export(other) == export(case)


def test_judgement_ids_depend_on_what_is_judged_alone(case):
    ident = case.figures()[0].id
    first = case.set(ident, "value", "7", by="Ann")
    again = case.set(ident, "value", "7", by="Ann")
    assert first.id != again.id and len(first.id) == 32
    assert first.id == identify("judgement", "", (), ("set", ident, repr(first.value), "Ann", None, 0))


def test_of_undone_judgements_none_is_in_force():
    one = Judgement(id="a", action="reject", target=("x",), value={"kind": "statement"}, added="1")
    undo = Judgement(id="b", action="undo", target=("a",), added="2")
    redo = Judgement(id="c", action="undo", target=("b",), added="3")
    assert active([undo, one]) == () and active([redo, one, undo]) == (one,)


def test_mentions_of_a_rejected_actor_are_gone_too(case):
    (mention, *_) = [item for item in case.mentions() if item.text == "Togo"]
    case.reject(mention.id)
    assert mention.id not in {item.id for item in case.extracted() if isinstance(item, Mention)}
    assert list(faults(case)) == []


def test_a_rejected_actor_does_not_come_back_with_a_later_report():
    room = Newsroom()
    room.report("The Nile Review said rain came.").actor("Nile Review", "media")
    later = room.report("The Nile Review said snow came; Ana Silva laughed.")
    later.actor("Nile Review", "media")
    later.person("Ana Silva")
    pages = [
        Extraction(document=doc, records=tuple(r for r in room.records if r.document == doc.id))
        for doc in room.documents
    ]
    with run.Case(None) as case:
        case.file([rows_of(pages[0])])
        relinking.relink(case, handmade.extract)
        case.judge(case.rejecting(case.actors()[0].id, by="Ann", reason="no party"))
        case.file([rows_of(pages[1])])
        relinking.relink(case, handmade.extract)
        assert [actor.name for actor in case.actors()] == ["Ana Silva"]
        case.judge(case.undoing(case.judgements()[0].id, by="Ann", reason=None))
        relinking.relink(case, handmade.extract)
        assert [actor.name for actor in case.actors()] == ["Ana Silva", "Nile Review"]
