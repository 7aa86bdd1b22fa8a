"""Attributions as token ranges, before they become records: quotations first, then the other cues.

What comes in: a `View`. What goes out: `Draft`s in text order, one per cue.

    "We leave," she said, adding that it was late.     two drafts: said (quotation), adding (clause)
"""

from __future__ import annotations

from regesta.extract.accords import accorded, phrases
from regesta.extract.asides import aside, cue_group, named_aside
from regesta.extract.clauses import Range, phrase_end, trim
from regesta.extract.content import Found, addressee_of, find
from regesta.extract.cues import Cue, words
from regesta.extract.draft import Draft, covering
from regesta.extract.grammar import is_inverted_condition, is_passive
from regesta.extract.hearsay import passer_on
from regesta.extract.nouns import adjective_content, noun_content
from regesta.extract.quoted import Attributed, adoptable, attribute, mostly_quoted, quoted_within
from regesta.extract.speakers import (
    inverted_speaker,
    is_impersonal,
    nearest_subject,
    passive_agent,
    speaker_of,
)
from regesta.extract.transcripts import Turn, transcript
from regesta.extract.view import FINITE, View

# Statements that a quotation in the next sentence may go on with.
ADOPTING = frozenset({"speech", "evidence", "directive", "verdict", "denial", "promise"})
# Inside another's words these are part of what is said ("said he believes ...").
INNER = frozenset({"belief", "wish"})
# Inside a quotation only these count as somebody else's statement.
TOLD = frozenset({"speech", "promise", "denial", "directive", "verdict"})
# Rules in which the verb stands without its preposition ("insisted on Friday that").
SILENCE = "statements/no-answer"
SPOKEN = frozenset({"statements/reported-clause", "statements/reported-question"})


def drafts(view: View) -> list[Draft]:
    """Every attribution of the report, in text order."""
    turns = transcript(view)
    turn_of = {i: turn for turn in turns for i in range(*turn.words)}
    groups, orphans = attribute(view)
    found = [_from_quotation(view, group) for group in groups]
    # quotation marks around a whole turn, or across turns, are no statement within it
    found = [draft for draft in found if _one_turn(draft, turn_of)]
    found += quoted_within(view)
    used = {draft.head for draft in found}
    found += phrases(view, used)
    for head, cue in view.cues.items():
        if head in used:
            continue
        draft = _from_tree(view, cue)
        turn = turn_of.get(head)
        if draft is not None and (turn is None or draft.speaker is None or draft.speaker >= turn.words[0]):
            found.append(draft)
    found += [_from_turn(view, turn) for turn in turns]
    for draft in found:
        # on odd language a tree can put an end before a beginning: such pieces hold no words
        draft.pieces = [(first, last) for first, last in draft.pieces if first < last]
        draft.pieces[:1] = [(_past_that(view, first), last) for first, last in draft.pieces[:1]]
        by = passer_on(view, draft.head) if draft.head is not None else None
        draft.relays += [by] if by is not None else []
    found = [draft for draft in found if draft.pieces]
    found.sort(key=lambda draft: (draft.pieces[0], draft.head or 0))
    _adopt(view, found, orphans)
    _rehang(view, found)
    found = _cite(view, found)
    index = covering(found)
    return [draft for place, draft in enumerate(found) if not _idle(view, draft, _outer(found, index, place))]


def _past_that(view: View, first: int) -> int:
    """Where words begin that a "that" opens: the word is the reporter's."""
    opens = view.word(first) == "that" and view.parse.deps[first] == "mark" and view.inside[first] < 0
    return first + opens


def _outer(found: list[Draft], index: dict[int, list[int]], place: int) -> Draft | None:
    """The first draft in whose words the cue of the draft at `place` stands."""
    head = found[place].head
    if head is None:
        return None
    return next((found[other] for other in index.get(head, ()) if other != place), None)


def _one_turn(draft: Draft, turn_of: dict[int, Turn]) -> bool:
    """True for quotations and a cue that stand in the same turn, or in none."""
    begun = turn_of.get(draft.pieces[0][0])
    if draft.head is None:
        return begun is None
    return all(turn_of.get(i) is begun for i in (draft.head, draft.pieces[-1][1] - 1))


