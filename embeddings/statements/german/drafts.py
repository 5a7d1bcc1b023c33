"""A German sentence -> the drafts of its statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from embeddings.statements.german.attitudes import attitudes
from embeddings.statements.german.contents import content_behind, is_asked
from embeddings.statements.german.phrases import NounPhrase, read_phrase
from embeddings.statements.german.reports import (
    Report,
    ReportCue,
    apposed_subject,
    as_cue,
    bare_phrase,
    inverted,
    is_quoted,
    so_cue,
    subject_of,
    words_of,
)
from embeddings.statements.german.sentences import MASK, MaskedSentence
from embeddings.statements.german.words import RELATIVE, SOURCES, SUBORDINATE
from embeddings.types import Span

_MASKED = re.compile(rf"{MASK}+")
_SOURCE = re.compile(
    rf"(?<!\w)(?:[Ll]aut|[Nn]ach (?:{'|'.join(sorted(word.capitalize() for word in SOURCES))})(?: von)?) "
)
_ACCORDING = re.compile(r" zufolge(?!\w)")
_REACH = 80  # characters before "zufolge" in which the speaker stands
_BEGINNING = re.compile(r"(?:(?<=\A)|(?<= ))(?=\w)")
_LEAST: Final = 3  # characters of what is said


def drafts_of(sentence: MaskedSentence) -> list[Report]:
    """Return what a sentence says that somebody says, in order."""
    if sentence.asks or not sentence.clauses:
        return []
    told = list(_reports(sentence))
    return told or list(_sources(sentence)) or list(attitudes(sentence))


def _reports(sentence: MaskedSentence) -> Iterator[Report]:
    """Yield what verbs and "so" report; what one has taken is no other's."""
    used, subject = sentence.start, None
    for number, clause in enumerate(sentence.clauses):
        if clause.start < used:
            continue
        draft, subject = _report(sentence, number, used, subject)
        if draft is not None:
            used = max(clause.end, *(end for _, end in draft.pieces))
            yield draft


_Told = tuple[Report | None, NounPhrase | None]  # what is said, and the subject that the next clause may go on with


def _report(sentence: MaskedSentence, number: int, used: int, before: NounPhrase | None) -> _Told:
    around = _around(sentence, number, used)
    if around is not None:
        return around, around.speaker
    if number == 0 and (found := as_cue(sentence, 0)) is not None and len(sentence.clauses) > 1:
        return Report([(sentence.clauses[1].start, sentence.clauses[-1].end)], found[1], found[0].span, sentence), None
    found = subject_of(sentence, number, before) or (inverted(sentence, number) if number else None)
    if found is None:
        return None, before
    pieces = content_behind(sentence, number, found[0])
    return (Report(pieces, found[1], found[0].span, sentence) if pieces else None), found[1]


def _around(sentence: MaskedSentence, number: int, used: int) -> Report | None:
    """Return what is said before a cue, and on behind it: "„Das“, *sagte sie*, „ist neu.“"."""
    if not number or apposed_subject(sentence, number) is not None:
        return None
    found = inverted(sentence, number) or so_cue(sentence, number) or as_cue(sentence, number)
    pieces = [] if found is None else _content_around(sentence, number, used, found[0])
    return Report(pieces, found[1], found[0].span, sentence) if found is not None and pieces else None


def _content_around(sentence: MaskedSentence, number: int, used: int, cue: ReportCue) -> list[Span]:
    start, end = _first(sentence, used), sentence.clauses[number - 1].end
    if end - start < _LEAST or is_asked(sentence, start, end):
        return []
    quoted = [found.span() for found in _MASKED.finditer(sentence.masked, start, end)]
    direct = bool(quoted) and quoted[0][0] == start
    quoting = cue.verb is not None and cue.verb.quoting
    if not direct and not _may_be_content(sentence, number, start):
        return quoted if quoting else []
    if quoting and not quoted:
        return []
    before = quoted if direct and quoted[0][1] >= end - 1 else [(start, end)]
    return [*before, *_content_after(sentence, number, direct=direct)]


