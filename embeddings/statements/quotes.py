"""Which cue goes with a whole quotation, and whose words it is: by the tree, else by the nearest place."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from embeddings.naming.mentions import is_title
from embeddings.statements.cue_words import OPINIONS
from embeddings.statements.cues import BESIDE_FORMS, CUES, DOCUMENT_NOUNS, NOUN_FORMS, SPEECH_FORMS
from embeddings.statements.holders import is_explained
from embeddings.statements.segments import STAND_IN
from embeddings.statements.subjects import GO, speaker_of, subject_of
from embeddings.statements.tokens import (
    begins_no_name,
    either,
    first,
    has,
    is_after_preposition,
    is_complement,
    is_doer,
    is_finite_verb,
    is_gap,
    is_gerund,
    is_in_compound,
    is_in_noun_phrase,
    is_name,
    is_nominal,
    is_noun,
    is_noun_as_adverb,
    is_object,
    is_open_complement,
    is_owner,
    is_passive_auxiliary,
    is_root,
    is_to,
    is_verb,
    names_somebody,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Link: TypeAlias = "tuple[tuple[Token, ...], Token | None]"
_DASHES = frozenset({"-", "--", "–", "—", "―", "~"})
_SPEAK_FOR = frozenset({"office", "spokesman", "spokeswoman", "spokesperson"})
_COLONS = frozenset({":", "):"})
_SIGNATURE_WORDS = 14
_TITLE_WORDS = 7
_NEAR = 2
_MAX_CLIMB = 6
_QUOTING = frozenset({"quoting", "quotes", "quoted"})
_READ = frozenset({"read", "reads"})
_UTTERANCES = DOCUMENT_NOUNS | NOUN_FORMS.keys() | {"answer", "response", "reply", "reaction", "advice", "words"}
_COMMENTS = OPINIONS | {"words", "summary", "advice"}
_WAS = frozenset({"was", "is", "were", "ran"})
_NO_SPEAKERS = frozenset({"it", "i", "you"})
_NOBODY_BEFORE = _NO_SPEAKERS | {"me", "us", "him", "them"}
_is_said = either(is_object, is_complement)
_stands_first = either(is_doer, is_root, is_noun_as_adverb)


def speech_cues(doc: Doc, stand_ins: Container[int]) -> list[Token]:
    """The verbs of ``doc`` that may stand beside quotation marks; ``stand_ins`` are places of quotations."""
    return [token for token in doc if token.i not in stand_ins and _is_cue(token, stand_ins)]


def _is_cue(token: Token, stand_ins: Container[int]) -> bool:
    doc = token.doc
    if token.lower_ in GO:
        return token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "on"
    if token.lower_ not in SPEECH_FORMS:
        return False
    # Rare cues are mistagged; right behind a quotation they are verbs.
    beside = token.i - 1 in stand_ins or (token.i - 2 in stand_ins and doc[token.i - 1].is_punct)
    return is_verb(token) or beside


def cue_of(stand_in: Token, cues: Sequence[Token]) -> Link | None:
    """The cue that the word standing for a quotation hangs on, or the nearest one; and its speaker."""
    before = _word_before(stand_in)
    if before in cues:
        return (before,), sayer(before)  # "She said, '…'"
    signature = _signature(stand_in)
    if signature is not None:
        return signature  # "'…' — Ama Mensah"
    comment = _was_comment(stand_in)
    if comment is not None:
        return comment  # "'…' was her comment"
    above = _cue_above(stand_in, cues)
    if above is not None:
        return (above,), sayer(above)  # "'…,' she said after the vote", "it ends with her saying last week, '…'"
    if cues:
        nearest = min(cues, key=lambda cue: abs(cue.i - stand_in.i))
        return (nearest,), sayer(nearest)
    found = _according(stand_in) or in_words_of(stand_in) or _beside(stand_in)
    return found or _taken_for_noun(stand_in) or _colon(stand_in)


def _word_before(stand_in: Token) -> Token:
    """The last word before a quotation, or its own where there is none."""
    before = stand_in.doc[: stand_in.i]
    return next((token for token in reversed(before) if not token.is_punct), stand_in)


def _cue_above(stand_in: Token, cues: Sequence[Token]) -> Token | None:
    """The cue that a quotation hangs on in the tree."""
    token = stand_in
    for _ in range(_MAX_CLIMB):
        token = token.head
        if token in cues:
            return _between(token, stand_in, cues)
    return None


def _between(cue: Token, stand_in: Token, cues: Sequence[Token]) -> Token:
    """The last cue before a quotation, if it says who speaks, and waits for words: "concludes with her saying, …"."""
    for nearer in reversed(cues):
        waits = not has(nearer.rights, is_object, is_complement, is_open_complement)
        if cue.i < nearer.i < stand_in.i and is_gerund(nearer) and waits and subject_of(nearer) is not None:
            return nearer
    return cue


def sayer(cue: Token) -> Token | None:
    """The speaker by the tree, else the noun behind the cue ("…," added a colleague) or before it."""
    quoted = first(cue.rights, is_object) if cue.lower_ in _QUOTING else None
    if quoted is not None and (names_somebody(quoted) or is_title(quoted.text)):
        return quoted  # "Ama Mensah, quoting the *mayor*: '…'"
    found = speaker_of(cue)
    if found is not None or has(cue.children, is_passive_auxiliary):
        return found
    return _noun_behind(cue) or _noun_before(cue)


def _noun_behind(cue: Token) -> Token | None:
    """The first noun right behind a cue: "…," added her old *colleague* Kofi."""
    for token in cue.doc[cue.i + 1 : cue.i + 8]:
        named = _may_name(token)
        if not (named or is_in_noun_phrase(token)):
            return None
        if (named or is_nominal(token)) and not (is_in_compound(token) and token.head.i > token.i):
            return token
    return None


def _noun_before(cue: Token) -> Token | None:
    """The last name before a cue that may do something, or whatever may be a name right before it."""
    for token in reversed(cue.doc[: cue.i]):
        if names_somebody(token) and _stands_first(token) and token.lower_ not in _NOBODY_BEFORE:
            return token
    before = cue.doc[cue.i - 1] if cue.i else None
    return before if before is not None and _may_name(before) else None


def _may_name(token: Token) -> bool:
    return token.text.istitle() and token.text != STAND_IN and not begins_no_name(token)


def _signature(stand_in: Token) -> Link | None:
    """The name behind a dash that ends the line, or stands below: "…" — Name."""
    dash = next((t for t in stand_in.doc[stand_in.i + 1 :] if t.text in _DASHES or not is_gap(t)), None)
    if dash is None or dash.text not in _DASHES:
        return None
    behind = stand_in.doc[dash.i + 1 :]
    phrase = list(takewhile(lambda token: not token.is_punct and token.lower_ != "and", behind))
    below = any(token.is_space for token in stand_in.doc[stand_in.i + 1 : dash.i])
    if below and any(map(_is_capital, phrase)):
        name = _last_capital(phrase)
    else:
        name = None if len(behind) >= _SIGNATURE_WORDS and not below else _whole_name(phrase)
    return None if name is None else ((dash,), name)


def _was_comment(stand_in: Token) -> Link | None:
    """Somebody's comment that a quotation is: "…," was *her* comment on it; "…" was Ama *Mensah*'s answer."""
    doc, place = stand_in.doc, stand_in.i + 1
    while place < len(doc) and doc[place].is_punct:
        place += 1
    if place >= len(doc) or doc[place].lower_ not in _WAS:
        return None
    noun = next((token for token in doc[place + 1 : place + _SIGNATURE_WORDS] if token.lower_ in _COMMENTS), None)
    owner = None if noun is None else first(noun.lefts, is_owner)
    return None if owner is None else ((doc[place],), owner)


def _last_capital(phrase: Sequence[Token]) -> Token | None:
    """The last capitalised word of a line below: "— the singer Ama *Mensah* in a letter"."""
    last = max(at for at, token in enumerate(phrase) if _is_capital(token))
    return phrase[last] if last < _SIGNATURE_WORDS else None


def _whole_name(phrase: Sequence[Token]) -> Token | None:
    """The last word of a line that is nothing but a name: "— Ama *Mensah*"."""
    names = [token for token in phrase if not token.is_space]
    return names[-1] if names and all(map(_is_capital, names)) else None


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _according(stand_in: Token) -> Link | None:
    doc = stand_in.doc
    for token in doc[:-2]:
        if token.lower_ == "according" and is_to(doc[token.i + 1]):
            source = next((t for t in doc[token.i + 2 :] if is_after_preposition(t) and is_nominal(t)), None)
            return (token, doc[token.i + 1]), source
    return None


def in_words_of(stand_in: Token) -> Link | None:
    """In the words of Ama Mensah, "…" and "…," in Ama Mensah's words."""
    doc = stand_in.doc
    for token in doc[1:-1]:
        if token.lower_ not in ("words", "word") or doc[token.left_edge.i - 1].lower_ != "in":
            continue
        of = next((child for child in token.rights if child.lower_ == "of"), None)
        source = first(token.lefts, is_owner) or (None if of is None else first(of.children, is_after_preposition))
        if source is not None:
            return (token,), source
    return None


