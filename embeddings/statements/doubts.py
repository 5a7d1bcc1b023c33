"""Why the subject of a sentence need not be who speaks in the next one, where another may be meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

from embeddings.naming.words import words
from embeddings.statements.people import HER, HIM
from embeddings.statements.pronouns import asks_last
from embeddings.statements.unnamed import SENTENCE

_WORD = re.compile(r"[\w’'-]+")
_ANSWERS = r"(?:answer|reply|respond|comment|confirm|speak|say|talk|appear|attend|come|take questions|return)"
_SILENT = re.compile(
    r"\b(?:said (?:nothing|little|no more)|(?:kept|remained|stayed|was|sat) (?:silent|quiet|away|absent|dumb)"
    rf"|(?:did|would|could|does|will|was)(?: not|n['’]t) (?:be |available |reached |been )?{_ANSWERS}"
    r"|(?:could|did|would)(?: not|n['’]t) be (?:reached|there|drawn)|made no (?:reply|comment|answer)"
    rf"|(?:declined|refused)(?: to (?:be |give |make )?{_ANSWERS})"
    r"|(?:left|walked out|stormed out|hung up|went home|died|was not (?:there|present|in)))"
)
_HAD_TOLD = (
    r"had (?:\w+ly |already |once |always |never |long |earlier |only )?(?:told|said|promised|argued|claimed|written"
    r"|warned|testified|assured|sworn|insisted|denied|announced|predicted|complained|explained|described)\b"
)
_BEFORE_THAT = re.compile(rf"(?:,(?:[^,]{{1,80}},)?)? {_HAD_TOLD}")
_BEHIND_PRONOUN = re.compile(rf" {_HAD_TOLD}")
_REPORTS = re.compile(r" (?:said|says|added|adds|wrote|writes|explained|stressed|insisted|argued|conceded)\b")
_THAT = re.compile(r" that ")
_SPEAKS = re.compile(
    r"(?:said|sa(?:ys|ying)|told|tells?|telling|asked|asks?|warned|wrote|written|promised|replied|answered|claimed|claims"
    r"|admitted|denied|denies|agreed|heard|accused|refused|complained|explained|thinks?|thought|believed|believes)\b"
)
_ASIDE = r"(?:,(?:[^,]{1,80},)?)?(?: (?:also|then|now|still|only|never|not|however),?)?"
_ACTS_FIRST = re.compile(rf"{_ASIDE} {_SPEAKS.pattern}")
_REACTS = re.compile(
    rf"{_ASIDE} (?:hear|sees|regard|suspect|prefer|has congratulated|nodd|disagree|agree|object|laugh|smile|grinn|sigh"
    r"|shrugg|winc|frown|protest|disput|reject|dismiss|oppos|confirm|doubt|was (?:less|more|not so|no)\b"
    r"|(?:is|was) [a-z]+(?:er|ed|ful|ical)\b|shook (?:his|her) head|did(?: not|n['’]t) (?:agree|like|believe|think))"
)
_READS = re.compile(
    r"\b(?:his|her) (?:letter|statement|message|note|e-?mail|words|speech|testimony|answer|reply|diary)\b"
)
_OWNED = ("His ", "Her ")
_OPENS = re.compile(r"The ([a-z-]++)")
_COMMENTS = words("""
praised praises thanked thanks criticised criticises criticized criticizes described describes defended defends
congratulated mocked dismissed mourned commended lauded hailed scolded blamed blames apologised apologized
remembered remembers recommended applauded welcomed welcomes said says told tells wrote writes argued claimed insisted
""")
_LONGEST_BETWEEN = 3  # words between a name and what its bearer does


def is_doubtful(window: str, pronoun: str, surname: str, said: str, holders: Mapping[str, str]) -> bool:
    """Whether the subject of the sentence before may not be who speaks, if another can be meant as well."""
    told = last_told(window)
    asked = asks_last(window[: window.rfind(told)])
    other = holders.get(opening_office(window), surname) != surname
    about = speaks_of(pronoun, said) or goes_on_with_one(window, pronoun)
    return other or about or _is_by_the_way(told, told.partition(surname)[2], asked=asked)


def _is_by_the_way(told: str, behind: str, *, asked: bool) -> bool:
    """Whether a sentence answers what was asked, tells what somebody's somebody does, or reads another's words."""
    if _ACTS_FIRST.match(behind):
        return asked or is_no_speaker(behind)  # then who asked may speak next
    owned = told.lstrip().startswith(_OWNED) and _REACTS.match(behind) is None
    return owned or _READS.search(told) is not None or is_no_speaker(behind or told)


def is_parallel(window: str, text: str, end: int) -> bool:
    """Whether two sentences report alike, and nobody else is told to have spoken: "Mensah said that …. *She* added"."""
    if SENTENCE.split(window)[-1].strip() or _REPORTS.match(text, end) is None:
        return False
    content = _THAT.split(last_told(window), maxsplit=1)[1:]
    return content != [] and _SPEAKS.search(content[0]) is None


def is_no_speaker(behind: str) -> bool:
    """Whether what stands behind a name tells that its bearer says nothing, or what they had said earlier."""
    return _SILENT.search(behind) is not None or _BEFORE_THAT.match(behind) is not None


def speaks_of(pronoun: str, said: str) -> bool:
    """Whether words are about somebody whom the pronoun of who says them fits, too: "*He* kept us in it"."""
    return not (HIM if pronoun == "he" else HER).isdisjoint(map(str.lower, _WORD.findall(said)))


def comments(sentence: str, surname: str, pronoun: str) -> bool:
    """Whether a sentence tells that its subject speaks of another: "Mensah praised Owusu after the match"."""
    behind = sentence.partition(surname)[2]
    acts = [word for word in _WORD.findall(behind)[:_LONGEST_BETWEEN] if word.islower() and not word.endswith("ly")]
    told = acts[:1] != [] and acts[0] in _COMMENTS and not is_no_speaker(behind)
    return told and pronoun not in _WORD.findall(behind)


def goes_on_with_one(window: str, pronoun: str) -> bool:
    """Whether a pronoun stands in its sentence and the one before: "Mensah said *he* lied. *He* denies it, he …"."""
    *_, told, opening = ["", *SENTENCE.split(window)]
    own = opening.lstrip().lower().startswith(f"{pronoun} ")
    return own and pronoun in _WORD.findall(told)


def tells_earlier(text: str, end: int) -> bool:
    """Whether what a speaker did is told as done before: "*He* had told officers", who may be whoever was arrested."""
    return _BEHIND_PRONOUN.match(text, end) is not None


def opening_office(window: str) -> str:
    """The office that a sentence begins with: "*The vicar* had her doubts, she said"."""
    found = _OPENS.match(SENTENCE.split(window)[-1].lstrip())
    return "" if found is None else found[1]


def last_told(window: str) -> str:
    """The sentence before the one that a piece of text ends in."""
    told = [sentence for sentence in SENTENCE.split(window)[:-1] if sentence.strip()]
    return told[-1] if told else ""
