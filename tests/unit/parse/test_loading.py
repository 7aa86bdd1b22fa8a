"""spaCy comes without its command line, and with it for whoever asks."""

import subprocess
import sys

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
