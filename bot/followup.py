"""Follow-up questions: does a question stand alone, or lean on the turn before it? Rules for English; pure.

A question that leans is not rewritten: names and words of the turn before are added to it for retrieval. Where there
is doubt, a question that names something itself stands alone: a topic dragged along does harm, one left out is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.answer import Answer, NotOnRecord
from bot.wanted import wanted
from embeddings.terms import STOPWORDS

_LONGEST = 300  # characters of a question or quote that are read
_ENOUGH = 6  # names and words of its own with which a question stands alone, whatever it refers to
_FIRST, _LAST = 4, 2  # pieces of a topic that are kept: those it began with, and the latest


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AUXILIARIES = _set(
    "am is are was were be been do does did has have had will would can could shall should may might must"
)
_PREPOSITIONS = _set(
    "about of on for with by at from in into after before during since until to against than behind between under over"
    " like without within through towards near around across despite besides"
)
_ASKING = _set("who whom whose which what when where why how")
_JOINING, _MARKS = _set("and but or"), frozenset(".,;:?!")
_CLAUSES = _ASKING | _JOINING | _set("that while if because although though whether so")
_OPENING = _JOINING | _MARKS | _set("so also then ok okay well yes no oh please i see")
_PERSONAL = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "group"),
    **dict.fromkeys(("it", "its"), "thing"),
}
_POINTING, _CLOSING = _set("this that these those"), _set("there then so same latter former others")
# Words that steer a conversation; that are about nothing by themselves; that wait for an "of what".
_STEERING = _set(
    "else exactly precisely really actually again more further next too instead such ones yet still even ever already thing"
    " things something anything anyone anybody everyone everybody ok okay well yes oh please sure go any date day week month"
    " year time place name names number numbers detail details kind way case true right"
)
_LIGHT = _set(
    "say says said tell told call called claim claimed deny denies denied answer answered reply replied respond responded"
    " add added explain explained mention mentioned comment commented ask asked think thought know knew believe believed"
    " mean means meant agree agreed happen happens happened went come came get got make made take takes took give gave given"
    " seen done react reacted other others another one long far old big often large first last up down out off back ago"
)
_RELATIONAL = _set(
    "reason reasons result results outcome consequence consequences response reaction reactions verdict cause motive"
    " evidence proof source sources author headline title context background price cost amount aftermath charge charges"
)
_HOLLOW = STOPWORDS | _AUXILIARIES | _PREPOSITIONS | _CLAUSES | _STEERING | _LIGHT | _MARKS
_HINTS = _AUXILIARIES | _ASKING | _RELATIONAL | _set("more else again details really exactly names")
_ADDRESSED = _set("i me my we us our you your")
_PERSON = regex.compile(
    r"\w+(?:er|or|ist|ian|man|woman|ess)|president|king|judge|prince|chief|boy|girl|wife|husband|son|star|coach|pilot"
)
_NOW = regex.compile(  # "this week" is counted from today, "this library" is the one that is asked
    r"(?:second|minute|hour|day|morning|afternoon|evening|night|week|weekend|month|year|decade|century|spring|summer|autumn"
    r"|fall|winter|season|time|past|coming|world|country|bot|chat|library|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|christmas|easter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
)
_YEAR = regex.compile(r"(?:1\d|20)\d\d")
_TOKEN = regex.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’|[\p{L}\p{N}\p{M}]+(?:[.,'’&-][\p{L}\p{N}\p{M}]+)*|[.,;:?!]")
_CLITIC = regex.compile(r"(?i)(?:n['’]t|['’](?:s|re|d|ll|ve|m))$")
_POLITE = regex.compile(
    r"(?i)^\W*(?:(?:please,? )?(?:(?:can|could|would|will) you (?:please |also )?)?(?:tell|show|give|remind) (?:me|us)\b"
    r"|do you (?:also )?know\b|any idea\b|i(?: want|'d like| would like) to know\b)"
)
# Of the words, joined by spaces:
_WHAT_ABOUT = regex.compile(r"(?:what|how) about\b")
_THIN = regex.compile(  # one word is all that it adds: "Who resigned?"; "What is inflation?" is about inflation
    rf"(?:wh\w+|how)(?: (?!(?:{'|'.join(_AUXILIARIES)}|the|an?)\b)\w+){{1,2}}|(?:who|how many|how many \w+) (?:was|were) \w+ed"
)
_IDIOM = regex.compile(  # "it" that stands for nothing
    r"\bit (?:\w+ ){0,2}(?:true|possible|likely|clear|legal|illegal|necessary|important|safe|hard|easy|allowed|like|takes?|took"
    r"|costs?|seems?|appears?|turns? out|comes|means?)\b.*\b(?:to|that|if|when)\b|\b(?:time|day|year) is it\b"
    r"|\b(?:is|was) it \p{Lu}.*\b(?:who|that)\b"
)
_HAPPENED = regex.compile(r"\bhappen\w* (?:in|on|at|to|after|before|during) .*[\p{Lu}\d]")


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
    words = _words(question)
    own, elliptical = _pieces(words), _is_elliptical(words)
    leans = len(question) <= _LONGEST and (elliptical or _is_hollow(words) or _refers_back(words))
    if previous is None or previous == Turn(()) or not leans:
        return Interpretation(question, None, Turn(own))
    carried = _carried(words, own, previous, elliptical=elliptical)
    added = _distinct([*carried.names, *carried.topic])
    asked = [word for word in words if word not in _STEERING | _JOINING | _MARKS]
    about = _distinct([*(own if elliptical else ()), *added])
    left = Turn(_distinct([*carried.topic, *own]), () if any(map(_is_name, own)) else previous.names)
    return Interpretation(" ".join([*asked, *added]), ", ".join(about), left)


def remember(read: Interpretation, outcome: Answer | NotOnRecord) -> Turn:
    """Return what the next question may lean on. A refusal brings no names; an answer only where they are wanted."""
    topic, names = read.turn.topic, read.turn.names
    if len(topic) > _FIRST + _LAST:
        topic = topic[:_FIRST] + topic[-_LAST:]
    if isinstance(outcome, Answer) and (not names or wanted(read.query) == "person"):
        names = _names_of(outcome, " ".join(topic)) or names
    return Turn(topic, names)


def _words(text: str) -> list[str]:
    """Return words and marks: a name or a quotation is one and kept as it is, the others are folded."""
    tokens = _TOKEN.findall(
        regex.sub(r"(?i)(?<=\b(?:wh\w+|how|that|it|s?he))['’]s\b", " is", _POLITE.sub("", text[:_LONGEST]))
    )
    shouted = not any(token[0].islower() for token in tokens) and any(
        token.lower() in STOPWORDS for token in tokens[1:]
    )
    words: list[str] = []
    joined = False  # to a name just before
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        bare = _CLITIC.sub("", token.lower())
        starts = not words or words[-1] in ".?!:"
        named = token[0].isupper() and not shouted and bare != "i" and not _NOW.fullmatch(bare)
        if named and starts:  # every sentence starts with a capital
            named = bare not in _HOLLOW and (after[:1].isupper() or (len(token) > 1 and token.isupper()))
        if named and joined:
            words[-1] += f" {_CLITIC.sub('', token)}"
        else:
            words.append(_CLITIC.sub("", token) if named or not token[0].isalpha() else bare)
        joined = named and bare == token.lower()
    return words


def _pieces(words: Sequence[str]) -> tuple[str, ...]:
    """Return what a question is about: each name, each year, and each run of other words."""
    pieces: list[str] = []
    running = False
    for word in words:
        alone = _is_name(word) or _is_year(word)
        if alone or (word not in _HOLLOW and not running):
            pieces.append(word)
            running = not alone
        elif word not in _HOLLOW:
            pieces[-1] += f" {word}"
    return _distinct(pieces)


def _is_elliptical(words: Sequence[str]) -> bool:
    """Whether a question has no verb of its own: "What about …?", "And in 2018?"."""
    rest = _opened(words)
    if _WHAT_ABOUT.match(" ".join(rest)):
        return _weight(words) < _ENOUGH
    if not rest or len(rest) > 6 or _AUXILIARIES.union(_ASKING).intersection(rest):
        return False
    return words[0] in _JOINING or rest[0] in _PREPOSITIONS - {"about", "like"}


def _is_hollow(words: Sequence[str]) -> bool:
    """Whether a question is about too little: "Why?", "Who else?", "Who resigned?"."""
    weight, named, text = _weight(words), any(map(_is_name, words)), " ".join(words)
    if _ADDRESSED.intersection(words) or _IDIOM.search(text) or _HAPPENED.search(text):
        return False
    if words and words[0] in _JOINING:
        return weight < 2 or (weight < 4 and not named)
    if "else" in words or weight == 0:
        return weight < 2 and not _HINTS.isdisjoint(words)
    return weight == 1 and not named and bool(_THIN.fullmatch(" ".join(_opened(words)).rstrip(" ?.!")))


def _refers_back(words: Sequence[str]) -> bool:
    """Whether a question holds a word whose meaning stands before it: "it", "she", "that law", "there"."""
    idiom = _IDIOM.search(" ".join(words)) is not None
    ends = [place for place, word in enumerate(words) if word in ".?!" and _weight(words[:place]) > 1]
    for place, word in enumerate(words[: ends[0]] if ends else words):
        before, after = _at(words, place - 1), _at(words, place + 1)
        closing = word in _CLOSING and after == "" and before not in ("is", "are")
        personal = word in _PERSONAL and not (idiom and word == "it") and not _has_antecedent(words, place)
        if closing or personal or (word in _POINTING and _points_back(words, place)):
            return _weight(words) < _ENOUGH
    return False


def _has_antecedent(words: Sequence[str], place: int) -> bool:
    """Whether a pronoun can mean something before it, or after a comma: "When he fell, what did Ann Lee say?"."""
    pronoun, before, after = words[place], _at(words, place - 1), _at(words, place + 1)
    if "," in words[place:] and any(map(_is_name, words[words.index(",", place) :])):
        return True
    meant = [at for at in range(place) if _can_be(_PERSONAL[pronoun], words, at)]
    acts = after in _AUXILIARIES or before in _AUXILIARIES | _CLAUSES
    owns = after not in _HOLLOW | {""}
    if pronoun in ("him", "them") or (pronoun == "it" and not acts) or (pronoun == "her" and not owns):
        # an object can't mean the subject of its own clause: "What did Ann Lee say about her?"
        return bool(meant) and not (_CLAUSES | {"to"}).isdisjoint(words[meant[0] : place - 1])
    return bool(meant)


def _can_be(kind: str, words: Sequence[str], place: int) -> bool:
    """Whether a word can be what a pronoun of that kind means: a name, or what looks like a noun of the kind."""
    word, before = words[place], _at(words, place - 1)
    if _is_name(word):
        return True
    if not _weight([word]) or before in _PERSONAL or before in ("who", "to", "not"):  # most likely a verb
        return False
    plural = word == "people" or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
    if kind == "person":
        typed_small = before in _AUXILIARIES and not any(map(_is_name, words))
        return bool(_PERSON.fullmatch(word)) or (typed_small and not plural)
    return kind == "group" or not (plural or _PERSON.fullmatch(word))


def _points_back(words: Sequence[str], place: int) -> bool:
    """Whether "this", "that", "these" or "those" means something said before; "that" is often a conjunction."""
    word, before, after = words[place], _at(words, place - 1), _at(words, place + 1)
    if word in ("this", "these"):
        return not _NOW.fullmatch(after)
    if word == "those":
        return after not in _PREPOSITIONS | _CLAUSES
    if "" in (before, after) or before in _AUXILIARIES | _PREPOSITIONS:
        return True
    rest = [other for other in words[place + 1 :] if other not in _MARKS]
    if before in _CLAUSES or not _PERSONAL.keys().isdisjoint(rest):
        return False
    if not any(_weight([other]) and not _NOW.fullmatch(other) for other in rest):
        return True  # "Who said that on Monday?"
    described = {_at(words, place - 2), before} & {"the", "a", "an", "which", "what"}  # "the ship that sank"
    return len(rest) == 1 and not described


def _opened(words: Sequence[str]) -> Sequence[str]:
    """Return the words after those that only open a sentence."""
    return words[next((place for place, word in enumerate(words) if word not in _OPENING), len(words)) :]


def _weight(words: Iterable[str]) -> int:
    """Count the words and names that say what a question is about."""
    return sum(_is_name(word) or (word[0].isalpha() and word not in _HOLLOW | _RELATIONAL) for word in words)


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) and words[place] not in _MARKS else ""


def _carried(words: Sequence[str], own: Sequence[str], previous: Turn, *, elliptical: bool) -> Turn:
    """Return what of the turn before is of use: "What about Ann Lee?" puts a name in the place of the only one."""
    topic = [piece for piece in previous.topic if piece not in own]
    for is_kind in (_is_name, _is_year) if elliptical else ():
        kind = list(filter(is_kind, topic))
        if len(kind) == 1 and any(map(is_kind, own)):
            topic.remove(kind[0])
    person = any(_PERSONAL.get(word) == "person" for word in words)
    named = any(map(_is_name, (*topic, *own))) or "else" in words
    return Turn(tuple(topic), previous.names if person or not named else ())


def _names_of(outcome: Answer, topic: str) -> tuple[str, ...]:
    """Return who speaks in the first quote, or the first name in it, rather not one after a preposition: a place."""
    quote = outcome.quotes[0]
    if quote.speaker is not None:
        return (quote.speaker.name,)
    words = _words(quote.text)
    names = [place for place, word in enumerate(words) if _is_name(word) and word[0].isupper() and word not in topic]
    names.sort(key=lambda place: not _PREPOSITIONS.isdisjoint(words[max(0, place - 2) : place]))
    return tuple(words[place] for place in names[:1])


def _distinct(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple({piece.casefold(): piece for piece in pieces}.values())


def _is_name(word: str) -> bool:
    return word[0].isupper() or word[0] in '“"«‘'


def _is_year(word: str) -> bool:
    return _YEAR.fullmatch(word) is not None
