"""What is said: for each construction the tokens that carry it, none where a verb is not so used.

The trees are ClearNLP's, as spaCy's English pipelines have them; where the parser is known to go astray
with reported speech, the function says how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.cues import CUES, DOCUMENT_NOUNS, SPEECH_FORMS
from embeddings.statements.scattered import also_reported, cut_off, joined_to
from embeddings.statements.subjects import agent_of, reporter_of, subject_of, taken_for_participle
from embeddings.statements.tokens import (
    asks_or_relates,
    either,
    first,
    has,
    is_addressee,
    is_adjective,
    is_adverb,
    is_adverb_phrase,
    is_adverbial_clause,
    is_after_preposition,
    is_any_auxiliary,
    is_apposition,
    is_attribute,
    is_complement,
    is_dative,
    is_doer,
    is_finite_verb,
    is_gerund,
    is_joined,
    is_joining,
    is_judgement,
    is_loose_clause,
    is_mark,
    is_mark_of_clause,
    is_modal,
    is_negation,
    is_noun_as_adverb,
    is_noun_clause,
    is_object,
    is_on_noun,
    is_open_complement,
    is_particle,
    is_predicate,
    is_preposition,
    is_to,
    is_verb,
)
from embeddings.statements.told import is_to_do, told_somebody

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_is_denied = either(is_object, is_attribute, is_predicate, is_judgement)
_is_beside_verb = either(is_adverb_phrase, is_any_auxiliary, is_negation, is_particle, is_dative)
_is_behind_verb = either(is_preposition, is_adverbial_clause)
_completes = either(is_predicate, is_open_complement)
_joins = either(is_joining, is_mark_of_clause)
_is_welcomed = either(
    is_apposition, is_noun_as_adverb, is_object, is_attribute, is_after_preposition, is_doer, is_joined
)
_ASIDE = frozenset({",", "-", "--", "–", "—", "―", "(", ";"})
# What begins the part of a sentence behind "…, he said," that is the reporter's own.
_TAILS = words("in at on during after before while when as citing calling adding referring with noting")
_QUESTIONS = frozenset({"if", "how", "why", "whether"})
_ANAPHORS = frozenset({"move", "step", "decision", "change", "measure"})
# What one may deny or propose *doing*: "began going" is no word of it.
_DOING = words("""
deny denies denied denying admit admits admitted admitting recommend recommends recommended recommending suggest
suggests suggested suggesting propose proposes proposed proposing regret regrets regretted regretting remember remembers
remembered remembering recall recalls recalled recalling
""")
_CALLING = words("call calls called calling")
_THAT_REACH = 14  # words behind a verb
_LINKS = frozenset({"as", "to", "of", "for", "with"})


def beside(verb: Token) -> tuple[Token, ...]:
    """What "…, he said, …" interrupts or follows: the rest of its sentence."""
    subject = subject_of(verb)
    if subject is None or not is_finite_verb(verb) or _has_object_behind(verb, subject):
        return ()
    aside = _aside_of(verb, subject)
    opening, after = min(aside), verb.i + 1
    while after in aside:
        after += 1
    return _around(verb.doc, opening, after) if _is_set_off(verb.doc, opening, after) else ()


def _has_object_behind(verb: Token, subject: Token) -> bool:
    """Whether a verb is followed by what it does something to: "he said so" is no aside."""
    return subject.i < verb.i and has(verb.rights, is_object)


def _aside_of(verb: Token, subject: Token) -> set[int]:
    """The places of the words of "he said", with when, where and to whom."""
    edge = [verb, *_without_mark(subject)]
    for child in verb.children:
        if _is_beside_verb(child) or (_is_behind_verb(child) and child.i > verb.i):
            edge.extend(child.subtree)
    return {token.i for token in edge}


def _without_mark(noun: Token) -> Iterator[Token]:
    """The words that hang on a noun, less a comma behind them."""
    last = noun.right_edge
    return (token for token in noun.subtree if token != last or not token.is_punct)


def _is_set_off(doc: Doc, opening: int, after: int) -> bool:
    """Whether an aside has a comma or a dash before it, and a mark or the end behind it."""
    return opening > 0 and doc[opening - 1].text in _ASIDE and (after >= len(doc) or doc[after].is_punct)


def _around(doc: Doc, opening: int, after: int) -> tuple[Token, ...]:
    """The words around an aside, less what is the reporter's own; none where they are no clause."""
    if opening > 1 and asks_or_relates(doc[opening - 2]) and doc[opening - 1].text == ",":
        return (doc[opening - 2], *doc[after:])  # "a bridge that, he said, was safe"
    end = len(doc)
    if after + 1 < end and doc[after].text == "," and doc[after + 1].lower_ in _TAILS:
        end = after  # "It is safe, he said, *citing* two tests"
    before = doc[:opening]
    complete = any(is_verb(token) or is_modal(token) for token in before)
    return (*before, *doc[after:end]) if complete or after >= len(doc) - 1 else ()


