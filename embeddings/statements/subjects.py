"""Who does the saying: from a cue verb to its subject, through passives, participles and joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.cues import BESIDE_FORMS, CUES, DOCUMENT_NOUNS
from embeddings.statements.tokens import any_as, first_as, is_finite_verb, is_gerund, is_modal, is_name

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAX_CLIMB = 6
_CUE_REACH = 6  # words
_GO = frozenset({"go", "goes", "went", "gone", "going"})
_HELPERS = frozenset({"aux", "auxpass", "neg"})
_TURNING = words("""
hardly barely scarcely rarely seldom never almost nearly allegedly reportedly supposedly purportedly falsely wrongly
longer neither yet apparently
""")
_DENIED = words("deny denies denied denying avoid avoids avoided avoiding")
_HAVE = frozenset({"has", "have", "had"})


def speaker_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does the saying, or None where the sentence names nobody."""
    token = verb
    for _ in range(_MAX_CLIMB):
        if _is_passive(token) and not taken_for_participle(token):
            if token != verb and verb.dep_ in ("conj", "xcomp"):
                return subject_of(token)  # "she was joined by him and said", "he was forced to admit"
            return subject_of(token) if token.lower_ == "quoted" else agent_of(token)
        speaker = _own_speaker(token)
        if speaker is not None:
            return speaker
        above = _above(token)
        if above is None:
            return _lost_subject(token)
        token = above
    return None


def _own_speaker(verb: Token) -> Token | None:
    """Whom a verb itself names: its subject, the noun it hangs on, or whoever was asked to do it."""
    subject = subject_of(verb) or _mistagged_name(verb)
    if subject is not None:
        return subject
    if verb.dep_ in ("acl", "relcl") and not _is_in_own_document(verb):
        return verb.head if is_gerund(verb) or taken_for_participle(verb) else None
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lower_ not in _HAVE:  # "she had this to say"
        return first_as(verb.head.children, "dobj", "dative")
    return None


def _above(verb: Token) -> Token | None:
    """The word whose speaker is also that of ``verb``, if any."""
    if _is_in_own_document(verb):
        return verb.head.head
    if verb.dep_ in ("acl", "relcl") or verb.head == verb:
        return None
    return reporter_of(verb) or verb.head


def _is_in_own_document(verb: Token) -> bool:
    """Whether this is "she released a statement *saying* …": then she says it."""
    return verb.dep_ == "acl" and verb.head.lower_ in DOCUMENT_NOUNS and verb.head.dep_ in ("dobj", "pobj")


def _mistagged_name(verb: Token) -> Token | None:
    """The first name that taggers take for a modal verb, the surname that they take for an adverb."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    if before.text == "Will" and is_modal(before):
        return before
    lost = before.i > 0 and before.text.istitle() and before.tag_ == "RB" and verb.tag_ in ("VBD", "VBN", "VBZ")
    return before if lost else None


def subject_of(verb: Token) -> Token | None:
    """The subject of this very verb."""
    return first_as(verb.children, "nsubj", "nsubjpass")


def _is_passive(verb: Token) -> bool:
    if any_as(verb.children, "nsubjpass", "auxpass"):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "advcl") and not any_as(verb.children, "aux", "nsubj")


def agent_of(verb: Token) -> Token | None:
    """Who did it, in a passive: the noun behind "by"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return first_as(child.children, "pobj")
    return None


def reporter_of(verb: Token) -> Token | None:
    """The reporting verb that a second cue belongs to, where the parser hung it on the clause reported.

    "He said the talks had failed but added …": *added* goes with *said*, not with *failed*.
    """
    head = verb.head
    if head.dep_ != "ccomp" or head.head.lower_ not in CUES or verb.i < head.i or head.i < head.head.i:
        return None
    if verb.lower_ not in CUES or not CUES[verb.lower_].speech or subject_of(verb) is not None:
        return None
    if verb.dep_ == "conj" and is_finite_verb(verb) and verb.tag_ == head.head.tag_:
        return head.head
    before = verb.doc[verb.left_edge.i - 1]
    return head.head if verb.dep_ == "advcl" and is_gerund(verb) and before.text == "," else None


def _lost_subject(verb: Token) -> Token | None:
    """The subject that the parser took for an apposition: "At its meeting in Accra, the union, …, said"."""
    for child in verb.lefts:
        if child.dep_ == "prep":
            return next((t for t in child.subtree if t.dep_ == "appos" and is_name(t)), None)
    return None


def taken_for_participle(verb: Token) -> tuple[Token, ...]:
    """What follows a verb parsed as a participle: "Two papers [that were] reported the bank failed"."""
    noun, main = verb.head, verb.head.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "nsubj":
        return ()
    inner = next((c for c in main.lefts if c.dep_ == "nsubj" and c.i > verb.i), None)
    return () if inner is None else tuple(t for t in main.subtree if t.i >= inner.left_edge.i)


def with_particle(verb: Token) -> Token:
    """The last word of "fired back" and "went on", which are no reports without it."""
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    particle = "on" if verb.lower_ in _GO else "back"
    return behind if verb.lower_ in BESIDE_FORMS and behind.lower_ == particle else verb


def _turns(helper: Token) -> bool:
    """Whether a word before a verb leaves little of it, or makes it a mere chance."""
    return helper.dep_ == "neg" or is_modal(helper) or helper.lower_ in _TURNING


def whole_cue(verb: Token, speaker: Token | None) -> Token:
    """The first word of a cue that means little or the reverse without it: "did not agree", "was forced to admit"."""
    first, token = verb, verb
    while True:
        helpers = [child for child in token.lefts if child.dep_ in _HELPERS or child.lower_ in _TURNING]
        bare = token.tag_ == "VB" or any(_turns(child) for child in helpers)
        if helpers and (bare or token != verb):
            first = helpers[0].doc[helpers[0].left_edge.i]  # "no longer"
        refused = token.dep_ == "xcomp" and token.head.lower_ in _DENIED
        joined = token.dep_ == "conj" and any(child.lower_ == "nor" for child in token.head.rights)
        if joined and token.head.i < token.i:
            token = first = token.head
            continue
        if (token.tag_ != "VB" and not refused) or token.dep_ != "xcomp" or not token.head.i < token.i:
            break
        token = first = token.head
    spans_speaker = speaker is not None and first.i <= speaker.i < verb.i
    return verb if spans_speaker or verb.i - first.i > _CUE_REACH else first
