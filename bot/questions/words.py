"""The words of a question: which are names, and which say what it is about. Lists and rules for English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import regex

from embeddings.naming.words import BODIES
from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import STOPWORDS

Kind = Literal["name", "year", "word"]

PERSONAL = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "group"),
    **dict.fromkeys(("it", "its"), "thing"),
}
JOINING = {"and", "but", "or"}
ASKING = {*"who whom whose which what when where why how".split()}
CLAUSES = ASKING | JOINING | {*"that while if because although though whether so".split()}
AUXILIARIES = {*"is are was were be been do does did has have had will would can could should may might must".split()}
PREPOSITIONS = {
    *"about of on for with by at from in into after before during since until to against than behind between under over"
    " like without within through towards near around across despite besides".split()
}
STEERING = {  # they say where a talk goes, not what it is about
    *", and but or else exactly precisely really actually again more further next too instead such ones yet still even"
    " ever already any thing things something anything anyone everyone ok okay well yes oh please sure go case true"
    " right kind way date time place name names number numbers detail details".split()
}
_LIGHT = {  # they say little of what it is about
    *"say says said tell told call called claim claimed deny denies denied answer answered reply replied respond add"
    " responded added explain explained mention mentioned ask asked think thought know knew believe believed mean means"
    " meant agree agreed happen happens happened went come came get got make made take takes took give gave given seen"
    " done react reacted other others another one long far old big often large late first last".split()
}
RELATIONAL = {  # they wait for an "of what"
    *"reason reasons result results outcome consequences response reaction reactions verdict cause motive evidence"
    " proof source sources author headline title context background price cost amount charge charges".split()
}
HOLLOW = STOPWORDS | AUXILIARIES | PREPOSITIONS | CLAUSES | STEERING | _LIGHT
NOW = regex.compile(  # "this week" is counted from today, "this library" is the one that is asked
    r"(?:hour|day|morning|afternoon|evening|night|week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter"
    rf"|season|time|past|coming|world|country|bot|chat|library|christmas|easter|{'|'.join((*MONTHS, *DAYS))})s?"
)
PERSON = regex.compile(r"\A(?:\w+(?:er|or|ist|ian|man|woman|ess)|president|king|judge|chief|boy|girl|wife|husband|son)")
_NO_PERSON = (BODIES - {"bill", "church", "day"}) | {  # in a name: those are people's, too
    *"organization organisation daily radio prize island bay river law cup".split()
}
_DENIAL = regex.compile(
    r"(?i)\b(?:not|no|never|none|nobody|nothing|nor|neither|without|cannot|except)\b|n['’]t\b|\bnon-"
    r"|\b(?:fail|unable|refus|den(?:y|ie)|lack)"
)
_WORD = regex.compile(r"\w+")
_OPENING = JOINING | {*"so also then ok okay well yes no oh , i see".split()}
_TOKEN = regex.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|[\p{L}\p{N}\p{M}]+(?:[.,'’&-][\p{L}\p{N}\p{M}]+)*|,")
_CONTRACTED = regex.compile(r"(?i)(?<=\b(?:wh\w+|how|that|it|s?he))['’]s\b")
_CLITIC = regex.compile(r"(?i)(?<=\w)(?:n['’]t|['’](?:s|re|d|ll|ve|m))$")
_POLITE = regex.compile(  # whom a question is addressed to is not asked about
    r"(?i)^\W*(?:(?:@\w+|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: \w+){0,3}(?=[,.!:;])"
    r"|please|(?:can|could|would) you|do you know|i(?: want|['’]d like) to know"
    r"|(?:tell|show|give) (?:me|us))\b\W*)+"
)


def read_sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence, without what is said out of politeness."""
    return [read_words(_POLITE.sub("", text[slice(*span)])) for span in sentence_spans(text, 0, len(text))]