def _beside(stand_in: Token) -> Link | None:
    """A verb that reports only where quoted words stand beside it: "…," she began; he shot back, "…"."""
    for verb in stand_in.doc:
        if verb.lower_ not in BESIDE_FORMS or not is_verb(verb):
            continue
        speaker = speaker_of(verb)
        if speaker is not None and _may_say(verb, stand_in) and _touches(stand_in, verb, speaker):
            return (verb,), speaker
    return None


def _may_say(verb: Token, stand_in: Token) -> bool:
    """Whether a verb has no other object than a quotation: not "she began the *talks*"; but "it read in *part*"."""
    return verb.lower_ in _READ or not any(_is_said(child) and child != stand_in for child in verb.rights)


def _touches(stand_in: Token, verb: Token, speaker: Token) -> bool:
    """Whether "she began" stands right behind a quotation, or right before it and a mark."""
    start, end = min(speaker.left_edge.i, verb.i), max(speaker.i, verb.i)
    behind = 0 < start - stand_in.i <= _NEAR
    return behind or (0 < stand_in.i - end <= _NEAR + 1 and stand_in.doc[stand_in.i - 1].is_punct)


def _taken_for_noun(stand_in: Token) -> Link | None:
    """A last word that the tagger takes for a noun: "…," Ama Mensah remembers."""
    words = [token for token in stand_in.doc if not token.is_punct]
    cue, name = words[-1], words[-2] if len(words) > 1 else words[-1]
    reports = is_root(cue) and is_noun(cue) and cue.lower_ in SPEECH_FORMS | BESIDE_FORMS
    return ((cue,), name) if reports and stand_in.i < name.i and is_noun(name) else None


