"""Which cue goes with a whole quotation, and whose words it is: by the tree, else by the nearest place."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from embeddings.statements.cues import BESIDE_FORMS, CUES, DOCUMENT_NOUNS, NOUN_FORMS, SPEECH_FORMS
from embeddings.statements.segments import STAND_IN
from embeddings.statements.subjects import speaker_of, subject_of
from embeddings.statements.tokens import (
    any_as,
    first_as,
    is_finite_verb,
    is_gap,
    is_gerund,
    is_name,
    is_noun,
    is_to,
    is_verb,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Link: TypeAlias = "tuple[tuple[Token, ...], Token | None]"
_GO = frozenset({"go", "goes", "went", "gone", "going"})
_NAMES = frozenset({"NNP", "NNPS", "PRP"})
_NOUN_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "JJ", "CD", "POS"})
_NO_NAMES = frozenset({"WRB", "WDT", "WP", "WP$", "IN", "CC", "DT", "TO", "PRP$"})
_DASHES = frozenset({"-", "--", "–", "—", "―", "~"})
_SIGNATURE_WORDS = 14
_TITLE_WORDS = 7
_NEAR = 2
_MAX_CLIMB = 6
_READ = frozenset({"read", "reads"})
_UTTERANCES = DOCUMENT_NOUNS | NOUN_FORMS.keys() | {"answer", "response", "reply", "reaction", "advice", "words"}


def speech_cues(doc: Doc, stand_ins: Container[int]) -> list[Token]:
    """The verbs of ``doc`` that may stand beside quotation marks; ``stand_ins`` are places of quotations."""
    found = []
    for token in doc:
        word = token.lower_
        if (word in SPEECH_FORMS or word in _GO) and token.i not in stand_ins and _is_cue(token, stand_ins):
            found.append(token)
    return found


def _is_cue(token: Token, stand_ins: Container[int]) -> bool:
    doc = token.doc
    if token.lower_ in _GO:
        return token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "on"
    # Rare cues are mistagged; right behind a quotation they are verbs.
    beside = token.i - 1 in stand_ins or (token.i - 2 in stand_ins and doc[token.i - 1].is_punct)
    return is_verb(token) or beside


def cue_of(stand_in: Token, cues: list[Token]) -> Link | None:
    """The cue that the word standing for a quotation hangs on, or the nearest one; and its speaker."""
    place = stand_in.i - 1
    while place >= 0 and stand_in.doc[place].is_punct:
        place -= 1
    token = stand_in.doc[place] if place >= 0 else stand_in
    if token in cues:
        return (token,), sayer(token)
    signature = _signature(stand_in)
    if signature is not None:
        return signature
    token = stand_in
    for _ in range(_MAX_CLIMB):
        if token.head == token:
            break
        token = token.head
        if token in cues:
            nearer = _between(token, stand_in, cues)
            return (nearer,), sayer(nearer)
    if cues:
        nearest = min(cues, key=lambda cue: abs(cue.i - stand_in.i))
        return (nearest,), sayer(nearest)
    found = _according(stand_in) or _in_words_of(stand_in) or _beside(stand_in)
    return found or _taken_for_noun(stand_in) or _colon(stand_in)


def _between(cue: Token, stand_in: Token, cues: Sequence[Token]) -> Token:
    """The last cue before a quotation, if it says who speaks, and waits for words: "concludes with her saying, …"."""
    for nearer in reversed(cues):
        waits = not any_as(nearer.rights, "dobj", "ccomp", "xcomp")
        if cue.i < nearer.i < stand_in.i and is_gerund(nearer) and waits and subject_of(nearer) is not None:
            return nearer
    return cue


def sayer(cue: Token) -> Token | None:
    """The speaker by the tree, else the noun behind the cue ("…," added a colleague) or before it."""
    found = speaker_of(cue)
    if found is not None or any_as(cue.children, "auxpass"):
        return found
    doc = cue.doc
    for token in doc[cue.i + 1 : cue.i + 8]:
        named = _may_name(token)
        if token.tag_ not in _NOUN_PHRASE and not named:
            break
        if (named or token.tag_[:2] in ("NN", "PR")) and not (token.dep_ == "compound" and token.head.i > token.i):
            return token
    for token in reversed(doc[: cue.i]):
        if (
            token.tag_ in _NAMES
            and token.dep_ in ("nsubj", "ROOT", "npadvmod")
            and token.lower_ not in ("it", "i", "you", "me", "us", "him", "them")
        ):
            return token
    before = doc[cue.i - 1] if cue.i else None
    return before if before is not None and _may_name(before) else None


def _may_name(token: Token) -> bool:
    return token.text.istitle() and token.text != STAND_IN and token.tag_ not in _NO_NAMES


def _signature(stand_in: Token) -> Link | None:
    """The name behind a dash that ends the line, or stands below: "…" — Name."""
    doc = stand_in.doc
    at = stand_in.i + 1
    while at < len(doc) and (is_gap(doc[at])) and doc[at].text not in _DASHES:
        at += 1
    if at + 1 >= len(doc) or doc[at].text not in _DASHES:
        return None
    below = any(token.is_space for token in doc[stand_in.i + 1 : at])
    if len(doc) - at > _SIGNATURE_WORDS and not below:
        return None
    phrase = list(takewhile(lambda token: not token.is_punct and token.lower_ != "and", doc[at + 1 :]))
    capital = [token.text[0].isupper() for token in phrase]
    if below and any(capital):
        last = len(capital) - 1 - capital[::-1].index(True)  # "the singer Ama Mensah in a letter"
        return ((doc[at],), phrase[last]) if last < _SIGNATURE_WORDS else None
    names = [token for token in phrase if not token.is_space]
    return ((doc[at],), names[-1]) if names and all(token.text[0].isupper() for token in names) else None


def _according(stand_in: Token) -> Link | None:
    doc = stand_in.doc
    for token in doc[:-2]:
        if token.lower_ == "according" and is_to(doc[token.i + 1]):
            source = next((t for t in doc[token.i + 2 :] if t.dep_ == "pobj" and t.tag_[:2] in ("NN", "PR")), None)
            return (token, doc[token.i + 1]), source
    return None


def _in_words_of(stand_in: Token) -> Link | None:
    """In the words of Ama Mensah, "…" and "…," in Ama Mensah's words."""
    doc = stand_in.doc
    for token in doc[1:-1]:
        if token.lower_ not in ("words", "word") or doc[token.left_edge.i - 1].lower_ != "in":
            continue
        owner = first_as(token.lefts, "poss")
        of = next((child for child in token.rights if child.lower_ == "of"), None)
        source = owner or next((child for child in (of.children if of else ()) if child.dep_ == "pobj"), None)
        if source is not None:
            return (token,), source
    return None


