"""The type of every lexicon entry. A new lexicon is one struct here and one file in each language.

Each struct names its file by `file`; a test checks that files and structs match one to one and that
every file loads.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of a lexicon file `<lang>/<file>.toml` or `<lang>/<file>.tsv`."""

    file: ClassVar[str] = ""


class Month(Entry, frozen=True, kw_only=True):
    """A month's number and the forms it is written in, lower case, without a final full stop."""

    file: ClassVar[str] = "months"

    number: int
    forms: tuple[str, ...]


class Abbreviation(Entry, frozen=True, kw_only=True):
    """Abbreviations, lower case without the final stop; `may_end`: can close a sentence."""

    file: ClassVar[str] = "abbreviations"

    may_end: bool
    forms: tuple[str, ...]


class Starter(Entry, frozen=True, kw_only=True):
    """Words that, capitalised after an abbreviation, begin a new sentence."""

    file: ClassVar[str] = "starters"

    note: str
    forms: tuple[str, ...]


class Undertaking(Entry, frozen=True, kw_only=True):
    """Words by which somebody undertakes, offers, expects, demands or threatens something.

    `frames`: which complements hold the content: inf ("to go"), clause ("that it will go"), object ("support"),
    gerund ("to/on/in going"), direct ("going"), nominal ("forward to a visit"). `party`: who undertakes, the
    subject of the word or, for nouns, its possessor (else the subject of the verb that governs it). `target`:
    the object is the beneficiary or addressee ("urged Lima to ..."), by itself or after the preposition named.
    `particle`: a word that must go with it ("look forward"). `passive`: only "is scheduled to", never "set up
    ... to". `objects`: classes of verb_classes.toml to one of which the noun must belong in the frames object
    and nominal; `without`: classes whose verbs are no content ("wants to know"). `only_negated`: counts under a
    negation alone ("will not hesitate to"), which then says nothing about the content; `dated`: with a time
    alone ("is to visit in May"); `own`: its clause must be about the party itself; `bare`: any clause without a
    modal in the bare form is a demand ("demands that the boats leave"). `prepositions`: those of the frame
    nominal, where not any.
    """

    file: ClassVar[str] = "commitments"

    forms: tuple[str, ...]
    pos: Literal["verb", "adj", "noun"]
    sort: Literal["pledge", "offer", "expectation", "demand", "threat", "condition", "intent"]
    frames: tuple[Literal["inf", "clause", "object", "gerund", "nominal", "direct"], ...]
    party: Literal["subject", "possessor"] = "subject"
    target: str | None = None
    particle: str | None = None
    negatable: bool = False
    negative: bool = False
    passive: bool = False
    only_negated: bool = False
    dated: bool = False
    own: bool = False
    bare: bool = False
    objects: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    example: str


class Conditional(Entry, frozen=True, kw_only=True):
    """Words that open a condition; `negative`: what follows holds unless or until it is met."""

    file: ClassVar[str] = "conditions"

    form: str
    kind: Literal["mark", "phrase", "adverbial"]


class VerbClass(Entry, frozen=True, kw_only=True):
    """Words by what they tell about promises and relations, and about how a clause hangs on them.

    Each entry of the file says in `note` what its class is for.
    """

    file: ClassVar[str] = "verb_classes"

    name: str
    note: str
    lemmas: tuple[str, ...]


class Frame(Entry, frozen=True, kw_only=True):
    """Words that make an event: its type, who stands where, and a sentence that shows it.

    `needs` and `bars` name what must (not) stand in a slot; `roles` says which side a slot's party is
    on where that differs from the rule (subject acts, the rest receives). See docs/events.md.
    """

    file: ClassVar[str] = "frames"

    pos: Literal["verb", "noun", "adjective"]
    words: tuple[str, ...]
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = {}
    bars: dict[str, tuple[str, ...]] = {}
    roles: dict[str, Literal["actor", "recipient", "none"]] = {}
    example: str


class FrameWords(Entry, frozen=True, kw_only=True):
    """A class of nouns that frames name as `@name`; `note` says what they share."""

    file: ClassVar[str] = "frame_words"

    name: str
    note: str
    words: tuple[str, ...]


class LongtailWord(Entry, frozen=True, kw_only=True):
    """Words the long-tail classifier knows by their sort: a PLOVER type, a shade of it, or NOTHING for no event.

    A verb's particle is joined by an underscore: "step_down". A word may stand under several sorts.
    """

    file: ClassVar[str] = "longtail_words"

    name: str
    pos: Literal["verb", "noun", "adjective"]
    words: tuple[str, ...]


