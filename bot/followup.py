"""Follow-up questions: does a question stand alone, or lean on the turn before it? Rules for English; pure.

A question that leans is not rewritten: the names and words of the turn before are added to it for retrieval. Where a
rule is in doubt, a question that names something itself stands alone, since a topic that is dragged along does more
harm than one that has to be asked for in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.answer import Answer, NotOnRecord
from bot.wanted import wanted
from embeddings.terms import STOPWORDS

_LONGEST = 300  # characters; a longer question stands alone, and only so much of one is remembered
_FIRST, _LAST = 4, 2  # pieces of a topic that are kept: those of the question that began it, and the latest
_NAMES = 2  # of an answer


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AUXILIARIES = _set("am is are was were be been do does did has have had will would can could shall should may might must")
_PREPOSITIONS = _set(
    "about of on for with by at from in into after before during since until to against than behind between under over"
    " like without within through toward towards near around across despite besides"
)
_CLAUSES = _set(
    "who whom whose which that when while if because although though after before since until whether how why what where"
    " and but or so to as than"
)
_ASKING = _set("who whom whose which what when where why how")
_DETERMINERS = _set("the a an any some every each all no these those this")
_ADDRESSED = _set("i me my we us our you your")
_PERSONAL = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "group"),
    **dict.fromkeys(("it", "its"), "thing"),
}
_JOINING, _OPENING = _set("and but or"), _set("and but or so also then ok okay well yes no oh please i see")
# Words that steer a conversation, words that are about nothing by themselves, and those that need a complement.
_STEERING = _set(
    "else exactly precisely really actually again more further next too also instead please same such ones yet still even"
    " ever already thing things something anything anyone anybody everyone everybody ok okay well yes oh sure go on any"
    " date day month year time place name names number numbers detail details kind way case true right"
)
_LIGHT = _AUXILIARIES | _PREPOSITIONS | _set(
    "say says said tell told call calls called claim claims claimed deny denies denied answer answered reply replied respond"
    " responded add added explain explained mention mentioned comment commented ask asked think thinks thought know knew"
    " believe believed mean means meant agree agreed happen happens happened go goes went come came get got make made take"
    " takes took give gave given see seen done react reacted other others another one long far old big often large first"
    " last s t up down out off back ago if because whether"
)
_RELATIONAL = _set(
    "reason reasons result results outcome consequence consequences response reaction reactions verdict cause motive evidence"
    " proof source sources author headline title context background price cost amount aftermath charge charges wording"
)
_REPORTING = regex.compile(
    r"(?:say|said|claim|den[yi]|announc|warn|argu|promis|insist|admit|declar|suggest|report|believ|think|thought|know|knew"
    r"|hope|fear|agree|confirm|predict|conclu|acknowledg|mention|explain|add|stat|tell|told|find|found|show|mean|prov|see"
    r"|saw|learn|hear|decid|vot|complain|demand|propos|recommend|repl|respon|allege|accept|reject|doubt|wr[io]t)\w*"
)
_PERSON = regex.compile(
    r"\w+(?:er|or|ist|ian|man|woman|ess|spokesperson)|president|king|queen|judge|prince|chief|guy|boy|girl|wife|husband|son"
    r"|pope|star|coach|pilot|mp|person|student|candidate"
)
_NOW = regex.compile(  # "this week" is counted from today, "this library" is the one that is asked
    r"(?:second|minute|hour|day|morning|afternoon|evening|night|week|weekend|month|year|decade|century|spring|summer|autumn"
    r"|fall|winter|season|time|moment|past|coming|world|country|bot|chat|library|site|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|christmas|easter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
)
_HOLLOW = STOPWORDS | _STEERING | _LIGHT
_HINTS = _AUXILIARIES | _ASKING | _RELATIONAL | _set("more else again on details detail really exactly names")
_POINTING, _LAST_WORDS = _set("this that these those"), _set("there then so same latter former others")
_HAPPENED = regex.compile(r"(?i)\bhappen\w*\s+(?:in|on|at|to|after|before|during)\s+(?:the\s+)?\w*(?:\p{Lu}|\d)")
_MARKS = _set(". , ; : ? !")
_YEAR = regex.compile(r"(?:1\d|20)\d\d")

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:[.,'’&-][\p{L}\p{N}\p{M}]+)*|[.,;:?!]")
_CLITIC = regex.compile(r"(?:n['’]t|['’](?:s|re|d|ll|ve|m))$")
_QUOTED = regex.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’")
_POLITE = regex.compile(
    r"(?i)^\W*(?:(?:please,? )?(?:(?:can|could|would|will) you (?:please |also )?)?(?:tell|show|give|remind) (?:me|us)\b"
    r"|do you (?:also )?know\b|any idea\b|i(?: want|'d like| would like) to know\b)"
)
_WHAT_ABOUT = regex.compile(r"(?i)^\W*(?:(?:and|but|so|ok|okay|well)\b\W*)*(?:what|how) about\b")
_IDIOM = regex.compile(  # "it" that stands for nothing
    r"(?i)\b(?:is|was|be|being) it (?:ever |still |really |also |not )?(?!about\b)\w+ (?:\w+ )?(?:that|to|for|if|when|who)\b"
    r"|\bit(?:['’]s)? (?:\w+ ){0,3}?(?:true|possible|likely|clear|legal|illegal|necessary|important|safe|hard|easy|difficult"
    r"|better|allowed|like|takes?|took|costs?|seems?|appears?|turns? out|comes|feels?|means?) (?:\w+ ){0,3}?(?:to|that|if|when)\b"
    r"|\b(?:ma[dk]es?|making|f[io]u?nds?) it (?:\w+ )?\w+ (?:to|that|for|if)\b|\b(?:time|day|year) is it\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a next question may lean on: what was asked about, piece by piece, and the names that an answer brought."""

    topic: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question is read. ``query`` is for retrieval; ``about`` is to be shown, and None where it stands alone.

    ``turn`` is what it will leave behind, as far as that is known before there is an answer.
    """

    question: str
    query: str
    about: str | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a mark; ``bare`` is folded and without what is contracted onto it."""

    text: str
    bare: str
    name: bool
    quoted: bool

    @property
    def content(self) -> bool:
        return self.name or self.quoted or (self.text[0].isalpha() and self.bare not in _HOLLOW | _RELATIONAL)


