"""Mends what the tagger gets wrong in a way that the tree gives away.

What comes in: token columns with their trees. What goes out: the same columns, tags set right in place.

A noun has no subject of its own: "the group pledges to ..." tagged as a plural noun is a verb.
"""

from __future__ import annotations

from collections.abc import Sequence

CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})


def mend_tags(pos: list[str], tags: list[str], deps: Sequence[str], heads: Sequence[int]) -> None:
    """Turns nouns that head a clause with a subject into the verbs they are."""
    for token, dep in enumerate(deps):
        head = heads[token]
        if dep == "nsubj" and pos[head] == "NOUN" and deps[head] in CLAUSAL and token < head:
            pos[head] = "VERB"
            tags[head] = "VBZ" if tags[head] == "NNS" else "VBP"
