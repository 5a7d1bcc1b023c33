"""A German sentence -> who it says says what, and where: "„…“, sagte Holz", "Holz sagte, …", "laut Holz …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from embeddings.statements.german.phrases import NounPhrase, read_phrase
from embeddings.statements.german.sentences import MASK, Clause, MaskedSentence
from embeddings.statements.german.verbs import SAYING, Forms, Verb
from embeddings.statements.german.words import (
    CONDITIONS,
    CONJUNCTIONS,
    FILLERS,
    NEGATIONS,
    OPENERS,
    RELATIVE,
    SUBORDINATE,
)
from embeddings.types import Span

_WORD = re.compile(rf"[\w'’-]+|{MASK}+")
_AUXILIARIES: Final = frozenset({"hat", "haben", "hatte", "hatten"})
_MOST_FILLERS = 6
_SUBORDINATE: Final = (SUBORDINATE - {"um", "seit", "bis"}) | {"dass"}


@dataclass(frozen=True, slots=True)
class ReportCue:
    """A verb that reports, or "laut": where it stands."""

    span: Span
    verb: Verb | None


@dataclass(slots=True)
class Report:
    """A statement before its names are resolved; ``speaker`` is None where a quotation has no cue."""

    pieces: list[Span]
    speaker: NounPhrase | None
    cue: Span | None
    sentence: MaskedSentence
    is_stance: bool = False


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """A word of a clause, or a masked quotation."""

    text: str
    start: int
    end: int


def words_of(sentence: MaskedSentence, start: int, end: int) -> list[ClauseWord]:
    """Return the words and masked quotations between two places."""
    return [ClauseWord(found[0], *found.span()) for found in _WORD.finditer(sentence.masked, start, end)]


def is_quoted(sentence: MaskedSentence, start: int) -> bool:
    """Whether a quotation begins at a place."""
    return sentence.masked.startswith(MASK, start)


def inverted(sentence: MaskedSentence, number: int) -> tuple[ReportCue, NounPhrase] | None:
    """Read a clause that opens with the verb: "…, *sagte Holz am Dienstag*"."""
    clause = sentence.clauses[number]
    words = words_of(sentence, clause.start, clause.end)
    cue = finite_cue(words, 0, SAYING)
    if cue is None or cue.verb is None or cue.verb.colon or is_unsaid(words):
        return None
    speaker = subject_behind(sentence, words, 0, clause.end)
    return (
        None if speaker is None or not _agrees(words[0].text, speaker) else (cue, _apposed(sentence, number, speaker))
    )


def _agrees(verb: str, speaker: NounPhrase) -> bool:
    """Whether a verb's number leaves open that one alone speaks: "sagten sie" are several."""
    plural = verb in SAYING.plural
    return not speaker.oblique and not (
        plural and speaker.sort in ("pronoun", "person") and speaker.name.lower() != "wir"
    )


def so_cue(sentence: MaskedSentence, number: int) -> tuple[ReportCue, NounPhrase] | None:
    """Read "…, *so Holz*"."""
    clause = sentence.clauses[number]
    words = words_of(sentence, clause.start, clause.end)
    if len(words) < 2 or words[0].text != "so":
        return None
    speaker = read_phrase(sentence.masked, words[0].end, clause.end)
    if speaker is None or speaker.oblique or speaker.sort == "pronoun":
        return None
    behind = [word for word in words if word.start >= speaker.end]
    if behind and behind[0].text.lower() not in OPENERS | FILLERS:
        return None
    return ReportCue((words[0].start, words[0].end), None), _apposed(sentence, number, speaker)


def as_cue(sentence: MaskedSentence, number: int) -> tuple[ReportCue, NounPhrase] | None:
    """Read "*Wie die Polizei mitteilte*, …"."""
    clause = sentence.clauses[number]
    words = words_of(sentence, clause.start, clause.end)
    if len(words) < 3 or words[0].text.lower() != "wie" or is_unsaid(words):
        return None
    last = words[-1]
    verb = SAYING.final.get(last.text)
    at = 2 if words[1].text in ("es", "zuvor", "auch") else 1
    speaker = read_phrase(sentence.masked, words[at].start, last.start)
    if verb is None or verb.quoting or speaker is None or not _agrees(last.text, speaker):
        return None
    return ReportCue((last.start, last.end), verb), speaker