def interpret(question: str, previous: Turn | None) -> Interpretation:
    """Read a question after the turn before it. One that stands alone is left as typed."""
    words = _words(question)
    own = _pieces(words)
    elliptical = _is_elliptical(question, words)
    leans = elliptical or _is_hollow(question, words) or _refers_back(question, words)
    if previous is None or previous == Turn(()) or len(question) > _LONGEST or not leans:
        return Interpretation(question, question, None, Turn(own))
    carried = _carried(words, own, previous, elliptical=elliptical)
    added = (*carried.names, *carried.topic)
    asked = [word.text for word in words if word.content or word.bare not in _STEERING | _JOINING | _MARKS]
    about = _distinct([*(own if elliptical else ()), *added])
    turn = Turn(_distinct([*carried.topic, *own]), carried.names)
    return Interpretation(question, " ".join([*asked, *added]), ", ".join(about), turn)


def remember(read: Interpretation, outcome: Answer | NotOnRecord) -> Turn:
    """Return what the next question may lean on. A refusal brings no names of its own."""
    topic, names = read.turn.topic, read.turn.names
    if len(topic) > _FIRST + _LAST:
        topic = topic[:_FIRST] + topic[-_LAST:]
    if isinstance(outcome, Answer) and (wanted(read.question) == "person" or not any(map(_is_name, topic + names))):
        names = _names_of(outcome) or names
    return Turn(topic, tuple(name for name in names if name not in topic))


def _words(question: str) -> list[_Word]:
    """Read words and marks. Capitals mark names, but not where every word has them."""
    text = _POLITE.sub("", question[:_LONGEST])
    quoted = {place for span in _QUOTED.finditer(text) for place in range(*span.span())}
    found = [(match.group(), match.start() in quoted) for match in _WORD.finditer(text)]
    shouted = not any(token[0].islower() for token, _ in found) and any(_bare(token) in STOPWORDS for token, _ in found[1:])
    words: list[_Word] = []
    for place, (token, inside) in enumerate(found):
        word = token.lower() if shouted else token
        after = "" if shouted or place + 1 == len(found) else found[place + 1][0]
        starts = place == 0 or words[-1].text in ".?!:"
        words.append(_Word(word, _bare(word), _marks_name(word, after, starts=starts), inside))
    return words


def _bare(token: str) -> str:
    return _CLITIC.sub("", token.lower())