def _rehang(view: View, found: list[Draft]) -> None:
    """ "said the loan was late and added ...": the tree may lend a cue the subject of what was said."""
    index = covering(found)
    for draft in found:
        if draft.head is None or draft.speaker is None or draft.speaker > draft.head:
            continue
        if view.parse.deps[draft.head] == "relcl" and view.parse.heads[draft.head] == draft.speaker:
            # "stressed that it is no recognition of Kosovo, which declared ...": Kosovo declared
            continue
        for other in [found[place] for place in index.get(draft.speaker, ())]:
            if other is draft or other.head is None or other.speaker is None or other.head > draft.head:
                continue
            if not other.covers(draft.head):
                draft.speaker = other.speaker
                break


def _idle(view: View, draft: Draft, outer: Draft | None) -> bool:
    """True for words in a quotation that nobody is known to have said, or the speaker's own "I think"."""
    head = draft.head
    if head is None:
        return False
    if outer is None:
        return view.inside[head] >= 0
    parse = view.parse
    if draft.speaker is None or parse.tags[draft.speaker] in ("WP", "WDT"):
        return True
    if draft.sort in INNER or draft.rule == SILENCE or view.word(draft.speaker) in words("own"):
        return True
    if parse.pos[draft.speaker] == "PRON" and view.inside[head] >= 0:
        return draft.rule != "statements/quotation"
    if draft.sort == "evidence" and not _tells(view, draft.speaker):
        # "said the verdict proved that ...": her own conclusion
        return True
    return view.inside[head] >= 0 and draft.sort not in TOLD


def _cite(view: View, found: list[Draft]) -> list[Draft]:
    """The drafts without "..., citing UN figures" after somebody's words: it names whose they were before."""
    parse = view.parse
    kept = []
    told_in: dict[int, list[Draft]] = {}
    for one in found:
        if one.head is not None and one.sort in TOLD:
            told_in.setdefault(parse.sentence_of[one.head], []).append(one)
    for draft in found:
        head = draft.head
        citing = head is not None and view.word(head) == "citing" and parse.words[head - 1] == ","
        near = told_in.get(parse.sentence_of[head or 0], ()) if citing else ()
        told = [one for one in near if _before(one, draft)]
        if not told:
            kept.append(draft)
            continue
        nouns = parse.kids(head or 0, "dobj")
        nouns += [kid for noun in nouns for kid in parse.kids(noun, "compound", "poss", "nmod")]
        told[-1].relays += [k for k in nouns if parse.pos[k] == "PROPN"][:1]
    return kept


def _before(one: Draft, draft: Draft) -> bool:
    """True when `one` is told earlier than `draft` in one sentence, by another cue."""
    if one.head is None or draft.head is None or one is draft or one.covers(draft.head):
        return False
    # "Tass, citing a source, said": of one who speaks right after
    return one.head < draft.head or (one.speaker == draft.speaker and one.speaker is not None)


def _tells(view: View, speaker: int) -> bool:
    """True for what can be read or counted ("the survey shows"), and for who can speak."""
    parse = view.parse
    return parse.pos[speaker] in ("PROPN", "PRON") or parse.lemmas[speaker].lower() in words("finding")


def _from_turn(view: View, turn: Turn) -> Draft:
    name = (turn.name[0], turn.name[1])
    return Draft(None, None, [turn.words], None, "statements/transcript", signature=name)


def _adopt(view: View, found: list[Draft], orphans: list[int]) -> None:
    """Quotations without a cue of their own go on with the statement of the sentence before."""
    parse = view.parse
    ends = {}
    for draft in found:
        if draft.head is not None and view.inside[draft.head] < 0 and draft.sort in ADOPTING:
            ends[parse.sentence_of[max(draft.head, draft.pieces[-1][1] - 1)]] = draft
    for number in orphans:
        quote = view.quotes[number]
        before = parse.sentence_of[quote.first] - 1
        owner = ends.get(before)
        if owner is None:
            continue
        piece: Range | None = (quote.first, quote.last)
        if not adoptable(view, number):
            piece = mostly_quoted(view, number) if owner.rule == "statements/quotation" else None
        if piece is not None:
            owner.pieces.append(piece)
            ends[parse.sentence_of[piece[1] - 1]] = owner