def finite_cue(words: Sequence[ClauseWord], at: int, forms: Forms) -> ReportCue | None:
    """Return the verb at a place, with its particle at the end of the clause, or its participle there."""
    behind = words[at + 1 :]
    form, last = words[at].text if at < len(words) else "", behind[-1].text if behind else ""
    if form in _AUXILIARIES:
        participle = forms.participles.get(last)
        return None if participle is None else ReportCue((words[-1].start, words[-1].end), participle)
    verbs = [verb for verb in forms.finite.get(form, ()) if verb.particle in ("", last)]
    if not verbs:
        return None
    verb = max(verbs, key=_has_particle)
    whole = verb.particle and len(behind) == 1  # "kündigte an"
    return ReportCue((words[at].start, words[at + 1 if whole else at].end), verb)


def _has_particle(verb: Verb) -> bool:
    return verb.particle != ""


def is_unsaid(words: Sequence[ClauseWord]) -> bool:
    """Return whether a clause denies, doubts or supposes that somebody says something."""
    low = [word.text.lower() for word in words]
    return not NEGATIONS.isdisjoint(low) or low[0] in CONDITIONS or "angeblich" in low or "soll" in low


def subject_behind(sentence: MaskedSentence, words: Sequence[ClauseWord], verb: int, end: int) -> NounPhrase | None:
    """Return the subject behind a verb, and behind what stands between: "sagte *am Dienstag* Holz"."""
    at = verb + 1
    for _ in range(_MOST_FILLERS):
        if at >= len(words):
            return None
        word = words[at].text
        if word in ("am", "im", "in", "auf", "vor", "bei", "nach", "gegenüber", "beim", "zum", "zur", "auf", "mit"):
            at = _behind_place(words, at)
        elif word in FILLERS and word != "dem":
            at += 1
        elif word in ("dem", "den"):
            return None
        else:
            break
    if at >= len(words):
        return None
    return read_phrase(sentence.masked, words[at].start, end)


def _behind_place(words: Sequence[ClauseWord], at: int) -> int:
    """Return the word behind "am Dienstag", "vor der Presse"."""
    at += 1
    while at < len(words) and not words[at].text[0].isupper() and words[at].text[0] != MASK:
        at += 1
    return at + 1


def _apposed(sentence: MaskedSentence, number: int, speaker: NounPhrase) -> NounPhrase:
    """Add what the clause behind a speaker says of them: "die Sprecherin der Polizei, *Svenja Petersen*"."""
    clause = sentence.clauses[number]
    if number + 1 >= len(sentence.clauses) or clause.mark != "," or speaker.sort == "pronoun":
        return speaker
    if sentence.masked[speaker.end : clause.end].strip():
        return speaker
    return joined(speaker, bare_phrase(sentence, number + 1)) or speaker


def joined(one: NounPhrase, other: NounPhrase | None) -> NounPhrase | None:
    """Return one speaker of two phrases, of which one names a person and the other tells the office."""
    if other is None:
        return None
    if one.sort == "office" and other.sort == "person" and " " in other.name:
        gender = one.gender or other.gender
        role = ", ".join(filter(None, (one.name, other.role)))
        return replace(other, role=role, office=one.office, gender=gender)
    if one.sort == "person" and other.sort == "office":
        gender = one.gender or other.gender
        return replace(one, role=one.role or other.name, office=one.office or other.office, gender=gender)
    return None


def bare_phrase(sentence: MaskedSentence, number: int) -> NounPhrase | None:
    """Return the phrase that a clause is, and nothing else."""
    clause = sentence.clauses[number]
    phrase = read_phrase(sentence.masked, clause.start, clause.end)
    return phrase if phrase is not None and not sentence.masked[phrase.end : clause.end].strip() else None


