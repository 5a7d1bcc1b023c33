"""Follow-up questions: does a question stand alone, or lean on the turn before it? Rules for English; pure.

A question that leans is not rewritten: names and words of the turn before are added to it for retrieval. Where there
is doubt, a question that names something stands alone: a topic dragged along does harm, a missing one is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.answer import Answer, NotOnRecord
from bot.wanted import wanted
from bot.words import (
    ASKING,
    AUXILIARIES,
    CLAUSES,
    HOLLOW,
    JOINING,
    NOW,
    PREPOSITIONS,
    RELATIONAL,
    STEERING,
    beside,
    distinct,
    kind_of,
    pieces_of,
    read_sentences,
    read_words,
    weigh,
)
from embeddings.query import LONGEST

_LONGEST = 300  # characters of a question or quote that are read
_ENOUGH = 6  # names and words of its own with which a question stands alone, whatever it refers to
_FIRST, _LAST = 4, 2  # pieces of a topic that are kept: those it began with, and the latest

_PERSONAL = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "group"),
    **dict.fromkeys(("it", "its"), "thing"),
}
_POINTING, _CLOSING = {"this", "that", "these", "those"}, {"there", "then", "so", "same", "latter", "former", "others"}
_OPENING = JOINING | {*"so also then ok okay well yes no oh , i see".split()}
_HINTS = AUXILIARIES | ASKING | RELATIONAL | {"more", "else", "again", "details", "really", "exactly"}
_OTHERS = {"else", "other", "others", "another"}
_ADDRESSED = {*"i me my we us our you your".split()}
_PERSON = regex.compile(r"\w+(?:er|or|ist|ian|man|woman|ess)|president|king|judge|chief|boy|girl|wife|husband|son")
# What follows reads the words of a sentence, joined by spaces.
_THIN = regex.compile(  # one word is all that it adds: "Who resigned?"; "What is inflation?" is about inflation
    rf"(?:(?:{'|'.join(PREPOSITIONS)}) )?(?:wh\w+|how)(?: (?!(?:{'|'.join(AUXILIARIES)}|the|an?)\b)\w+){{1,2}}"
    r"|(?:who|how many|how many \w+) w\w+ \w+ed"
)
_COUNTING = regex.compile(r"how (?:many|much) \w+ \w+")  # "How many people died?"
_IDIOM = regex.compile(  # "it" that stands for nothing
    r"\bit (?:\w+ ){0,2}(?:true|possible|likely|clear|(?:il)?legal|important|safe|hard|easy|allowed|like|takes?|took"
    r"|costs?|seems?|appears?|turns? out|comes|means?)\b.*\b(?:to|that|if|when)\b"
    r"|\b(?:is|was) it \p{Lu}.*\b(?:who|that)\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a next question may lean on: what was asked about, piece by piece, and names that the answer brought."""

    topic: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question is read: ``query`` is for retrieval; ``about`` is to be shown, and None where it stands alone."""

    query: str
    about: str | None
    turn: Turn  # what it leaves behind, as far as that is known before there is an answer


def interpret(question: str, previous: Turn | None) -> Interpretation:
    """Read a question after the turn before it. One that stands alone is left as typed."""
    sentences = read_sentences(question[:_LONGEST])
    words = [word for sentence in sentences for word in sentence]
    own, elliptical = pieces_of(words), any(map(_is_elliptical, sentences))
    if previous is None or previous == Turn(()) or len(question) > _LONGEST or not _leans(sentences):
        return Interpretation(question, None, Turn(own))
    carried = _carried(words, own, previous, elliptical=elliptical)
    added = distinct([*carried.names, *carried.topic])
    asked = [word for word in words if word not in STEERING | JOINING | {","}]
    about = distinct([*own, *added]) if elliptical else added
    left = Turn(distinct([*carried.topic, *own]), () if "name" in map(kind_of, own) else previous.names)
    return Interpretation(" ".join([*asked, *added])[:LONGEST], ", ".join(about), left)


def remember(read: Interpretation, outcome: Answer | NotOnRecord) -> Turn:
    """Return what the next question may lean on. A refusal brings no names, an answer those that are wanted."""
    topic, names = read.turn.topic, read.turn.names
    if isinstance(outcome, Answer) and (not names or wanted(read.query) == "person"):
        names = _names_of(outcome, " ".join(topic)) or names
    return Turn(topic[:_FIRST] + topic[_FIRST:][-_LAST:], names)


def _leans(sentences: Sequence[Sequence[str]]) -> bool:
    for words in sentences:
        if weigh(words) >= _ENOUGH:
            return False
        if _is_elliptical(words) or _is_hollow(words) or _refers_back(words):
            return True
        if weigh(words) > 1:  # it says what the sentences after it are about
            return False
    return False


def _is_elliptical(words: Sequence[str]) -> bool:
    """Whether a sentence has no verb of its own: "What about …?", "And in 2018?", "How many in Geneva?"."""
    rest = _opened(words)
    if not rest or len(rest) > _ENOUGH or not AUXILIARIES.isdisjoint(rest):
        return False
    asking = next(place for place, word in enumerate([*rest, ""]) if word not in ASKING | {"many", "much"})
    after = [word for word in rest[asking:] if word != "the"]
    if asking:
        return after[:1] == ["about"] or (len(after) == 2 and after[0] in PREPOSITIONS)
    starts = rest[0] in PREPOSITIONS - {"about", "like"} or rest[0] in ("any", "anyone", "anything")
    return ASKING.isdisjoint(rest) and (starts or _joins(words))


def _is_hollow(words: Sequence[str]) -> bool:
    """Whether a sentence is about too little: "Why?", "Who else?", "Who resigned?"."""
    weight, named, text = weigh(words), any(kind_of(word) != "word" for word in words), " ".join(_opened(words))
    if not _ADDRESSED.isdisjoint(words) or _IDIOM.search(text):
        return False
    if _joins(words):
        return (weight < 2 and not (named and "who" in words)) or (weight < 4 and not named)
    if "happened" in words and named:  # "What happened in 2017?"
        return False
    if weight == 0 or not _OTHERS.isdisjoint(words):
        return weight < 2 and not _HINTS.isdisjoint(words)
    return not named and (_THIN if weight == 1 else _COUNTING).fullmatch(text) is not None


def _refers_back(words: Sequence[str]) -> bool:
    """Whether a sentence holds a word whose meaning stands before it: "it", "she", "that law", "there"."""
    idiom = _IDIOM.search(" ".join(words)) is not None
    for place, word in enumerate(words):
        before, after = beside(words, place)
        if word in _PERSONAL and not (idiom and word == "it") and not _has_antecedent(words, place):
            return True
        if word in _POINTING and _points_back(words, place):
            return True
        if word in _CLOSING and not after and before not in ("is", "are"):
            return True
        if word == "there" and before and AUXILIARIES.isdisjoint((before, after)):
            return True
    return False


def _has_antecedent(words: Sequence[str], place: int) -> bool:
    """Whether a pronoun can mean something before it, or after a comma: "When he fell, what did Ann Lee say?"."""
    pronoun, (before, after) = words[place], beside(words, place)
    if "," in words[place:] and "name" in map(kind_of, words[words.index(",", place) :]):
        return True
    meant = [at for at in range(place) if _can_be(_PERSONAL[pronoun], words, at)]
    acts = after in AUXILIARIES or before in AUXILIARIES | CLAUSES
    owns = after not in HOLLOW | {""}
    if pronoun in ("him", "them") or (pronoun == "it" and not acts) or (pronoun == "her" and not owns):
        # an object can't mean the subject of its own clause: "What did Ann Lee say about her?"
        return bool(meant) and not (CLAUSES | {"to"}).isdisjoint(words[meant[0] : place - 1])
    return bool(meant)


def _can_be(kind: str, words: Sequence[str], place: int) -> bool:
    """Whether a word can be what a pronoun of that kind means: a name, or what looks like a noun of the kind."""
    word, (before, _) = words[place], beside(words, place)
    if kind_of(word) == "name":
        return True
    if not weigh([word]) or before in _PERSONAL or before in ("who", "to", "not", "how"):  # no noun, most likely
        return False
    if before in ("many", "much") and kind != "group":  # "How much money was it?"
        return False
    typed_small = before in AUXILIARIES and "name" not in map(kind_of, words)  # "did ann lee say she …"
    person = _PERSON.fullmatch(word) is not None
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
    if before in CLAUSES or not _PERSONAL.keys().isdisjoint(rest):
        return False
    if all(NOW.fullmatch(other) or not weigh([other]) for other in rest):
        return True  # "Who said that on Monday?"
    described = {"the", "a", "an", "which", "what"} & {*words[max(0, place - 2) : place]}  # "the ship that sank"
    return len(rest) == 1 and not described


def _carried(words: Sequence[str], own: Sequence[str], previous: Turn, *, elliptical: bool) -> Turn:
    """Return what of the turn before is of use: "What about Ann Lee?" puts a name in the place of the only one."""
    topic = [piece for piece in previous.topic if piece not in own]
    for kind in ("name", "year") if elliptical else ():
        same = [piece for piece in topic if kind_of(piece) == kind]
        if len(same) == 1 and kind in map(kind_of, own):
            topic.remove(same[0])
    person = any(_PERSONAL.get(word) == "person" for word in words)
    named = "name" in map(kind_of, [*topic, *own]) or "else" in words
    return Turn(tuple(topic), previous.names if person or not named else ())


def _names_of(outcome: Answer, topic: str) -> tuple[str, ...]:
    """Return who speaks in the first quote, or the first name in it, a person's rather than a place's or a thing's."""
    quote = outcome.quotes[0]
    if quote.speaker is not None:
        return (quote.speaker.name,)
    words = read_words(quote.text[:_LONGEST])
    names = [place for place, word in enumerate(words) if word[0].isupper() and word not in topic]
    names.sort(key=lambda place: not (PREPOSITIONS | {"the"}).isdisjoint(words[max(0, place - 2) : place]))
    return tuple(words[place] for place in names[:1])


def _joins(words: Sequence[str]) -> bool:
    return not JOINING.isdisjoint(words[: len(words) - len(_opened(words))])


def _opened(words: Sequence[str]) -> Sequence[str]:
    """Return the words after those that only open a sentence."""
    return words[next((place for place, word in enumerate(words) if word not in _OPENING), len(words)) :]