def _beside(stand_in: Token) -> Link | None:
    """A verb that reports only where quoted words stand beside it: "…," she began; he shot back, "…"."""
    doc = stand_in.doc
    for verb in doc:
        if verb.lower_ not in BESIDE_FORMS or not is_verb(verb):
            continue
        subject = speaker_of(verb)
        if subject is None or any(child.dep_ in ("dobj", "ccomp") and child != stand_in for child in verb.rights):
            subject = subject if subject is not None and verb.lower_ in _READ else None
        if subject is None:
            continue
        first, last = min(subject.left_edge.i, verb.i), max(subject.i, verb.i)
        behind = 0 < first - stand_in.i <= _NEAR
        if behind or (0 < stand_in.i - last <= _NEAR + 1 and doc[stand_in.i - 1].is_punct):
            return (verb,), subject
    return None


def _taken_for_noun(stand_in: Token) -> Link | None:
    """A last word that the tagger takes for a noun: "…," Ama Mensah remembers."""
    words = [token for token in stand_in.doc if not token.is_punct]
    verb, name = words[-1], words[-2] if len(words) > 1 else words[-1]
    is_verb = verb.dep_ == "ROOT" and is_noun(verb) and verb.lower_ in SPEECH_FORMS | BESIDE_FORMS
    return ((verb,), name) if is_verb and stand_in.i < name.i and is_noun(name) else None


def _colon(stand_in: Token) -> Link | None:
    """The subject of the sentence that a colon closes, if it can speak: she had one answer: "…"."""
    doc = stand_in.doc
    if stand_in.i < 2 or doc[stand_in.i - 1].text != ":":
        return None
    before = doc[: stand_in.i]
    verbs = any(is_verb(token) for token in before)
    if stand_in.i <= _TITLE_WORDS and is_name(doc[stand_in.i - 2]) and not verbs:
        return (doc[stand_in.i - 1],), doc[stand_in.i - 2]
    if is_name(doc[0]) and not any(is_finite_verb(token) for token in before):
        # A headline: "Ama Mensah on the bridge: '…'".
        names = list(takewhile(is_name, before))
        return ((doc[stand_in.i - 1],), names[-1]) if stand_in.i <= _TITLE_WORDS + len(names) else None
    root = next(token for token in doc if token.dep_ == "ROOT")
    speaker = _speaks(root)
    if speaker is None or root.i >= stand_in.i:
        return None
    return (root if root.lower_ in CUES or root.lower_ in _READ else doc[stand_in.i - 1],), speaker


def _speaks(root: Token) -> Token | None:
    """Whoever a sentence before a colon is about: she; Ama Mensah, whose answer was simple; a letter that reads."""
    subject = subject_of(root)
    if subject is None:
        return None
    owner = first_as(subject.lefts, "poss")
    if owner is not None and subject.lower_ in _UTTERANCES and owner.tag_ in _NAMES:
        return owner
    is_document = subject.lower_ in DOCUMENT_NOUNS and root.lower_ in _READ
    can_speak = subject.tag_ in _NAMES and subject.lower_ not in ("it", "i", "you")
    return subject if is_document or can_speak else None
