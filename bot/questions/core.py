"""A long rambling question -> what it asks, and what that leans on. Rules for English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.questions.words import HOLLOW

_LONG: Final = 18  # words: shorter questions are read as they are
_LEAST: Final = 3  # words of what is asked
_CARRIED: Final = 8  # words that it may lean on
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*[.!?]*")
_ASKING: Final = (
    "what|when|where|which|who|whom|whose|why|how|if|whether|is|are|was|were|do|does|did|can|could|may|must|should|will"
    "|would|has|have|had|am"
)
_INTRODUCED: Final = re.compile(
    r"\b(?:wonder(?:ing|ed)?|(?:want(?:ed)?|like|love|need(?:ed)?|trying|have) to (?:know|ask|find out|understand)"
    r"|(?:tell|told|let) me(?: know)?|question(?: here| now)? (?:is|would be)|do(?: yo)?u know|curious"
    r"|not sure|no idea|find out|figure out|remember|ask(?:ing)?|know|help me with)\b[\s,:-]*"
    rf"(?:(?:about|as to|exactly|is|was) )?(?=(?:{_ASKING})\b)",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"^(?:\W|(?:so|and|but|or|well|ok|okay|hi|hello|hey|anyway|basically|also|then|now|please|there|thanks|sorry)\b)+",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    rf"(?:[,;:]|\s[-–—])\s+(?:(?:so|and|but|then|now|please)\s+)*(?=(?:{_ASKING})\b)", re.IGNORECASE
)
_ENDS: Final = re.compile(
    r"\b(?:thanks|thank you|cheers|please|sorry|by any chance|or something|do you know"
    r"|if (?:any(?:one|body)|you|somebody|someone) (?:knows?|can|could))\b[^?]{0,60}\?{0,3}\Z",
    re.IGNORECASE,
)
_LEANS: Final = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|there|these|those"
    r"|(?:this|that)(?= (?:cost|mean|take|work|happen|include|count|apply|be|is|was)\b))\b",
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(
    r"^(?:if|whether) ([^,;.?!]{1,60}?) (is|are|was|were|can|could|may|must|should|will|has|have|had)\b ", re.IGNORECASE
)
_PERSONAL: Final = re.compile(r"(?i)\b(?:i|we|my|our|me|us)\b")  # somebody tells of themselves
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Core:
    """What is ``asked``; ``before`` are the words of what was told before it, where it leans on them."""

    asked: str
    before: str = ""


def core_of(question: str) -> Core | None:
    """Return what a long question asks; None where it is short, or asks in no way that is known."""
    if len(question.split()) < _LONG:
        return None
    sentences = [match[0].strip() for match in _SENTENCE.finditer(question) if _WORD.search(match[0])]
    asking = [(place, asked) for place, one in enumerate(sentences) if (asked := _asked(one))]
    if not asking:
        return None
    place, asked = max(asking, key=lambda one: (_says_of_what(one[1]), one[0]))
    told = question.replace(asked, " ", 1)
    if len(asked.split()) >= len(question.split()) or not _PERSONAL.search(told):  # it is about what is told
        return None
    leans = _LEANS.search(asked) or all(word.casefold() in HOLLOW for word in _WORD.findall(asked))
    return Core(asked, _told(sentences, place, asked) if leans else "")


def _says_of_what(asked: str) -> bool:
    """Whether a clause leans on something or names two things; "what do I type in then?" asks what was asked before."""
    return bool(_LEANS.search(asked)) or sum(word.casefold() not in HOLLOW for word in _WORD.findall(asked)) > 1


def _asked(sentence: str) -> str:
    """Return the clause of a sentence that asks, "" where none does."""
    introduced = list(_INTRODUCED.finditer(sentence))
    is_question = sentence.endswith("?")
    if introduced:
        clause = sentence[introduced[-1].end() :]
    elif is_question:
        clause = _CLAUSE.split(sentence)[-1]
    else:
        return ""
    clause = _OPENS.sub("", clause.rstrip(".! "))
    if ended := _ENDS.search(clause):
        clause = clause[: ended.start()].rstrip(" ,;") + "?" * clause.endswith("?")
    clause = _WHETHER.sub(r"\2 \1 ", clause.strip(" ,"))
    return clause if len(_WORD.findall(clause)) >= _LEAST else ""


def _told(sentences: list[str], place: int, asked: str) -> str:
    """Return the last words that say something, of what was told before a clause."""
    told = " ".join([*sentences[:place], sentences[place].replace(asked, "")])
    words = [word for word in _WORD.findall(told) if word.casefold() not in HOLLOW]
    return " ".join(words[-_CARRIED:])
