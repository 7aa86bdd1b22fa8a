"""What may answer a question: nothing that answers is left out, and what is not read is told of."""

import pytest

import handmade
from bench_link import Corpus
from regesta.store import Case, answers, narrowing
from regesta.store import asked as asked_file
from regesta.store.answers import NOTHING, UNREAD, _Desk, answer
from regesta.store.asked import Chosen, spoken
from regesta.store.questions import parse_question, stem
from regesta.store.rows import fold_name
from room import room_case

REPORTS = 120
QUESTIONS = (
    "What did the president promise?",
    "Who attacked Afghanistan?",
    "What did Afghanistan attack?",
    "How many families fled?",
    "Who met in March 2009?",
    "What happened in March 2009?",
    "When did the talks take place?",
    "Where did the envoys meet?",
    "What do reports disagree on?",
    "What do reports disagree on about families?",
    "Was Bolivia recognised?",
    "Which envoy was arrested?",
    "What was granted or withheld since 2009?",
    "Who imposed sanctions before April 2009?",
    "Where did {speaker} meet {word} since April 2009?",
    "Who met {speaker} before May 2009?",
    "Where was {speaker} attacked?",
    "What did {speaker} say?",
    "What did {speaker} promise?",
    "Who met {speaker}?",
    "Who criticised the envoy of {speaker}?",
    "Who attacked Norway?",
    "What did {speaker} say according to Paper 7?",
    "What did {speaker} say about {word}?",
    "Who said {word} {other}?",
    "What does Paper 7 say about {word}?",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = room_case(tmp_path_factory.mktemp("asked") / "x.case", Corpus(REPORTS).room)
    with Case(path) as opened:
        yield opened


def everything(self, kind):
    """Every record of a kind, each held to be able to answer."""
    for row in self.case.rows_by_time(kind, Chosen()):
        yield self.most(kind), row


# Looked up at once; met by time; looked up after some were met by time. Read two by two, so that order counts.
WAYS = {"looked up": (10_000, 10_000, 1), "by time": (0, 0, 1), "in the end": (0, 10_000, 3)}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", QUESTIONS)
def test_what_answers_is_the_same_as_when_every_record_is_read(world, text, way, monkeypatch):
    said = [one for one in world.statements() if one.speaker]
    words = world.cut(said[7].content[0]).split()
    asked = text.format(speaker=world.name(said[7].speaker), word=words[1], other=words[2])
    for name, number in zip(("MANY", "WIDE", "PATIENCE"), WAYS[way], strict=True):
        monkeypatch.setattr(narrowing, name, number)
    monkeypatch.setattr(narrowing, "AT_ONCE", 2)
    found = answer(world, asked)
    monkeypatch.setattr(narrowing.Narrowing, "rows", everything)
    assert answer(world, asked) == found


@pytest.mark.parametrize("kind", ["statement", "event", "commitment", "status", "figure"])
def test_what_has_no_time_is_met_along_its_ids_and_never_sorted(world, kind, monkeypatch):
    asked = []
    real = Case._rows
    monkeypatch.setattr(
        Case, "_rows", lambda self, sql, *values: asked.append((sql, values)) or real(self, sql, *values)
    )
    list(world.rows_by_time(kind, Chosen()))
    sql, values = asked[-1]
    plan = [row[3] for row in real(world, f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert not any("TEMP B-TREE" in step for step in plan), plan


@pytest.mark.parametrize("kind", ["statement", "event", "commitment", "status", "figure"])
@pytest.mark.parametrize("placed", [False, True])
@pytest.mark.parametrize("undated", [False, True])
@pytest.mark.parametrize("few", [0, 4_000], ids=["along the ids", "by its reports' days"])
def test_what_is_looked_up_is_meant_by_what_is_meant_of_it_by_time(
    world, kind, placed, undated, few, monkeypatch
):
    monkeypatch.setattr(asked_file, "FEW", few)
    chosen = Chosen(
        since="2009-03-01", until="2010-02-01", undated=undated, placed=placed and kind == "event"
    )
    by_time = {row.id for row in world.rows_by_time(kind, chosen)}
    everything = {row.id for row in world.rows_by_time(kind, Chosen())}
    assert {row.id for row in world.light_rows(kind, everything, chosen, ())} == by_time
    always = sorted(everything - by_time)[:3]
    assert {row.id for row in world.light_rows(kind, everything, chosen, always)} == by_time | set(always)


@pytest.mark.parametrize("phrase", ["families", "Paper 7", "attacked", "speakers", "place of the talks"])
def test_discrepancies_are_found_by_every_word_of_their_summaries(world, phrase):
    stems = [frozenset(map(stem, fold_name(one).split())) for one in (phrase, "carried the words")]
    narrow = narrowing.Narrowing(
        world,
        parse_question("What do reports disagree on?", _Desk(world).lookup),
        side=set,
        called=set,
        offices=dict,
    )
    expected = {
        ident
        for ident, words in world.summaries()
        if any(one <= set(map(stem, fold_name(words).split())) for one in stems)
    }
    assert narrow._summed("discrepancy", stems) == expected != set()


def test_around_no_more_records_is_looked_than_may_be_and_that_is_told(world, monkeypatch):
    asked = "What was promised of generals with cucumbers?"
    assert answer(world, asked).nothing == NOTHING
    monkeypatch.setattr(narrowing, "BESIDE", 3)
    found = answer(world, asked)
    assert not found.found and found.nothing == UNREAD


def test_the_rest_of_a_word_beside_a_record_is_no_word(tmp_path):
    # Two hundred letters before the record begin within "seaport".
    filler = "and so on " * 19 + "now "
    text = f"Otieno spoke at the seaport {filler}\nDahl said rice is dear.\n"
    with handmade.story(tmp_path / "x.case", [handmade.report(text)]) as case:
        said = case.statements()[0]
        whole = text[said.evidence[0].start - 200 :].split()[0]
        assert whole != "seaport" and "seaport".endswith(whole)
        assert not answer(case, f"What did Dahl say of rice {whole}?").found
        assert not answer(case, "What did Dahl say of rice seaport?").found


def test_a_question_that_many_records_may_answer_says_that_not_all_were_read(world, monkeypatch):
    asked = "What was said about cucumbers?"
    assert answer(world, asked).nothing == NOTHING
    monkeypatch.setattr(narrowing.Narrowing, "rows", everything)
    monkeypatch.setattr(answers, "READ", 3)
    found = answer(world, asked)
    assert not found.found and found.unread and found.nothing == UNREAD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("promised", "promises"),
        ("recognize", "recognised"),
        ("copies", "copied"),
        ("planned", "plan"),
        ("strasse", "straße"),
    ],
)
def test_every_word_with_the_stem_of_a_word_is_looked_up(one, other):
    assert stem(one.casefold()) == stem(other.casefold())
    asked = set(narrowing._forms_of(one).values())
    assert set(spoken((other,))) <= asked or len(spoken((*asked, other))) == len(asked)


def test_words_that_the_index_tells_apart_are_each_put_once():
    assert spoken(("harbour", "harbours", "harboured", "pier")) == ("harbour", "pier")
