"""A German paragraph -> its sentences and their clauses. Quotations are masked: all places stay those of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from embeddings.statements.german.words import DEGREES
from embeddings.statements.quotemarks import Quotation
from embeddings.text.sentences import strip_span
from embeddings.types import Span

MASK: Final = "\ue000"
LONGEST: Final = 900  # characters of a sentence that is read; longer runs are lists and tables
_STOP = re.compile(
    rf"[.!?…][)\]]{{0,2}}(?=\s{{1,4}}(?:[^\W\d_a-zäöüß]|[(\[{MASK}]|\d))"
    rf"|{MASK}(?!{MASK})(?=\s{{1,4}}(?:[^\W\d_a-zäöüß]|{MASK}))"
)
_WORD = re.compile(r"[\w-]+")
_ABBREVIATIONS = DEGREES | frozenset(
    """
z b d h u a o s vgl bzw ca etc evtl ggf inkl nr str st sog usw bspw zzgl abs art jan feb mär apr jun jul aug sep sept
okt nov dez mio mrd tel geb gest gez i v e hl ltd co sen jun kath evang ev max min mind bes allg
""".split()
)
_LAST = 12  # characters before a full stop that hold its abbreviation
_EDGE = re.compile(r"\([^()]{0,80}\)|(?P<edge>[,:;](?![0-9])| [–—-] )")
_DATELINE = re.compile(
    r"[A-ZÄÖÜ][\w/ .-]{1,40} ?\((?:dpa|afp|apa|sda|epd|kna|rtr|ap|ots|sid|[A-Za-z/-]{2,12})\) ?[-–—:] "
)
_PLACE_AND_DAY = re.compile(r"[A-ZÄÖÜ][\w-]{1,30}, \d{1,2}\. ?\w{1,10}\.? \d{4}[.,:] ?(?:[-–—] )?")
_ENDING: Final = ".!?…"


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two commas or colons; ``mark`` is what it ends with."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """``masked`` is the whole text in which quotations are masked; ``paragraph`` counts paragraphs.

    ``before`` is where the last sentence of the paragraph begins that is no quotation alone, -1 for none.
    """

    masked: str
    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]
    quotations: Sequence[Quotation]
    asks: bool
    before: int = -1

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands beside its quotations."""
        return bool(self.quotations) and not any(map(str.isalnum, self.masked[self.start : self.end].replace(MASK, "")))


def masked(text: str, quotations: Sequence[Quotation]) -> str:
    """Return a text of the same length in which each quotation is a run of one character, and a line break a space."""
    parts: list[str] = []
    place = 0
    for quotation in quotations:
        for start, end in quotation.pieces:
            parts += [text[place:start], MASK * (end - start)]
            place = end
    return "".join([*parts, text[place:]]).replace("\n", " ")


def sentences(
    text: str, hidden: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]
) -> Iterator[MaskedSentence]:
    """Yield the sentences of a text, in order."""
    starts = [quotation.start for quotation in quotations]
    for number, paragraph in enumerate(paragraphs):
        before = -1
        for start, end in _cut(text, hidden, paragraph):
            held = quotations[bisect_left(starts, start) : bisect_right(starts, end - 1)]
            clauses = tuple(_clauses(hidden, start, end)) if end - start <= LONGEST else ()
            asks = hidden[start:end].rstrip(f"{MASK} ")[-1:] == "?"
            sentence = MaskedSentence(hidden, start, end, number, clauses, held, asks, before)
            before = before if sentence.is_bare else start
            yield sentence


def _cut(text: str, hidden: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    opening = _DATELINE.match(hidden, start, end) or _PLACE_AND_DAY.match(hidden, start, end)
    start = opening.end() if opening is not None else start
    for found in _STOP.finditer(hidden, start, end):
        stop = found.end()
        if hidden[found.start()] == MASK:
            if not _ends_inside(text, found.start()):
                continue
        elif hidden[found.start()] == "." and _is_abbreviated(hidden, start, found.start()):
            continue
        yield from _whole(hidden, start, stop)
        start = stop
    yield from _whole(hidden, start, end)


def _whole(hidden: str, start: int, end: int) -> Iterator[Span]:
    span = strip_span(hidden, start, end)
    if span[0] < span[1]:
        yield span


def _ends_inside(text: str, closing: int) -> bool:
    """Whether a quotation ends with a full stop before its closing mark."""
    return text[closing - 1] in _ENDING


def _is_abbreviated(hidden: str, start: int, stop: int) -> bool:
    """Whether a full stop ends no sentence: "Dr.", "z. B.", "am 3. Mai", "J. Voss"."""
    before = hidden[max(start, stop - _LAST) : stop]
    last = next(reversed(_WORD.findall(before)), "")
    if not last or not before.endswith(last):
        return False
    if last.isdigit():
        return len(last) <= 2  # a day, "1. Vorsitzender"
    return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())


def _clauses(hidden: str, start: int, end: int) -> Iterator[Clause]:
    for found in _EDGE.finditer(hidden, start, end):
        if found["edge"] is None:
            continue
        span = strip_span(hidden, start, found.start())
        if span[0] < span[1]:
            yield Clause(*span, found["edge"].strip())
        start = found.end()
    start, end = strip_span(hidden, start, end)
    while end > start and hidden[end - 1] in _ENDING:
        end -= 1
    if start < end:
        yield Clause(start, end, "")
