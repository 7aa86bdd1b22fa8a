"""What a case answers."""

import pytest

import handmade
from regesta.errors import CaseError
from regesta.records import Actor, Document, Event, EventMention, Skipped, Statement
from regesta.store import Case
from regesta.store.rows import rows_of, skip_id


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        yield opened


def words(case, records):
    return [case.cut(record.evidence[0]) for record in records]


def test_statements_come_by_time_and_undated_ones_last(case):
    assert words(case, case.statements()) == [
        "On 2021-07-29, Dahl said Togo will get its harbour.",
        "Mensah said the “talks” were short.",
    ]


def test_a_slot_names_the_actor_of_the_case_not_of_the_report(case):
    (dahl,) = case.actors(actor="Dahl")
    assert dahl.document is None
    assert case.statements()[0].speaker == dahl.id
    assert case.name(dahl.id) == "Dahl"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"speaker": "Dahl"}, 1),
        ({"speaker": "dahl"}, 1),
        ({"speaker": "Mr Dahl"}, 1),
        ({"speaker": "mr"}, 2),
        ({"speaker": "Dah"}, 0),
        ({"speaker": "Togo"}, 0),
        ({"about": "Togo"}, 1),
        ({"about": "harbour"}, 1),
        ({"about": "Dahl"}, 1),
        ({"actor": "Togo"}, 0),
        ({"text": "HARBOUR"}, 1),
        ({"text": '"talks"'}, 1),
        ({"text": "railway"}, 0),
        ({"outlet": "courier"}, 1),
        ({"outlet": "herald"}, 1),
        ({"outlet": "tribune"}, 0),
        ({"type": "say"}, 2),
        ({"type": "indirect"}, 2),
        ({"type": "direct"}, 0),
        ({"since": "2021"}, 1),
        ({"since": "2021-07-29"}, 1),
        ({"since": "2021-07-30"}, 0),
        ({"until": "2021-07-29"}, 1),
        ({"until": "2021-07-28"}, 0),
        ({"until": "2021-07"}, 1),
        ({"limit": 1}, 1),
        ({"speaker": "Dahl", "outlet": "herald"}, 0),
    ],
)
def test_filters_of_statements(case, asked, found):
    assert len(case.statements(**asked)) == found


def test_an_actor_is_found_by_id_and_by_the_start_of_it(case):
    (dahl,) = case.actors(actor="Dahl")
    assert case.statements(speaker=dahl.id) == case.statements(speaker=dahl.id[:10])
    assert len(case.statements(speaker=dahl.id)) == 1


def test_an_event_joins_its_mentions(case):
    (event,) = case.events()
    assert len(event.mentions) == 2 and event.independent_reports == 2
    assert {mention.event for mention in case.mentions_of(event)} == {event.id}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "Mensah"}, 1),
        ({"actor": "Togo"}, 0),
        ({"type": "consult"}, 1),
        ({"type": "visit"}, 1),
        ({"type": "assault"}, 0),
        ({"outlet": "herald"}, 1),
        ({"since": "2021-08"}, 0),
        ({"actor": "Mensah", "since": "2021-07", "until": "2021-07"}, 1),
    ],
)
def test_filters_of_events_look_at_their_mentions(case, asked, found):
    assert len(case.events(**asked)) == found


def test_the_timeline_mixes_events_and_statements(case):
    entries = case.timeline()
    assert [type(entry) for entry in entries] == [Event, Statement, Statement]
    assert entries[-1].when is None
    assert case.timeline(limit=2) == entries[:2]


def test_commitments_figures_and_statuses_answer_too(case):
    assert [item.group for item in case.commitments(speaker="Mensah")] == ["group-pledge"]
    assert [item.value for item in case.figures(speaker="Mensah")] == [50]
    assert [case.name(item.holder) for item in case.statuses(since="2021-08-05")] == ["Dahl"]


def test_documents_keep_text_outlet_and_the_time_they_were_filed(case):
    first, second = case.documents()
    assert (first.text, first.outlet, first.added) == (
        handmade.COURIER.text,
        "Nordic Courier",
        "2026-01-02T03:04:05+00:00",
    )
    assert second.outlet is None and case.outlet(second.id) == "herald.txt"
    assert case.documents(about="Togo", outlet="courier") == [first]


@pytest.mark.parametrize(
    ("question", "filter_"),
    [("documents", "type"), ("actors", "since"), ("discrepancies", "actor")],
)
def test_a_filter_that_cannot_apply_is_refused_and_not_ignored(case, question, filter_):
    with pytest.raises(CaseError, match=filter_):
        getattr(case, question)(**{filter_: "2021"})


def test_an_unknown_filter_is_a_type_error(case):
    with pytest.raises(TypeError):
        case.statements(colour="red")


@pytest.mark.parametrize("date", ["yesterday", "2021-13", "2021-02-30", "21", "2021-07-", "0000"])
def test_what_is_no_date_is_refused(case, date):
    with pytest.raises(CaseError, match="no date"):
        case.statements(since=date)


