"""Which words the model's rules look at: the others are told by tag and label."""

from types import SimpleNamespace

import pytest

from regesta.parse import tokens
from regesta.parse.rules import Rules

BY_TAG = {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}, "index": 0}
BY_FORM = {"patterns": [[{"TAG": "CC", "LOWER": "but"}]], "attrs": {"POS": "ADV"}, "index": 0}
PAIR = {"patterns": [[{"LOWER": "wan"}, {"LOWER": "na"}]], "attrs": {"LEMMA": "want"}, "index": 0}


def rules(*patterns):
    ruler = SimpleNamespace(patterns=patterns)
    return Rules(SimpleNamespace(get_pipe=lambda name: ruler, vocab=SimpleNamespace(strings={})))


def test_words_of_the_model_that_a_rule_names_are_not_passed_over():
    known = Rules(tokens.pipeline())
    told = {
        form: known.pass_over(form, "dep") for form in ("harbours", "pledged", "that", "gon", "are", "did")
    }
    assert told == {
        "harbours": True,
        "pledged": True,
        "that": False,
        "gon": False,
        "are": False,
        "did": False,
    }
    assert not known.pass_over("there", "expl")


@pytest.mark.parametrize(
    "rule",
    [
        {"patterns": [[{"SHAPE": "dd"}]], "attrs": {"POS": "NUM"}, "index": 0},
        {"patterns": [[{"TAG": "NN", "LOWER": {"REGEX": "ship$"}}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"LOWER": {"NOT_IN": ["boat"]}}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"TAG": "NN"}]], "attrs": {"LEMMA": "thing"}, "index": 0},
    ],
)
def test_no_word_is_passed_over_where_a_rule_looks_at_something_else(rule):
    assert rules(BY_TAG, BY_FORM, PAIR).pass_over("ship", "dep")
    assert not rules(BY_TAG, BY_FORM, PAIR, rule).pass_over("ship", "dep")
