"""What somebody holds, without a clause that a verb reports: "in her view, …", "is against it", "disputes it: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.attitudes import predicate
from embeddings.statements.claim import Claim, around
from embeddings.statements.cue_words import MINDS
from embeddings.statements.cues import CUES, SPEECH_FORMS
from embeddings.statements.holders import can_hold
from embeddings.statements.subjects import speaker_of, subject_of, tells_what_is
from embeddings.statements.tokens import (
    first,
    has,
    is_after_preposition,
    is_apposition,
    is_complement,
    is_finite_verb,
    is_joined,
    is_joining,
    is_judgement,
    is_modal,
    is_name,
    is_noun_clause,
    is_object,
    is_owner,
    is_particle,
    is_past,
    is_personal_pronoun,
    is_preposition,
    is_subject,
    is_verb,
    names_somebody,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VIEWS = words("view opinion words word judgement judgment estimation version reckoning count telling eyes")
_BEFORE_VIEWS = words("in by")
# Verbs before a colon that say no more than that somebody has something to say.
_DIFFERS = words("""
disagree disagrees disagreed differ differs differed contradicts contradicted contradict objects objected protests
protested stands stood sees saw corrects corrected corrected hesitates hesitated refuses refused declines declined
reads read demurs demurred laughs laughed shrugs shrugged agrees agreed
""")
_VALUES = words("put puts putting give gives gave given set sets")
_AT = words("at as down")
_BE = words("is are was were remains remained am")
_AGAINST = words("against")
_FAVOUR = words("favour favor doubt agreement")
_FAVOURS = words("favour favor")
_SIDES = words("against opposed")
_LET = words("let lets letting")
_LEAST = 3  # words behind a colon
_NEAR = 3  # words
_NOBODY = words("it this that there which what")


def stances(doc: Doc) -> Iterator[Claim]:
    """Yield what a sentence tells of somebody's stance, in the order of the words that tell it."""
    for token in doc:
        if token.lower_ in _VIEWS:
            yield from _in_view(token)
        elif is_verb(token):
            yield from _before_colon(token)
            yield from _fronted(token)
            yield from _valued(token)
            yield from _minded(token)
            yield from _made_known(token)


def _in_view(noun: Token) -> Iterator[Claim]:
    """In her view, the bridge is safe; by her count."""
    preposition = noun.head
    if not is_after_preposition(noun) or preposition.lower_ not in _BEFORE_VIEWS:
        return
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    holder = first(noun.lefts, is_owner) or (None if of is None else first(of.children, is_after_preposition))
    if holder is None or not (first(noun.lefts, is_owner) or names_somebody(holder)):
        return  # "in the political version of the film"
    content = around(preposition)
    if content:
        yield Claim((noun,), holder, content, "view", "view")


def _before_colon(verb: Token) -> Iterator[Claim]:
    """She disputes it: the bridge is safe."""
    if verb.lower_ not in CUES and verb.lower_ not in _DIFFERS:
        return
    colon = next((token for token in verb.doc[verb.i + 1 :] if token.text == ":"), None)
    subject = None if colon is None else subject_of(verb)
    if colon is None or subject is None or subject.i > verb.i or subject.lower_ in _NOBODY:
        return
    behind = tuple(verb.doc[colon.i + 1 :])
    if _is_clause(behind) and _is_told_behind(verb, colon):
        yield Claim((verb,), subject, behind, "before colon", _lemma(verb))


def _is_clause(words: Sequence[Token]) -> bool:
    return len(words) > _LEAST and any(is_finite_verb(token) or is_modal(token) for token in words)


def _is_told_behind(verb: Token, colon: Token) -> bool:
    """Whether nothing between a verb and a colon is what the verb tells, or does something else."""
    other = any(is_subject(token) for token in verb.doc[verb.i + 1 : colon.i])
    return not other and not any(is_complement(child) and child.i < colon.i for child in verb.rights)


def _lemma(verb: Token) -> str:
    cue = CUES.get(verb.lower_)
    return "differ" if cue is None else cue.lemma


def _fronted(verb: Token) -> Iterator[Claim]:
    """The bridge is safe, the engineer, Ama Mensah, reported: where the parser hangs "reported" on another word."""
    if not is_past(verb) or verb.lower_ not in CUES:
        return
    noun = _teller(verb)
    comma = -1 if noun is None else min(verb.i, noun.left_edge.i) - 1
    if noun is None or comma < _LEAST:
        return
    doc = verb.doc
    ends = all(token.is_punct for token in doc[verb.right_edge.i + 1 :])
    before = tuple(doc[:comma])
    if ends and doc[comma].text == "," and _is_clause(before):
        yield Claim((verb,), noun, before, "beside", _lemma(verb))


