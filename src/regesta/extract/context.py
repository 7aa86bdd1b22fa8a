"""What extractors of promises, relations and the like need to know at a token: who it is, who says it, on whose side.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: a `Context` that answers for any token.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

import msgspec

from regesta.extract import grammar, world
from regesta.extract.complements import Bound
from regesta.extract.mentions import Cast, first_person
from regesta.extract.places import place_country
from regesta.extract.worlds import is_genre, is_other_world, is_retold
from regesta.lexicons.classes import verb_class
from regesta.records import Parse, Sort, Statement, Timex

OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "REB"})
BODIES = frozenset({"state", "government", "ministry"})
SPOKEN_FOR = frozenset({*BODIES, "armed_group", "party", "igo", "ngo", "company"})
# Those whose hopes and expectations are forecasts and surveys, no undertakings.
OBSERVERS = frozenset({"EDU", "JRN", "MED"})
NAMED_PEOPLE = 0.9
# A report is one of sport when so many of its sentences are, and one in so many.
PLAYING = 3


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an extractor of things said needs: the parse, who is who, times, and who says each token."""

    parse: Parse
    who: Cast
    times: tuple[Timex, ...]
    said: tuple[Statement, ...]
    stated: dict[int, Statement]
    cues: dict[int, Statement]
    worlds: dict[int, bool]
    genre: bool

    @classmethod
    def of(cls, parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]) -> Context:
        """The context of one document."""
        cues: dict[int, Statement] = {}
        for statement in said:
            if statement.cue is not None:
                first = bisect_left(parse.starts, statement.cue.start)
                for token in range(first, bisect_left(parse.starts, statement.cue.end)):
                    cues.setdefault(token, statement)
        return cls(
            parse=parse,
            who=who,
            times=times,
            said=said,
            stated=innermost(parse, said),
            cues=cues,
            worlds={},
            genre=is_genre(parse),
        )

    def asked(self, token: int) -> bool:
        """True in a question."""
        last = self.parse.sentences[self.parse.sentence_of[token]][1]
        return "?" in self.parse.words[token : last + 1]

    def earnest(self, token: int) -> bool:
        """False for what is said in jest, what a review retells, and in a sentence about a film or a novel."""
        verb = grammar.verb_of(self.parse, token)
        if verb is not None and self.genre and is_retold(self.parse, verb):
            return False
        statement = self.stated.get(token)
        if statement is not None and statement.cue is not None:
            first = bisect_left(self.parse.starts, statement.cue.start)
            if self.parse.lemmas[min(first, len(self.parse) - 1)].lower() in verb_class("joking"):
                return False
        first, last = self.parse.sentences[self.parse.sentence_of[token]]
        works = verb_class("works")
        if works.isdisjoint(self.parse.lemmas[first:last]):
            return True
        return not any(
            self.parse.lemmas[i].lower() in works and self.parse.pos[i] == "NOUN" for i in range(first, last)
        )

    def elsewhere(self, token: int) -> bool:
        """True in a sentence of sport, markets, weather or fiction."""
        sentence = self.parse.sentence_of[token]
        first, last = self.parse.sentences[sentence]
        known = self.worlds.get(sentence)
        if known is None:
            # a promise to honour "the 1904 treaty" is none of history books
            known = self.worlds[sentence] = is_other_world(self.parse, first, last, history=False)
        return known

    def at_play(self) -> bool:
        """True for a report that speaks of sport, markets or fiction in every third sentence or more."""
        body = [i for i, (first, _) in enumerate(self.parse.sentences) if self.parse.role(first) == "body"]
        counted = sum(self.elsewhere(self.parse.sentences[i][0]) for i in body)
        return counted >= PLAYING and counted * PLAYING >= len(body)

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
        found = first_person(self.who, self.parse, token, speaker)
        plural = self.parse.words[token].lower() in ("we", "us", "our", "ours")
        return self.spoken_for(speaker) if found is None and plural and speaker is not None else found

    def spoken_for(self, speaker: str) -> str | None:
        """The body a spokesman without one in his title speaks for: named beside him, else acting in his sentence."""
        one = self.who.actor(speaker)
        titles = [role.title.lower() for role in one.roles]
        if one.type != "person" or not any(
            word in title for word in verb_class("spokes") for title in titles
        ):
            return None
        for span in (*one.evidence, *(span for role in one.roles for span in role.evidence)):
            token = min(bisect_left(self.parse.starts, span.start), len(self.parse) - 1)
            first, last = self.parse.sentences[self.parse.sentence_of[token]]
            near = range(max(first, token - 2), min(last, token + 4))
            subjects = [kid for i in range(first, token) for kid in self.parse.kids(i, "nsubj")]
            for place in (*near, *subjects):
                actor = self.who.actor_at(place)
                if actor is not None and actor != speaker and self.who.actor(actor).type in SPOKEN_FOR:
                    return actor
        return None

    def state(self, token: int) -> str | None:
        """The state a word points to: "Chinese", or a place in it ("in Kabul")."""
        found = self.who.state_of(token)
        if found is not None:
            return found
        country = place_country(self.parse, token)
        return None if country is None else self.who.state_ids.get(country)

    def uttered(self, token: int) -> Statement | None:
        """The statement whose cue the token is ("promised" in "Lima promised to ...")."""
        return self.cues.get(token)

    def somebody(self, head: int) -> bool:
        """True when a noun phrase stands for people: an actor, a pronoun, a noun for persons or bodies."""
        parse = self.parse
        if self.who.actors_at(head) or self.actor(head) is not None:
            return True
        if parse.pos[head] == "PRON":
            return parse.lemmas[head].lower() not in verb_class("thing_pronoun")
        if parse.lemmas[head].lower() in verb_class("addressed"):
            return True
        if place_country(parse, head) is not None:
            # "wants Brussels to pay": a capital stands for those who sit there
            return True
        if parse.pos[head] == "NOUN" and parse.lemmas[head].lower() in world.noun():
            return True
        # "Chinese trawlers"
        return any(self.state(kid) is not None for kid in parse.kids(head, "amod", "compound", "poss"))

    def somebody_named(self, head: int) -> bool:
        """True for a noun of people or bodies beside a name ("the Taliban delegation")."""
        lemma = self.parse.lemmas[head].lower()
        return lemma in verb_class("servants") or lemma in world.noun()

    def undertakes(self, token: int, party: str, sort: Sort) -> bool:
        """False for crowds without a name ("voters plan to ..."), for what pundits expect, and in the world of sport.

        A state that pledges, offers or demands does so in earnest: "friendly" and "goals" are no sport then.
        """
        one = self.who.actor(party)
        earnest = sort not in ("intent", "expectation") and one.type in (*BODIES, "igo", "armed_group")
        if not earnest and self.elsewhere(token):
            return False
        if one.type == "person" and one.sector not in OFFICIAL and self.at_play():
            return False
        if one.type == "population" and (one.certainty < NAMED_PEOPLE or sort != "demand"):
            return False
        watching = one.type in ("media", "other", "person") and one.sector in OBSERVERS
        return not (watching and sort in ("expectation", "intent", "threat"))

    def own_act(self, verb: int, party: str) -> bool:
        """True when the one who acts in the clause of `verb` is the party itself or one of its side."""
        head = grammar.subject(self.parse, verb)
        return head is not None and self.same_side(head, party)

    def same_side(self, head: int, party: str) -> bool:
        """True when `head` names the party, the body or state it speaks for, or one that serves it."""
        direct = self.actor(head)
        if direct is not None:
            return self.sides(direct, party)
        if self.parse.lemmas[head].lower() not in verb_class("servants"):
            return False
        owners = [*self.parse.kids(head, "poss"), *grammar.prepositional(self.parse, head, "of")]
        owners += [low for owner in owners for low in self.parse.kids(owner, "poss")]
        return any(self.sides(owner, party) for owner in map(self.actor, owners) if owner is not None)

    def sides(self, actor: str, party: str) -> bool:
        """True when `actor` is the party, or a body, state or principal that `party` speaks and acts for."""
        if actor == party:
            return True
        one, other = self.who.actor(party), self.who.actor(actor)
        spokes = any(word in role.title.lower() for role in one.roles for word in verb_class("spokes"))
        named = any(other.name in (role.organisation or role.title) for role in one.roles)
        if named and other.type in (
            "armed_group",
            "party",
            "igo",
            "ngo",
            "company",
            "government",
            "ministry",
        ):
            return True
        if one.country is None or one.country != other.country:
            return False
        if other.type == "person":
            return other.sector == "GOV" and (spokes or one.type in BODIES)
        if one.type == "person" and one.sector not in OFFICIAL and not spokes:
            return False
        official = other.type in BODIES or (
            other.type in ("armed_group", "other") and other.sector in OFFICIAL
        )
        return official and (one.type in (*BODIES, "person") or other.type == one.type)

    def same_body(self, head: int) -> bool:
        """True when `head` stands for a body that a state or group disposes of ("the embassy")."""
        actor = self.actor(head)
        return actor is not None and self.who.actor(actor).type in BODIES

    def matrix(self, token: int, head: int) -> str | None:
        """The body an unresolved "it" or "they" is: the subject of the clause above ("Lima ..., as it is ready")."""
        parse = self.parse
        if parse.lemmas[head].lower() not in ("it", "they") or self.who.actor_at(head) is not None:
            return None
        statement = self.stated.get(token)
        for verb in grammar.governors(parse, token):
            own = grammar.own_subject(parse, verb)
            if own is None or own == head or self.stated.get(own) is not statement:
                continue
            actor = self.actor(own)
            return actor if actor is not None and self.who.actor(actor).type != "person" else None
        return None

    def main_state(self) -> str | None:
        """The state a report is plainly about: named twice as often as any other, or None."""
        named = (one for one in self.who.at if one is not None and self.who.actor(one).type == "state")
        ranked = Counter(named).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return ranked[0][0]

    def speaks_for_others(self, speaker: str) -> bool:
        """True for officials and leaders, whose "we" is no family's, though their body has no name here."""
        one = self.who.actor(speaker)
        if one.type != "person" or one.sector in (*OFFICIAL, "OPP", "PTY", "IGO"):
            return True
        ends = (bisect_left(self.parse.starts, span.end) - 1 for span in one.evidence)
        # "Tariq Nur, who leads the delegation"
        return any(
            self.parse.lemmas[verb] in ("lead", "head", "command", "represent")
            for end in ends
            for verb in self.parse.kids(end, "relcl")
        )

    def both(self, token: int, head: int) -> str | None:
        """The speaker's own state where he tells what "both countries" or "the two sides" want."""
        parse, statement = self.parse, self.stated.get(token)
        counted = any(parse.lemmas[kid].lower() in ("both", "two") for kid in parse.children[head])
        if statement is None or statement.speaker is None or not counted:
            return None
        if parse.lemmas[head].lower() not in ("country", "side", "nation", "government"):
            return None
        return self.who.state_ids.get(self.who.actor(statement.speaker).country or "")

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
