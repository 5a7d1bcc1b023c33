"""The phrase that names a speaker: the name and the role in it, as the sentence gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.naming.words import HONORIFICS, PARTICLES, TIMES, TITLES
from embeddings.statements.cues import DOCUMENT_NOUNS, SPEECH_FORMS
from embeddings.statements.segments import STAND_IN
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import any_as, first_as, is_article, is_gap, is_name, is_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SAID = frozenset(form for form in SPEECH_FORMS if form.endswith(("ed", "said")))
_LEFT_OUT = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "punct", "ccomp", "case"})


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
    if head.tag_ in ("WDT", "WP") and verb is not None and verb.dep_ == "relcl":
        # "…, who said": the words are the pronoun's, the name is that of the noun before it.
        issuer = subject_of(verb.head.head) if _is_document(verb.head) and verb.head.dep_ == "dobj" else None
        noun = describe(issuer or verb.head)
        return Phrase(head, head, noun.name, noun.role, noun.is_pronoun)
    if head.tag_[:3] in ("PRP", "WDT", "WP", "DT") and head.left_edge == head.right_edge:
        return Phrase(head, head, head.text, None, is_pronoun=True)
    named = _named_apposition(head)
    if named is not None:
        first, last = _edges(head)
        inner = describe(named)
        return Phrase(inner.first, inner.last, inner.name, _role(head.doc, first.i, last.i + 1) or inner.role)
    owner = _issuer(head) if _is_document(head) else None
    if owner is not None:
        first, last = _edges(head)
        inner = describe(owner)  # "Mensah's statement said"
        return Phrase(first, last, inner.name, inner.role, inner.is_pronoun)
    first, last = _edges(head)
    if verb is not None and verb.text == ":" and head.i < verb.i:
        last = head  # "Ama Mensah on the bridge: …"
    second = _second_subject(head, verb)
    if second is not None:
        other = describe(second)
        return Phrase(first, other.last, f"{_name(first, last, head)[0]} and {other.name}", None)
    name, role = _name(first, last, head)
    return Phrase(first, last, name, role or _apposition(head, last))


def _is_document(noun: Token) -> bool:
    return noun.lower_ in DOCUMENT_NOUNS


def _issuer(document: Token) -> Token | None:
    """Whose document it is: "her statement", "a letter from Ama Mensah"."""
    owner = first_as(document.lefts, "poss")
    sender = next((child for child in document.rights if child.lower_ == "from"), None)
    return owner or next((child for child in (sender.children if sender else ()) if is_name(child)), None)


def _edges(head: Token) -> tuple[Token, Token]:
    """First and last token: modifiers in; appositions, relative clauses and a possessive mark out."""
    low, high = _reach(head)
    doc = head.doc
    high = next((token.i - 1 for token in doc[head.i + 1 : high + 1] if token.text == STAND_IN), high)
    low = next((token.i + 1 for token in reversed(doc[low : head.i]) if token.text == STAND_IN), low)
    while high > head.i and (is_gap(doc[high]) or doc[high].dep_ == "cc"):
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
    behind = child.dep_ in _LEFT_OUT and (child.i > head.i or child.dep_ == "case")
    return behind or _is_aside(child, head)


def _first_word(doc: Doc, low: int, head: int) -> int:
    """The place where a phrase begins, once marks, conjunctions and what stands above the sentence are out."""
    while low < head and doc[low].lower_ in _SAID:
        low += 1  # "Said Ama Mensah: …", which the tagger takes for a first name
    while low < head and (is_gap(doc[low]) or doc[low].dep_ in ("cc", "mark")):
        low += 1
    for token in doc[low:head]:
        if token.is_space and "\n" in token.text:
            low = token.i + 1  # a heading or a list number above the sentence
    return low + (low < head and doc[low].tag_ == "RB")


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
    clause = child.dep_ == "conj" and child.tag_[:2] in ("VB", "MD")
    return clause or (child.i > head.i and child.lower_ in TIMES) or _is_description(child, head)


def _is_description(child: Token, head: Token) -> bool:
    """Whether a conjunct without a conjunction, a common noun behind a name, is really an apposition."""
    if child.dep_ == "cc" and child.i > head.i:
        return not any(other.dep_ == "conj" and not _is_description(other, head) for other in head.children)
    if child.dep_ != "conj" or not is_name(head) or child.tag_ not in ("NN", "NNS"):
        return False
    return not any(other.dep_ == "cc" and other.i < child.left_edge.i for other in head.rights)


def _second_subject(head: Token, verb: Token | None) -> Token | None:
    """The other of two speakers, where the parser gave the verb two subjects: "A, chair of X, and B said"."""
    if verb is None or head.head != verb:
        return None
    second = next((t for t in verb.lefts if t.dep_ == "nsubj" and t.i > head.i), None)
    joined = second is not None and any(t.lower_ == "and" for t in head.doc[head.i : second.left_edge.i])
    return second if joined else None


def _named_apposition(head: Token) -> Token | None:
    """The name that explains a role: "Her deputy, Ana Gomez, said"."""
    if head.tag_ != "NN":
        return None
    return next((c for c in head.rights if c.dep_ == "appos" and c.tag_ == "NNP" and _has_two_names(c)), None)


def _has_two_names(token: Token) -> bool:
    return any(child.dep_ == "compound" and is_name(child) for child in token.lefts)


def _name(first: Token, last: Token, head: Token) -> tuple[str, str | None]:
    """The name within the phrase, and the title or description that stands before it."""
    doc = head.doc
    if head.tag_ != "NNP":
        return doc[first.i : last.i + 1].text, None
    start = head.i
    while start > first.i and _is_name(doc[start - 1]) and doc[start - 1].lower_ not in TITLES:
        start -= 1
    while start < head.i and (doc[start].text == "-" or _ends_title(doc, start, first.i)):
        start += 1
    written = doc[start : last.i + 1].text
    if not any_as(head.children, "conj"):
        written = written.partition(",")[0]  # "Kofi Boateng, R-Accra"
    role_start = first.i + (is_article(first))
    if start > role_start and doc[start - 1].tag_ == "POS":
        return doc[role_start : last.i + 1].text, None  # "the mayor's Office"
    before = [token for token in doc[role_start:start] if token.lower_ not in HONORIFICS]
    if not before or any_as(head.children, "conj"):
        return (written if not before else doc[role_start : last.i + 1].text), None
    is_title = before[-1].tag_ == "NN" or any(token.lower_ in TITLES for token in before)
    return written, _role(doc, before[0].i, before[-1].i + 1) if is_title else None


def _ends_title(doc: Doc, place: int, first: int) -> bool:
    """Whether a word is the end of "Secretary of State" rather than a first name."""
    return place - 2 >= first and doc[place - 1].lower_ == "of" and doc[place - 2].lower_ in TITLES


def _is_name(token: Token) -> bool:
    joined = token.i > 0 and token.text[0].isupper() and token.doc[token.i - 1].text == "-"
    return is_name(token) or token.lower_ in PARTICLES or token.text == "-" or joined


def _apposition(head: Token, last: Token) -> str | None:
    """The role behind a name: "Kofi Boateng, a retired teacher,"."""
    if not is_name(head):
        return None
    for child in head.rights:
        if child.i > last.i and (child.dep_ == "appos" or _is_description(child, head)) and is_noun(child):
            low, high = _edges(child)
            named = is_name(child) and low.lower_ not in ("a", "an")  # a place, an outlet
            if high.i - low.i > 0 and not named and child.lower_ not in TIMES:
                return _role(head.doc, low.i, high.i + 1)
    return None


def _role(doc: Doc, start: int, end: int) -> str | None:
    """The description without its article."""
    while start < end and doc[start].lower_ in ("the", "a", "an", "its", "his", "her", "their"):
        start += 1
    text = doc[start:end].text.strip(" ,-–—")
    return text or None
