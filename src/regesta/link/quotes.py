"""The same words twice: one utterance in two translations, two lengths, or two papers.

What comes in: statements of a case and its joined actors. What goes out: same_quote links, each with
the words that differ; the pairs behind them are for `discrepancies.py`.

Two statements are the same words when one speaker (or a body and who speaks for it) says both, or a
long quotation stands word for word under two names (then reports differ on who said it); when their
times can be one, and the shorter shares enough weighty words, in order, with a stretch of the other.
A short piece inside a long quotation counts; two short pieces of one long quotation are two links.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

import msgspec

from regesta.link.blocks import EVER, Window, cliques
from regesta.link.graph import Region
from regesta.link.ledger import Place
from regesta.link.reports import Cast, Profile, Reports
from regesta.link.times import gap, one_day, window
from regesta.link.words import function_words, mass, shared, terms, tokens, weight
from regesta.records import Link, Span, Statement, When, identify

# Tuned on tests/unit/link/test_quotes.py: two translations keep over half of the weighty words,
# two sayings of one speaker on one subject rarely a third.
QUOTED, REPORTED = 0.55, 0.66
LEAST = 3.0  # mass two statements must share; less is a phrase anybody repeats
PHRASE = 2.0  # the same for a short quoted phrase, wholly shared
BRIEF, BRIEFLY = 6.0, 0.8  # a short text must agree almost wholly
SAME_DAY = 0.6  # unless one speaker says both on one day
EDGE, INSERTED = 3, 12  # words by which a stretch is another cut rather than another wording
ROOM = 2.0  # a shorter text is looked for in a stretch of the longer of so many times its length
VERBATIM, LONG, DISPUTED = 0.9, 6.0, 3  # one quotation whose day two reports give differently
ORDERED = 80  # characters by which texts are put in order in a crowded block
CLOSE = 0.65  # share of a long quotation that two translations of one interview keep
WINDOW = 4  # content words that stand near each other and make a block key
COMPARED = 8192  # pairs of texts whose differences are kept at hand
# A short quotation in two translations: its words, the share of all and of the weighty ones that both have.
SENTENCE, ALIKE, CLOSELY = 7, 0.65, 0.75
RELAYED = 0.9  # how much a body's saying counts for its spokesman's


class Utterance(msgspec.Struct, frozen=True):
    """A statement as it is compared; `sources` are the outlets and relays it names,
    `around` the words that tell who says it."""

    id: str
    document: str
    speaker: Profile | None
    quoted: bool
    text: str
    terms: tuple[str, ...]
    when: When | None
    content: tuple[Span, ...]
    evidence: tuple[Span, ...]
    order: tuple[date, str]
    outlet: str
    printed: date | None = None
    window: Window = EVER
    sources: frozenset[str] = frozenset()
    around: tuple[Span, ...] = ()

    @property
    def speaker_id(self) -> str:
        """The joined actor who says it, empty when nobody is named."""
        return self.speaker.id if self.speaker else ""


class UtteranceLinker:
    """How statements are found and compared."""

    name = "quotes"
    item = Utterance
    purged = True
    leaders = 0

    def keys(self, item: Utterance) -> Iterable[str]:
        """Blocks of an utterance: its side with two content words that stand near each other.

        A long quotation is also looked for under any other speaker, by three words in a row.
        """
        found = set()
        if item.quoted and mass(item.terms) >= LONG:
            for place in range(len(item.terms) - 2):
                found.add(f"*|{'|'.join(item.terms[place : place + 3])}")
        for place, word in enumerate(item.terms if item.speaker else ()):
            for other in item.terms[place + 1 : place + WINDOW]:
                first, second = sorted((word, other))
                if first != second and item.speaker:
                    found.add(f"{item.speaker.side}|{first}|{second}")
        return found

    def halves(self, item: Utterance) -> Iterable[tuple[str, bool]]:
        """Statements are compared as equals."""
        return ()

    def place(self, ident: str, item: Utterance) -> Place:
        """The days on which it may have been said; like texts are near."""
        return Place(ident, *item.window, f"{item.text[:ORDERED]}|{ident}")

    def score(self, left: Utterance, right: Utterance) -> float | None:
        """How surely two statements are the same words."""
        return round(verdict(left, right), 3) or None


def same_words(region: Region[Utterance]) -> tuple[list[Link], dict[str, frozenset[str]]]:
    """The same_quote links of a region, and for a statement the names of the sayings it is a telling of."""
    links = []
    sayings: dict[str, set[str]] = defaultdict(set)
    for score, core, members in cliques(region.edges):
        name = identify("saying", "", (), core)
        for member in members:
            sayings[member].add(name)
        own = [region.items[member] for member in members]
        if len({item.document for item in own}) > 1:
            links.append(_link(own, score))
    return links, {ident: frozenset(names) for ident, names in sayings.items()}


def utterances(reports: Reports, cast: Cast) -> Iterable[Utterance]:
    """The statements of reports, as they are compared."""
    for statement in reports.all(Statement):
        speaker = cast.of(statement.speaker)
        if statement.negated:
            continue
        text = reports.words(statement.content)
        yield Utterance(
            id=statement.id,
            document=statement.document,
            speaker=cast.profile(speaker) if speaker else None,
            quoted=statement.manner != "indirect",
            text=text,
            terms=terms(text),
            when=statement.when,
            content=statement.content,
            evidence=statement.evidence,
            order=reports.order(statement.document),
            outlet=reports.outlet(statement.document),
            sources=_sources(statement, cast),
            around=_around(reports, statement),
            printed=reports.printed(statement.document),
            # A day that the report itself gives; without one the words may be repeated years later.
            window=window(statement.when, DISPUTED) if one_day(statement.when) else EVER,
        )


def _sources(statement: Statement, cast: Cast) -> frozenset[str]:
    """The outlets and relays that a statement names."""
    names = [cast.name(cast.of(ident)) for ident in statement.via]
    if statement.channel and statement.channel.outlet:
        names.append(cast.called(statement.channel.outlet))
    plain = (" ".join(w for w in tokens(name) if w not in function_words()) for name in names)
    return frozenset(name for name in plain if name)


def _around(reports: Reports, statement: Statement) -> tuple[Span, ...]:
    """The words of a statement's evidence that are not its content: who says it, and through whom."""
    found = []
    for whole in statement.evidence:
        at = whole.start
        inside = sorted(span for span in statement.content if whole.covers(span))
        for span in [*inside, Span(whole.document, whole.end, whole.end + 1)]:
            piece = Span(whole.document, at, span.start) if span.start > at else None
            if piece and any(char.isalpha() for char in reports.words([piece])):
                found.append(piece)
            at = max(at, span.end)
    return tuple(found) or statement.evidence