class LongtailWeight(Entry, frozen=True, kw_only=True):
    """What one clue says for and against each type, in hundredths of a log-odds: "AID:120", "ASSAULT:-45".

    Written by `make train` from tests/longtail.tsv, never by hand.
    """

    file: ClassVar[str] = "longtail_weights"

    clue: str
    weights: tuple[str, ...]


class LightVerb(Entry, frozen=True, kw_only=True):
    """Verbs that lend an event noun its subject ("launched an attack") on the side `subject` names."""

    file: ClassVar[str] = "light_verbs"

    subject: Literal["actor", "recipient", "none"]
    words: tuple[str, ...]
    example: str


class ModalityCue(Entry, frozen=True, kw_only=True):
    """Words that keep an event from being plain fact; `place` says where they stand to it.

    `governor`: a verb, noun or adjective above the event; `modifier`: an adverb, adjective or
    auxiliary below it; `mark`: a conjunction that opens its clause.
    """

    file: ClassVar[str] = "modality_cues"

    place: Literal["governor", "modifier", "auxiliary", "mark"]
    modality: Literal["ongoing", "planned", "possible", "conditional", "negated", "claimed"]
    words: tuple[str, ...]
    example: str


class OtherWorld(Entry, frozen=True, kw_only=True):
    """Words of a world where the words of politics mean something else (sport, markets, film ...)."""

    file: ClassVar[str] = "other_worlds"

    world: str
    words: tuple[str, ...]


class NamePart(Entry, frozen=True, kw_only=True):
    """Words around or inside personal names that are not the name itself, by kind."""

    file: ClassVar[str] = "name_parts"

    kind: Literal["honorific", "suffix", "particle", "article", "servant", "son"]
    note: str
    forms: tuple[str, ...]


class GivenName(Entry, frozen=True, kw_only=True):
    """The spellings of one given name, lower case."""

    file: ClassVar[str] = "given_names"

    forms: tuple[str, ...]


class Spelling(Entry, frozen=True, kw_only=True):
    """Letters that transliteration mixes up: `written` counts as `plain` in words of `least` letters or more."""

    file: ClassVar[str] = "spellings"

    written: str
    plain: str
    least: int


class BodyNoun(Entry, frozen=True, kw_only=True):
    """A kind of body that a country has one of (`hosted`: one in each country that hosts it)."""

    file: ClassVar[str] = "body_nouns"

    kind: str
    hosted: bool
    forms: tuple[str, ...]


class FunctionWord(Entry, frozen=True, kw_only=True):
    """Words that carry no content when two wordings are compared."""

    file: ClassVar[str] = "function_words"

    sort: str
    forms: tuple[str, ...]


class Wording(Entry, frozen=True, kw_only=True):
    """Words that two translations of one utterance put for each other."""

    file: ClassVar[str] = "wordings"

    forms: tuple[str, ...]


class IrregularVerb(Entry, frozen=True, kw_only=True):
    """The forms of a verb that no ending gives away, the plain form first."""

    file: ClassVar[str] = "irregular_verbs"

    forms: tuple[str, ...]


class SoleOffice(Entry, frozen=True, kw_only=True):
    """Titles of an office that one person at a time holds in a country; the first is what it counts as.

    `sole` is false for one that several may hold (chiefs of police, of towns too); who holds a `full` one holds
    no other full one beside it.
    """

    file: ClassVar[str] = "sole_offices"

    forms: tuple[str, ...]
    sole: bool = True
    full: bool = False


class Theme(Entry, frozen=True, kw_only=True):
    """A subject that promises and demands are about, and the words that show it."""

    file: ClassVar[str] = "themes"

    name: str
    forms: tuple[str, ...]


class EventFamily(Entry, frozen=True, kw_only=True):
    """Event words that two reports may use for one event.

    `types`: PLOVER types in which its words mean this (none: in all); `near`: families a report
    may swap in; `label`: how an event line reads; `singular`: one long
    process rather than one of many; `located`: two places are two events; `verbal`: words said, so
    that their content decides.
    """

    file: ClassVar[str] = "event_families"

    name: str
    types: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    label: str
    singular: bool = False
    located: bool = False
    verbal: bool = False
    forms: tuple[str, ...]


