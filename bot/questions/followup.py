"""Follow-up questions: does a question stand alone, or lean on the turn before it? Rules for English; pure.

A question that leans is not rewritten: names and words of the turn before are added to it for retrieval. Where there
is doubt, a question that names something stands alone: a topic dragged along does harm, a missing one is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

import regex

from bot.questions.abroad import read_speakers
from bot.questions.wanted import wanted
from bot.questions.words import (
    ASKING,
    AUXILIARIES,
    CLAUSES,
    HOLLOW,
    NOW,
    PERSON,
    PERSONAL,
    PREPOSITIONS,
    STEERING,
    acting_names,
    beside,
    distinct,
    is_person,
    joins,
    kind_of,
    opened,
    pieces_of,
    read_sentences,
    shape_of,
    weigh,
)
from bot.types import Answer, NotOnRecord
from embeddings.search.query import QUESTION_CHARACTERS
from embeddings.text.tongue import question_language

_READ_CHARACTERS = 300  # of a question or a quote
_ENOUGH = 6  # names and words of its own with which a question stands alone, whatever it refers to

_POINTING, _CLOSING = {"this", "that", "these", "those"}, {"there", "then", "so", "same", "latter", "former", "others"}
_OTHERS = {"else", "other", "others", "another"}
_ASKING = ASKING | {"many", "much"}
_ELLIPTICAL = PREPOSITIONS - {"about", "like"} | {"any", "anyone", "anything"}  # such a one begins with
_ADDRESSED = {*"i me my we us our you your".split()}
# What follows reads the words of a sentence, joined by spaces.
_THIN = regex.compile(  # one word is all that it adds: "Who resigned?"; "What is inflation?" is about inflation
    rf"(?:(?:{'|'.join(PREPOSITIONS)}) )?(?:wh\w+|how)(?: (?!(?:{'|'.join(AUXILIARIES)}|the|an?)\b)\w+){{1,2}}"
    r"|(?:who|how many) w\w+ \w+ed|what (?:do|does|did|has|have) (?:the|an?) \w+ \w+"
)
_COUNTED = regex.compile(r"how (?:many|much) \w+ \w+|(?:how many|which) \w+ w\w+ \w+ed")  # "How many people died?"
_IDIOM = regex.compile(  # "it" that stands for nothing
    r"\bit (?:\w+ ){0,2}(?:true|possible|likely|clear|(?:il)?legal|important|safe|hard|easy|allowed|like|takes?|took"
    r"|costs?|seems?|appears?|turns? out|comes|means?)\b.*\b(?:to|that|if|when)\b"
    r"|\bit (?:\w+ )?(?:rain|snow)|\b(?:is|was) it \p{Lu}.*\b(?:who|that)\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a next question may lean on: pieces of the question that began the topic, and of the latest one.

    ``names`` are those that the answer brought, and ``documents`` the ids of the ones that it cited; ``speaker`` is
    whose words were asked for.
    """

    topic: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question is read: ``query`` is for retrieval; ``about`` is to be shown, and None where it stands alone.

    ``own`` are the pieces of the question itself, ``leans_on`` is the turn that they are added to, and ``carried`` what
    is taken over from it.
    """

    query: str
    about: str | None
    own: tuple[str, ...]
    leans_on: Turn
    carried: tuple[str, ...] = ()


def interpret(question: str, previous: Turn | None) -> Interpretation:
    """Read a question after the turn before it. One that stands alone is left as typed."""
    sentences = read_sentences(question[:_READ_CHARACTERS])
    words = [word for sentence in sentences for word in sentence]
    own, before = pieces_of(words), previous or Turn()
    alone = Interpretation(question, None, own, before)
    if len(question) > _READ_CHARACTERS or not _leans(sentences):
        return alone
    elliptical = any(map(_is_elliptical, sentences))
    kept = _with_rivals(before, own) if elliptical else before
    carried = _carried(words, own, kept)
    if not carried:
        return alone
    query = _query(words, own, carried, before.speaker if elliptical else "")[:QUESTION_CHARACTERS]
    return Interpretation(query, ", ".join(distinct([*own, *carried]) if elliptical else carried), own, kept, carried)


def _query(words: Sequence[str], own: Sequence[str], carried: Sequence[str], speaker: str) -> str:
    """Return what is searched for. A name alone, after a question of a ``speaker``'s words, asks for that one's."""
    topic = [piece for piece in carried if piece not in own]
    if speaker and topic and len(own) == 1 and kind_of(own[0]) == "name":
        return f"What did {own[0]} say about {' '.join(topic)}?"  # "And Ama Mensah?"
    return " ".join([*(word for word in words if word not in STEERING), *topic])


def remember(read: Interpretation, outcome: Answer | NotOnRecord) -> Turn:
    """Return what the next question may lean on. Of a refusal, that is only what was asked about."""
    return replace(_remembered(read, outcome), speaker=_speaker_of(read.query))


def _speaker_of(question: str) -> str:
    """Return whose words a question asks for, "" where it asks for nobody's."""
    asked = read_speakers(question, question_language(question[:QUESTION_CHARACTERS]))
    return asked.names[0] if asked is not None and asked.kind == "said" else ""


