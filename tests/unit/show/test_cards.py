"""One record in full: nothing left out, words in context, what surrounds it."""

import msgspec
import pytest

import handmade
from regesta.records import Actor, ActorRole, EventMention, Statement, When
from regesta.show.cards import CONTEXT, EVIDENCE_SHOWN, card
from regesta.store.rows import rows_of


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        yield opened


def shown(case, record, width=90):
    text = list(card(case, record, width=width))
    assert max(map(len, text)) <= width
    return "\n".join(text)


def test_every_field_of_a_record_has_its_line(case):
    for kind in ("statement", "event", "commitment", "status", "figure", "link", "discrepancy"):
        record = next(case.records(kind))
        text = shown(case, record)
        for field in set(record.__struct_fields__) - {"id", "evidence"}:
            assert f"\n{field.replace('_', ' ')} " in text


def test_a_document_is_shown_with_its_text(case):
    text = shown(case, case.document(handmade.COURIER.id))
    assert text.endswith(handmade.COURIER.text.strip())


def test_evidence_is_marked_in_its_context_and_cut_at_word_ends(case):
    words = "one two three four five six seven eight nine ten " * 10
    document = handmade.report(f"{words}\nDahl met Kamau.\n{words}")
    handmade.fill(case, [document])
    (mention,) = case.event_mentions(actor="Kamau")
    text = " ".join(shown(case, mention).split())
    context = text[text.index("… ") : text.rindex(" …")].split()
    assert ">>Dahl met Kamau.<<" in text
    assert set(context) - set(words.split()) <= {"…", ">>Dahl", "met", "Kamau.<<"}
    assert len(" ".join(context)) < 2 * CONTEXT + 30


def test_much_evidence_is_counted_rather_than_printed(case):
    handmade.fill(case, [handmade.report(f"Dahl met Kamau.\nDay {number}") for number in range(15)])
    (kamau,) = case.actors(actor="Kamau")
    text = shown(case, kamau)
    assert text.count("evidence ") == EVIDENCE_SHOWN and "and 5 more, in the export" in text


def test_a_mention_leads_to_the_other_reports_of_its_event(case):
    mention = case.event_mentions(outlet="courier")[0]
    text = shown(case, mention)
    assert "same event" in text and "the same two met on the same day" in text
    assert "herald.txt: “On 2021-07-28, Mensah met Dahl.”" in text


def test_a_statement_shows_what_stands_in_it(case):
    text = "Kamau said rain fell.\nKamau met Otieno."
    extraction = handmade.extract(handmade.report(text))
    said = next(record for record in extraction.records if isinstance(record, Statement))
    inside = tuple(
        msgspec.structs.replace(record, statement=said.id) if isinstance(record, EventMention) else record
        for record in extraction.records
    )
    case.file([rows_of(msgspec.structs.replace(extraction, records=inside))])
    handmade.fill(case, [])
    (statement,) = case.statements(speaker="Kamau")
    assert [type(record) for record in case.within(statement)] == [EventMention]
    assert "stands in it" in shown(case, statement)
    (event,) = case.events(actor="Kamau")
    assert "told in statements" in shown(case, event)


def test_a_commitment_shows_where_it_was_made_again(case):
    handmade.fill(case, [handmade.report("Mensah promised maize to Togo.")])
    first, second = case.commitments(speaker="Mensah")
    assert case.grouped(first) == [second.id]
    assert "same elsewhere" in shown(case, first)


def test_a_time_is_shown_with_how_it_was_found(case):
    actor = next(record for record in case.records("actor") if isinstance(record, Actor))
    roles = (ActorRole(title="envoy", when=handmade.day("2021-07-01")),)
    text = shown(case, msgspec.structs.replace(actor, roles=roles))
    assert "envoy; 1 July 2021 (dated in the report, “2021-07-01”)" in " ".join(text.split())
    statement = msgspec.structs.replace(case.statements()[0], when=When(text="last week"))
    assert "undated (“last week”) (date not given)" in shown(case, statement)
