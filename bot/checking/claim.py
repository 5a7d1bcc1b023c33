"""What was pasted -> the words that are to be compared, and who is claimed to have said them. Rules, no library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from embeddings.errors import QuestionError
from embeddings.text.verbatim import words_said

LONGEST: Final = 2000  # characters that are compared
_MARKS: Final = "\"“”„«»‘’'‹›「」『』 \t\n"
_QUOTED: Final = re.compile(r"“[^“”]{2,}”|\"[^\"]{2,}\"|«[^«»]{2,}»|„[^„“”]{2,}[“”]|「[^「」]{2,}」")
_NAME: Final = r"[^\W\d_][\w.'’-]{0,40}(?: [\w.'’-]{1,40}){0,5}"
_SAID: Final = (
    r"(?:said|says|saying|stated|states|claimed|claims|told \w+|added|announced|declared|insisted|wrote|tweeted|posted"
    r"|a dit|a déclaré|sagte|dijo|ha detto|disse|сказал|сказала|заявил|заявила|сказав|заявив)"
)
_WHO: Final = (
    re.compile(
        rf"\A\W*(?:did|has|have) (?P<name>{_NAME}?) (?:really |ever )?(?:said?|say) (?:that )?(?P<words>.+)",
        re.IGNORECASE,
    ),
    re.compile(rf"\A\W*according to (?P<name>{_NAME}), (?P<words>.+)", re.IGNORECASE),
    re.compile(rf"\A\W*(?P<name>{_NAME}): ?(?P<words>.+)"),
    re.compile(rf"\A\W*(?P<name>{_NAME}?),? {_SAID}(?::|,| that)? (?P<words>.+)"),
)
_BEHIND: Final = (
    re.compile(rf"[,.]?[\"”’»]?,? {_SAID} (?P<name>{_NAME})\W*\Z"),
    re.compile(rf"[\"”’»]? {{0,3}}, (?P<name>{_NAME}) {_SAID}\W*\Z"),
    re.compile(rf"\s?[\n—–~-] ?(?P<name>{_NAME})(?:, [^\n]{{1,60}})?\W*\Z"),
)
_SAYING: Final = re.compile(rf"(?i)\b{_SAID}:")
_TAIL: Final = 160  # characters at the end in which a name may stand
_IN_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]{0,40}(?: [^\W\d_][\w.'’-]{0,40}){0,5}")
_LABEL: Final = 8  # words before a colon
_LEAST_QUOTED: Final = 3  # words in quotation marks that are taken for the quote


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """One way to read what was pasted."""

    words: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, and the ways to read it: as it is first, then without who is said to have said it."""

    typed: str
    readings: tuple[ClaimReading, ...]


def read_claim(text: str, speaker: str | None = None) -> Pasted:
    """Read a claim. A ``speaker`` who is named beside it is who is claimed.

    Raises QuestionError where there are no words, too many, or broken ones.
    """
    plain = text.strip()
    if not words_said(plain):
        raise QuestionError('There are no words to check. Paste a quote, for example: onrecord check "They denied it."')
    if any("\ud800" <= character <= "\udfff" for character in plain):
        raise QuestionError("The quote holds half a character, as broken text does. Paste it anew, as UTF-8.")
    if len(plain) > LONGEST:
        raise QuestionError(
            "The quote has {count:,} characters, and at most {most:,} are compared. Shorten it.",
            count=len(plain),
            most=LONGEST,
        )
    named = (speaker or "").strip() or None
    readings = [
        ClaimReading(plain, named),
        *(ClaimReading(one.words, named or one.speaker) for one in _readings(plain)),
    ]
    return Pasted(text, tuple(one for one in dict.fromkeys(readings) if words_said(one.words)))


def _readings(text: str) -> Iterator[ClaimReading]:
    quoted = list(_QUOTED.finditer(text))
    outside = _QUOTED.sub(" ", text)
    if quoted and sum(len(words_said(match[0])) for match in quoted) >= _LEAST_QUOTED and words_said(outside):
        words = " … ".join(match[0].strip(_MARKS) for match in quoted)
        yield ClaimReading(words, _name_in(outside))
    for pattern in _WHO:
        match = pattern.match(text.replace("\n", " "))
        if match is not None and _is_name(match["name"]):
            yield ClaimReading(match["words"].strip(_MARKS), match["name"].rstrip("."))
    start = max(0, len(text) - _TAIL)
    for pattern in _BEHIND:
        match = pattern.search(text, start)
        if match is not None and match.start() > 0 and _is_name(match["name"]):
            yield ClaimReading(text[: match.start()].strip(_MARKS), match["name"].rstrip("."))


def _name_in(outside: str) -> str | None:
    """Return what stands before a colon or, where none does, the longest run of words with capitals."""
    label = outside.strip()
    if label.endswith(":") and len(label.split()) <= _LABEL and not _opens(label):
        return label.removesuffix(":").strip()
    names = [name for match in _IN_NAME.finditer(outside) for name in _capitals(match[0].split())]
    return max(names, key=len, default=None)


def _capitals(words: list[str]) -> Iterator[str]:
    run: list[str] = []
    for word in [*words, ""]:
        if word[:1].isupper() and word.casefold() not in _NO_NAMES:
            run.append(word.strip(".,"))
        elif run:
            yield " ".join(run)
            run = []


def _opens(label: str) -> bool:
    """Whether a label says that something follows, and not who said it: "He said:", "Quote:"."""
    words = label.casefold().split()
    return words[0].strip(":") in _NO_NAMES or _SAYING.search(label) is not None


def _is_name(text: str) -> bool:
    words = text.split()
    return words[0][:1].isupper() and words[-1][:1].isupper() and words[0].casefold() not in _NO_NAMES


_NO_NAMES: Final = frozenset(
    "the a an in on at but and he she they we it i you this that these those did has have when what who why how if so"
    " yes no not never there here my our his her their one according breaking news quote claim fact".split()
)