def test_get_by_prefix(case):
    (event,) = case.events()
    assert case.get(event.id[:8]) == event
    assert case.get(event.id.upper()) == event
    assert isinstance(case.get(handmade.COURIER.id[:12]), Document)


def test_get_leads_from_a_reports_own_actor_to_the_actor_of_the_case(case):
    own = next(record for record in case.extracted() if isinstance(record, Actor))
    found = case.get(own.id)
    assert isinstance(found, Actor) and found.document is None and found.name == own.name


@pytest.mark.parametrize("prefix", ["", "zz", "0000000000000"])
def test_get_of_nothing_says_so(case, prefix):
    with pytest.raises(CaseError, match="no record"):
        case.get(prefix)


def test_get_of_an_ambiguous_prefix_lists_what_it_may_mean(case):
    ids = sorted(record.id for kind in ("mention", "statement") for record in case.records(kind))
    with pytest.raises(CaseError, match="more than one"):
        for letter in "0123456789abcdef":
            if sum(ident.startswith(letter) for ident in ids) > 1:
                case.get(letter)


def test_short_ids_are_unique(case):
    ids = [record.id for record in case.extracted() if not isinstance(record, Actor)]
    shorts = [case.short(ident) for ident in ids]
    assert len(set(shorts)) == len(ids) and {len(short) for short in shorts} == {8}


def test_links_and_discrepancies_of_a_record(case):
    (event,) = case.events()
    assert [link.why for link in case.links_of(event.mentions[0])] == ["the same two met on the same day"]
    assert case.links_of(event.id) == []
    figure, statement = case.figures()[0], case.statements()[0]
    assert [item.sort for item in case.discrepancies_of(figure)] == ["figure"]
    assert case.discrepancies_of(statement) == []


def test_skipped_inputs_are_kept_once(case):
    row = Skipped(id="s1", name="bad.txt", reason="empty")
    case.file([row], added="2026-01-01")
    case.file([row], added="2026-02-02")
    assert [(s.name, s.reason, s.added) for s in case.skipped()] == [("bad.txt", "empty", "2026-01-01")]
    assert case.linked


def test_what_a_later_version_can_file_is_no_longer_skipped(case):
    extra = handmade.report("Dahl met Togo.")
    for reason in ("broke", "broke otherwise"):
        case.file([Skipped(id=skip_id(extra.id), name=extra.name, reason=reason)])
    assert [item.reason for item in case.skipped()] == ["broke otherwise"]
    case.file([rows_of(handmade.extract(extra))])
    assert case.skipped() == []


def test_filing_unlinks_and_linking_links(case):
    extra = handmade.report("Dahl met Togo.")
    case.file([rows_of(handmade.extract(extra))])
    assert not case.linked
    assert [m.event for m in case.event_mentions(text="met Togo")] == [""]
    handmade.fill(case, [])
    assert case.linked and len(case.events()) == 2


def test_what_another_process_filed_while_this_one_linked_is_still_to_be_linked(case):
    linkage = handmade.link(case.documents(), case.extracted())
    with Case(case.path) as other:
        other.file([rows_of(handmade.extract(handmade.report("Dahl met Togo.")))])
    case.relink(linkage, documents=2)
    assert not case.linked


def test_filing_is_all_or_nothing(case):
    before = case.counts()
    good = rows_of(handmade.extract(handmade.report("Kamau met Otieno.")))
    bad = rows_of(handmade.extract(handmade.report("Otieno met Kamau.")))
    bad.rows["statements"] = [("too", "few")]
    with pytest.raises(CaseError):
        case.file([good, bad])
    assert case.counts() == before


def test_text_no_file_can_hold_is_refused_before_it_is_written():
    with pytest.raises(UnicodeEncodeError):
        rows_of(handmade.extract(handmade.report("ok").__class__(id="x", name="x", text="\ud800")))


def test_a_document_may_get_another_name(case):
    case.rename(handmade.HERALD.id, "a.txt")
    assert case.known(handmade.HERALD.id) == "a.txt"
    assert case.document(handmade.HERALD.id).name == "a.txt"
    assert case.known("nothing") is None


def test_event_mentions_of_a_closed_and_reopened_case_are_the_same(case):
    mentions = case.event_mentions()
    with Case(case.path) as again:
        assert again.event_mentions() == mentions
        assert all(isinstance(mention, EventMention) for mention in mentions)


def test_looking_for_the_same_text_scans_no_table(case):
    asked = []
    case._connection.set_trace_callback(asked.append)
    assert [document.name for document in case.twins(handmade.COURIER)] == ["courier.txt"]
    assert case.twins(handmade.report("Another text.")) == []
    case._connection.set_trace_callback(None)
    sql = next(line for line in asked if "substr" in line)
    plan = " ".join(row[3] for row in case._rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert "documents_size" in plan and "SCAN" not in plan
