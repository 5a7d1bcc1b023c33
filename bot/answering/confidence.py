"""What was found and chosen -> how likely it is that the first quote answers.

Two probabilities, by the calibration of the snapshot: that the documents answer the question at all, by which it is
answered or refused, and that the first quote does if they do. Their product is the ``confidence`` of an answer. The
calibrations that come with the project stand in ``calibration.json``, with the command that fits them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from statistics import mean

from pydantic import TypeAdapter

from bot.answering.comprehended import is_record, of_answer
from bot.answering.material import Material
from bot.answering.quotes import WEIGHTS, Choice, chosen_by, score
from bot.answering.windows import Window
from bot.questions.question import ReadQuestion
from bot.questions.words import denies
from embeddings.encoding.encoder import EncoderSpec
from embeddings.library.calibration import Calibration
from embeddings.retrieve import Found
from embeddings.search.likeness import likeness_within
from embeddings.search.query import is_foreign
from embeddings.search.weights import weights_of
from embeddings.text.language import base_language
from embeddings.text.notes import notes_of
from embeddings.text.passages import part_at
from embeddings.text.terms import term_of, terms
from embeddings.types import Hit, Span

CALIBRATIONS = Path(__file__).with_name("calibration.json")
_FEW = 2  # as a power of ten: from so many passages on they are no longer few
# What counts otherwise where there are few passages: of one, any question finds its words.
OF_FEW = (
    "dense", "share", "dense_and_share", "missing", "strangers", "score", "read_passages", "read_words",
)  # fmt: skip
# What can only speak for an answer, or only against one. People ask in words of their own, and a question that nothing
# answers may repeat the text's: a fit to such would learn that words which meet speak against an answer.
FOR = ("dense", "share", "dense_and_share", "dense_ahead", "score", "read_passages", "read_words")
AGAINST = ("missing", "strangers")
_FIRST = 3  # passages that the best is taken of


@dataclass(frozen=True, slots=True)
class Confidence:
    """``answerable`` is the probability that the documents answer at all, ``confidence`` that the first quote does.

    ``sufficient`` tells whether the question is answered or refused.
    """

    answerable: float
    confidence: float
    sufficient: bool


def assess(material: Material, choice: Choice) -> Confidence:
    """Return how sure an answer is, by the snapshot's calibration, or else by the one that suits any encoder."""
    if not choice.windows:
        return Confidence(0.0, 0.0, sufficient=False)
    found, first = material.found, choice.windows[0]
    calibration = calibration_of(found, first.hit)
    fitted_by = weights_of(WEIGHTS, found.model, calibration.reader if found.evidence else None)
    as_fitted = score(first, fitted_by) - score(first, chosen_by(found))
    known = features(material, replace(choice, scores=(choice.scores[0] + as_fitted, *choice.scores[1:])))
    answerable = calibration.answerable.probability(known)
    right = calibration.right.probability(known)
    least = calibration.least(foreign=known["foreign"] > 0)
    return Confidence(answerable, answerable * right, sufficient=answerable >= least)


def sure_of(material: Material, hit: Hit, span: Span) -> float:
    """Return how sure it is that words of a hit answer, where these are shown first instead of the best window."""
    weights = chosen_by(material.found)
    near = [window for window in material.windows if window.hit is hit]
    shown = max(near, key=lambda window: min(window.end, span[1]) - max(window.start, span[0]), default=None)
    if shown is None:
        return 0.0
    return assess(material, Choice((shown,), (score(shown, weights),), (hit,))).confidence


def calibration_of(found: Found, quoted: Hit) -> Calibration:
    """Return the snapshot's calibration, or else the project's for what read the passages.

    Where nothing was read, as of another language than the reader's, or the quote is in another language than the
    question, that is the one without it. An operator's own goes on with a reader that it was not fitted with.
    """
    kept, foreign = found.calibration, is_foreign(found.query.language, base_language(quoted.document.language))
    reader = found.reader if found.evidence and not foreign else None
    if kept is not None and (kept.reader == reader or (kept.own and kept.reader in (None, found.reader))):
        return kept
    return project_calibration(None if kept is None else kept.encoder, reader)


def default_calibration(encoder: EncoderSpec | None = None) -> Calibration:
    """Return the project's calibration for an encoder, or the cautious one for any, which looks at words alone."""
    return project_calibration(None if encoder is None else encoder.digest, None)


def project_calibration(encoder: str | None, reader: str | None) -> Calibration:
    """Return the project's calibration for an encoder and a reader, by digest, or that which suits them best.

    What was fitted to the encoder alone suits better than what was fitted to the reader and any encoder.
    """
    fitted = {(one.encoder, one.reader): one for one in default_calibrations()}
    suiting = ((encoder, reader), (encoder, None), (None, reader))
    return next((fitted[pair] for pair in suiting if pair in fitted), fitted[None, None])


