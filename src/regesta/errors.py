"""The errors of Regesta, a small tree. A message says what, where, and what to do next.

RegestaError
|-- ReadError      an input cannot be read as a report
|-- LexiconError   a lexicon file breaks its type
|-- MissingExtra   an optional library is not installed
|-- LakeError      a run over many parts cannot go on
`-- CaseError      the case file cannot be opened, read or written
"""


class RegestaError(Exception):
    """Anything that Regesta raises on purpose."""


class ReadError(RegestaError):
    """An input cannot be read as a report; it becomes a `skipped` row with this message."""


class LexiconError(RegestaError):
    """A lexicon file has an unknown key or a value of the wrong type."""


class MissingExtra(RegestaError):
    """A library that this work needs is not installed; the message names it."""


class LakeError(RegestaError):
    """A run over many parts, or the folder it writes, cannot go on."""


class CaseError(RegestaError):
    """The case file cannot be opened, read or written."""
