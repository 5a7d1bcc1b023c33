"""Where a place of a document stands: below which headings, in which numbered section, in which list."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from embeddings.types import Document, Part

_LOOKED_AT: Final = 1000  # parts before a place: a heading further up is not found, however long the document is
_KINDS: Final = (
    "article art section sec chapter rule clause part appendix annex schedule artikel kapitel abschnitt artículo"
    " capítulo chapitre articolo capitolo статья глава"
)
_NUMBER = re.compile(
    rf"(?:§§? ?\d{{1,4}}[a-z]?|(?i:{'|'.join(_KINDS.split())})\.? (?:\d{{1,4}}[a-z]?|[IVXLC]{{1,7}}|[A-Z])"
    r"|\d{1,3}(?:\.\d{1,3}){0,4})(?=[.):]{0,2}(?:\s|\Z))"
)
_WITHIN = re.compile(r"\((?:\d{1,3}|[a-z]{1,4})\)(?=\s)")
_OPENING: Final = 60  # characters that a number stands in


@dataclass(frozen=True, slots=True)
class Outline:
    """``headings`` are those above, the outermost first; ``number`` is "4.3", "§ 2 (3)" or "Article 5", "" for none.

    ``items`` are all of the list that an item is of, in order; there are none elsewhere.
    """

    headings: tuple[str, ...] = ()
    number: str = ""
    items: tuple[Part, ...] = ()


def section_number(text: str) -> str:
    """Return the number that a heading begins with, "" where it has none."""
    match = _NUMBER.match(text[:_OPENING])
    return match[0] if match else ""


def outline_at(document: Document, offset: int) -> Outline:
    """Return where the paragraph that begins at ``offset`` stands. It takes no longer in a long document."""
    above = headings_above(document, offset)
    number = next(filter(None, map(section_number, reversed(above))), "")
    within = _WITHIN.match(document.text[offset : offset + _OPENING])
    place = _place(document, offset)
    part = document.parts[place] if place >= 0 else None
    is_item = part is not None and part.kind == "item" and offset < part.end
    number = f"{number} {within[0]}" if number and within else number
    return Outline(above, number, parts_alike(document, place) if is_item else ())


def headings_above(document: Document, offset: int) -> tuple[str, ...]:
    """Return the headings above a place, the outermost first; one that begins there is the innermost."""
    found: list[Part] = []
    place = _place(document, offset)
    for part in reversed(document.parts[max(0, place + 1 - _LOOKED_AT) : place + 1]):
        if part.kind == "heading" and (not found or part.level < found[-1].level):
            found.append(part)
    return tuple(document.text[part.start : part.end] for part in reversed(found))


def _place(document: Document, offset: int) -> int:
    return bisect_right(document.parts, offset, key=lambda part: part.start) - 1


def parts_alike(document: Document, place: int) -> tuple[Part, ...]:
    """Return the items of the list, or the rows of the table, of the one at a place in the parts."""
    one = document.parts[place]
    near = document.parts[max(0, place - _LOOKED_AT) : place + _LOOKED_AT]
    return tuple(part for part in near if (part.kind, part.group) == (one.kind, one.group))