def said_before(sentence: MaskedSentence) -> tuple[ReportCue, NounPhrase] | None:
    """Read a sentence that only tells whose the words before it are: "*Das sagte Holz am Montag*"."""
    clause = sentence.clauses[0]
    words = words_of(sentence, clause.start, clause.end)
    if len(sentence.clauses) > 1 or len(words) < 3 or words[0].text not in ("Das", "So", "Dies") or is_unsaid(words):
        return None
    cue = finite_cue(words, 1, SAYING)
    speaker = None if cue is None else subject_behind(sentence, words, 1, clause.end)
    return None if cue is None or speaker is None or not _agrees(words[1].text, speaker) else (cue, speaker)


def subject_of(sentence: MaskedSentence, number: int, before: NounPhrase | None) -> tuple[ReportCue, NounPhrase] | None:
    """Read a main clause whose verb reports: "*Bürgermeisterin Anna Holz sagte* am Dienstag, …"."""
    clause = sentence.clauses[number]
    words = words_of(sentence, clause.start, clause.end)
    while len(words) > 1 and words[0].text.lower() in CONJUNCTIONS:
        words = words[1:]
    if not words or is_unsaid(words):
        return None
    opening = finite_cue(words, 0, SAYING)
    if opening is not None and words[0].text[0].islower():
        subject = apposed_subject(sentence, number) or before
        return None if subject is None else (opening, subject)
    low = words[0].text.lower()
    if low in _SUBORDINATE:
        return None
    found = _subject_first(sentence, words, SAYING, clause)
    if found is None and (low in OPENERS or _is_object(sentence, words[0].start, clause.end)):
        found = _subject_behind(sentence, words, SAYING, clause)
    return found


def _is_object(sentence: MaskedSentence, start: int, end: int) -> bool:
    """Whether a clause opens with whom something is said to: "*Dem Minister* sagte Holz"."""
    phrase = read_phrase(sentence.masked, start, end)
    return phrase is not None and phrase.oblique


def _subject_first(
    sentence: MaskedSentence, words: Sequence[ClauseWord], forms: Forms, clause: Clause
) -> tuple[ReportCue, NounPhrase] | None:
    phrase = read_phrase(sentence.masked, words[0].start, clause.end)
    if phrase is None:
        return None
    at = next((place for place, word in enumerate(words) if word.start >= phrase.end), None)
    cue = None if at is None else finite_cue(words, at, forms)
    if at is None or cue is None or not _agrees(words[at].text, phrase):
        return None
    return cue, phrase


def _subject_behind(
    sentence: MaskedSentence, words: Sequence[ClauseWord], forms: Forms, clause: Clause
) -> tuple[ReportCue, NounPhrase] | None:
    for at in range(1, len(words)):
        if words[at].text[0].islower() and (cue := finite_cue(words, at, forms)) is not None:
            speaker = subject_behind(sentence, words, at, clause.end)
            return None if speaker is None or not _agrees(words[at].text, speaker) else (cue, speaker)
    return None


def apposed_subject(sentence: MaskedSentence, number: int) -> NounPhrase | None:
    """Return the subject of a clause that opens with the verb, behind an insertion: "Der Wirt, Jan Voss, *sagte*"."""
    if number < 2:
        return None
    first = bare_phrase(sentence, number - 2)
    clause = sentence.clauses[number - 1]
    opening = next(iter(words_of(sentence, clause.start, clause.end)), None)
    is_start = number == 2 or sentence.clauses[number - 3].mark in (":", ";")
    if first is None or opening is None or not is_start or first.sort == "pronoun":
        return None
    if opening.text.lower() in RELATIVE and bare_phrase(sentence, number - 1) is None:
        return first
    other = bare_phrase(sentence, number - 1)
    return joined(first, other) or (first if other is None and not sentence.masked[clause.start].isupper() else None)
