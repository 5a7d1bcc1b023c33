"""A question's names in the scripts of the documents: "Путин" finds "Putin", and "Merkel" finds "Меркель"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from embeddings.naming.scripts import first_letters, heard_in
from embeddings.search.query import Query

TermsBetween = Callable[[Iterable[str], int, int], Sequence[str]]  # first letters, and lengths

_LONGER = 6  # letters that a word may have more, or fewer, than in the question's script


def sounding_like(terms_between: TermsBetween, query: Query) -> Mapping[str, Sequence[str]]:
    """Return for each of a question's names the terms of the library that are it in another script."""
    forms = {term: {term, query.words.get(term, term)} for term in _names(query)}  # without its endings, and with them
    return {term: found for term, its in forms.items() if (found := _sounding_like(terms_between, its))}


def _sounding_like(terms_between: TermsBetween, forms: Collection[str]) -> list[str]:
    letters = {letter for form in forms for letter in first_letters(form)}
    lengths = [len(form) for form in forms]
    between = (min(lengths) - _LONGER, max(lengths) + _LONGER)
    return [other for other in terms_between(letters, *between) if any(heard_in(form, other) for form in forms)]


def _names(query: Query) -> list[str]:
    """Return the terms that may be names: where nothing is written with a capital, any of them may."""
    cased = query.typed.lower() != query.typed.upper()
    return [term for term in (query.names if cased else query.terms) if not any(map(str.isdigit, term))]
