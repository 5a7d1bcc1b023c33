"""Who does the saying: from a cue verb to its subject, through passives, participles and joins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.cues import BESIDE_FORMS, CUES, DOCUMENT_NOUNS, SPEECH_FORMS
from embeddings.statements.tokens import (
    first,
    follows_one_name,
    has,
    is_addressee,
    is_adverb,
    is_adverbial_clause,
    is_after_preposition,
    is_agent,
    is_any_auxiliary,
    is_apposition,
    is_auxiliary,
    is_bare_verb,
    is_complement,
    is_doer,
    is_finite_verb,
    is_gerund,
    is_joined,
    is_modal,
    is_name,
    is_negation,
    is_noun_clause,
    is_object,
    is_on_noun,
    is_open_complement,
    is_participle,
    is_past,
    is_predicate,
    is_preposition,
    is_relative_clause,
    is_root,
    is_subject,
    makes_passive,
    tag_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAST = "VBD"
_MATTERS = words("for about by on whether why if how what when")
_MAX_CLIMB = 6
_CUE_REACH = 6  # words
GO = frozenset({"go", "goes", "went", "gone", "going"})
_TURNING = words("""
hardly barely scarcely rarely seldom never almost nearly allegedly reportedly supposedly purportedly falsely wrongly
longer neither yet apparently
""")
_DENIED = words("deny denies denied denying avoid avoids avoided avoiding")
_HAVE = frozenset({"has", "have", "had"})
_HEARD = words("heard hears hear learned learnt learns")
_REACHED = words(
    "emailed e-mailed rang phoned called texted telephoned radioed messaged contacted visited cabled wired wrote"
)
_MARKS = frozenset(":.)–—")


def speaker_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does the saying, or None where the sentence names nobody."""
    token = verb
    for _ in range(_MAX_CLIMB):
        if _is_passive(token) and not taken_for_participle(token):
            return _passive_speaker(token, verb)
        speaker = _own_speaker(token)
        if speaker is not None:
            return speaker
        above = _above(token)
        if above is None:
            return _lost_subject(token)
        token = above
    return None


def _passive_speaker(passive: Token, verb: Token) -> Token | None:
    if passive != verb and (is_joined(verb) or is_open_complement(verb)):
        return subject_of(passive)  # "*She* was joined by him and said", "*he* was forced to admit"
    if passive.lower_ == "quoted":
        return subject_of(passive)  # "*She* was quoted as saying"
    return agent_of(passive)  # "They were told by *her*"


def _own_speaker(verb: Token) -> Token | None:
    """Whom a verb itself names: its subject, the noun it hangs on, or whoever was asked to do it."""
    subject = _source(verb) or subject_of(verb) or _mistagged_name(verb)
    if subject is not None:
        return subject  # "*She* said", "*Will* Owusu said"
    if _is_main(verb):
        return verb.head
    if is_on_noun(verb) and not _is_in_own_document(verb):
        return verb.head if is_gerund(verb) or taken_for_participle(verb) else None  # "the *woman* saying so"
    if is_open_complement(verb) and is_bare_verb(verb) and verb.head.lower_ not in _HAVE | _REACHED:
        return first(verb.head.children, is_addressee)  # "They asked *her* to say"; not "she had this to say"
    return None


def _source(verb: Token) -> Token | None:
    """Who told what somebody heard: "She heard from *Ama Mensah* that it had failed"."""
    if verb.lower_ not in _HEARD:
        return None
    source = next((child for child in verb.rights if child.lower_ == "from"), None)
    return None if source is None else first(source.children, is_after_preposition)  # and nobody's own words


def _is_main(verb: Token) -> bool:
    """Whether a verb that the parser hung on a name does what it tells: "*Ama Mensah*, who left, *called* it odd"."""
    noun = verb.head
    if not (is_noun_clause(verb) and is_past(verb) and is_root(noun) and verb.nbor(-1).text == ","):
        return False
    between = [child for child in noun.rights if child.i < verb.i]
    if is_name(noun):
        return has(between, is_relative_clause) and has(verb.rights, is_object, is_predicate)
    return any(map(_is_named_beside, between)) and _tells_past(verb)


def _is_named_beside(child: Token) -> bool:
    return is_apposition(child) and is_name(child)


def _tells_past(verb: Token) -> bool:
    """Whether a verb, or one that is joined to it, is no participle."""
    return _PAST in {tag_of(verb), *(tag_of(one) for one in verb.rights if is_joined(one))}


def _above(verb: Token) -> Token | None:
    """The word whose speaker is also that of ``verb``, if any."""
    if _is_in_own_document(verb):
        return verb.head.head  # "She *released* a statement saying"
    if verb.head == verb:
        return _first_of_two(verb)
    if is_on_noun(verb):
        return None
    return reporter_of(verb) or verb.head  # "She *said* it had failed but added", "she *promised* to say"


def _first_of_two(verb: Token) -> Token | None:
    """The verb before "then" and another, which the parser took for what is reported: "*denied* it, then said …"."""
    before = first(verb.lefts, is_complement)
    if before is None:
        return None
    goes_on = any(child.lower_ == "then" and child.i > before.i for child in verb.lefts)
    return before if goes_on or is_asked_of(before) else None


def is_asked_of(verb: Token) -> bool:
    """Whether somebody is asked, and says what follows: "Ama Mensah, *asked* for her view, said …"."""
    subject = subject_of(verb) if verb.lower_ == "asked" and is_complement(verb) and verb.i < verb.head.i else None
    beside = subject is not None and verb.nbor(-1).text == "," and subject.i < verb.i
    return beside and verb.nbor(1).lower_ in _MATTERS