def as_reported(verb: Token) -> tuple[Token, ...]:
    """The sentence around the aside: "As the paper reported, …"."""
    opener = verb.doc[verb.left_edge.i]
    if not is_adverbial_clause(verb) or opener.lower_ != "as" or has(verb.rights, is_object, is_complement):
        return ()
    if is_adverb(verb.head):
        return ()  # "as long as she says so"
    return _without(verb.head.subtree, verb.subtree)


def clause(verb: Token) -> tuple[Token, ...]:
    """The clause that a verb reports: said that …, asked whether …; before it, behind it or around it."""
    told = told_somebody(verb)
    if told:
        return told
    after = first(verb.rights, is_complement)
    if after is not None:
        return (*_reported(after, verb), *also_reported(after, verb))  # "She said it was safe"
    before = first(verb.lefts, is_complement)
    if before is not None:
        return _fronted(before, verb)  # "It was safe, she said"
    if is_loose_clause(verb):
        return _without(verb.head.subtree, verb.subtree)  # "It was safe (she said) for all"
    if verb.lower_ in SPEECH_FORMS:
        return _loosely_joined(verb) or _that_behind(verb) or taken_for_participle(verb)
    return ()


def _fronted(clause: Token, verb: Token) -> tuple[Token, ...]:
    """A reported clause that stands before its verb."""
    two_reports = clause.lower_ in SPEECH_FORMS and subject_of(clause) is not None
    apart = any(token.text == ";" for token in verb.doc[clause.i : verb.i])  # "One is for it; two asked for time"
    return () if two_reports or apart else tuple(clause.subtree)


def _loosely_joined(verb: Token) -> tuple[Token, ...]:
    """What is said where the parser does not call it a complement: "asked if …", "said having … helps"."""
    for child in verb.rights:
        gerund = is_open_complement(child) and is_gerund(child)
        if gerund or (is_adverbial_clause(child) and any(c.lower_ in _QUESTIONS for c in child.children)):
            return tuple(child.subtree)
    return ()


def _that_behind(verb: Token) -> tuple[Token, ...]:
    """What is said where the parser hung it on a noun in between: "said on the radio *that* it was safe"."""
    for that in verb.doc[verb.i + 2 : verb.i + _THAT_REACH]:
        said = that.head
        if that.lower_ == "that" and is_on_noun(said) and is_mark(that) and subject_of(said) not in (None, that):
            noun = said.head
            beside = noun.head if is_after_preposition(noun) else noun
            if verb.i < noun.i < that.i and beside.head == verb:
                return tuple(token for token in said.subtree if token.i >= that.i)
    return ()


def _reported(clause: Token, verb: Token) -> tuple[Token, ...]:
    """The words of a reported clause, less the second cues that the parser hung on it."""
    others = {t.i for child in clause.rights if reporter_of(child) == verb for t in _second_cue(child, clause)}
    own = [t for t in clause.subtree if t.i not in others and t.i > verb.i]
    more = [*joined_to(verb), *cut_off(clause, verb)]
    return tuple(sorted([*own, *more], key=lambda t: t.i))


def _second_cue(other: Token, clause: Token) -> Iterator[Token]:
    """What a second report takes out of the first: "He said it had failed, *but added that it would pass*"."""
    yield from other.subtree
    yield from (t for t in clause.children if _joins(t) and other.left_edge.i - 3 < t.i < other.i)