def _teller(verb: Token) -> Token | None:
    """Who tells what stands before: the noun that a participle hangs on, who stands beside a verb joined to another."""
    if is_noun_clause(verb):
        return verb.head if verb.lower_ in SPEECH_FORMS and _is_loose_name(verb.head) else None
    if not is_joined(verb) or has(verb.head.rights, is_joining):
        return None
    subject, behind = subject_of(verb), first(verb.rights, is_object)
    if subject is not None:
        return subject if _tells_what_stands_before(verb, subject, behind) else None
    return behind if behind is not None and _is_inverted(verb, behind) else None


def _tells_what_stands_before(verb: Token, subject: Token, behind: Token | None) -> bool:
    """Whether nothing but whom it is told stands behind a verb: "…, the clerk, Ama Mensah, told *us*"."""
    told = behind is None or (is_personal_pronoun(behind) and verb.lower_ == "told")
    return told and (verb.lower_ in SPEECH_FORMS or has(subject.rights, is_apposition))


def _is_inverted(verb: Token, behind: Token) -> bool:
    """Whether what stands behind a verb is who tells: "…, reported *their spokesman*, Ama Mensah"."""
    return verb.lower_ in SPEECH_FORMS and behind.i - verb.i <= _NEAR and has(behind.rights, is_apposition)


def _is_loose_name(noun: Token) -> bool:
    """Whether a noun names somebody, and is nothing's subject or object."""
    hangs = is_after_preposition(noun) or is_object(noun) or is_subject(noun)
    return not hangs and (is_name(noun) or has(noun.children, is_apposition))


def _valued(verb: Token) -> Iterator[Claim]:
    """She put the loss at nine; he puts this down to the rain."""
    subject = subject_of(verb) if verb.lower_ in _VALUES else None
    if subject is None or not has(verb.rights, is_object):
        return
    if any(map(_tells_value, verb.rights)):
        told = takewhile(_belongs_to_value, verb.rights)
        content = [token for child in told for token in child.subtree]
        yield Claim((verb,), subject, tuple(content), "valued", "put")


def _tells_value(child: Token) -> bool:
    """Whether a word behind "put" or "gave" tells what one makes of something: *at nine*, *down* to it, *as* nine."""
    if child.lower_ == "down":
        return True
    numbered = any(token.like_num for token in child.subtree)
    put = child.head.lower_.startswith("put")
    return numbered and child.lower_ == ("at" if put else "as")


def _belongs_to_value(child: Token) -> bool:
    return is_object(child) or is_preposition(child) or is_particle(child) or child.lower_ in _AT


def is_made_known(verb: Token) -> bool:
    """Whether this is "known" of "let it be known"."""
    before = [token.lower_ for token in verb.doc[max(0, verb.i - 3) : verb.i]]
    return verb.lower_ == "known" and before[1:] == ["it", "be"] and before[0] in _LET


def _made_known(verb: Token) -> Iterator[Claim]:
    """She let it be known that she had left."""
    if not is_made_known(verb):
        return
    doc, start = verb.doc, verb.i - 3
    subject = speaker_of(doc[start])
    told = tuple(token for token in doc[verb.i + 1 : doc[start].right_edge.i + 1])
    if subject is not None and _is_clause(told):
        yield Claim((doc[start], verb), subject, told, "made known", "know")


def _minded(verb: Token) -> Iterator[Claim]:
    """She is against it; the mayor is in favour."""
    subject = subject_of(verb) if _is_being(verb) else None
    if subject is None or not _is_somebody(subject) or not tells_what_is(verb):
        return
    mind = next((child for child in verb.rights if _is_mind(child)), None)
    if mind is not None:
        side = _side(mind)  # "is against" is one cue, as is "is in favour"
        told = tuple(token for token in predicate(verb) if token.i > (mind.left_edge.i - 1 if side is None else side.i))
        cue = (verb,) if side is None else (verb, side)
        yield Claim(cue, subject, told or tuple(mind.subtree), "minded", "be")


def _is_being(verb: Token) -> bool:
    """Whether somebody is, or would be, of a mind: "is hopeful", "would be content with initials"."""
    return verb.lower_ in _BE or (verb.lower_ == "be" and any(word.lower_ == "would" for word in verb.lefts))


def _side(mind: Token) -> Token | None:
    """The word that says for or against: "is *against* it", "is *opposed* to it", "is in *favour*"."""
    if mind.lower_ in _SIDES:
        return mind
    return next((noun for noun in mind.rights if noun.lower_ in _FAVOURS), None)


def _is_mind(child: Token) -> bool:
    if is_judgement(child):
        return child.lower_ in MINDS
    favour = child.lower_ == "in" and any(noun.lower_ in _FAVOUR for noun in child.rights)
    return is_preposition(child) and (child.lower_ in _AGAINST or favour)


def _is_somebody(subject: Token) -> bool:
    return subject.lower_ not in _NOBODY and can_hold(subject)