def read_words(sentence: str) -> list[str]:
    """Return words and commas: a name or a quotation is one word and kept as it is, the others are folded."""
    text = _CONTRACTED.sub(" is", sentence.lower() if sentence.isupper() else sentence)
    words: list[str] = []
    name_end: int | None = None
    for match in _TOKEN.finditer(text):
        token = _CLITIC.sub("", match.group())
        follows = name_end is not None and text[name_end : match.start()] in (" ", ". ")
        named = _is_in_name(token, follows=follows)
        if not words:
            named = named and _opens_with_name(token, text[match.end() :])
        if named and follows:
            words[-1] += f" {token}"
        else:
            words.append(token if named or not token[0].isalpha() else _CLITIC.sub("", match.group().lower()))
        name_end = match.start() + len(token) if named else None
    return words


def _is_in_name(word: str, *, follows: bool) -> bool:
    """Whether a word is of a name, where it ``follows`` one or not: "May" alone is a month, "Ann May" is not."""
    return word[0].isupper() and word != "I" and (follows or not NOW.fullmatch(word.lower()))


def _opens_with_name(word: str, after: str) -> bool:
    """Whether a sentence begins with a name rather than with a capital: "Ann Lee …", "IPU …", and not "Bridges …"."""
    return word.lower() not in HOLLOW and (word.isupper() or after.lstrip(" .")[:1].isupper())


def kind_of(word: str) -> Kind:
    """Return what kind of word one is; a quotation is like a name."""
    if word.isdigit() and len(word) == 4:
        return "year"
    return "name" if word[0].isupper() or word[0] in '“"«' else "word"


def shape_of(word: str) -> tuple[Kind, bool]:
    """Return its kind and whether it is an acronym: names of one shape are likely to be of one sort."""
    return kind_of(word), word.isupper()


def is_person(piece: str) -> bool:
    """Whether a name is likely a person's: several words, none of which is an office's, a place's or a thing's."""
    acronym = any(word.isupper() and len(word) > 1 for word in _WORD.findall(piece))
    return piece[0].isupper() and " " in piece and not acronym and _NO_PERSON.isdisjoint(_WORD.findall(piece.lower()))


def acting_names(text: str) -> list[str]:
    """Return the names in a text that could have done something: not those of where it happened."""
    words = read_words(text)
    where = {"in", "at", "near", "to", "from"}
    return [
        word
        for place, word in enumerate(words)
        if word[0].isupper()
        and where.isdisjoint([part for part in words[max(0, place - 2) : place] if part != "the"][-1:])
    ]


def weigh(words: Iterable[str]) -> int:
    """Count the words and names that say what a question is about."""
    plain = HOLLOW | RELATIONAL
    return sum(kind_of(word) == "name" or (word[0].isalpha() and word not in plain) for word in words)


def pieces_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return what a question is about: each name, each year, and each run of other words."""
    pieces: list[str] = []
    running = False
    for word in words:
        plain = kind_of(word) == "word"
        if plain and word in HOLLOW:
            continue
        if plain and running:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
        running = plain
    return distinct(pieces)


def beside(words: Sequence[str], place: int) -> tuple[str, str]:
    """Return the words before and after one; none is where a comma or an end is."""
    before, after = ["", *words, ""][place : place + 3 : 2]
    return before.strip(","), after.strip(",")


def distinct(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return the pieces once each, in order, whatever their case."""
    return tuple({piece.casefold(): piece for piece in pieces}.values())


def opened(words: Sequence[str]) -> Sequence[str]:
    """Return the words after those that only open a sentence."""
    return words[next((place for place, word in enumerate(words) if word not in _OPENING), len(words)) :]


def joins(words: Sequence[str]) -> bool:
    """Whether a sentence opens with "and", "but" or "or"."""
    return not JOINING.isdisjoint(words[: len(words) - len(opened(words))])


def denies(text: str) -> bool:
    """Return whether a question or a text says that something is not so."""
    return _DENIAL.search(text) is not None