def _marks_name(word: str, after: str, *, starts: bool) -> bool:
    bare = _bare(word)
    if not word[0].isupper() or bare == "i" or _NOW.fullmatch(bare):
        return False
    return not starts or (bare not in _HOLLOW and (after[:1].isupper() or (word.isupper() and len(word) > 1)))


def _pieces(words: Sequence[_Word]) -> tuple[str, ...]:
    """Return what a question is about: each name, each year, and each run of other words."""
    pieces: list[str] = []
    last, joined = "", False
    for word in words:
        kind = "name" if word.name else "year" if _YEAR.fullmatch(word.bare) else "word"
        if kind == "word" and (word.text in _MARKS or (word.bare in _HOLLOW and not word.quoted)):
            joined = False
            continue
        text = _CLITIC.sub("", word.text)
        if kind == last and (kind == "word" or (kind == "name" and joined)):
            pieces[-1] += f" {text}"
        else:
            pieces.append(text)
        last, joined = kind, True
    return _distinct(pieces)


def _is_elliptical(question: str, words: Sequence[_Word]) -> bool:
    """Whether a question has no verb of its own: "What about …?", "And in 2018?"."""
    if _WHAT_ABOUT.match(question):
        return _weight(words) <= 4
    rest = _opened(words)
    bares = {word.bare for word in rest}
    if not rest or len(rest) > 6 or bares & (_AUXILIARIES | _ASKING):
        return False
    return words[0].bare in _JOINING or rest[0].bare in _PREPOSITIONS - {"about", "like"}


def _is_hollow(question: str, words: Sequence[_Word]) -> bool:
    """Whether a question is about too little: "Why?", "Who else?", "How many people?"."""
    bares, weight = {word.bare for word in words}, _weight(words)
    named = any(word.name or word.quoted for word in words)
    if bares & _ADDRESSED or _IDIOM.search(question):
        return False
    if words and words[0].bare in _JOINING:
        return weight < 2 or (weight < 4 and not named)
    if "else" in bares:
        return weight < 2 or not named
    if weight:
        return not named and weight == 1 and _is_thin(_opened(words))
    return bool(bares & _HINTS) and not _HAPPENED.search(question)


def _is_thin(words: Sequence[_Word]) -> bool:
    """Whether one word is all that a short question adds to who, where or how many: "Who resigned?"."""
    words = [word for word in words if word.text not in _MARKS]
    if len(words) > 4 or words[0].bare not in _ASKING or any(word.bare in _DETERMINERS for word in words):
        return False
    if words[1].bare in _AUXILIARIES or words[0].bare != words[0].text.lower():  # "What is inflation?", "Who's Einstein?"
        return words[0].bare != "what" and words[-1].bare.endswith("ed")
    return True


def _refers_back(question: str, words: Sequence[_Word]) -> bool:
    """Whether a question holds a word whose meaning stands before it: "it", "she", "that law", "there"."""
    idiom = _IDIOM.search(question) is not None
    for place, word in enumerate(words):
        if word.quoted or word.name or (idiom and word.bare == "it") or _has_earlier_sentence(words, place):
            continue
        if word.bare in _PERSONAL and not _has_antecedent(words, place):
            return True
        if word.bare in _POINTING and _points_back(words, place):
            return True
        if word.bare in _LAST_WORDS and _next(words, place) is None and _before(words, place) not in _AUXILIARIES:
            return True
    return False


def _has_antecedent(words: Sequence[_Word], place: int) -> bool:
    """Whether a pronoun can mean something before it, or after a comma: "When he was arrested, what did Ann Lee do?"."""
    pronoun, after = words[place].bare, _next(words, place)
    kind = _PERSONAL[pronoun]
    comma = next((at for at in range(place, len(words)) if words[at].text == ","), len(words))
    if any(word.name for word in words[comma:]):
        return True
    acts = after in _AUXILIARIES or _before(words, place) in _AUXILIARIES | _CLAUSES - _PREPOSITIONS
    owned = after is None or after in _AUXILIARIES | _PREPOSITIONS | _CLAUSES
    is_object = pronoun in ("him", "them") or (pronoun == "it" and not acts) or (pronoun == "her" and owned)
    meant = [at for at in range(place) if _can_be(kind, words, at)]
    if is_object:  # it can't mean the subject of its own clause: "What did Ann Lee say about her?"
        return any(word.bare in _CLAUSES for at in meant[-1:] for word in words[meant[0] + 1 : place - (at < 0)])
    return bool(meant)