def _remembered(read: Interpretation, outcome: Answer | NotOnRecord) -> Turn:
    before, named = read.leans_on, "name" in map(kind_of, read.own)
    if isinstance(outcome, NotOnRecord):
        return Turn(read.own) if read.about is None else replace(before, latest=())
    cited = tuple(citation.document.id for citation in outcome.citations)
    first = cited[outcome.quotes[0].citation - 1]
    if read.about is None and (named or first not in before.documents):
        return Turn(read.own, (), _names_of(outcome, read.own, read.query), cited)
    # A question without a name that is answered by a document cited just before is on the same topic
    names = () if named else before.names
    if not names or wanted(read.query) == "person":
        names = _names_of(outcome, before.topic + read.own, read.query) or names
    return Turn(before.topic, read.own or before.latest, names, cited)


def _carried(words: Sequence[str], own: Sequence[str], kept: Turn) -> tuple[str, ...]:
    """Return what is taken over from a turn; the names of its answer only for "she", or where nothing else is named."""
    nameless = "name" not in map(kind_of, [*own, *kept.topic, *kept.latest]) and "else" not in words
    names = kept.names if nameless or any(PERSONAL.get(word) == "person" for word in words) else ()
    return distinct([*names, *kept.topic, *kept.latest])


def _leans(sentences: Sequence[Sequence[str]]) -> bool:
    for words in sentences:
        leans = _is_elliptical(words) or _is_hollow(words) or _refers_back(words)
        if leans or weigh(words) > 1:  # then it says what the sentences after it are about
            return leans and weigh(words) < _ENOUGH
    return False


def _is_elliptical(words: Sequence[str]) -> bool:
    """Whether a sentence has no verb of its own: "What about …?", "And in 2018?", "How many in Geneva?"."""
    rest = opened(words)
    if not rest or len(rest) > _ENOUGH or not AUXILIARIES.isdisjoint(rest):  # "So?", "Who is it?"
        return False
    if rest[0] in _ASKING:
        return _asks_of_another(rest)
    if not ASKING.isdisjoint(rest):  # "In which year?"
        return False
    return rest[0] in _ELLIPTICAL or joins(words)  # "In Geneva?", "Anyone from Oster?"; "And the mayor?"


def _asks_of_another(words: Sequence[str]) -> bool:
    """Whether nothing but another thing follows the question: "What about the mayor?", "How many in Geneva?"."""
    after = [word for word in dropwhile(_ASKING.__contains__, words) if word != "the"]
    return after[:1] == ["about"] or (len(after) == 2 and after[0] in PREPOSITIONS)


def _is_hollow(words: Sequence[str]) -> bool:
    """Whether a sentence is about too little: "Why?", "Who else?", "Who resigned?"."""
    weight, named, text = weigh(words), any(kind_of(word) != "word" for word in words), " ".join(opened(words))
    if not _ADDRESSED.isdisjoint(words) or _IDIOM.search(text):  # "What can you do?", "Is it true that …?"
        return False
    if joins(words):  # "And in Oster?", "And how long did the repair take?"; "And who is Omar Reed?" is about him
        return (weight < 2 and "who" not in words) if named else weight < 4
    if "happened" in words and named:  # "What happened in 2017?"
        return False
    if weight == 0 or not _OTHERS.isdisjoint(words):  # "Why?", "Who else resigned?"
        return weight < 2 and text != ""
    return not named and _is_thin(text, weight)


def _is_thin(text: str, weight: int) -> bool:
    """Whether a sentence adds one word to what was asked about: "Who resigned?", "How many people died?"."""
    return (weight == 1 and _THIN.fullmatch(text) is not None) or _COUNTED.fullmatch(text) is not None


def _refers_back(words: Sequence[str]) -> bool:
    """Whether a sentence holds a word whose meaning stands before it: "it", "she", "that law", "there"."""
    empty = {"it"} if _IDIOM.search(" ".join(words)) else set[str]()
    return any(word not in empty and _means_something_before(words, at) for at, word in enumerate(words))


