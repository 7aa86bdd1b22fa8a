"""Through whom, by which channel and to whom something was said.

What comes in: a `View`, a `Draft` and the cast. What goes out: a `Setting`: channel, listeners, relays.

    "Kabulov told Ekho Moskvy radio"       interview (Ekho Moskvy), relayed by Ekho Moskvy
    "in a call with Wu, Hanafi said"       call, to Wu
    "the embassy said in a statement"      statement
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.extract.cues import words
from regesta.extract.draft import Draft
from regesta.extract.mentions import Cast
from regesta.extract.view import View
from regesta.lexicons import load
from regesta.lexicons.entries import ChannelWords
from regesta.records import Channel

# Channels in which an outlet asks and passes on the answer.
ASKED = frozenset({"interview", "broadcast"})
# Prepositions by which a channel hangs on a cue.
PARTNER = frozenset({"with", "to", "on", "for"})
CHAIN = 4


class Setting(NamedTuple):
    """How something was said: channel, listeners and relays (original side first)."""

    channel: Channel | None = None
    addressees: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


@functools.cache
def _by_noun() -> dict[str, str]:
    return {noun: entry.type for entry in load(ChannelWords) for noun in entry.nouns}


@functools.cache
def _by_verb() -> dict[str, str]:
    return {verb: entry.type for entry in load(ChannelWords) for verb in entry.verbs}


@functools.cache
def _by_audience() -> dict[str, str]:
    return {word: entry.type for entry in load(ChannelWords) for word in entry.audience}


@functools.cache
def encounters() -> dict[str, str]:
    """Verbs of meeting and calling -> the channel they open."""
    return {verb: entry.type for entry in load(ChannelWords) for verb in entry.encounters}


def channel_noun(view: View, i: int) -> str | None:
    """The channel a noun names, two words before one ("press release" before "release")."""
    lemma = view.parse.lemmas[i].lower()
    return _by_noun().get(f"{view.word(i - 1)} {lemma}") or _by_noun().get(lemma)


def setting_of(view: View, draft: Draft, who: Cast) -> Setting:
    """Channel, listeners and relays that the grammar of the cue's own sentence gives."""
    setting = Setting()
    if draft.head is None:
        return setting
    if draft.speaker is not None and who.actor_at(draft.speaker) is None:
        setting = _from_speaker(view, draft, setting)
    if draft.act is not None and setting.channel is None:
        kind = _by_verb().get(draft.act)
        setting = setting._replace(channel=Channel(type=kind) if kind else None)
    for verb in _hosts(view, draft.head):
        setting = _from_phrases(view, verb, who, setting)
    return _from_addressee(view, draft, who, setting)


def _hosts(view: View, head: int) -> list[int]:
    """The cue and the verbs whose circumstances it shares ("In a call, X called ... and said ...")."""
    parse = view.parse
    found = [head]
    for _ in range(CHAIN):
        above = parse.heads[head]
        if above == head or parse.deps[head] not in ("conj", "advcl", "xcomp") or view.inside[above] >= 0:
            break
        found.append(above)
        head = above
    return found


def _from_speaker(view: View, draft: Draft, setting: Setting) -> Setting:
    """ "the statement said", "a readout from the ministry said": the channel is the subject."""
    kind = None if draft.speaker is None else channel_noun(view, draft.speaker)
    return setting._replace(channel=Channel(type=kind)) if kind else setting


def _from_phrases(view: View, verb: int, who: Cast, setting: Setting) -> Setting:
    parse, cue = view.parse, view.cues.get(verb)
    for kid in parse.kids(verb, "prep", "advcl", "npadvmod"):
        if view.inside[kid] >= 0 or (cue is not None and cue.part == kid):
            # "commented on the talks" was not said there
            continue
        if parse.deps[kid] == "advcl":
            if parse.tags[kid] == "VBG" and parse.lemmas[kid] in words("speaking"):
                setting = _from_speaking(view, kid, who, setting)
            continue
        if view.word(kid) not in words("by-channel") or (
            setting.channel is not None and setting.channel.outlet
        ):
            continue
        for noun in parse.kids(kid, "pobj"):
            kind = None if _is_office(view, noun) else channel_noun(view, noun)
            if kind is not None and (setting.channel is None or setting.channel.type == kind):
                setting = _with_noun(view, noun, who, setting._replace(channel=Channel(type=kind)))
    return setting


