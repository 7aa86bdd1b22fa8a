"""What extractors of promises, relations and the like need to know at a token: who it is, who says it.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: a `Context` that answers for any token.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from regesta.extract.complements import Bound
from regesta.extract.mentions import Cast, first_person
from regesta.extract.places import place_country
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
        if found is not None or not _first_person(self.parse, token):
            return found
        statement = self.stated.get(token)
        speaker = statement.speaker if statement is not None else None
        return first_person(self.who, self.parse, token, speaker)

    def state(self, token: int) -> str | None:
        """The state a word points to: "Chinese", or a place in it ("in Kabul")."""
        found = self.who.state_of(token)
        if found is not None:
            return found
        country = place_country(self.parse, token)
        return None if country is None else self.who.state_ids.get(country)

    def uttered(self, token: int) -> Statement | None:
        """The statement whose cue the token is ("promised" in "Lima promised to ...")."""
        start = self.parse.starts[token]
        for statement in self.said:
            if statement.cue is not None and statement.cue.start <= start < statement.cue.end:
                return statement
        return None

    def actors(self, first: int, last: int) -> tuple[str, ...]:
        """Actors named in a token range, in order, each once; "Afghan" within "Afghan people" is not."""
        parse = self.parse
        found = []
        for token in range(first, last):
            actor = self.actor(token)
            if actor is None:
                continue
            modifies = parse.deps[token] in ("amod", "compound", "nmod")
            if not modifies or self.who.actor_at(parse.heads[token]) is None:
                found.append(actor)
        return tuple(dict.fromkeys(found))


def _first_person(parse: Parse, token: int) -> bool:
    """True for "we", "I" and what they own ("our country")."""
    owners = (token, *parse.kids(token, "poss"))
    return any(parse.lemmas[owner] in ("I", "we", "my", "our") for owner in owners)


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
