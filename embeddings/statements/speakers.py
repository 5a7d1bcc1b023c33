"""The phrase that names a speaker: the name and the role in it, as the sentence gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.naming.mentions import NameParts, is_title, names_person, read_mention, with_affiliation
from embeddings.naming.words import BODIES, HONORIFICS, PARTICLES, TIMES, TITLES
from embeddings.statements.appositions import name_behind, named_apposition
from embeddings.statements.cues import DOCUMENT_NOUNS, SPEECH_FORMS
from embeddings.statements.segments import STAND_IN
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    asks_or_relates,
    either,
    first,
    has,
    is_adverb,
    is_adverbial_clause,
    is_apposition,
    is_article,
    is_common_noun,
    is_complement,
    is_conjunction,
    is_doer,
    is_gap,
    is_joined,
    is_joining,
    is_loose_clause,
    is_mark,
    is_mark_of_clause,
    is_modal,
    is_name,
    is_noun,
    is_object,
    is_on_noun,
    is_one_name,
    is_one_thing,
    is_owner,
    is_possessive_case,
    is_possessive_mark,
    is_relative_clause,
    is_verb,
    stands_for_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SAID = frozenset(form for form in SPEECH_FORMS if form.endswith(("ed", "said")))
_tells_more = either(is_on_noun, is_apposition, is_adverbial_clause, is_loose_clause, is_mark_of_clause, is_complement)
_is_clause = either(is_verb, is_modal)
_stands_above = either(is_gap, is_joining, is_mark)
_ends_nothing = either(is_gap, is_joining)
_ENDS_PHRASE = frozenset({STAND_IN, "|"})  # a quotation, or the next cell of a table
_TIME = re.compile(r"\d{1,2}:\d{2}")  # of an entry in a timeline
_OWNERS = frozenset({"its", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker in the parsed text: the words as written, the name among them, the role beside them."""

    first: Token
    last: Token
    name: str
    role: str | None
    is_pronoun: bool = False


def describe(head: Token, verb: Token | None = None) -> Phrase:
    """Read the noun phrase around ``head``, the subject of ``verb``."""
    if verb is not None and asks_or_relates(head) and is_relative_clause(verb):
        noun = describe(_antecedent(verb))  # "Ama Mensah, *who* said": the words are the pronoun's, the name is hers
        return Phrase(head, head, noun.name, noun.role, noun.is_pronoun)
    if stands_for_noun(head) and head.left_edge == head.right_edge:
        return Phrase(head, head, head.text, None, is_pronoun=True)  # "*She* said"
    start, end = _edges(head)
    explained = _explained(head, start, end)
    if explained is not None:
        return explained
    owner = _issuer(head) if _is_document(head) else None
    if owner is not None:
        inner = describe(owner)  # "*Mensah*'s statement said"
        return Phrase(start, end, inner.name, inner.role, inner.is_pronoun)
    if verb is not None and verb.text == ":" and head.i < verb.i:
        end = head  # "*Ama Mensah* on the bridge: …"
    return _called(start, end, head, verb)


def _explained(head: Token, start: Token, end: Token) -> Phrase | None:
    """A description with the name behind it: "Her deputy, *Ana Gomez*, said"."""
    named = name_behind(head, end) or named_apposition(head)
    if named is None:
        return None
    low, high = named
    mention = read_mention(head.doc[low : high + 1].text)
    role = _role(head.doc, start.i, end.i + 1)
    return Phrase(head.doc[low], head.doc[high], mention.name, role or mention.role)


def _called(start: Token, end: Token, head: Token, verb: Token | None) -> Phrase:
    """A phrase that names its speaker itself, or two of them."""
    written, office = _name(start, end, head)
    mention = read_mention(written) if is_one_name(head) else NameParts(written)
    name, role = mention.name, with_affiliation(office or _apposition(head, end), mention.role)
    second = _second_subject(head, verb)
    if second is None:
        return Phrase(start, end, name, role)
    other = describe(second)
    return Phrase(start, other.last, f"{name} and {other.name}", None)