# ---- verdicts ---------------------------------------------------------------------------------


def verdict(left: Utterance, right: Utterance) -> float:
    """How surely two statements are the same words, 0 when they are not."""
    one_voice = _one_voice(left, right)
    if not one_voice and not (left.quoted and right.quoted):
        return 0.0
    if left.terms != right.terms:
        least = max(QUOTED * min(_mass(left.terms), _mass(right.terms)), PHRASE)
        # Most pairs share too few words however often they have them, which is told sooner.
        there = set(right.terms)
        if mass(word for word in left.terms if word in there) < least:
            return 0.0
        if mass(shared(left.terms, right.terms).elements()) < least:
            return 0.0
    degree, common = likeness(left.terms, right.terms)
    verbatim = left.quoted and right.quoted and degree >= VERBATIM and common >= LONG
    if not one_voice and not verbatim:
        return 0.0
    factor = 1.0 if left.speaker and left.speaker_id == right.speaker_id else RELAYED
    days = gap(left.when, right.when) or 0
    disputed = (verbatim and days <= DISPUTED) or (
        days <= 1 and degree >= CLOSE and _translated(left, right, common)
    )
    if one_day(left.when) and one_day(right.when) and days and not disputed:
        # Said again on another day; only a long quotation has its day disputed: word for word, or of one origin.
        return 0.0
    least = QUOTED if left.quoted and right.quoted else REPORTED
    if min(mass(left.terms), mass(right.terms)) < BRIEF:
        # In a short saying one other word is another saying: "open to refugees", "open to lorries".
        # On one day one speaker hardly says two things that share so much.
        one_saying = _one_saying(left, right)
        if one_saying and PHRASE <= common < LEAST and _word_by_word(left, right):
            return degree * factor if degree >= CLOSELY else 0.0
        least = SAME_DAY if common >= LEAST and one_saying else BRIEFLY
    enough = common >= LEAST or (common >= PHRASE and degree >= 0.95 and (left.quoted or right.quoted))
    return degree * factor if enough and degree >= least else 0.0


_mass = functools.lru_cache(COMPARED)(mass)