def _is_office(view: View, noun: int) -> bool:
    """True for "in the post since 2019": not on a page of the net."""
    held = view.parse.kids(noun, "prep")
    return view.word(noun) == "post" and any(
        view.word(kid) in ("since", "until", "for", "from") for kid in held
    )


def _with_noun(view: View, noun: int, who: Cast, setting: Setting) -> Setting:
    """Partner and outlet of a channel noun: "interview with La Repubblica", "call with Wu"."""
    parse = view.parse
    for prep in parse.kids(noun, "prep"):
        if view.word(prep) not in PARTNER:
            continue
        for partner in parse.kids(prep, "pobj"):
            setting = _partner(view, partner, who, setting)
    for owner in parse.kids(noun, "poss", "compound"):
        if setting.channel is not None and setting.channel.type in ASKED:
            setting = _partner(view, owner, who, setting)
    return setting


def sets_scene(view: View, draft: Draft) -> bool:
    """True for "Speaking with ..., she said": what the speaker says next still belongs there."""
    parse = view.parse
    return draft.head is not None and any(
        parse.tags[kid] == "VBG" and parse.lemmas[kid] in words("speaking")
        for kid in parse.kids(draft.head, "advcl")
    )


def _from_speaking(view: View, verb: int, who: Cast, setting: Setting) -> Setting:
    """ "Speaking with La Repubblica, ...", "Speaking to reporters", "speaking at a rally"."""
    parse = view.parse
    for prep in parse.kids(verb, "prep"):
        for noun in parse.kids(prep, "pobj"):
            if view.word(prep) in ("with", "to"):
                setting = _partner(view, noun, who, setting)
            elif setting.channel is None and (kind := channel_noun(view, noun)):
                setting = setting._replace(channel=Channel(type=kind))
    return setting


def _from_addressee(view: View, draft: Draft, who: Cast, setting: Setting) -> Setting:
    if draft.addressee is None:
        return setting
    return _partner(view, draft.addressee, who, setting, told=True)


def _partner(view: View, i: int, who: Cast, setting: Setting, *, told: bool = False) -> Setting:
    """A listener: an outlet asks and relays, reporters make it a press conference, others are told."""
    parse = view.parse
    kind = _by_audience().get(parse.lemmas[i].lower())
    found = who.actors_at(i)
    outlets = tuple(one for one in found if who.actor(one).type == "media")
    if kind is None and (outlets or _outlet_noun(view, i)):
        asked = setting.channel.type if setting.channel and setting.channel.type in ASKED else "interview"
        own = {one for one in outlets if is_own_outlet(view, who, one)}
        relays = tuple(one for one in outlets if one not in own and one not in setting.via)
        return setting._replace(
            channel=Channel(type=asked, outlet=outlets[0] if outlets else None),
            addressees=_joined(setting.addressees, outlets) if told else setting.addressees,
            via=setting.via + relays,
        )
    if kind is not None and setting.channel is None:
        setting = setting._replace(channel=Channel(type=kind))
    return setting._replace(addressees=_joined(setting.addressees, found))


def _outlet_noun(view: View, i: int) -> bool:
    """True for a name with what it is: "Ekho Moskvy radio", "the Nation newspaper"."""
    parse = view.parse
    words_here = [i, *parse.kids(i, "compound", "appos")]
    return any(parse.lemmas[k].lower() in words("outlet") for k in words_here) and any(
        parse.pos[k] == "PROPN" for k in words_here
    )


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def is_own_outlet(view: View, who: Cast, actor: str) -> bool:
    """True for the outlet that publishes the report itself, under any of its names."""
    outlet = view.parse.document.outlet
    if outlet is None:
        return False
    known = who.actor(actor)
    names = {_folded(name) for name in (known.name, *known.aliases)}
    return _folded(outlet) in names


def _folded(name: str) -> str:
    return name.lower().removeprefix("the ").strip()