class BlockCue(Entry, frozen=True, kw_only=True):
    """Phrases that give away a line's role on the page; `at` says where in the line they stand."""

    file: ClassVar[str] = "blocks"

    role: Literal["title", "section", "byline", "caption", "teaser", "boilerplate", "slogan"]
    sort: str
    at: Literal["start", "whole", "label", "end", "inside"]
    longest: int
    forms: tuple[str, ...]


class Wire(Entry, frozen=True, kw_only=True):
    """A news agency ("wire") or a picture house ("photo") and the forms of its name in credits."""

    file: ClassVar[str] = "wires"

    name: str
    sort: Literal["wire", "photo"]
    forms: tuple[str, ...]


class PageWords(Entry, frozen=True, kw_only=True):
    """Words of one sort that the reading room asks about: function words, credit words ..."""

    file: ClassVar[str] = "page_words"

    sort: Literal[
        "function",
        "credit",
        "bio",
        "opener",
        "shout",
        "letterhead",
        "staff",
        "paper",
        "news",
        "kept",
        "prompt",
        "asked",
        "address",
        "minor",
        "dating",
        "record",
        "office",
        "corporate",
    ]
    words: tuple[str, ...]


class CueGroup(Entry, frozen=True, kw_only=True):
    """Words that attribute speech, belief or will, and the frames they take (see the file's head)."""

    file: ClassVar[str] = "cues"

    sort: Literal["speech", "evidence", "directive", "promise", "denial", "verdict", "belief", "wish"]
    frames: tuple[str, ...]
    forms: tuple[str, ...]
    pos: Literal["verb", "noun", "adjective"] = "verb"


class State(Entry, frozen=True, kw_only=True):
    """A state or territory: its names, the words for its people, and the places that stand for it.

    `capitals` and `metonyms` speak for the government ("Moscow said", "the Kremlin"); a capital is
    a place as well, and grammar decides. `until` is the day a state of the past ceased to exist.
    """

    file: ClassVar[str] = "states"

    iso3: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    singular: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    until: str | None = None
    regions: tuple[str, ...] = ()


class PlaceName(Entry, frozen=True, kw_only=True):
    """A place below or above a state: `sort` is capital, city, region or wide (a continent, a sea)."""

    file: ClassVar[str] = "places"

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sort: str
    latitude: float | None = None
    longitude: float | None = None


class Body(Entry, frozen=True, kw_only=True):
    """An organisation, armed group, party, medium or company that reports name.

    `weak` names (other things bear them too) count only where the report names the body in full, or
    its country. `phases` are sectors in time, written `REB@..2021-08-15` and `GOV@2021-08-15..`.
    """

    file: ClassVar[str] = "bodies"

    key: str
    name: str
    type: str
    country: str | None = None
    sector: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    wikidata: str | None = None
    phases: tuple[str, ...] = ()


class Title(Entry, frozen=True, kw_only=True):
    """Words that name a person's office or standing; `address` ones (Mr, Mullah) are no role.

    `organ` is the kind of body the office belongs to ("foreign minister" -> foreign ministry).
    """

    file: ClassVar[str] = "titles"

    forms: tuple[str, ...]
    sector: str | None = None
    gender: str | None = None
    organ: str | None = None
    address: bool = False


class ActorNoun(Entry, frozen=True, kw_only=True):
    """Common nouns for people and bodies, by what they are.

    `sort`: person, people (a group of persons), body, organ (part of a state: ministry, embassy,
    forces), state ("country"), or outlet. `anaphor` ones can stand for an actor named before.
    """

    file: ClassVar[str] = "actor_nouns"

    forms: tuple[str, ...]
    sort: str
    type: str
    sector: str | None = None
    organ: str | None = None
    gender: str | None = None
    framing: bool = False


class NameGender(Entry, frozen=True, kw_only=True):
    """Given names of one gender (f, m) in one part of the world."""

    file: ClassVar[str] = "name_genders"

    gender: str
    region: str
    forms: tuple[str, ...]


class ChannelWords(Entry, frozen=True, kw_only=True):
    """The words that tell by which channel something was said.

    `nouns` stand after "in", "on", "during"; `verbs` are cues that imply the channel, `audience`
    listeners that imply it, `encounters` verbs of meeting after which the parties speak.
    """

    file: ClassVar[str] = "channels"

    type: str
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    encounters: tuple[str, ...] = ()


