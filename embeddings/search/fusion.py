"""Candidate passages -> one score each: a weighted sum of a few readable features.

The weights stand in ``fusion.json`` beside this file, with the command that fits them.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.library.keywords import Held
from embeddings.search.query import Query, is_foreign
from embeddings.search.weights import weights_of
from embeddings.text.lexicon import fold
from embeddings.text.passages import LIMIT, OPENING
from embeddings.text.terms import stopwords_of
from embeddings.types import Passage

WEIGHTS = Path(__file__).with_name("fusion.json")
_WORD = re.compile(r"\w+")
_FOREIGN = ("foreign_dense", "foreign_chance", "foreign_names", "foreign_common")
_SPREAD = 0.01  # of cosines: what is so much nearer is e times as likely


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that one of the searches proposed, in the order of their rows; arrays have one place for each.

    ``keyword`` is BM25, 0 where the keyword search did not propose the passage; ``held`` says for each term of the
    query which of them hold it. ``languages`` are those of their documents, and ``model`` made the vectors.
    """

    rows: Sequence[int]
    passages: Sequence[Passage]
    dense: NDArray[np.float32]
    keyword: NDArray[np.float32]
    held: Mapping[str, Held]
    weights: Mapping[str, float]
    languages: Sequence[str | None] = ()
    common: Sequence[float] | NDArray[np.float32] = ()  # how near each is to whatever is asked, where that is known
    model: str = ""


def fuse(found: Candidates, query: Query) -> NDArray[np.float64]:
    """Return a score for each candidate; only their differences mean anything."""
    weights = weights_of(WEIGHTS, found.model)
    columns = features(found, query)
    fused: NDArray[np.float64] = np.sum([weight * columns[name] for name, weight in weights.items()], axis=0)
    return fused


def features(found: Candidates, query: Query) -> dict[str, NDArray[np.float64]]:
    """Return what is known of each candidate, by name."""
    foreign, count = _foreign(found, query), len(found.rows)
    own = 1.0 - foreign
    of_foreign = _of_foreign(found, query) if foreign.any() else dict.fromkeys(_FOREIGN, foreign)
    return {
        **{name: column * own for name, column in _by_words(found, query).items()},
        "opening": np.fromiter((passage.start <= OPENING for passage in found.passages), float, count),
        "length": np.fromiter((len(passage.text) for passage in found.passages), float, count) / LIMIT,
        "foreign": foreign,
        **{name: column * foreign for name, column in of_foreign.items()},
    }


def _of_foreign(found: Candidates, query: Query) -> dict[str, NDArray[np.float64]]:
    """Return what is known of candidates in other languages than the question's."""
    common = np.array(found.common, dtype=float) if len(found.common) else np.zeros(len(found.rows))
    columns = found.dense.astype(float), _chance(found), _held_share(found, query.names), common
    return dict(zip(_FOREIGN, columns, strict=True))


def _by_words(found: Candidates, query: Query) -> dict[str, NDArray[np.float64]]:
    """Return what is known of candidates in the question's language."""
    total = sum(found.weights.values()) or 1.0
    relative = (found.keyword / max(float(found.keyword.max(initial=0.0)), 1e-9)).astype(float)
    together = _by_document(found)
    return {
        "dense": found.dense.astype(float),
        "dense_rank": _rank(found),
        "keyword": relative,
        "keyword_share": found.keyword / total,
        "share": _share(found, found.weights, total),
        "title_share": _title_share(found, total),
        "document_share": _document_share(found, together, total),
        "names_share": _share(found, query.names, total),
        "phrases": _phrases(found, query),
        "same_document": _best_beside(relative, together),
        "of_document": _of_document(found, together),
        "neighbour": _neighbour(found, relative),
    }


def _foreign(found: Candidates, query: Query) -> NDArray[np.float64]:
    """Which candidates are in another language than the question: their words can't meet."""
    return np.array(
        [float(is_foreign(query.language, language)) for language in found.languages or [None] * len(found.rows)]
    )


def _share(found: Candidates, terms: Mapping[str, float] | Sequence[str], total: float) -> NDArray[np.float64]:
    """Which share of these terms, by weight, each candidate holds; of all the terms where there are none of these."""
    return _held_share(found, [term for term in terms if term in found.weights] or list(found.weights), total)


