"""Words that no passage has as they were typed, and that are an edit or two away from one that some passage has.

So are those for which passages have another word: "hotline", where they say "helpline". What stands somewhere is never
changed: only what would find nothing. A word of common English is no slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from embeddings.library.condition import Condition
from embeddings.library.open_library import OpenLibrary, Passages
from embeddings.search.variants import variants_of
from embeddings.text.lexicon import fold, lexicon
from embeddings.text.terms import STOPWORDS, stopwords_of, term_of, terms_in
from embeddings.text.vocabulary import english_words

_SHORTEST: Final = 4  # letters of a word that may be mistyped
_LONG: Final = 7  # letters of one that may have two slips
_SURE: Final = 6  # letters of one, no name, in which another letter is a slip
_LOOKED_AT: Final = 20  # passages in which it is looked up how a word is written
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*")
_IRREGULAR: Final = lexicon("en").irregular
_OPENERS: Final = tuple("what when where which who whose why how".split())
_ALIKE: Final = str.maketrans("ykzw", "icsv")  # letters that sound like another one
_FRAME: Final = tuple(
    sorted({word for word in STOPWORDS if len(word) >= _SHORTEST} | {*"said says tell many much".split()})
)
_OTHER_AS_VERBS: Final = frozenset("leave film lift present".split())  # "may I leave it" asks for no holiday
_BEFORE_VERBS: Final = frozenset("i we you they one to must may can could should would will might cannot not".split())
_SHORT_FRAME: Final = tuple("the and for are was did has how who why".split())


@dataclass(frozen=True, slots=True)
class Respelling:
    """A question with the words that documents have, and ``changed``, those words, as they are written there.

    A name is told with the word before it, if that is there before it, too.
    """

    text: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a question, with where it stands, and those of its terms that some passage has."""

    word: str
    span: tuple[int, int]
    known: Sequence[str]


def spell(question: str, language: str | None, library: OpenLibrary, *, private: bool = False) -> Respelling:
    """Spell a question in a language, None where nothing tells which, as the documents do that may be seen."""
    tokens = _tokens(question, library.passages, private=private)
    unknown = _unknown(tokens, language)
    framing = {place: word for place in unknown if (word := _framing(tokens, place))}
    others = [place for place in unknown if place not in framing]
    meant = ((place, _meant(tokens, place, language, library, private=private)) for place in others)
    known = {place: word for place, word in meant if word}
    if not framing and not known:
        return Respelling(question)
    text = _replaced(question, tokens, framing | known)
    told = (_phrase(tokens, place, word, library, private=private) for place, word in known.items())
    return Respelling(text, (text,) if framing else tuple(told))


def _tokens(question: str, passages: Passages, *, private: bool) -> list[_Token]:
    among = passages.languages(private=private)
    matches = list(_WORD.finditer(question))
    forms = {match[0]: sorted(terms_in(match[0].casefold(), among)) for match in matches}
    seen = passages.counts((form for its in forms.values() for form in its), private=private)
    return [_Token(match[0], match.span(), [form for form in forms[match[0]] if form in seen]) for match in matches]


def _unknown(tokens: Sequence[_Token], language: str | None) -> list[int]:
    return [place for place, token in enumerate(tokens) if not token.known and _may_be_mistyped(token, language)]


def _may_be_mistyped(token: _Token, language: str | None) -> bool:
    plain = fold(token.word.casefold())
    return plain.isalpha() and plain not in stopwords_of(language) and not token.word.isupper()


def _framing(tokens: Sequence[_Token], place: int) -> str | None:
    """Return the word of asking that one stands for: "wat", "abot", "teh"."""
    word = tokens[place].word
    if place == 0:
        return next(iter(_slips(word.lower(), _OPENERS)), None)
    if not word.islower() or word in english_words():
        return None
    near = _slips(word, _SHORT_FRAME if len(word) < _SHORTEST else _FRAME)
    return near[0] if len(near) == 1 else None


def _meant(
    tokens: Sequence[_Token], place: int, language: str | None, library: OpenLibrary, *, private: bool
) -> str | None:
    """Return the word of the documents that goes for one, or that one is a slip of; None where nothing tells which."""
    is_verb = place > 0 and tokens[place - 1].word.casefold() in _BEFORE_VERBS
    names_nothing = is_verb and tokens[place].word in _OTHER_AS_VERBS
    other = None if names_nothing else _kin(tokens[place].word, language, library.passages, private=private)
    other = other or _variant(tokens[place].word, language, library.passages, private=private)
    return other or _known(tokens, place, language, library, private=private)


def _kin(word: str, language: str | None, passages: Passages, *, private: bool) -> str | None:
    """Return the first of the words that go for one which some passage has."""
    if not word.islower():
        return None
    others = lexicon(language or "en").kin.get(word) or lexicon(language or "en").kin.get(word.removesuffix("s"), ())
    held = passages.counts([term_of(other, language) for other in others], private=private) if others else {}
    return next((other for other in others if term_of(other, language) in held), None)


def _variant(word: str, language: str | None, passages: Passages, *, private: bool) -> str | None:
    """Return the word as passages have it that were written on the other side of the ocean."""
    forms = list(variants_of(word)) if language in (None, "en") else []
    held = passages.counts([term_of(form.casefold(), "en") for form in forms], private=private) if forms else {}
    return next((form for form in forms if term_of(form.casefold(), "en") in held), None)