def _antecedent(relative: Token) -> Token:
    """Whom "who said" tells of: the noun before it, or whoever issued that document."""
    noun = relative.head
    issuer = subject_of(noun.head) if _is_document(noun) and is_object(noun) else None
    return issuer or noun  # "*She* released a statement, which said"


def _is_document(noun: Token) -> bool:
    return noun.lower_ in DOCUMENT_NOUNS


def _issuer(document: Token) -> Token | None:
    """Whose document it is: "her statement", "a letter from Ama Mensah"."""
    owner = first(document.lefts, is_owner)
    sender = next((child for child in document.rights if child.lower_ == "from"), None)
    return owner or (None if sender is None else first(sender.children, is_name))


def _edges(head: Token) -> tuple[Token, Token]:
    """First and last token: modifiers in; appositions, relative clauses and a possessive mark out."""
    low, high = _reach(head)
    doc = head.doc
    high = next((token.i - 1 for token in doc[head.i + 1 : high + 1] if token.text in _ENDS_PHRASE), high)
    low = next((token.i + 1 for token in reversed(doc[low : head.i]) if token.text in _ENDS_PHRASE), low)
    while high > head.i and _ends_nothing(doc[high]):
        high -= 1
    return doc[_first_word(doc, low, head.i)], _rest_of_word(doc[high])


def _reach(head: Token) -> tuple[int, int]:
    """The places of the first and the last word that hang on ``head`` and belong to its phrase."""
    low = high = head.i
    stack = [head]
    while stack:
        token = stack.pop()
        low, high = min(low, token.i), max(high, token.i)
        stack.extend(child for child in token.children if not _is_left_out(child, head))
    return low, high


def _is_left_out(child: Token, head: Token) -> bool:
    return is_possessive_case(child) or (_tells_more(child) and child.i > head.i) or _is_aside(child, head)


def _first_word(doc: Doc, low: int, head: int) -> int:
    """The place where a phrase begins, once marks, conjunctions and what stands above the sentence are out."""
    while low < head and doc[low].lower_ in _SAID:
        low += 1  # "Said Ama Mensah: …", which the tagger takes for a first name
    while low < head and (_stands_above(doc[low]) or _TIME.fullmatch(doc[low].text)):
        low += 1
    for token in doc[low:head]:
        if token.is_space and "\n" in token.text:
            low = token.i + 1  # a heading or a list number above the sentence
    return low + (low < head and is_adverb(doc[low]))


def _rest_of_word(token: Token) -> Token:
    """The last part of "al-Assad", which the tokenizer takes apart."""
    doc = token.doc
    while token.i + 2 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_:
        if doc[token.i + 1].whitespace_:
            break
        token = doc[token.i + 2]
    return token


def _is_aside(child: Token, head: Token) -> bool:
    """Whether a word behind a name belongs to something else: a further clause, a day, a description."""
    clause = is_joined(child) and _is_clause(child)
    return clause or (child.i > head.i and child.lower_ in TIMES) or _is_description(child, head)


def _is_description(child: Token, head: Token) -> bool:
    """Whether a conjunct without a conjunction, a common noun behind a name, is really an apposition."""
    if is_joining(child) and child.i > head.i:
        return not any(is_joined(other) and not _is_description(other, head) for other in head.children)
    if not (is_joined(child) and is_name(head) and is_common_noun(child)):
        return False
    return not any(is_joining(other) and other.i < child.left_edge.i for other in head.rights)


def _second_subject(head: Token, verb: Token | None) -> Token | None:
    """The other of two speakers, where the parser gave the verb two subjects: "A, chair of X, and B said"."""
    if verb is None or head.head != verb:
        return None
    second = next((token for token in verb.lefts if is_doer(token) and token.i > head.i), None)
    joined = second is not None and any(t.lower_ == "and" for t in head.doc[head.i : second.left_edge.i])
    return second if joined else None


