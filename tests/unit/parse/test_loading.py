"""spaCy comes without its command line, and with it for whoever asks; a model without what is not run."""

import subprocess
import sys

from regesta.parse import tokens
from regesta.parse.loading import load_model, load_spacy

SCRIPT = """
import sys
from regesta.parse.loading import load_spacy
spacy = load_spacy()
print("spacy.cli" in sys.modules, callable(spacy.info), spacy.load.__name__)
import spacy.cli.info
print("spacy.cli" in sys.modules, spacy.info is spacy.cli.info)
"""


def test_spacy_is_loaded_without_its_command_line_which_can_still_be_had():
    done = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True", "load", "True", "False"]


def test_a_model_cuts_and_reads_as_one_that_was_loaded_with_all_its_steps():
    spacy = load_spacy()
    name = next(name for name in tokens.MODELS if spacy.util.is_package(name))
    text = (
        "Ms. Okoth's envoys can't be in Lomé by 9a.m.; they'll e-mail the U.N. (via un.example/x) on 3-May."
    )
    ours, whole = load_model(name), spacy.load(name)
    assert ours.tokenizer.to_bytes(exclude=["vocab"]) == whole.tokenizer.to_bytes(exclude=["vocab"])
    told = [
        [(token.text, token.norm_, token.tag_, token.head.i, token.dep_, token.lemma_) for token in nlp(text)]
        for nlp in (ours, whole)
    ]
    assert told[0] == told[1]
    assert set(whole.component_names) - set(ours.component_names) == {"ner", "senter"}