def _from_quotation(view: View, group: Attributed) -> Draft:
    pieces = [(view.quotes[n].first, view.quotes[n].last) for n in group.quotes]
    if group.cue is None:
        return Draft(None, None, pieces, None, group.rule, signature=group.signature)
    cue = view.cues.get(group.cue)
    if cue is None and view.parse.pos[group.cue] == "VERB":
        return _sent(view, group.cue, pieces)
    if cue is None:
        return accorded(view, group.cue, pieces, group.rule)
    first = view.quotes[group.quotes[0]].first
    addressee = addressee_of(view, cue.head, view.bounds(cue.head)[1])
    if group.whole and first - view.bounds(first)[0] > 2 and not _shared(view, group):
        around = aside(view, cue)
        if around is not None:
            later = [piece for piece in pieces if piece[0] > cue.head and piece[0] >= around[-1][1]]
            pieces = [*around, *later]
    elif not group.whole:
        pieces = [*_opening(view, cue.head, first), *pieces]
    speaker = _quoted_speaker(view, cue.head)
    cued = (cue.head, cue.head + 1)
    return Draft(cue.head, cued, pieces, speaker, group.rule, cue.lemma, cue.sort, addressee)


def _sent(view: View, verb: int, pieces: list[Range]) -> Draft:
    """ "released a statement: '...'": who sends the words says them."""
    lemma, speaker = view.parse.lemmas[verb], speaker_of(view, verb)
    return Draft(verb, (verb, verb + 1), pieces, speaker, "statements/quotation", lemma)


def _opening(view: View, verb: int, quote: int) -> list[Range]:
    """The clause before a cue that stands between it and its quotation: `Streets were bare, he said, "but ..."`."""
    parse = view.parse
    start = view.bounds(verb)[0]
    if not parse.words[quote][0].islower() or any(view.inside[i] >= 0 for i in range(start, verb)):
        return []
    first, last = cue_group(view, verb)
    if first <= start + 2 or parse.words[first - 1] != "," or last >= quote or parse.words[last] != ",":
        return []
    if parse.pos[start] in ("ADP", "SCONJ", "ADV", "CCONJ") or parse.tags[start] in ("VBG", "VBN", "WRB"):
        return []
    if not any(parse.tags[i] in FINITE for i in range(start, first)):
        return []
    piece = trim(view, start, first - 1)
    return [piece] if piece is not None else []


def _quoted_speaker(view: View, verb: int) -> int | None:
    """The speaker of a quotation: after a cue that stands right behind it, else the cue's subject."""
    if view.parse.kids(verb, "auxpass"):
        return passive_agent(view, verb)
    behind = verb - 1
    while behind >= 0 and view.parse.pos[behind] == "ADV":
        behind -= 1
    if behind > 0 and view.parse.words[behind] in (",", "—", "–") and view.inside[behind - 1] < 0:
        behind -= 1
    if behind >= 0 and view.is_mark(behind):
        own = nearest_subject(view, verb)
        found = inverted_speaker(view, verb) if own is None or own < verb else own
        if found is not None:
            return found
    found = speaker_of(view, verb)
    return found if found is not None else inverted_speaker(view, verb)


def _shared(view: View, group: Attributed) -> bool:
    """True when what stands before in the sentence is a colon's or another quotation's, with a cue of its own."""
    number = group.quotes[0]
    first = view.quotes[number].first
    start = view.bounds(first)[0]
    return (
        number > 0
        and view.quotes[number - 1].first >= start
        and any(
            start <= head < first and cue.takes("quote") and view.inside[head] < 0
            for head, cue in view.cues.items()
        )
    )


def cue_range(view: View, cue: Cue) -> Range:
    """The cue's words: the verb, with its particle where that follows at once."""
    last = cue.head + 1
    if cue.part is not None and (
        cue.part == last or (cue.part == last + 1 and view.parse.pos[last] == "ADV")
    ):
        last = cue.part + 1
    return cue.head, last


def _from_tree(view: View, cue: Cue) -> Draft | None:
    parse = view.parse
    if parse.pos[cue.head] in ("NOUN", "ADJ"):
        return _from_noun(view, cue) if parse.pos[cue.head] == "NOUN" else _from_adjective(view, cue)
    if parse.deps[cue.head] in ("amod", "compound") or not _happened(view, cue):
        return None
    if (named := named_aside(view, cue)) is not None:
        content, teller = named
        return _draft(view, cue, Found((content,), "statements/aside", speaker=teller), teller)
    found = _silence(view, cue) or find(view, cue)
    if found is None or not found.pieces:
        return None
    if parse.tags[cue.head] == "VBN" and not parse.kids(cue.head, "aux", "nsubj"):
        return _unanswered(view, cue, found)
    speaker = found.speaker
    if speaker is None:
        if is_passive(parse, cue.head):
            speaker = passive_agent(view, cue.head)
            if speaker is None:
                return None
        else:
            speaker = speaker_of(view, cue.head)
    if speaker is None or is_impersonal(view, speaker) or _nobody(view, speaker):
        return None
    if any(first <= speaker < last for first, last in found.pieces):
        return None
    return _draft(view, cue, found, speaker)