class StatusFrame(Entry, frozen=True, kw_only=True):
    """A word that tells how a relation stands, with the ladder value it means in each reading.

    `words`: lemmas of the trigger. `about`: lemmas of a noun that must stand in its object, subject or
    prepositional phrase (none: the trigger is enough). `value` holds when affirmed, `negated` under negation,
    `undecided` under "whether", `planned` for the future and for wishes; a reading without a value yields
    nothing. `value = "{phrase}"` takes the noun phrase of `about` itself ("unofficial ties"), `completed` tells
    a change whose date begins the state. `holder` and `counterpart` are slots, tried in order: subject, object,
    agent, possessor, owner (possessor of the `about` noun), beside (the adjective of the `about` noun), bearer
    (who is called so: "Rabat is a member", "Rabat, a member"), together (the second of two subjects), sender
    (the state of the envoy who is subject), or a preposition on either word. `kinds`: actor types the
    counterpart must have. `state`: words one of which must go with the trigger or the noun ("remains closed",
    "in force"). `holders`: actor types the holder must have. `within`: dependency labels of the trigger's child
    that is (or, as a preposition, governs) the `about` noun; where none is given it may stand anywhere below.
    `deed`: a noun that tells the relation as a fact ("the closure of its embassy"), unless it is asked for, feared,
    undone or only planned; its slots may also be adjective (before the noun itself) and doer (the subject of the
    verb whose object it is: "announced the closure").
    """

    file: ClassVar[str] = "statuses"

    dimension: str
    pos: Literal["verb", "noun", "adj"] = "verb"
    words: tuple[str, ...]
    particle: str | None = None
    about: tuple[str, ...] = ()
    value: str | None = None
    negated: str | None = None
    undecided: str | None = None
    planned: str | None = None
    partly: str | None = None
    completed: bool = False
    holder: tuple[str, ...]
    counterpart: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    deed: bool = False
    example: str


class Weekday(Entry, frozen=True, kw_only=True):
    """A weekday's ISO number, its forms, its plural ("on Mondays") and forms that count only beside a date."""

    file: ClassVar[str] = "weekdays"

    number: int
    forms: tuple[str, ...]
    plural: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class Season(Entry, frozen=True, kw_only=True):
    """A season: its TimeML code, the first of its three months (northern hemisphere), its forms."""

    file: ClassVar[str] = "seasons"

    code: str
    first_month: int
    forms: tuple[str, ...]


class Feast(Entry, frozen=True, kw_only=True):
    """A day with a name: fixed (`month`, `day`), the `nth` `weekday` of a month, or counted from `easter`.

    `weekday` is 1 for Monday, `nth` -1 for the last; `easter` counts days from Easter Sunday of the western churches.
    """

    file: ClassVar[str] = "feasts"

    forms: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None


class TimeUnit(Entry, frozen=True, kw_only=True):
    """A unit of time; `code` is the letter of a TimeML duration, `name` the unit of a figure."""

    file: ClassVar[str] = "timeunits"

    name: str
    code: str
    forms: tuple[str, ...]
    plural: tuple[str, ...]


class TimeWord(Entry, frozen=True, kw_only=True):
    """Words that play one part in time expressions; `values` go with `forms` one by one."""

    file: ClassVar[str] = "timewords"

    symbol: str
    forms: tuple[str, ...]
    values: tuple[str, ...] = ()


class NumberWord(Entry, frozen=True, kw_only=True):
    """A number written as a word."""

    file: ClassVar[str] = "numbers"

    kind: Literal["unit", "scale", "plural", "ordinal"]
    value: float
    forms: tuple[str, ...]


class TimexPattern(Entry, frozen=True, kw_only=True):
    """A shape of time expression over the symbols of the time words, and the rule that reads it."""

    file: ClassVar[str] = "timexes"

    name: str
    pattern: str
    form: str = ""
    example: str


class RowField(Entry, frozen=True, kw_only=True):
    """The names under which JSON rows and HTML meta elements keep one field, best first."""

    file: ClassVar[str] = "row_fields"

    place: Literal["row", "meta"]
    field: str
    names: tuple[str, ...]


class PageClass(Entry, frozen=True, kw_only=True):
    """Words of an HTML element's class or id that tell what the element holds."""

    file: ClassVar[str] = "page_classes"

    role: Literal["caption", "byline", "teaser", "boilerplate", "skip"]
    names: tuple[str, ...]


class Language(Entry, frozen=True, kw_only=True):
    """A language's ISO 639-1 code and English name."""

    file: ClassVar[str] = "languages"

    code: str
    name: str


class TimeContext(Entry, frozen=True, kw_only=True):
    """Words around a time expression that decide whether it is one, and what it means."""

    file: ClassVar[str] = "timecontext"

    role: str
    note: str
    forms: tuple[str, ...]


