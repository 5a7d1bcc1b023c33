"""Copies and near-copies among the passages found for a question, as wire stories make them.

What differs in a name or a number is no copy, however like it is: it may be the story after the count went up. Whole
documents are compared when the index is built: see duplicates.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from embeddings.text.runs import RUN, Run, runs_of
from embeddings.types import Document, Hit

_SAMPLE = 6  # runs of a passage that are looked up: only if one is known are all of them compared
_LEAST = 0.7  # of the runs of the shorter one, that the other must hold
_SHORTEST = 30  # characters of a copy that has no five words, as in scripts that don't part them
_MANY = 20  # runs; of fewer, the other must hold all
_TELLING = re.compile(r"\b(?:[A-Z]\w*|\d+(?:[.,]\d+)*)")  # names and numbers

_Runs = frozenset[Run]


def group_copies(texts: Sequence[str], most: int) -> list[list[int]]:
    """Return the places of up to ``most`` texts that are no copies, in order, each followed by those of its copies."""
    groups: list[list[int]] = []
    known: list[_Runs] = []
    holding: dict[Run, int] = {}
    for place, text in enumerate(texts):
        words = text.lower().split()
        seen = sorted({holding[run] for run in _sampled(words) if run in holding})
        group = next((g for g in seen if _alike((text, _runs(words)), (texts[groups[g][0]], known[g]))), None)
        if group is not None:
            groups[group].append(place)
        elif len(groups) < most:
            known.append(_runs(words))
            holding |= dict.fromkeys(known[-1], len(groups))
            groups.append([place])
    return groups


def joined(hits: Sequence[Hit]) -> Hit:
    """Join a passage, first, and its copies into one hit: the first's, or the earliest of those with its very words.

    The copies are in the order of their dates, those without one last; each document is named once.
    """
    words = hits[0].passage.text.split()
    shown = min((hit for hit in hits if hit.passage.text.split() == words), key=_by_date)
    copies: dict[str, Hit] = {}
    for hit in sorted(hits, key=_by_date):
        if hit.document.id != shown.document.id:
            copies.setdefault(hit.document.id, hit)
    return replace(shown, copies=tuple(copies.values()))


def distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents once each, the earliest first and those without a date last."""
    once = {document.id: document for document in documents}
    return tuple(sorted(once.values(), key=lambda document: document.date or "~"))


def _by_date(hit: Hit) -> str:
    return hit.document.date or "~"


def _sampled(words: Sequence[str]) -> list[Run]:
    last = len(words) - RUN
    if last < 0:
        return [tuple(words)]
    return [tuple(words[at : at + RUN]) for at in range(0, last + 1, max(1, last // (_SAMPLE - 1)))]


def _runs(words: Sequence[str]) -> _Runs:
    if len(words) < RUN:
        return frozenset([tuple(words)] if sum(map(len, words)) >= _SHORTEST else [])
    return runs_of(words)


def _alike(one: tuple[str, _Runs], other: tuple[str, _Runs]) -> bool:
    shorter = min(len(one[1]), len(other[1]))
    shared = len(one[1] & other[1])
    if not shared or shared < (_LEAST if shorter >= _MANY else 1) * shorter:
        return False
    some, more = (Counter(map(str.casefold, _TELLING.findall(text))) for text, _ in (one, other))
    return some <= more or more <= some