def _name(start: Token, end: Token, head: Token) -> tuple[str, str | None]:
    """The name within the phrase, and the title or description that stands before it."""
    doc = head.doc
    if not _is_called(start, end, head):
        return doc[start.i : end.i + 1].text, None  # "the people of Accra", "the Bishop"
    several = has(head.children, is_joined) or has(doc[start.i : head.i], is_conjunction)
    opening = start.i + is_article(start)
    name = _name_starts(start, head)
    whole, written = doc[opening : end.i + 1].text, doc[name : end.i + 1].text
    if not several:
        written = written.partition(",")[0]  # "Kofi Boateng, R-Accra"
    if name > opening and is_possessive_mark(doc[name - 1]):
        return _owned(whole, written, doc[name - 2])
    before = [token for token in doc[opening:name] if token.lower_ not in HONORIFICS]
    if not before:
        return written, None  # "Mr. Kofi Boateng"
    if several:
        return whole, None  # "Senators Ama Mensah and Kofi Boateng", "Mr. and Mrs. Boateng"
    is_title = is_one_thing(before[-1]) or any(token.lower_ in TITLES for token in before)
    return written, _role(doc, before[0].i, before[-1].i + 1) if is_title else None  # "Ghanaian Kofi Boateng": none


def _is_called(start: Token, end: Token, head: Token) -> bool:
    """Whether a phrase holds a name: no office alone, whose holder may be named elsewhere."""
    alone = is_article(start) and start.i + 1 == end.i and is_title(end.text)
    return is_one_name(head) and not alone


def _owned(whole: str, written: str, owner: Token) -> tuple[str, str | None]:
    """Who somebody's somebody is: "the board's | Jane Smith", "the board's | Smith"; but "the mayor's Office"."""
    one = " " not in written and is_common_noun(owner) and not (is_title(written) or written.lower() in BODIES)
    if not (one or names_person(written.split())):
        return whole, None
    return written, whole[: -len(written)].rstrip("'’s ") or None


def _name_starts(start: Token, head: Token) -> int:
    """The place where a name begins within its phrase: "the union leader | Kofi Boateng"."""
    doc, place = head.doc, head.i
    while place > start.i and _is_of_name(doc[place - 1]) and doc[place - 1].lower_ not in TITLES:
        place -= 1
    while place < head.i and (doc[place].text == "-" or _ends_title(doc, place, start.i)):
        place += 1
    return place


def _ends_title(doc: Doc, place: int, first: int) -> bool:
    """Whether a word is the end of "Secretary of State" rather than a first name."""
    return place - 2 >= first and doc[place - 1].lower_ == "of" and doc[place - 2].lower_ in TITLES


def _is_of_name(token: Token) -> bool:
    """Whether a word is part of a name: "Mohammed", "bin", "-" and what stands behind it."""
    doc, capital = token.doc, token.text[0].isupper()
    joined = capital and token.i > 0 and doc[token.i - 1].text == "-"
    joins = capital and token.i + 1 < len(doc) and doc[token.i + 1].text == "-"  # "*Ruiz*-Hatcher"
    foreign = capital and not token.text.isascii()  # "Seán", which the tagger takes for anything
    return is_name(token) or token.lower_ in PARTICLES or token.text == "-" or joined or joins or foreign


def _apposition(head: Token, end: Token) -> str | None:
    """The role behind a name: "Kofi Boateng, a retired teacher,"."""
    if not is_name(head):
        return None
    for child in head.rights:
        if child.i > end.i and is_noun(child) and (is_apposition(child) or _is_description(child, head)):
            low, high = _edges(child)
            if _is_role(child, low, high):
                return _role(head.doc, low.i, high.i + 1)
    return None


def _is_role(noun: Token, low: Token, high: Token) -> bool:
    """Whether what explains a name is what somebody is, rather than a place, an outlet, a day or one word."""
    named = is_name(noun) and low.lower_ not in ("a", "an")  # "The Daily Post"; but "a Democrat"
    return high.i > low.i and not named and noun.lower_ not in TIMES


def _role(doc: Doc, start: int, end: int) -> str | None:
    """The description without its article."""
    while start < end and (is_article(doc[start]) or doc[start].lower_ in _OWNERS):
        start += 1
    text = doc[start:end].text.strip(" ,-–—")
    return text or None