def calibration_for(encoder: EncoderSpec, known: Sequence[Calibration]) -> Calibration:
    """Return what a new snapshot's confidence is made of: an operator's own that was fitted to the same encoder."""
    own = (one for one in known if one.own and one.encoder == encoder.digest)
    return next(own, None) or default_calibration(encoder)


@cache
def default_calibrations() -> Sequence[Calibration]:
    """Return the calibrations that come with the project; the last is the one for any encoder."""
    return TypeAdapter(list[Calibration]).validate_json(CALIBRATIONS.read_bytes())


def features(material: Material, choice: Choice) -> dict[str, float]:
    """Return what is known of a question and of the quote that would be shown first."""
    question, found = material.question, material.found
    quote, hit = choice.windows[0], choice.windows[0].hit
    held = [notes_of(one.document, one.passage).terms.union(terms(one.document.title or "")) for one in found.hits]
    beside = (its for its, one in zip(held, found.hits, strict=True) if one.document.id == hit.document.id)
    best = max(_share(found, its) for its in held[:_FIRST])
    likeness, missing = _likeness(found, best), _missing(found, frozenset[str]().union(*beside))
    known = {
        **likeness,
        **_of_foreign(found, quote, likeness, missing),
        "share": best,
        "missing": missing,
        "terms": math.log(max(1, len(found.weights))),
        "size": math.log10(max(1, found.passages)),
        "score": choice.scores[0],
        "opening": quote.features["opening"],
        **of_answer(found, quote.features),
        "strangers": _strangers(question, hit.passage.text),
        "denied": float(question.denies and not denies(quote.text)),
    }
    few = 0.0 if is_record(quote.text, part_at(hit.document, quote.start)) else _few(found.passages)
    return known | _of_few(known, few)


def _few(passages: int) -> float:
    """Return 1 for one passage, 0 for a hundred, and between them what lies between."""
    return max(0.0, 1.0 - math.log10(max(1, passages)) / _FEW)


def _of_few(known: Mapping[str, float], few: float) -> dict[str, float]:
    """Return what counts otherwise where there are few passages, divided between few and many.

    A record is taken as one of many: what reads passages was not taught on records, and the words tell.
    """
    divided = {f"few_{name}": few * known[name] for name in OF_FEW}
    return {"few": few, **divided, **{f"many_{name}": (1.0 - few) * known[name] for name in OF_FEW}}


def sign_of(name: str) -> int:
    """Return 1 for a feature that can only speak for an answer, -1 for one that only can against it, else 0."""
    whole = name.removeprefix("few_").removeprefix("many_")
    return int(whole in FOR) - int(whole in AGAINST)


def _likeness(found: Found, best: float) -> dict[str, float]:
    """What the embeddings say. A cosine means something else with every encoder."""
    dense = [one.scores.dense or 0.0 for one in found.hits]
    return {
        "dense": max(dense),
        "dense_and_share": max(dense) * best,
        "dense_ahead": max(dense) - sorted(dense)[len(dense) // 2],
        "fused": max(one.scores.fused for one in found.hits),
    }


def _of_foreign(found: Found, quote: Window, likeness: Mapping[str, float], missing: float) -> dict[str, float]:
    """Return what makes up for the words of a quote in another language than the question's: they are all missing.

    ``words`` is how like the question they are, ``words_ahead`` how much more than what else was found, on average.
    """
    foreign = float(is_foreign(found.query.language, base_language(quote.hit.document.language)))
    every = [*chain.from_iterable(its.values() for its in found.likeness.values())] or [0.0]
    words = likeness_within(found.likeness.get(quote.hit.passage.id, {}), quote.span) or 0.0
    own = {
        "dense": likeness["dense"],
        "dense_ahead": likeness["dense_ahead"],
        "missing": missing,
        "words": words,
        "words_ahead": words - mean(every),
    }
    return {"foreign": foreign, **{f"foreign_{name}": foreign * value for name, value in own.items()}}


def _strangers(question: ReadQuestion, passage: str) -> float:
    """Return the logarithm of one more than how many names of the question the quote's passage does not hold.

    Other words have synonyms, and names hardly do. "Saturdays" are on Saturday.
    """
    held, language = passage.lower(), question.language
    missing = [name for name in question.names if name not in held]
    known = set(terms(passage, language)) if missing else set[str]()
    return math.log1p(sum(term_of(name, language) not in known for name in missing))


def _share(found: Found, held: frozenset[str]) -> float:
    """Return the share, by weight, of the question's terms that are among some terms."""
    total = sum(found.weights.values())
    return sum(weight for term, weight in found.weights.items() if term in held) / total if total else 0.0


def _missing(found: Found, held: frozenset[str]) -> float:
    """Return the logarithm of one more than how many of the question's terms are missing, each counted by its weight.

    So a follow-up question is judged by its own words, which weigh more than those that were carried along.
    """
    return math.log1p(len(found.weights) * (1 - _share(found, held)))