def _first(sentence: MaskedSentence, used: int) -> int:
    return next((clause.start for clause in sentence.clauses if clause.start >= used), used)


def _may_be_content(sentence: MaskedSentence, number: int, start: int) -> bool:
    """Whether unquoted words before a cue are a main clause: they hold a verb, and open as no other clause does."""
    words = [word for word in words_of(sentence, start, sentence.clauses[number - 1].end) if word.text[0] != MASK]
    if not words or words[0].text.lower() in SUBORDINATE - {"aber", "doch", "und"}:
        return False
    return len(words) > 1


def _content_after(sentence: MaskedSentence, number: int, *, direct: bool) -> list[Span]:
    """Return what goes on behind an interposed cue."""
    pieces: list[Span] = []
    for place in range(number + 1, len(sentence.clauses)):
        clause = sentence.clauses[place]
        if is_quoted(sentence, clause.start):
            if place + 1 < len(sentence.clauses) and (inverted(sentence, place + 1) or so_cue(sentence, place + 1)):
                break  # another's: "„Ja“, sagte Holz, „nein“, sagte Voss"
            pieces += [found.span() for found in _MASKED.finditer(sentence.masked, clause.start, clause.end)]
        elif bare_phrase(sentence, place) is None:
            return pieces if direct or pieces else _rest(sentence, place)
    return pieces


def _rest(sentence: MaskedSentence, number: int) -> list[Span]:
    """Return what goes on behind an interposed cue without marks: "Es schaffe, sagte Vogt, *endlich klare Regeln*"."""
    clause = sentence.clauses[number]
    words = words_of(sentence, clause.start, clause.end)
    is_aside = not words or words[0].text.lower() in RELATIVE | SUBORDINATE or words[0].text[0].isdigit()
    return [] if is_aside else [(clause.start, sentence.clauses[-1].end)]


def _sources(sentence: MaskedSentence) -> Iterator[Report]:
    """Yield what is told "laut" somebody, "nach Angaben" of somebody, or somebody "zufolge"."""
    hidden = sentence.masked
    found = _SOURCE.search(hidden, sentence.start, sentence.end)
    if found is None:
        yield from _according(sentence)
        return
    speaker = read_phrase(hidden, found.end(), sentence.end)
    if speaker is not None and not _is_of_words(speaker):
        yield from _told(sentence, (found.start(), found.end() - 1), speaker, found.start(), speaker.end)


def _according(sentence: MaskedSentence) -> Iterator[Report]:
    hidden = sentence.masked
    behind = _ACCORDING.search(hidden, sentence.start, sentence.end)
    if behind is None:
        return
    for start in _BEGINNING.finditer(hidden, max(sentence.start, behind.start() - _REACH), behind.start()):
        speaker = read_phrase(hidden, start.start(), behind.start())
        if speaker is not None and speaker.end == behind.start():
            if not _is_of_words(speaker):
                yield from _told(sentence, (behind.start() + 1, behind.end()), speaker, start.start(), behind.end())
            return


def _is_of_words(speaker: NounPhrase) -> bool:
    """Whether a phrase names words, or nobody: "Seinen *Angaben* zufolge"."""
    return speaker.sort == "pronoun" or speaker.name.rsplit(maxsplit=1)[-1].lower().endswith(tuple(SOURCES))


def _told(sentence: MaskedSentence, cue: Span, speaker: NounPhrase, start: int, end: int) -> Iterator[Report]:
    """Yield the words around what names a source."""
    last = sentence.clauses[-1].end
    before, behind = sentence.masked[sentence.start : start].rstrip(" ,"), sentence.masked[end:last]
    after = end + len(behind) - len(behind.lstrip(" ,"))
    pieces = [(sentence.start, sentence.start + len(before))] if before else []
    pieces += [(after, last)] if last - after >= _LEAST else []
    if pieces:
        yield Report(pieces, speaker, cue, sentence)