def _is_in_own_document(verb: Token) -> bool:
    """Whether this is "she released a statement *saying* …": then she says it."""
    document = verb.head
    in_one = is_noun_clause(verb) and document.lower_ in DOCUMENT_NOUNS
    return in_one and (is_object(document) or is_after_preposition(document))


def _mistagged_name(verb: Token) -> Token | None:
    """The first name that taggers take for a modal verb, the surname that they take for an adverb."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    if before.text == "Will" and is_modal(before):
        return before
    lost = before.i > 0 and before.text.istitle() and is_adverb(before) and follows_one_name(verb)
    return before if lost else None


def subject_of(verb: Token) -> Token | None:
    """The subject of this very verb: of two, with a mark alone between them, the later ("Note: *Mensah* said")."""
    found = [child for child in verb.children if is_subject(child)]
    before = [child for child in found if child.i < verb.i]
    if len(before) > 1 and (before[-1].doc[before[-1].left_edge.i - 1].text in _MARKS or _is_office_of(*before[-2:])):
        return before[-1]
    return found[0] if found else None


def _is_office_of(office: Token, name: Token) -> bool:
    """Whether two subjects are an office and who holds it: "*Head* of operations Ama *Mensah* said"."""
    of = any(child.lower_ == "of" for child in office.rights)
    return of and is_name(name) and name.left_edge.i == office.right_edge.i + 1


def _is_passive(verb: Token) -> bool:
    if has(verb.children, makes_passive):
        return True  # "she was *told*"
    if _is_main(verb):
        return False
    hangs = is_on_noun(verb) or is_adverbial_clause(verb)
    return hangs and is_participle(verb) and not has(verb.children, is_auxiliary, is_doer)  # "a move *welcomed* by her"


def tells_what_is(verb: Token) -> bool:
    """Whether a verb is a sentence's own, or that of a part before or behind a semicolon."""
    if is_root(verb) or is_joined(verb):
        return True
    behind = verb.right_edge.i + 1
    above = is_complement(verb) and verb.head.i > verb.i
    return above and behind < len(verb.doc) and verb.doc[behind].text == ";"


def agent_of(verb: Token) -> Token | None:
    """Who did it, in a passive: the noun behind "by"."""
    by = first(verb.children, is_agent)
    return None if by is None else first(by.children, is_after_preposition)


def reporter_of(verb: Token) -> Token | None:
    """The reporting verb that a second cue belongs to, where the parser hung it on the clause reported.

    "He said the talks had failed but added …": *added* goes with *said*, not with *failed*.
    """
    clause, reporting = verb.head, verb.head.head
    if not is_complement(clause) or reporting.lower_ not in CUES or not reporting.i <= clause.i <= verb.i:
        return None
    if verb.lower_ not in SPEECH_FORMS or subject_of(verb) is not None:
        return None
    if is_joined(verb) and is_finite_verb(verb) and tag_of(verb) == tag_of(reporting):
        return reporting
    before = verb.doc[verb.left_edge.i - 1]
    adds = is_adverbial_clause(verb) and is_gerund(verb) and before.text == ","  # "He said it had failed, adding …"
    return reporting if adds else None


def _lost_subject(verb: Token) -> Token | None:
    """The subject that the parser took for an apposition: "At its meeting in Accra, the union, …, said"."""
    place = first(verb.lefts, is_preposition)
    return None if place is None else next((t for t in place.subtree if is_apposition(t) and is_name(t)), None)


def taken_for_participle(verb: Token) -> tuple[Token, ...]:
    """What follows a verb parsed as a participle: "Two papers [that were] reported the bank failed"."""
    noun, main = verb.head, verb.head.head
    if not (is_noun_clause(verb) and is_past(verb) and is_doer(noun)):
        return ()
    inner = next((child for child in main.lefts if is_doer(child) and child.i > verb.i), None)
    return () if inner is None else tuple(t for t in main.subtree if t.i >= inner.left_edge.i)


def with_particle(verb: Token) -> Token:
    """The last word of "fired back" and "went on", which are no reports without it."""
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    particle = "on" if verb.lower_ in GO else "back"
    return behind if verb.lower_ in BESIDE_FORMS and behind.lower_ == particle else verb


def whole_cue(verb: Token, speaker: Token | None) -> Token:
    """The first word of a cue that means little or the reverse without it: "did not agree", "was forced to admit"."""
    turned = is_bare_verb(verb) or any(map(_turns, _helpers(verb)))
    opening = _with_helpers(verb) if turned else verb  # "*did* not agree", "agreed", "has agreed"
    token = verb
    while (leading := _leading(token)) is not None:
        token = leading
        opening = _with_helpers(token)  # "*was* forced to admit"
    spans_speaker = speaker is not None and opening.i <= speaker.i < verb.i
    return verb if spans_speaker or verb.i - opening.i > _CUE_REACH else opening


def _leading(verb: Token) -> Token | None:
    """The verb before one that says what becomes of it: "*forced* to admit", "*denied* saying", "*confirmed* nor …"."""
    before = verb.head
    if not before.i < verb.i:
        return None
    neither = is_joined(verb) and any(child.lower_ == "nor" for child in before.rights)
    ruled = is_open_complement(verb) and (is_bare_verb(verb) or before.lower_ in _DENIED)
    return before if neither or ruled else None


def _with_helpers(verb: Token) -> Token:
    helper = next(_helpers(verb), None)
    return verb if helper is None else helper.left_edge  # "*no* longer says"


def _helpers(verb: Token) -> Iterator[Token]:
    return (child for child in verb.lefts if is_any_auxiliary(child) or is_negation(child) or child.lower_ in _TURNING)


def _turns(helper: Token) -> bool:
    """Whether a word before a verb leaves little of it, or makes it a mere chance."""
    return is_negation(helper) or is_modal(helper) or helper.lower_ in _TURNING
