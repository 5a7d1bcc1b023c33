"""What somebody wants, backs or opposes, told by a German verb: "Der Verband lehnt den Plan ab"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from embeddings.statements.german.phrases import NounPhrase, read_phrase
from embeddings.statements.german.reports import ClauseWord, Report, finite_cue, is_unsaid, words_of
from embeddings.statements.german.sentences import MASK, MaskedSentence
from embeddings.statements.german.verbs import ATTITUDES
from embeddings.types import Span

_SPEAKING_OUT: Final = frozenset("spricht sprach sprechen sprachen".split())
_BEING: Final = frozenset("ist sind war waren bleibt bleiben stimmt stimmte stimmen stimmten".split())
_WANTING: Final = frozenset("will wollen wollte wollten möchte möchten".split())
_SIDES: Final = frozenset({"für", "gegen"})
_LEAST: Final = 3  # characters of what is wanted
_LEAST_WORDS: Final = 3  # of a verb, what it governs, and what stands with that


def attitudes(sentence: MaskedSentence) -> Iterator[Report]:
    """Yield what somebody wants, backs or opposes, in the words of the text; the subject comes first."""
    clause = sentence.clauses[0]
    words = words_of(sentence, clause.start, clause.end)
    speaker = read_phrase(sentence.masked, clause.start, clause.end)
    if speaker is None or speaker.oblique or speaker.sort == "text" or is_unsaid(words) or not words:
        return
    at = next((place for place, word in enumerate(words) if word.start >= speaker.end), None)
    found = None if at is None else _held(words, at, speaker)
    if found is not None and found[1][1] - found[1][0] >= _LEAST and not _is_name(sentence, found[1]):
        yield Report([found[1]], speaker, found[0], sentence, is_stance=True)


_Held = tuple[Span, Span]  # the cue, and what is held of what


def _held(words: Sequence[ClauseWord], at: int, speaker: NounPhrase) -> _Held | None:
    """Return the cue of an attitude whose verb stands at a place, and what is held of what."""
    verb = words[at].text
    if verb in _SPEAKING_OUT:
        return _spoken_out(words, at)
    if verb in _BEING:
        return None if speaker.sort == "text" else _being_for(words, at)
    if verb in _WANTING:
        return _wanted(words, at)
    cue = finite_cue(words, at, ATTITUDES)
    if cue is None or cue.verb is None or len(words) <= at + 1 + bool(cue.verb.particle):
        return None
    last = words[-2 if cue.verb.particle or cue.span[0] == words[-1].start else -1]
    return cue.span, (words[at + 1].start, last.end)


def _spoken_out(words: Sequence[ClauseWord], at: int) -> _Held | None:
    """Read "sprach sich *gegen* den Hafen *aus*"."""
    side = next((place for place in range(at + 1, len(words)) if words[place].text in _SIDES), None)
    if side is None or words[-1].text != "aus" or len(words) < side + _LEAST_WORDS:
        return None
    return (words[side].start, words[side].end), (words[side + 1].start, words[-2].end)


def _being_for(words: Sequence[ClauseWord], at: int) -> _Held | None:
    """Read "ist *gegen* den Hafen"; not "ist für den Hafen zuständig"."""
    if len(words) < at + _LEAST_WORDS or words[at + 1].text not in _SIDES or not words[-1].text[0].isupper():
        return None
    return (words[at].start, words[at + 1].end), (words[at + 2].start, words[-1].end)


def _wanted(words: Sequence[ClauseWord], at: int) -> _Held | None:
    """Read "*will* den Hafen schließen"."""
    last = words[-1].text
    if len(words) < at + _LEAST_WORDS or not last.endswith("n") or not last[0].islower():
        return None
    return (words[at].start, words[at].end), (words[at + 1].start, words[-1].end)


def _is_name(sentence: MaskedSentence, span: Span) -> bool:
    """Whether all that somebody is said to hold something of stands in quotation marks."""
    return not sentence.masked[slice(*span)].replace(MASK, "").strip()
