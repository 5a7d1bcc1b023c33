"""The numbers that Word gives paragraphs by itself: of headings ("4.3") and of items ("(b)"), as a person sees them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from embeddings.readers.markup import attribute, child, local
from embeddings.readers.office import parse_entry, whole_number

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN: Final = 3999
_LETTERS: Final = 26
_UNSEEN: Final = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """How a level is numbered: its pattern ("%1.%2"), in which figures, from which number on, for which style."""

    pattern: str
    figures: str
    start: int
    style: str
    plain: bool  # all numbers of the pattern in decimal figures


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: what it shares its numbers with, its levels, and those that begin anew with it."""

    shared: str
    levels: Mapping[int, NumberLevel]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document by their ids, and how far each has been counted."""

    lists: Mapping[str, NumberedList]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: dict[tuple[str, int], int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def level_of(self, identity: str, style: str) -> int:
        """Return the level of a list that is a style's own."""
        levels = self.lists[identity].levels if identity in self.lists else {}
        return next((number for number, level in levels.items() if style and level.style == style), 0)

    def next(self, identity: str, level: int) -> str:
        """Count a paragraph, and return its number; empty where it has a mark, or none."""
        one = self.lists.get(identity)
        if one is None or level not in one.levels:
            return ""
        if identity not in self.seen:
            self.seen.add(identity)
            for number, start in one.starts.items():
                self.begun[one.shared, number] = start
                self.counts.pop((one.shared, number), None)
        at = (one.shared, level)
        self.counts[at] = self.counts[at] + 1 if at in self.counts else self._start(one, level)
        for deeper in [key for key in self.counts if key[0] == one.shared and key[1] > level]:
            del self.counts[deeper]
        shown = one.levels[level]
        if shown.figures in _UNSEEN:
            return ""
        return _PLACE.sub(lambda match: self._figure(one, shown, match), shown.pattern)

    def _start(self, one: NumberedList, level: int) -> int:
        return self.begun.get((one.shared, level), one.levels[level].start)

    def _figure(self, one: NumberedList, shown: NumberLevel, match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        if level not in one.levels:
            return ""
        count = self.counts.get((one.shared, level), self._start(one, level))
        return written(count, "decimal" if shown.plain else one.levels[level].figures)


def read_numbering(archive: zipfile.ZipFile, name: str) -> Numbering:
    """Read how a DOCX numbers; it may not."""
    root = parse_entry(archive, "word/numbering.xml", name)
    elements = list(root) if root is not None else []
    shared = {attribute(one, "abstractNumId"): one for one in elements if local(one) == "abstractnum"}
    lists = {attribute(one, "numId"): _list(one, shared) for one in elements if local(one) == "num"}
    return Numbering(lists)


def _list(element: Any, shared: Mapping[str, Any]) -> NumberedList:
    identity = attribute(child(element, "abstractnumid"), "val")
    levels = dict(_levels(shared[identity])) if identity in shared else {}
    starts = {}
    for one in element:
        if local(one) == "lvloverride":
            levels |= dict(_levels(one))
            start = child(one, "startoverride")
            if start is not None:
                starts[whole_number(attribute(one, "ilvl"))] = whole_number(attribute(start, "val"), 1)
    return NumberedList(identity, levels, starts)


def _levels(parent: Any) -> Iterator[tuple[int, NumberLevel]]:
    for one in parent:
        if local(one) == "lvl":
            yield (
                whole_number(attribute(one, "ilvl")),
                NumberLevel(
                    attribute(child(one, "lvltext"), "val"),
                    attribute(child(one, "numfmt"), "val", "decimal"),
                    whole_number(attribute(child(one, "start"), "val"), 0),
                    attribute(child(one, "pstyle"), "val"),
                    child(one, "islgl") is not None,
                ),
            )


def written(count: int, figures: str) -> str:
    """Return a number in figures of a kind, by Word's names; in decimal ones where that is another."""
    if figures in ("lowerLetter", "upperLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % _LETTERS) * min((count - 1) // _LETTERS + 1, _LETTERS)
    elif figures in ("lowerRoman", "upperRoman") and 0 < count <= _MOST_ROMAN:
        text = _roman(count)
    elif figures in _UNSEEN:
        text = ""
    else:
        text = f"{count:02}" if figures == "decimalZero" else f"{count}{_ending(count) if figures == 'ordinal' else ''}"
    return text.upper() if figures.startswith("upper") else text


def _roman(count: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (count // value))
        count %= value
    return "".join(letters)


def _ending(count: int) -> str:
    return "th" if count // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