def _colon(stand_in: Token) -> Link | None:
    """The subject of the sentence that a colon closes, if it can speak: she had one answer: "…"."""
    before = stand_in.doc[: stand_in.i]
    if len(before) < 2 or before[-1].text not in _COLONS:
        return None
    name = _heading([token for token in before[:-1] if not _is_bracket(token)])
    if name is not None:
        return (before[-1],), name
    root = next(filter(is_root, stand_in.doc))
    speaker = _speaks(root)
    if speaker is None or root.i >= stand_in.i:
        return None
    return (root if root.lower_ in CUES or root.lower_ in _READ else before[-1],), speaker


def _heading(words: Sequence[Token]) -> Token | None:
    """The name before a colon in a line that is no sentence."""
    if not words:
        return None  # "(Laughing): '…'"
    if (is_name(words[-1]) or words[-1].lower_ in _SPEAK_FOR) and len(words) < _TITLE_WORDS and not has(words, is_verb):
        return words[-1]  # "Our man, Kofi *Boateng*: '…'", "Her press *office*: '…'"
    names = list(takewhile(is_name, words))
    headed = names and len(words) < _TITLE_WORDS + len(names) and not has(words, is_finite_verb)
    return names[-1] if headed else None  # "Ama *Mensah* on the bridge: '…'"


def _is_bracket(token: Token) -> bool:
    """Whether a word stands in brackets behind a name: "Ama Mensah (*laughing*): '…'"."""
    before = [other.text for other in token.doc[: token.i + 1]]
    return "(" in before and ")" not in before[before.index("(") : -1]


def _speaks(root: Token) -> Token | None:
    """Whoever a sentence before a colon is about: she; Ama Mensah, whose answer was simple; a letter that reads."""
    subject = subject_of(root)
    if subject is None:
        return None
    owner = first(subject.lefts, is_owner)
    if owner is not None and subject.lower_ in _UTTERANCES and names_somebody(owner):
        return owner
    is_document = subject.lower_ in DOCUMENT_NOUNS and root.lower_ in _READ
    can_speak = (names_somebody(subject) or is_explained(subject)) and subject.lower_ not in _NO_SPEAKERS
    return subject if is_document or can_speak else None