def _without(tokens: Iterable[Token], drop: Iterable[Token]) -> tuple[Token, ...]:
    dropped = {token.i for token in drop}
    return tuple(token for token in tokens if token.i not in dropped)


def infinitive(verb: Token) -> tuple[Token, ...]:
    """What somebody vows, refuses or asks to do; what they deny or propose doing."""
    wish = next((child for child in verb.rights if is_open_complement(child) and _is_deed(child)), None)
    return () if wish is None else tuple(wish.subtree)


def _is_deed(verb: Token) -> bool:
    doing = is_gerund(verb) or has(verb.lefts, is_gerund)  # "denied *having* sought it"
    return has(verb.lefts, is_to) or (doing and verb.head.lower_ in _DOING)


def person_to(verb: Token) -> tuple[Token, ...]:
    """Whom somebody urges, and to do what."""
    person = first(verb.rights, is_addressee)
    for child in verb.rights:
        if not is_to_do(child):
            continue
        if person is not None:
            return (*person.subtree, *child.subtree)  # "asked them to leave", where *them* is asked
        if is_complement(child):
            return tuple(child.subtree)  # where *them to leave* is one clause
    return ()


def named_as(verb: Token) -> tuple[Token, ...]:
    """Somebody or something and what it is called: "called the vote a sham", "described it as unfair"."""
    thing = first(verb.rights, is_object, is_complement)
    if thing is None:
        called = first(verb.rights, is_predicate)  # where *the vote unfair* is one phrase
        return () if called is None or called.left_edge == called else tuple(called.subtree)
    if is_complement(thing) and not is_finite_verb(thing):
        return tuple(t for t in thing.subtree if t.i > verb.i)  # where *the vote a sham* is a clause without a verb
    name = next((child for child in verb.rights if child.i > thing.i and _is_name_for(child)), None)
    if name is not None:
        return (*thing.subtree, *name.subtree)
    return tuple(thing.subtree) if _is_judged(thing) else ()


def _is_judged(thing: Token) -> bool:
    """Whether something is called what stands right behind it: "calls her account *bitter*"."""
    return thing.head.lower_ in _CALLING and has(thing.rights, is_adjective)


def _is_name_for(child: Token) -> bool:
    """Whether a word behind what is called something is what it is called; the parser may take it for an object."""
    return _completes(child) or is_object(child) or (is_preposition(child) and child.lower_ in ("as", "to"))


def object_of(verb: Token) -> tuple[Token, ...]:
    """What somebody denies, praises or announces, with what belongs to it."""
    thing = first(verb.rights, _is_denied)
    if thing is None:
        return ()
    if thing.lower_ in DOCUMENT_NOUNS and any(is_noun_clause(c) and c.lower_ in CUES for c in thing.rights):
        return ()  # "published a report describing …" says what the report does
    more = [child for child in verb.rights if child.i > thing.i and _belongs(child)]
    return (*thing.subtree, *(t for child in more for t in child.subtree))


def _belongs(child: Token) -> bool:
    """Whether a word behind an object tells of it: "praised them *for* it", "called it a *sham*"."""
    return _completes(child) or (is_preposition(child) and child.lower_ in _LINKS)


def passive_subject(verb: Token) -> tuple[Token, ...]:
    """The subject of a passive, or the noun it hangs on: "it was criticised by", "a move welcomed by"."""
    if agent_of(verb) is None:
        return ()
    subject = subject_of(verb)
    if subject is not None:
        return tuple(subject.subtree)
    noun = verb.head
    if not is_noun_clause(verb):
        return ()
    if noun.lower_ in _ANAPHORS and is_verb(noun.head) and noun.head.i < noun.i:
        # "they called for talks, a move welcomed by …": what it is that was welcomed.
        start = noun.head.i + 1
        return tuple(verb.doc[start + is_preposition(verb.doc[start]) : noun.left_edge.i])
    return tuple(t for t in noun.subtree if t.i < verb.left_edge.i) if _is_welcomed(noun) else ()