def _translated(left: Utterance, right: Utterance, common: float) -> bool:
    """True for one speaker's long quotation in two translations, of which at least one names its outlet."""
    long = left.quoted and right.quoted and common >= LONG and left.speaker_id == right.speaker_id
    if left.sources and right.sources:
        return long and bool(left.sources & right.sources)
    return long and bool(left.sources or right.sources)


def _one_saying(left: Utterance, right: Utterance) -> bool:
    """True for one speaker about one day (that of print, where no other is given), with no other numbers."""
    numbers = [{term for term in u.terms if term[0].isdigit()} for u in (left, right)]
    if left.speaker_id != right.speaker_id or (all(numbers) and numbers[0] != numbers[1]):
        return False
    days = [u.when.start if u.when and one_day(u.when) else u.printed for u in (left, right)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= 1


def _word_by_word(left: Utterance, right: Utterance) -> bool:
    """True for two short quotations alike in their small words too: "worth more to us than any", "for us ..."."""
    if not (left.quoted and right.quoted):
        return False
    mine, theirs = Counter(tokens(left.text)), Counter(tokens(right.text))
    least = min(mine.total(), theirs.total())
    return least >= SENTENCE and (mine & theirs).total() >= ALIKE * least


def _one_voice(left: Utterance, right: Utterance) -> bool:
    """True for one speaker, or a body and who speaks for it."""
    return left.speaker is not None and right.speaker is not None and left.speaker.related(right.speaker)


def likeness(left: Sequence[str], right: Sequence[str]) -> tuple[float, float]:
    """Share of the shorter text's mass found in order in a stretch of the longer, and that mass."""
    short, full = sorted((tuple(left), tuple(right)), key=lambda words: (len(words), words))
    if not short:
        return 0.0, 0.0
    if short == full:
        return 1.0, mass(short)
    best = 0.0
    width = max(len(short) + 2, int(ROOM * len(short)))
    for start in _starts(short, full, width):
        best = max(best, _aligned(short, full[start : start + width]))
    return best / mass(short), best


def _starts(short: Sequence[str], full: Sequence[str], width: int) -> Iterable[int]:
    if len(full) <= width:
        return (0,)
    wanted = set(short)
    return [place for place, word in enumerate(full) if word in wanted]


def _aligned(short: Sequence[str], stretch: Sequence[str]) -> float:
    """Mass of the words both have: in order fully, out of order by half."""
    blocks = SequenceMatcher(None, short, stretch, autojunk=False).get_matching_blocks()
    kept = [place for block in blocks for place in range(block.a, block.a + block.size)]
    ordered = sum(weight(short[place]) for place in kept)
    rest = [short[place] for place in range(len(short)) if place not in set(kept)]
    spare = list(stretch)
    for place in kept:
        spare.remove(short[place])
    moved = 0.0
    for word in rest:
        if word in spare:
            spare.remove(word)
            moved += 0.75 * weight(word)
    return ordered + moved


@functools.lru_cache(COMPARED)
def differing(left: str, right: str) -> tuple[tuple[str, str], ...]:
    """The stretches in which two wordings differ, as each has it, within the part they share.

    What one text has before or after the shared part, or puts in at length, is a cut and no wording.
    """
    mine, theirs = tokens(left), tokens(right)
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    found = []
    for place, (tag, a, b, c, d) in enumerate(steps):
        edge = place in (0, len(steps) - 1)
        cut = tag != "replace" or abs((b - a) - (d - c)) > EDGE if edge else max(b - a, d - c) > INSERTED
        if tag == "equal" or cut or {*mine[a:b], *theirs[c:d]} <= function_words():
            continue
        found.append((" ".join(mine[a:b]), " ".join(theirs[c:d])))
    return tuple(found)


def _link(members: Sequence[Utterance], score: float) -> Link:
    first, *others = sorted(members, key=lambda u: (u.order, u.id))
    outlets = ", ".join(dict.fromkeys(u.outlet for u in (first, *others)))
    parts = [f"“{one or '–'}” / “{two or '–'}”" for o in others for one, two in differing(first.text, o.text)]
    told = f"differing in {'; '.join(parts[:4])}" if parts else "word for word"
    return Link(
        id=identify("link", "", (), ["same_quote", *sorted(u.id for u in members)]),
        evidence=tuple(sorted({span for u in members for span in u.content})),
        rule="link.quotes/same-words",
        certainty=round(min(0.99, score), 3),
        relation="same_quote",
        members=tuple(sorted(u.id for u in members)),
        score=round(score, 3),
        why=f"one saying of {first.speaker.name if first.speaker else 'someone'} in {outlets}, {told}",
    )
