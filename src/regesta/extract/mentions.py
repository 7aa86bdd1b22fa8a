"""Parse -> Cast: the actors a report names, where it names them, and who each word stands for.

What comes in: a Parse. What goes out: a `Cast`: per-document Actor and Mention records and a lookup
from a token to the actor it stands for.

    cast(parse).actor_at(0)      # "Oslo will lift the ban" -> id of the actor Norway
"""

from __future__ import annotations

import msgspec

from regesta.records import Actor, Mention, Parse

__all__ = ["Cast", "cast", "first_person"]


class Cast(msgspec.Struct, frozen=True):
    """The actors of one document, and for each token the actor it stands for."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    at: tuple[str | None, ...] = ()
    groups: dict[int, tuple[str, ...]] = {}
    states: dict[int, str] = {}
    by_id: dict[str, Actor] = {}

    def actor_at(self, i: int) -> str | None:
        """The actor that token `i` stands for: as a name, a pronoun, or the head of its phrase."""
        return self.at[i] if i < len(self.at) else None

    def actors_at(self, i: int) -> tuple[str, ...]:
        """The actor of token `i` and of its conjuncts ("the World Bank and the IMF": two)."""
        if i in self.groups:
            return self.groups[i]
        one = self.actor_at(i)
        return (one,) if one else ()

    def actors_in(self, first: int, last: int) -> tuple[str, ...]:
        """The actors of tokens first..last (`last` exclusive), each once, in text order."""
        return tuple(dict.fromkeys(one for one in self.at[first:last] if one))

    def state_of(self, i: int) -> str | None:
        """The state an adjective or possessor points to ("Chinese" embassy -> China)."""
        return self.states.get(i)

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id."""
        return self.by_id[actor_id]


def cast(parse: Parse) -> Cast:
    """The actors and mentions of one document."""
    return Cast(at=(None,) * len(parse))


def first_person(cast: Cast, parse: Parse, i: int, speaker: str | None) -> str | None:
    """The actor a first-person pronoun at `i` stands for, once its speaker is known."""
    return speaker if parse.words[i].lower() in {"i", "me", "my"} else None
