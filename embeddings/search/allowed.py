"""Filters -> a condition. Each is looked up by itself, so that a refusal can say which one left nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce
from operator import and_

from embeddings.library.condition import Condition
from embeddings.library.open_library import OpenLibrary
from embeddings.search.filters import Filters
from embeddings.text.terms import spaced_words, terms, terms_in

_QUOTES = str.maketrans("“”‘’", "\"\"''")
_END = " ,.;:!?…"  # stops that typographers put inside quotation marks


@dataclass(frozen=True, slots=True)
class Allowed:
    """What filters ask of a passage; ``excluding`` names those that left none."""

    condition: Condition
    excluding: tuple[str, ...] = ()


def allowed_by(library: OpenLibrary, filters: Filters, *, private: bool = False) -> Allowed:
    """Make a condition of filters, and look whether it leaves any passage.

    A filter that leaves nothing but private passages leaves none, unless these may be seen.
    """
    if not filters:
        return Allowed(Condition(private))
    found = {label: _condition(library, alone, private=private) for label, alone in filters.labels().items()}
    condition = reduce(and_, found.values())
    if library.passages.any(condition):
        return Allowed(condition)
    emptied = tuple(label for label, alone in found.items() if not library.passages.any(alone))
    return Allowed(condition, emptied or tuple(found))


def _condition(library: OpenLibrary, alone: Filters, *, private: bool) -> Condition:
    store = library.store
    if alone.speakers:
        known = (one for name in alone.speakers for one in store.statements.speakers(name, private=private))
        return Condition(private, speakers=frozenset(one.key for one in known))
    if alone.outlets:
        wanted = [f" {' '.join(terms(name))} " for name in alone.outlets]
        publishers = [name for name in store.publishers() if any(w in f" {' '.join(terms(name))} " for w in wanted)]
        return Condition(private, publishers=frozenset(publishers))
    if alone.phrases:
        return Condition(private, only=_numbers_with(library, alone.phrases[0], private=private))
    return Condition(private, after=alone.after, before=alone.before)


def _numbers_with(library: OpenLibrary, phrase: str, *, private: bool) -> frozenset[int]:
    """Return the passages that hold a phrase, or whose title does: word for word, but for case and white space."""
    languages = library.passages.languages(private=True)
    forms = [terms_in(word, languages) for word in dict.fromkeys(spaced_words(phrase))]
    exact = re.compile(rf"(?<!\w){re.escape(_plain(phrase).strip(_END))}(?!\w)")
    passages = library.passages.of(library.passages.holding(forms, Condition(private)))
    titles = library.store.titles({passage.document_id for passage in passages.values()})
    return frozenset(
        number
        for number, passage in passages.items()
        if exact.search(_plain(passage.text)) or exact.search(_plain(titles[passage.document_id]))
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())
