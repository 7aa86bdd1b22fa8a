"""Time expressions: what they are, what they mean, and which verb they date.

What comes in: a `Parse`. What goes out: `Timex` records, and the `When` of a verb or event noun.

    times = timexes(parse)
    when_of(parse, times, verb)        # When(start=2021-07-01, end=2021-08-01, precision="month", ...)
"""

from __future__ import annotations

from regesta.records import Parse, Timex, When

__all__ = ["anchored_events", "bound_published", "timexes", "when_of"]


def timexes(parse: Parse) -> tuple[Timex, ...]:
    """The document's time expressions, in text order."""
    return ()


def when_of(parse: Parse, times: tuple[Timex, ...], i: int) -> When | None:
    """The time that the grammar attaches to the verb or event noun `i`, or None."""
    return None


def anchored_events(parse: Parse, times: tuple[Timex, ...]) -> dict[int, When]:
    """Verbs and nouns dated through another event ("a day after the army seized the city")."""
    return {}


def bound_published(parse: Parse, times: tuple[Timex, ...]) -> When | None:
    """The publication date as given, else no earlier than the latest past day the text tells."""
    return parse.document.published
