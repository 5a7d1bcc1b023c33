"""Quoted words in a sentence that no clause reports, and whose they are: "led chants of '…'", "…, as she put it"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from embeddings.naming.words import TITLES, words
from embeddings.statements.cues import CUES
from embeddings.statements.quotes import in_words_of
from embeddings.statements.subjects import speaker_of, subject_of
from embeddings.statements.tokens import (
    has,
    is_apposition,
    is_finite_verb,
    is_negation,
    is_one_name,
    is_relative_clause,
    makes_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAST_WORDS = 4
_LEAST_NAMED = 3  # "what she called 'a perception problem'"
_LEAST_REASON = 3
_REACH = 8  # words between "as" and a name: "as the head of the office, Ama Mensah, put it"
_SHORT = 3  # letters of words that titles leave small
_CALLS = words("call calls called calling label labels labelled labeled describes described dubbed dubs")
_PUTS = words("""
put puts has had recorded records noted notes remembered remembers recalled recalls wrote writes said says called calls
told tells explained explains phrased phrases described describes
""")
# What begins words that are a reason or a condition of one's own, rather than a name or a term.
_REASONS = words("because since as until till for so if when though although not but unless while to both without")
# One who does this is not whose words they are: "she read '…'", "he received a letter '…'".
_TAKES = words("""
read reads hear hears heard see sees saw find finds found receive receives received get gets got is was are were be been
bear bears bore carry carries carried become became
""")
_HE = words("he she")


def whose(quoted: Sequence[Token]) -> tuple[Token, Token] | None:
    """The cue of quoted words and who said them, by the tree; None where nobody can be told, or they are a title."""
    return _by_cue(quoted) or _by_aside(quoted) or _by_reason(quoted)


def _by_cue(quoted: Sequence[Token]) -> tuple[Token, Token] | None:
    """The verb that reports quoted words, if one stands above them in the tree: "led chants of '…'"."""
    verb = next((token for token in quoted[0].ancestors if token.lower_ in CUES and token not in quoted), None)
    if verb is None or not (_is_utterance(quoted) or _is_called(quoted, verb)):
        return None
    speaker = speaker_of(verb)
    return None if speaker is None or speaker in quoted else (verb, speaker)


def _is_utterance(quoted: Sequence[Token]) -> bool:
    """Whether quoted words are enough to be somebody's, rather than a title or a term."""
    if sum(token.is_lower and len(token) > _SHORT for token in quoted) < 2:
        return False  # "The Long Winter", "so-called"
    named = quoted[0].i > 0 and quoted[0].nbor(-1).lower_ in ("called", "calls")
    return len(quoted) >= (_LEAST_NAMED if named else _LEAST_WORDS)


def _is_called(quoted: Sequence[Token], verb: Token) -> bool:
    """Whether somebody calls something so: "the firm calls the sentence 'boilerplate'"; but "called 'The Bell'"."""
    calls = verb.lower_ in _CALLS and verb.i < quoted[0].i - 1 and subject_of(verb) is not None
    return calls and not has(verb.children, makes_passive) and all(token.is_lower for token in quoted[:2])


def _by_aside(quoted: Sequence[Token]) -> tuple[Token, Token] | None:
    """An aside that says whose quoted words are: "…, as Ama Mensah put it", "…, in the words of the organist"."""
    doc, last = quoted[0].doc, quoted[-1].i
    link = in_words_of(quoted[0])
    if link is not None and link[1] is not None and link[1] not in quoted:
        return link[0][0], link[1]
    for verb in doc[last + 1 :]:
        if not is_finite_verb(verb) or verb.lower_ not in _PUTS:
            continue
        subject = subject_of(verb)
        if subject is not None and any(
            token.lower_ == "as" for token in doc[max(last + 1, subject.i - _REACH) : subject.i]
        ):
            return verb, subject
    return None


def _by_reason(quoted: Sequence[Token]) -> tuple[Token, Token] | None:
    """The subject of a clause whose reason is quoted: "she would keep the bench, 'because it is comfortable'"."""
    above = (token for token in quoted[0].ancestors if token not in quoted)
    verb = next((token for token in above if subject_of(token) is not None), None)
    subject = None if verb is None else subject_of(verb)
    if verb is None or subject is None or subject in quoted or not (_is_reason(quoted) and _is_somebody(subject)):
        return None
    return (verb, subject) if verb.i < quoted[0].i and _has_reasons(verb) else None


def _is_reason(quoted: Sequence[Token]) -> bool:
    before = quoted[0].nbor(-1) if quoted[0].i else quoted[0]
    enough = len(quoted) >= _LEAST_REASON and any(len(token) > _SHORT for token in quoted)
    return enough and (quoted[0].lower_ in _REASONS or before.lower_ in ("because", "since"))


def _has_reasons(verb: Token) -> bool:
    """Whether who does this may give a reason: not who is told or reads one, nor who does not do it."""
    undone = has(verb.children, makes_passive, is_negation)
    return verb.lower_ not in _TAKES and not is_relative_clause(verb) and not undone


def _is_somebody(subject: Token) -> bool:
    titled = subject.lower_ in TITLES or has(subject.children, is_apposition)
    return is_one_name(subject) or subject.lower_ in _HE or titled