def _can_be(kind: str, words: Sequence[_Word], place: int) -> bool:
    word, before = words[place], _before(words, place)
    if word.name or word.quoted:
        return True
    if not word.content or before in ("who", "to", "not", "he", "she", "they", "it"):  # most likely a verb
        return False
    plural = word.bare.endswith("s") and not word.bare.endswith(("ss", "us", "is"))
    if kind == "person":
        typed_small = before in _AUXILIARIES and not any(other.text[0].isupper() for other in words[1:])
        return bool(_PERSON.fullmatch(word.bare)) or (typed_small and not plural)
    return kind == "group" or not (plural or word.bare == "people" or _PERSON.fullmatch(word.bare))


def _points_back(words: Sequence[_Word], place: int) -> bool:
    """Whether "this", "that", "these" or "those" means something said before; "that" is often a conjunction."""
    word, before, after = words[place].bare, _before(words, place), _next(words, place)
    if word in ("this", "these"):
        return after is None or not _NOW.fullmatch(after)
    if word == "those":
        return after not in _PREPOSITIONS | _CLAUSES
    if after is None or before is None or before in _AUXILIARIES | _PREPOSITIONS:
        return True
    rest = [other for other in words[place + 1 :] if other.text not in _MARKS]
    if before in _CLAUSES or any(other.bare in _PERSONAL for other in rest):
        return False
    if not any(other.content and not _NOW.fullmatch(other.bare) for other in rest):
        return True  # "Who said that on Monday?"
    described = any(other.bare in _DETERMINERS | {"which", "what"} for other in words[max(0, place - 3) : place])
    return len(rest) == 1 and not described and not _REPORTING.fullmatch(before)


def _has_earlier_sentence(words: Sequence[_Word], place: int) -> bool:
    """Whether a sentence before this one, in the same question, says what it is about."""
    ends = [at for at in range(place) if words[at].text in ".?!"]
    return bool(ends) and _weight(words[: ends[-1]]) > 1


def _opened(words: Sequence[_Word]) -> Sequence[_Word]:
    """Return the words after those that only open a sentence."""
    start = next((at for at, word in enumerate(words) if word.bare not in _OPENING | _MARKS), len(words))
    return words[start:]


def _weight(words: Sequence[_Word]) -> int:
    """Count what is named and what is said: a name of several words counts once."""
    starts = (not word.name or place == 0 or not words[place - 1].name for place, word in enumerate(words))
    return sum(word.content and start for word, start in zip(words, starts, strict=True))


def _before(words: Sequence[_Word], place: int) -> str | None:
    return words[place - 1].bare if place and words[place - 1].text not in _MARKS else None


def _next(words: Sequence[_Word], place: int) -> str | None:
    return words[place + 1].bare if place + 1 < len(words) and words[place + 1].text not in _MARKS else None


def _carried(words: Sequence[_Word], own: Sequence[str], previous: Turn, *, elliptical: bool) -> Turn:
    """Return what of the turn before is of use: "What about Ann Lee?" puts a name in the place of the only one."""
    topic = [piece for piece in previous.topic if piece not in own]
    for is_kind in (_is_name, _YEAR.fullmatch) if elliptical else ():
        kind = [piece for piece in topic if is_kind(piece)]
        if len(kind) == 1 and any(map(is_kind, own)):
            topic.remove(kind[0])
    bares = {word.bare for word in words}
    person = any(_PERSONAL.get(bare) == "person" for bare in bares)
    wanted_names = "else" not in bares and (person or not any(map(_is_name, own)))
    return Turn(tuple(topic), previous.names if wanted_names else ())


def _distinct(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple({piece.casefold(): piece for piece in pieces}.values())


def _is_name(piece: str) -> bool:
    return piece[0].isupper()


def _names_of(outcome: Answer) -> tuple[str, ...]:
    """Return who speaks in the first quote, or the names that it holds, or its title."""
    quote = outcome.quotes[0]
    if quote.speaker is not None:
        return (quote.speaker.name,)
    title = next(citation.document.title for citation in outcome.citations if citation.number == quote.citation)
    for text in (quote.text, title or ""):
        names = [piece for piece in _pieces(_words(text)) if _is_name(piece)]
        if names:
            return tuple(names[:_NAMES])
    return ()