def _held_share(found: Candidates, wanted: Sequence[str], total: float = 1.0) -> NDArray[np.float64]:
    """Which share of these terms, by weight, each candidate holds; none of none."""
    whole = sum(found.weights[term] for term in wanted) or total
    share = np.zeros(len(found.rows))
    for term in wanted:
        if term in found.held:
            share += found.weights[term] / whole * found.held[term].anywhere
    return share


def _title_share(found: Candidates, total: float) -> NDArray[np.float64]:
    """Which share of the terms, by weight, the title of each candidate holds."""
    share = np.zeros(len(found.rows))
    for term, held in found.held.items():
        share += found.weights[term] / total * held.in_title
    return share


def _document_share(found: Candidates, together: Sequence[Sequence[int]], total: float) -> NDArray[np.float64]:
    """Which share of the terms, by weight, stands anywhere in the candidates of the same document."""
    first = np.cumsum([0, *map(len, together)])[:-1]
    share, places = np.zeros(len(together)), np.array([*itertools.chain(*together)], dtype=np.int64)
    for term, held in found.held.items() if together else ():
        share += found.weights[term] / total * np.logical_or.reduceat(held.anywhere[places], first)
    of_each = np.zeros(len(found.rows))
    of_each[places] = np.repeat(share, [len(its) for its in together])
    return of_each


def _rank(found: Candidates) -> NDArray[np.float64]:
    """One over the rank by cosine, within the language; it counts from 1: the best stand out. Equals share a rank."""
    ranks = np.zeros(len(found.rows))
    for places in _by_language(found):
        cosines = found.dense[places]
        ranks[places] = 1 / (1 + np.searchsorted(np.sort(-cosines), -cosines))
    return ranks


def _chance(found: Candidates) -> NDArray[np.float64]:
    """How likely each is the right one of its language, by the cosine alone; copies count as one.

    Where many are about as near, none stands out, and what other languages have comes before them.
    """
    chances = np.zeros(len(found.rows))
    for places in _by_language(found):
        odds = np.exp((found.dense[places] - found.dense[places].max()) / _SPREAD)
        distinct = {found.passages[place].text: one for place, one in zip(places, odds, strict=True)}
        chances[places] = odds / sum(distinct.values())
    return chances


def _by_language(found: Candidates) -> list[list[int]]:
    """Return the places of the candidates of each language."""
    of: defaultdict[str | None, list[int]] = defaultdict(list)
    for place, language in enumerate(found.languages or [None] * len(found.rows)):
        of[language].append(place)
    return list(of.values())


def _phrases(found: Candidates, query: Query) -> NDArray[np.float64]:
    """Which share of the question's word pairs each candidate's text holds side by side."""
    words = _WORD.findall(query.text.lower())
    stopwords = stopwords_of(query.language)
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words) if not {fold(a), fold(b)} <= stopwords]
    texts = [passage.text.lower() for passage in found.passages]
    return np.array([sum([pair in text for pair in pairs]) for text in texts]) / max(1, len(pairs))


def _best_beside(relative: NDArray[np.float64], together: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """The best keyword score among the other candidates of the same document."""
    best = np.zeros(len(relative))
    for places in together:
        for place in places if len(places) > 1 else ():
            best[place] = max(relative[other] for other in places if other != place)
    return best


def _of_document(found: Candidates, together: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    counts = np.ones(len(found.rows))
    for places in together:
        counts[places] = len(places)
    return np.log(counts)


def _by_document(found: Candidates) -> list[list[int]]:
    """Return the places of the candidates of each document."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    for place, passage in enumerate(found.passages):
        of[passage.document_id].append(place)
    return list(of.values())


def _neighbour(found: Candidates, relative: NDArray[np.float64]) -> NDArray[np.float64]:
    """The better keyword score of the passages just before and after in the document."""
    scores = np.zeros(len(found.rows))
    for place in np.flatnonzero(np.diff(found.rows) == 1).tolist():
        if found.passages[place].document_id == found.passages[place + 1].document_id:
            scores[place] = max(scores[place], relative[place + 1])
            scores[place + 1] = relative[place]
    return scores
