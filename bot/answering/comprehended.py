"""What was comprehended of the passages, as features: of the words that may be quoted, and of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from embeddings.comprehension.evidence import Evidence
from embeddings.retrieve import Found
from embeddings.types import Hit, Part, Span

_MOST: Final = 12.0  # log-odds, either way: beyond them the model only says that it is sure

# Words of a quote are marked from here on: "Who empties the drop box?" finds its name at -1.2, "What colour is it?",
# which nothing answers, two words at -6.8. That the quote is shown at all is decided before.
_LEAST: Final = -4.0
_RECORD: Final = 120  # characters of a line that is no row
_FIGURE: Final = re.compile(r"\d")
_ENDS: Final = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_NOTE: Final = re.compile(r"\A(?:\[\d{1,3}\]|\d{1,3}[.)]?) (?:See|Cf|Ibid|Source)\b", re.IGNORECASE)


def of_words(evidence: Evidence | None, start: int, end: int, lesser: Sequence[Span] = ()) -> dict[str, float]:
    """Return what a passage's evidence has for some of its characters; all is 0 where it was not read.

    What it has for ``lesser`` ones counts for these, too.
    """
    held = _likeliest(evidence, [(start, end), *lesser])
    if evidence is None or held is None:
        return {"read": float(evidence is not None), "read_passage": 0.0, "read_words": 0.0, "read_best": 0.0}
    return {
        "read": 1.0,
        "read_passage": _bounded(evidence.answerable),
        "read_words": _bounded(held[0]),
        "read_best": float(held[1] == evidence.span),
    }


def is_record(text: str, part: Part | None) -> bool:
    """Tell whether a paragraph is a row of a table, a line like one ("Line 2: last tram 0:08") or a note that refers.

    What reads passages was taught on sentences. Of records it tells whether one answers, and hardly which: one that has
    more of the question is no worse than those that have less.
    """
    if part is not None and part.kind != "item":
        return part.kind == "row"
    if len(text) > _RECORD or _FIGURE.search(text) is None:
        return False
    return not _ENDS.search(text) or _NOTE.search(text) is not None


def _likeliest(evidence: Evidence | None, spans: Sequence[Span]) -> tuple[float, Span] | None:
    """Return the likeliest answer within some spans."""
    found = () if evidence is None else (evidence.within(*span) for span in spans)
    return max(filter(None, found), default=None)


def of_answer(found: Found, quote: Mapping[str, float]) -> dict[str, float]:
    """Return what is known of the question's passages together, and of the words that would be quoted first."""
    read = found.evidence.values()
    return {
        "read": quote["read"],
        "read_passages": _bounded(max((one.answerable for one in read), default=0.0)),
        "read_words": quote["read_words"],
    }


def answer_in(found: Found, hit: Hit, span: Span) -> Span | None:
    """Return which characters of a document answer, within those of a quote; None where hardly any do."""
    evidence, before = found.evidence.get(hit.passage.id), hit.passage.start
    held = None if evidence is None else evidence.within(span[0] - before, span[1] - before)
    if held is None or held[0] < _LEAST:
        return None
    return before + held[1][0], before + held[1][1]


def _bounded(odds: float) -> float:
    return max(-_MOST, min(_MOST, odds))