def _slips(word: str, words: Sequence[str]) -> list[str]:
    """Return the words of which one is a slip; those of which it lacks a letter, if there are any."""
    near = [one for one in words if OSA.distance(word, one) == 1 and len(one) >= min(len(word), _SHORTEST - 1)]
    return [one for one in near if len(one) > len(word)] or near


def _known(
    tokens: Sequence[_Token], place: int, language: str | None, library: OpenLibrary, *, private: bool
) -> str | None:
    """Return the word that a mistyped one stands for, as some document writes it; None where nothing tells which."""
    word = tokens[place].word
    if len(word) < _SHORTEST or word.casefold() in english_words():
        return None
    condition = Condition(private)
    ranked = _ranked(word, _beside(tokens, place), language, library.passages, condition)
    if not ranked or [one[:3] for one in ranked[:1]] == [one[:3] for one in ranked[1:2]]:
        return None
    written = _as_written(ranked[0][3], library.passages.holding([[ranked[0][4]]], condition, _LOOKED_AT), library)
    return next((one for one in written if one.islower()), written[0] if written else None)


def _ranked(
    word: str, beside: Sequence[str], language: str | None, passages: Passages, condition: Condition
) -> list[tuple[bool, int, int, str, str]]:
    """Return the terms that one may stand for, each with what passages have: those beside its neighbours first."""
    typed = term_of(word.casefold(), language)
    most = 2 if len(word) >= _LONG and language in (None, "en") else 1
    near = _near(typed, passages, most)
    counts = passages.counts((held for _, held in near.values()), private=condition.private)
    ranked = []
    for term, (distance, held) in near.items():
        if held not in counts or not _is_slip(word, typed, term, distance, together=True, alone=not beside):
            continue
        together = bool(beside and passages.holding([[held], beside], condition, 1))
        if _is_slip(word, typed, term, distance, together=together, alone=not beside):
            ranked.append((not together, distance, -counts[held], term, held))
    return sorted(ranked)


def _near(typed: str, passages: Passages, most: int) -> dict[str, tuple[int, str]]:
    """Return the terms within so many edits that begin with one of the first two letters typed, and forms of others.

    Each has its distance, and the term that passages have of it.
    """
    terms = passages.terms_between(typed[:2], len(typed) - most, len(typed) + most)
    near = extract(typed, terms, scorer=OSA.distance, score_cutoff=most, limit=None)
    found = {term: (int(distance), term) for term, distance, _ in near}
    forms = [form for form in _IRREGULAR if form[0] in typed[:2] and abs(len(form) - len(typed)) <= most]
    irregular = extract(typed, forms, scorer=OSA.distance, score_cutoff=most, limit=None) if forms else ()
    return found | {form: (int(distance), _IRREGULAR[form]) for form, distance, _ in irregular}


def _is_slip(word: str, typed: str, term: str, distance: int, *, together: bool, alone: bool) -> bool:
    """Whether a term may be what was meant. Another letter makes another name, but beside a word that goes with it."""
    if typed[0] != term[0] and typed[:2] != term[1::-1]:
        return False
    is_other = len(typed) == len(term) and sorted(typed.translate(_ALIKE)) != sorted(term.translate(_ALIKE))
    if word[0].isupper():
        return together or (alone and not is_other and distance == 1)
    return together or not is_other or len(word) >= _SURE


def _beside(tokens: Sequence[_Token], place: int) -> list[str]:
    """Return the terms of the words beside one that some passage has: of a name's other names, where it is one."""
    near = [tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    is_name = tokens[place].word[0].isupper()
    fitting = [
        token
        for token in near
        if fold(token.word.casefold()) not in STOPWORDS and (not is_name or token.word[0].isupper())
    ]
    return [term for token in fitting for term in token.known]


def _as_written(term: str, numbers: Sequence[int], library: OpenLibrary) -> list[str]:
    """Return the words of that term in the passages that have it, and in their titles."""
    words = (match[0] for text in _texts(numbers, library) for match in _WORD.finditer(text))
    if term in _IRREGULAR:
        return [word for word in words if word.casefold() == term]
    return [word for word in words if term in (term_of(word.casefold()), term_of(word.casefold(), "en"))]


def _texts(numbers: Sequence[int], library: OpenLibrary) -> Iterator[str]:
    passages = library.passages.of(numbers)
    yield from (passage.text for passage in passages.values())
    yield from library.store.titles({passage.document_id for passage in passages.values()}).values()


def _phrase(tokens: Sequence[_Token], place: int, known: str, library: OpenLibrary, *, private: bool) -> str:
    """Return a word with the one before it, if they stand so in a passage: "Graham Whitlock" and not "Whitlock"."""
    if place == 0 or not known[:1].isupper() or fold(tokens[place - 1].word.casefold()) in STOPWORDS:
        return known
    before = tokens[place - 1].word.capitalize()
    terms = sorted({term_of(known.casefold()), term_of(known.casefold(), "en")})
    held = [number for term in terms for number in library.passages.holding([[term]], Condition(private), _LOOKED_AT)]
    both = f"{before} {known}"
    return both if any(both in text for text in _texts(held[:_LOOKED_AT], library)) else known


def _replaced(question: str, tokens: Sequence[_Token], changed: Mapping[int, str]) -> str:
    pieces, at = [], 0
    for place, word in sorted(changed.items()):
        start, end = tokens[place].span
        pieces += [question[at:start], word]
        at = end
    return "".join([*pieces, question[at:]])