def _from_noun(view: View, cue: Cue) -> Draft | None:
    found = noun_content(view, cue)
    if found is None or found.speaker is None:
        return None
    return _draft(view, cue, found, found.speaker)


def _from_adjective(view: View, cue: Cue) -> Draft | None:
    """ "is confident that ...", "was critical of ...": said of oneself by a linking verb."""
    found = adjective_content(view, cue)
    if found is None or found.speaker is None or _nobody(view, found.speaker):
        return None
    verb = view.parse.heads[cue.head]
    linked = Cue(verb, None, cue.act, cue.sort, cue.frames, cue.lemma)
    return _draft(view, cue, found, found.speaker) if _happened(view, linked) else None


def _silence(view: View, cue: Cue) -> Found | None:
    """ "did not respond to a request for comment": an answer withheld, with what it was wanted to."""
    parse, verb = view.parse, cue.head
    if cue.lemma not in words("answer") or not parse.kids(verb, "neg"):
        return None
    for host in (verb, *(kid for kid in parse.kids(verb, "prep") if view.word(kid) == "to")):
        for noun in parse.kids(host, "dobj", "pobj"):
            if parse.lemmas[noun] in words("inquiry"):
                first = host if host != verb else view.left[noun]
                return Found(((first, phrase_end(view, verb, first, view.right[noun] + 1)),), SILENCE)
    return None


def _unanswered(view: View, cue: Cue, found: Found) -> Draft | None:
    """ "did not answer when asked whether ...": the question, negated; other "asked" hide who asks."""
    parse, above = view.parse, view.parse.heads[cue.head]
    if not found.rule.endswith("question") or above == cue.head:
        return None
    lemma = parse.lemmas[above]
    refused = lemma in words("evasion") or (lemma in words("answer") and parse.kids(above, "neg"))
    speaker = speaker_of(view, above)
    if not refused or speaker is None:
        return None
    draft = _draft(view, cue, found, speaker)
    draft.head, draft.cue, draft.act = above, (above, above + 1), lemma
    draft.rule, draft.sort = SILENCE, "denial"
    return draft


def _draft(view: View, cue: Cue, found: Found, speaker: int) -> Draft:
    loose = cue.part is not None and view.parse.deps[cue.part] != "prt"
    bare = found.rule in SPOKEN and (cue.part is None or loose)
    return Draft(
        cue.head,
        (cue.head, cue.head + 1) if bare else cue_range(view, cue),
        list(found.pieces),
        speaker,
        found.rule,
        cue.lemma if bare else cue.act,
        cue.sort,
        found.addressee,
    )


def _happened(view: View, cue: Cue) -> bool:
    """False for words nobody is reported to have said: "wanted to say", "if he says", "let's say"."""
    parse, head = view.parse, cue.head
    helpers = [parse.words[kid].lower() for kid in parse.kids(head, "aux")]
    own = nearest_subject(view, head)
    if cue.sort in INNER and own is not None and view.left[own] and parse.tags[view.left[own] - 1] == "WRB":
        # "for when they hope to return": nobody is reported to hope
        return False
    if any(word in words("modal") for word in helpers) or is_inverted_condition(parse, head):
        return False
    if parse.tags[head] == "VB" and parse.deps[head] == "ccomp" and "to" not in helpers:
        return "do" in helpers or "did" in helpers or "does" in helpers
    if parse.words[view.bounds(head)[1] - 1] == "?" and view.inside[head] < 0:
        return False
    if parse.tags[head] == "VB" and "to" in helpers:
        return parse.lemmas[parse.heads[head]] in words("raising")
    return not any(view.word(kid) in words("condition") for kid in parse.kids(head, "mark"))


def _nobody(view: View, speaker: int) -> bool:
    """True for "nobody said" and "no minister knew"."""
    parse = view.parse
    return view.word(speaker) in words("nobody") or any(
        view.word(kid) in ("no", "neither") for kid in parse.kids(speaker, "det")
    )
