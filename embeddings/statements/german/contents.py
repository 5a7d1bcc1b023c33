"""What is said beside a German cue: in the clauses behind it, in the subjunctive of reports, within quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from embeddings.statements.german.reports import ClauseWord, ReportCue, inverted, is_quoted, subject_of, words_of
from embeddings.statements.german.sentences import MASK, Clause, MaskedSentence
from embeddings.statements.german.verbs import Verb
from embeddings.statements.german.words import CONJUNCTIONS, OPENERS, RELATIVE, SUBJUNCTIVES, SUBORDINATE
from embeddings.types import Span

_MASKED = re.compile(rf"{MASK}+")
_TO = re.compile(r"\bzu \w+n\Z|\b(?:ein|aus|auf|an|ab|mit|vor|zurück|bei|durch|nach|um|weg|her|hin|zusammen)zu\w+n\Z")
_PROMISING: Final = frozenset("announce promise warn demand propose recommend appeal claim insist".split())
_ASKED = re.compile(r"\b(?:Frage|Fragen|Nachfrage|Anfrage|Vorwurf|Vorhalt|Einwand|angesprochen|gefragt)\b")
_NOT_QUOTING: Final = frozenset("der dem den die das im in zum zur vom einer einem dieser titel motto namens".split())
_THIRD: Final = frozenset({"er", "sie", "es", "man"})
_PREPOSITIONS: Final = frozenset({"bis", "seit", "während", "ohne", "statt"})


def content_behind(sentence: MaskedSentence, number: int, cue: ReportCue) -> list[Span]:
    """Return what is said in the clauses behind a main clause with a cue."""
    clause, verb = sentence.clauses[number], cue.verb
    if verb is None:
        return []
    within = _quoted_within(sentence, clause, cue) if verb.quoting and not verb.colon else []
    if within or number + 1 >= len(sentence.clauses) or (verb.colon and clause.mark != ":"):
        return within
    start, end = sentence.clauses[number + 1].start, _content_end(sentence, number + 1)
    if is_quoted(sentence, start):
        return [found.span() for found in _MASKED.finditer(sentence.masked, start, end)]
    if verb.quoting:
        return []
    return [(start, end)] if clause.mark == ":" else _told(sentence, number, verb, end)


def _told(sentence: MaskedSentence, number: int, verb: Verb, end: int) -> list[Span]:
    """Return what is told behind a comma: "…, *dass*", "… *werde*", "… *zu* …"."""
    clause, following = sentence.clauses[number], sentence.clauses[number + 1]
    words = words_of(sentence, following.start, following.end)
    if clause.mark != "," or not words:
        return []
    low = words[0].text.lower()
    if low == "dass":
        return [(words[1].start, end)] if len(words) > 1 else []
    if _TO.search(sentence.masked, following.start, following.end):
        wanted = verb.lemma in _PROMISING and low not in ("um", "ohne", "statt")
        return [(following.start, following.end)] if wanted else []
    return [(following.start, end)] if _is_reported(words) else []


def _is_reported(words: Sequence[ClauseWord]) -> bool:
    """Whether a clause is in the subjunctive of reports, and no relative clause: "der Hafen *werde* teurer"."""
    low = [word.text for word in words]
    if low[0].lower() in SUBORDINATE - _PREPOSITIONS or low[0] == "ob":
        return False
    if low[0].lower() in _THIRD and len(low) > 1 and low[1].endswith("e") and not low[1].endswith("te"):
        return True  # "er schweige"
    found = not SUBJUNCTIVES.isdisjoint(low)
    return found and not (low[0] in RELATIVE | _PREPOSITIONS and low[-1] in SUBJUNCTIVES)


def is_reported(sentence: MaskedSentence) -> bool:
    """Whether a sentence goes on with what somebody said, in the subjunctive of reports: "Die Kosten *seien* hoch."."""
    if sentence.asks or not sentence.clauses:
        return False
    first = sentence.clauses[0]
    words = words_of(sentence, first.start, first.end)
    low = [word.text.lower() for word in words]
    firm = SUBJUNCTIVES - {"hätte", "hätten", "würde", "würden", "könnten", "müssten", "wäre", "möge", "möchte"}
    return (
        bool(words)
        and not firm.isdisjoint(low[1:4] if len(low) <= 4 else low)
        and not {"ich", "wir", "wenn", "ob"} & {*low}
        and "es sei denn" not in " ".join(low)
    )


def _content_end(sentence: MaskedSentence, first: int) -> int:
    """Return where what is said ends: at the sentence's end, or before a clause in which another begins to speak."""
    for number in range(first + 1, len(sentence.clauses)):
        clause = sentence.clauses[number]
        opening = next(iter(words_of(sentence, clause.start, clause.end)), None)
        if opening is None:
            continue
        if sentence.clauses[number - 1].mark == ";":
            return sentence.clauses[number - 1].end
        again = opening.text.lower() in CONJUNCTIONS and subject_of(sentence, number, None) is not None
        if again or inverted(sentence, number) is not None:
            return sentence.clauses[number - 1].end
    return sentence.clauses[-1].end if sentence.clauses else sentence.end


def _quoted_within(sentence: MaskedSentence, clause: Clause, cue: ReportCue) -> list[Span]:
    """Return what a clause quotes behind its verb: "nannte den Plan *„eine Träumerei“*"; not the name of a paper."""
    words = words_of(sentence, clause.start, clause.end)
    return [
        (word.start, word.end)
        for place, word in enumerate(words)
        if word.text[0] == MASK
        and word.start > cue.span[1]
        and words[place - 1].text.lower() not in _NOT_QUOTING - {"einer", "einem", "die", "das"}
    ]


def is_asked(sentence: MaskedSentence, start: int, end: int) -> bool:
    """Whether words before a cue only tell what was asked: "Auf die Frage, ob …, antwortete Rau"."""
    opening = sentence.masked[start:end].partition(" ")[0].lower()
    return opening in OPENERS and _ASKED.search(sentence.masked, start, end) is not None
