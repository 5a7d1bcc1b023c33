"""An observation -> is it a miss, of what kind, and where did it go wrong?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bot.evaluation.observations import DEPTH, Observation

Miss = Literal["false_answer", "refused", "no_quote", "later_quote", "document"]

# The gravest first: an observation is the first of these that it can be.
MISSES: dict[Miss, tuple[str, str]] = {
    "false_answer": ("Answered, though it can’t be", "The documents hold no answer; it should have been refused."),
    "refused": ("Refused, though it can be answered", "An answer is on record, and the bot said that none is."),
    "no_quote": ("No quote holds the answer", "What was quoted is exact, and does not answer."),
    "later_quote": ("The answer is not in the first quote", "A later quote holds it."),
    "document": ("A relevant document is not first", "Another document was found first, or one that nobody judged."),
}


def miss(seen: Observation) -> Miss | None:
    """Return what kind of miss an observation is, None where it is as it should be."""
    case = seen.case
    if not case.answerable:
        return "false_answer" if seen.answered else None
    if not seen.answered:
        return "refused"
    if case.answers and not seen.quote_holds:
        return "later_quote" if seen.any_quote_holds else "no_quote"
    return "document" if case.relevant and seen.document_rank != 1 else None


def explain(seen: Observation) -> list[str]:
    """Say in sentences, stage by stage, where the right passage was lost."""
    return [*_refusal(seen), *(_retrieval(seen) if seen.case.relevant else ()), *_quotes(seen)]


def _refusal(seen: Observation) -> Iterable[str]:
    verb = "Answered" if seen.answered else "Refused"
    yield f"{verb} with a confidence of {seen.confidence:.2f}."


def _retrieval(seen: Observation) -> Iterable[str]:
    if not seen.case.answerable:
        return
    if seen.document_rank is None:
        yield f"No relevant document is among the first {DEPTH} passages."
    elif seen.document_rank > 1:
        yield f"The first relevant document is number {seen.document_rank} of those found."


def _quotes(seen: Observation) -> Iterable[str]:
    if not seen.case.answers or seen.any_quote_holds:
        return
    holding = [str(number) for number, shown in enumerate(seen.shown, start=1) if shown.holds]
    if holding:
        outside = "outside the quote" if seen.answered else "though nothing was quoted"
        passages = "passage" if len(holding) == 1 else "passages"
        yield f"The answer stands in shown {passages} {' and '.join(holding)}, {outside}."
    elif seen.overlooked and seen.overlooked.holds:
        yield f"The answer stands in the passage of rank {seen.overlooked.rank}, which was not shown."
    else:
        yield f"The answer stands, as it was written down, in no passage of the first {DEPTH} that counts as right."