class NameWords(Entry, frozen=True, kw_only=True):
    """Words inside capitalised names that tell what the name is (a body, a thing, a day ...)."""

    file: ClassVar[str] = "name_words"

    sort: Literal[
        "org", "thing", "calendar", "particle", "descriptor", "framing", "opener", "quantity", "family"
    ]
    words: tuple[str, ...]
    type: str | None = None
    sector: str | None = None


class PageElement(Entry, frozen=True, kw_only=True):
    """HTML elements of one sort: unseen, inline, running text, or of one role."""

    file: ClassVar[str] = "page_elements"

    sort: Literal["unseen", "inline", "running", "title", "section", "caption", "byline", "teaser"]
    names: tuple[str, ...]


class CueWords(Entry, frozen=True, kw_only=True):
    """Small words that steer how far a statement reaches."""

    file: ClassVar[str] = "cue_words"

    use: str
    note: str
    forms: tuple[str, ...]


class Renaming(Entry, frozen=True, kw_only=True):
    """The names that reports give to one place, group or project."""

    file: ClassVar[str] = "renamings"

    forms: tuple[str, ...]


class SpeechCues(Entry, frozen=True, kw_only=True):
    """Lemmas by which a measured attribution counts as speech (`regesta eval polnear`)."""

    file: ClassVar[str] = "speech_cues"

    kind: str
    lemmas: tuple[str, ...]


class Currency(Entry, frozen=True, kw_only=True):
    """A currency: its ISO 4217 code, symbols, names, the words that single it out, and whether its name alone does."""

    file: ClassVar[str] = "currencies"

    code: str
    symbols: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    default: bool = False


class Measure(Entry, frozen=True, kw_only=True):
    """A unit of measure; `glued` forms may stand on the number itself ("40km")."""

    file: ClassVar[str] = "measures"

    name: str
    forms: tuple[str, ...]
    glued: tuple[str, ...] = ()


class ComparatorWords(Entry, frozen=True, kw_only=True):
    """Words before or after a number that say how it compares with the true one."""

    file: ClassVar[str] = "comparators"

    comparator: Literal["more_than", "less_than", "about", "within", "growing"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class CountWord(Entry, frozen=True, kw_only=True):
    """Words that decide what a number counts, by their role."""

    file: ClassVar[str] = "countwords"

    role: str
    note: str
    forms: tuple[str, ...]


class LemmaFix(Entry, frozen=True, kw_only=True):
    """Verb forms whose lemma the model's rules get wrong ("hopes" is no form of "hop" in news)."""

    file: ClassVar[str] = "lemma_fixes"

    lemma: str
    forms: tuple[str, ...]


class EventType(Entry, frozen=True, kw_only=True):
    """A PLOVER event type with its quad class (1 to 4), its intensity and the modes it may have.

    `scores` are the intensities of modes that differ from that of the type.
    """

    file: ClassVar[str] = "plover"

    type: str
    meaning: str
    quad: int | None = None
    score: float | None = None
    modes: tuple[str, ...] = ()
    scores: dict[str, float] = {}


class Sector(Entry, frozen=True, kw_only=True):
    """A PLOVER sector code."""

    file: ClassVar[str] = "sectors"

    code: str


class ActorGrammar(Entry, frozen=True, kw_only=True):
    """Small words and verbs that decide how a name or noun is meant ("in" a place, "with" an actor)."""

    file: ClassVar[str] = "actor_grammar"

    name: str
    note: str
    words: tuple[str, ...]


class QuestionTopic(Entry, frozen=True, kw_only=True):
    """Words of a question that mean one thing, whatever their form, and the records that answer it.

    `kinds`: which records answer, the best first (empty: the words only stand for each other).
    `types`: classes of record that are the thing by themselves (a sort, a dimension, a PLOVER type),
    so that none of the words need stand there. `open`: any record of the kinds is (every statement
    is something said). `both`: the two sides are equal ("met"). `told`: a statement answers when its
    content tells of it; otherwise the statement itself must be that act ("promised").
    """

    file: ClassVar[str] = "question_topics"

    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    open: bool = False
    both: bool = False
    told: bool = False


class QuestionWord(Entry, frozen=True, kw_only=True):
    """Small words of a question by what they do there: ask, lead a name, bound a time, or nothing."""

    file: ClassVar[str] = "question_words"

    sort: str
    note: str
    words: tuple[str, ...]
