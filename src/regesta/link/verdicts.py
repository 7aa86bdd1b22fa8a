"""Whether two accounts are of one event: what keeps them apart, and what speaks for one.

What comes in: two `Account`s. What goes out: `clash` (they cannot be one) and `verdict`, the sum of what
agrees, 0 where nothing particular ties them.

    verdict(herald, courier)     # 5.5: same words, parties, day
"""

from __future__ import annotations

import re
from datetime import timedelta

from regesta.link.accounts import DISPUTED, MUTUAL, NEAR_PRINT, OPEN, PROCESS, Account, Slot, dated
from regesta.link.bodies import is_country
from regesta.link.times import bounds, closeness, gap
from regesta.link.words import calendar_words, fold, mass, shared, term, tokens

# Tuned on the pairs of tests/unit/link: the sum of what agrees, see `verdict`.
ENOUGH = 3.0
SOMEWHERE = re.compile(r"\b(?:in|at|from) (?P<name>[A-Z][\w’'-]+)")  # a town, known to the gazetteer or not
ALIKE = 0.5  # share of the shorter wording that two accounts of words said must have in common
LEAST_MASS = 2.0
SAME_SCENE = 0.5  # other countries that stand in both sentences
SAME_SAYING = 0.5  # one word of one quotation
SAME_PAGE = 0.5  # one report speaks of one event more often than of two alike


def clash(left: Account, right: Account) -> bool:
    """True when two accounts cannot be of one event."""
    return _fitting(left, right) is None


def _fitting(left: Account, right: Account) -> tuple[float, float] | None:
    """How well parties and place fit; null when two accounts cannot be of one event."""
    if (left.modality == "negated") != (right.modality == "negated"):
        return None
    apart = gap(left.when, right.when)
    if apart and (apart > DISPUTED or not _disputed(left, right, apart)):
        return None
    parties = _parties(left, right)
    place = None if parties is None else _places(left, right)
    if parties is None or place is None:
        return None
    if apart:
        return parties, place
    if not dated(left) and not dated(right) and not left.sayings & right.sayings:
        days = _printed_apart(left, right)
        return None if days is not None and days > PROCESS.days else (parties, place)
    if _printed_before(left, right) or _printed_before(right, left):
        return None
    return parties, place


def verdict(left: Account, right: Account) -> float:
    """How much speaks for one event; 0 when they are two, or nothing particular ties them."""
    kin = _kin(left, right)
    fitting = _fitting(left, right) if kin else None
    if fitting is None:
        return 0.0
    parties, place = fitting
    close = closeness(left.when, right.when)
    if left.document != right.document and not close and _open(left) != _open(right):
        # What one report expects and another tells as done is one event only on one date.
        return 0.0
    if not _particular(left, right, close=close, place=place, parties=parties):
        return 0.0
    total = kin + parties + place + close + (1.0 if left.singular and right.singular else 0.0)
    total += 1.0 if left.verbal and right.verbal else 0.0
    total += SAME_SAYING if left.sayings & right.sayings and left.stems & right.stems else 0.0
    total += SAME_PAGE if left.document == right.document else 0.0
    total += SAME_SCENE if left.around & right.around else 0.0
    return total if total >= ENOUGH else 0.0


def _open(item: Account) -> bool:
    return item.modality in OPEN and item.modality != "ongoing"


def _kin(left: Account, right: Account) -> float:
    """How alike the words for the event are."""
    if left.family and left.family == right.family:
        return 1.0
    if left.type != right.type:
        return 0.0
    if left.family and right.family:
        near = left.family in right.near or right.family in left.near
        return 0.75 if near else 0.0
    if left.stems & right.stems:
        return 0.75
    return 0.5 if left.verbal and right.verbal else 0.0


def _particular(left: Account, right: Account, *, close: float, place: float, parties: float) -> bool:
    """True when something ties the accounts beyond type, parties and a rough time."""
    if left.verbal or right.verbal:
        undated = not left.when or not right.when or gap(left.when, right.when) is None
        if undated and (left.modality == "claimed") != (right.modality == "claimed"):
            # What somebody says of another's will is no report of the day on which it was declared.
            return bool(left.sayings & right.sayings)
        return left.verbal == right.verbal and _same_content(left, right) and (close > 0 or undated)
    same_day = close == 2.0
    people = left.persons & right.persons
    if left.singular and right.singular:
        one_actor = bool(left.actors & right.actors) and close > 0
        return parties >= 1.5 or place > 0 or one_actor or bool(left.around & right.around)
    if left.located and not left.persons & right.persons and left.type != MUTUAL:
        return place > 0 and (same_day or close >= 1.5)
    if same_day or (people and close >= 1.0) or (place > 0 and close >= 1.0):
        return True
    # Without a date on one side: the same persons on both sides, or a person and a place; within one
    # report ("the talks") one person and both parties.
    if left.document == right.document and people and parties >= 1.5:
        return True
    return not close and ((len(people) > 1) or bool(people and place > 0))


