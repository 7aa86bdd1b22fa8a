"""Two persons of one name whom two offices tell apart.

What comes in: parties of one name, and which of them may be one. What goes out: whether two are at odds, and the
edges without those to whoever could be either.

"Finance Minister Kwame Owusu" on Monday, "police chief Kwame Owusu" on Thursday: two persons, and "Kwame Owusu",
of whom a third report tells no office, is neither for sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from regesta.link.offices import full_office, sole_office
from regesta.link.parties import Party

__all__ = ["at_odds", "of_either", "one_post"]

NEAR = 14  # days within which nobody is taken to change from one full office to another unremarked
OFTEN = 3  # days on which one is told to hold an office before the other, so that a change of office is plain
TERM = 60  # days within which one office tells that two names are one


def at_odds(left: Party, right: Party) -> bool:
    """True where reports of the same days give one a full office and the other another."""
    ours, theirs = (_full(party) for party in (left, right))
    if not ours or not theirs or ours.keys() & theirs.keys():
        return False
    first, second = (sorted(set().union(*told.values())) for told in (ours, theirs))
    if min(len(first), len(second)) >= OFTEN and (first[-1] <= second[0] or second[-1] <= first[0]):
        # told of often as one, and from some day on as the other: changed office
        return False
    return any(abs(a - b) <= NEAR for a in first for b in second)


def _full(party: Party) -> dict[str, frozenset[int]]:
    return {post: days for post, days in party.posts.items() if full_office(post, None)}


def of_either(parties: Mapping[str, Party], pairs: list[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Of the pairs that might be one, those of a party that might be either of two at odds."""
    beside: dict[str, list[str]] = defaultdict(list)
    for left, right in pairs:
        beside[left].append(right)
        beside[right].append(left)
    torn = {
        ident
        for ident, others in beside.items()
        if not _full(parties[ident])
        and any(
            at_odds(parties[one], parties[other]) for one in others if parties[one].posts for other in others
        )
    }
    return frozenset(pair for pair in pairs if torn & {*pair})


def one_post(left: Party, right: Party) -> bool:
    """True when reports of the same weeks give two the same office, which one person at a time holds."""
    return any(
        abs(a - b) <= TERM
        for post in left.posts.keys() & right.posts.keys()
        if sole_office(post, None)
        for a in left.posts[post]
        for b in right.posts[post]
    )