def _means_something_before(words: Sequence[str], at: int) -> bool:
    word, (before, after) = words[at], beside(words, at)
    if word in PERSONAL:
        return not _has_antecedent(words, at)
    if word in _POINTING:
        return _points_back(words, at)
    if word == "there" and before and AUXILIARIES.isdisjoint((before, after)):  # "Who lived there before?"
        return True
    return (
        word in _CLOSING and not after and before not in ("is", "are")
    )  # "What happened then?"; "How many are there?"


def _has_antecedent(words: Sequence[str], place: int) -> bool:
    """Whether a pronoun can mean something before it, or after a comma: "When he fell, what did Ann Lee say?"."""
    before, _ = beside(words, place)
    if "," in words[place:] and "name" in map(kind_of, words[words.index(",", place) :]):
        return True
    asked = place - 2 if before in AUXILIARIES else -1  # "What colour is it?", "How much money was it?"
    kind = PERSONAL[words[place]]
    meant = next((at for at in range(place) if at != asked and _can_be(kind, words, at)), None)
    if meant is None:  # "Did she resign?"
        return False
    # An object can't mean the subject of its own clause: "What did Ann Lee say about her?"
    return not _is_object(words, place) or not (CLAUSES | {"to"}).isdisjoint(words[meant : place - 1])


def _is_object(words: Sequence[str], at: int) -> bool:
    """Whether something is done to what a pronoun means: "about her", and not "her view"; "saw it", not "was it"."""
    pronoun, (before, after) = words[at], beside(words, at)
    if pronoun == "it":
        return after not in AUXILIARIES and before not in AUXILIARIES | CLAUSES
    return pronoun in ("him", "them") or (pronoun == "her" and after in HOLLOW | {""})


def _can_be(kind: str, words: Sequence[str], place: int) -> bool:
    """Whether a word can be what a pronoun of that kind means: a name, or what looks like a noun of the kind."""
    word, (before, _) = words[place], beside(words, place)
    if kind_of(word) == "name":
        return True
    if not weigh([word]) or before in PERSONAL or before in ("who", "to", "not"):  # most likely a verb
        return False
    typed_small = before in AUXILIARIES and "name" not in map(kind_of, words)  # "did ann lee say she …"
    person = PERSON.fullmatch(word) is not None
    return kind == "group" or ((person or typed_small) if kind == "person" else not person)


def _points_back(words: Sequence[str], place: int) -> bool:
    """Whether "this", "that", "these" or "those" means something said before; "that" is often a conjunction."""
    word, (before, after) = words[place], beside(words, place)
    if word in ("this", "these"):
        return not NOW.fullmatch(after)
    if word == "those":
        return after not in PREPOSITIONS | CLAUSES
    if not before or not after or before in AUXILIARIES | PREPOSITIONS:
        return True
    rest = words[place + 1 :]
    if before in CLAUSES or not PERSONAL.keys().isdisjoint(rest):
        return False
    if all(NOW.fullmatch(other) or not weigh([other]) for other in rest):
        return True  # "Who said that on Monday?"
    described = {"the", "a", "an", "which", "what"} & {*words[max(0, place - 2) : place]}  # "the ship that sank"
    return len(rest) == 1 and not described


def _with_rivals(before: Turn, own: Sequence[str]) -> Turn:
    """Return the turn with names and years of the question in the place of the one like it: "What about Ann Lee?"."""
    topic, latest = list(before.topic), list(before.latest)
    for piece in own:
        for pieces in (latest, topic):
            rivals = [place for place, other in enumerate(pieces) if other == before.speaker]
            rivals = rivals or [place for place, other in enumerate(pieces) if shape_of(other) == shape_of(piece)]
            if len(rivals) == 1 and kind_of(piece) != "word":
                pieces[rivals[0]] = piece
                break
    return replace(before, topic=tuple(topic), latest=tuple(latest))


def _names_of(outcome: Answer, known: Sequence[str], query: str) -> tuple[str, ...]:
    """Return whom "she" could mean next: who speaks or is named in the first quote, if the question named nobody."""
    quote, asked = outcome.quotes[0], wanted(query) == "person"
    if any(map(is_person, known)) and not asked:
        return ()
    if quote.speaker is not None:
        return (quote.speaker.name,)
    names = [name for name in acting_names(quote.text[:_READ_CHARACTERS]) if is_person(name)]
    return tuple(name for name in names if not any(name in piece or piece in name for piece in known))[:1]