def _same_content(left: Account, right: Account) -> bool:
    if left.clause.overlaps(right.clause):
        # Two words of one clause are alike in all that surrounds them; that shows nothing.
        return False
    if left.sayings & right.sayings:
        return True
    both = mass(shared(left.content, right.content).elements())
    least = min(mass(left.content), mass(right.content))
    return both >= LEAST_MASS and both >= ALIKE * least


def _parties(left: Account, right: Account) -> float | None:
    """How well the parties fit, up to 2; null when they are other parties."""
    if left.type == MUTUAL or right.type == MUTUAL:
        return _mutual(left, right)
    total = 0.0
    for mine, theirs in ((left.doing, right.doing), (left.receiving, right.receiving)):
        if not mine.ids or not theirs.ids:
            continue
        fit = _fit(mine, theirs, left, right)
        if fit is None:
            return None
        total += fit
    return total if total or not (left.sides and right.sides) else None


def _mutual(left: Account, right: Account) -> float | None:
    if len(left.sides) > 1 < len(right.sides) and not (
        left.sides <= right.sides or right.sides <= left.sides
    ):
        return None
    total = 0.0
    for side in left.sides & right.sides:
        fit = _fit(left.sided[side], right.sided[side], left, right)
        if fit is None:
            return None
        total += fit
    return min(total, 2.0) if total else None


def _fit(mine: Slot, theirs: Slot, left: Account, right: Account) -> float | None:
    """1 for a shared actor, 0.5 for a state and who speaks for it; null for two other parties."""
    for side, own in mine.persons.items():
        other = theirs.persons.get(side)
        if other and own.isdisjoint(other):
            return None
    if not mine.ids.isdisjoint(theirs.ids):
        return 1.0
    related = any(left.people[one].related(right.people[other]) for one in mine.ids for other in theirs.ids)
    return 0.5 if related else None


def _places(left: Account, right: Account) -> float | None:
    """1.5 for one place, 0 when one is not said or wider; null for two places."""
    if left.place is None or right.place is None:
        return 0.0
    mine, theirs = set(tokens(left.place.name)), set(tokens(right.place.name))
    if mine & theirs:
        return 1.5
    known = left.place.latitude is not None and right.place.latitude is not None
    if left.place.country and right.place.country and left.place.country != right.place.country:
        return None if left.located or right.located else 0.0
    return None if known and left.located and right.located and not _wide(left, right) else 0.0


def _wide(left: Account, right: Account) -> bool:
    """True when one place is a country: the other may lie in it."""
    return any(item.place is not None and is_country(item.place.name) for item in (left, right))


def _disputed(left: Account, right: Account, days: int) -> bool:
    """True for one event that two reports date a day apart: the place agrees, and the persons or words."""
    return (
        days <= DISPUTED
        and left.document != right.document
        and left.located
        and ((_places(left, right) or 0) > 0 or _one_scene(left, right))
        and (len(left.persons & right.persons) > 1 or _same_content(left, right))
    )


def _one_scene(left: Account, right: Account) -> bool:
    """True when both sentences bear a name that is nobody's of the event: a town that no table knows."""
    return left.place is None and right.place is None and bool(_names(left) & _names(right))


def _names(item: Account) -> frozenset[str]:
    people = {word for profile in item.people.values() for word in tokens(profile.name)}
    found = {fold(word) for word in SOMEWHERE.findall(item.text)} - people - calendar_words()
    return frozenset(word for word in found if not term(word).startswith("="))


def _printed_apart(left: Account, right: Account) -> int | None:
    one, other = left.printed, right.printed
    return None if one is None or other is None else abs((one - other).days)


def _printed_before(early: Account, late: Account) -> bool:
    """True when an undated past event was in print before the other happened, or long after it."""
    printed = early.printed
    first, last = bounds(late.when)
    if dated(early) or not dated(late) or printed is None or early.modality in OPEN:
        return False
    process = PROCESS if early.singular and late.singular else timedelta(0)
    if first is not None and first - process > printed:
        return True
    recent = early.singular or (early.place is not None and early.persons)
    return not recent and last is not None and (printed - last).days > NEAR_PRINT
