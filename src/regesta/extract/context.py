"""What extractors of promises, relations and the like need to know at a token: who it is, who says it.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: a `Context` that answers for any token.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from regesta.extract.complements import Bound
from regesta.extract.mentions import Cast, first_person
from regesta.records import Parse, Statement, Timex


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an extractor of things said needs: the parse, who is who, times, and who says each token."""

    parse: Parse
    who: Cast
    times: tuple[Timex, ...]
    said: tuple[Statement, ...]
    stated: dict[int, Statement]

    @classmethod
    def of(cls, parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]) -> Context:
        """The context of one document."""
        return cls(parse=parse, who=who, times=times, said=said, stated=innermost(parse, said))

    def bound(self, token: int) -> Bound:
        """The content, quotation or sentence that token stands in."""
        first, last = self.parse.sentences[self.parse.sentence_of[token]]
        statement = self.stated.get(token)
        if statement is None:
            return Bound(first, last)
        while first < token and not self._within(first, token, statement):
            first += 1
        while last > token + 1 and not self._within(last - 1, token, statement):
            last -= 1
        return Bound(first, last)

    def _within(self, other: int, token: int, statement: Statement) -> bool:
        start, end = self.parse.starts[other], self.parse.ends[other]
        own = self.parse.starts[token]
        return any(
            span.start <= start and end <= span.end and span.start <= own < span.end
            for span in statement.content
        )

    def actor(self, token: int) -> str | None:
        """The actor a token stands for; the speaker's side for "we" and "I" in what he says."""
        found = self.who.actor_at(token)
        if found is not None:
            return found
        statement = self.stated.get(token)
        speaker = statement.speaker if statement is not None else None
        return first_person(self.who, self.parse, token, speaker)

    def actors(self, first: int, last: int) -> tuple[str, ...]:
        """Actors named in a token range, in order, each once."""
        found = self.who.actors_in(first, last)
        return tuple(dict.fromkeys(found))


def innermost(parse: Parse, said: tuple[Statement, ...]) -> dict[int, Statement]:
    """Token -> the innermost statement whose content it stands in."""
    result: dict[int, Statement] = {}
    starts = parse.starts
    ordered = sorted(said, key=lambda s: (-sum(span.end - span.start for span in s.content), s.id))
    for statement in ordered:
        for span in statement.content:
            for token in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                result[token] = statement
    return result
