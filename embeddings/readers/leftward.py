"""Letters of lines that run from right to left -> the order in which they are read, from where they stand alone.

The order in which a PDF draws them tells nothing. Numbers and words of other scripts run from left to right within.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Final

_LEFTWARD: Final = re.compile("[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_GAP: Final = 0.17  # of the letters' size, that parts two words
_LEVEL: Final = 0.35
_ARABIC: Final = re.compile("[\u0600-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_WITHIN_NUMBERS: Final = frozenset(".,:/\u066b\u066c")
_HYPHENS: Final = frozenset("-\u2010\u2011\u2013")
_WITH_NUMBERS: Final = frozenset("%°‰$€£¥#")
_OPENING, _CLOSING = "([{«", ")]}»"
_MIRRORED: Final = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
_ALEFS, _LAM = "\u0627\u0623\u0625\u0622\u0671", "\u0644"
_MARK: Final = "\0"  # before what was drawn above the line
_RAISED: Final = 0.75  # of the letters' size
_HALF: Final = 0.5
_FEW_OF_PAGE: Final = 0.2  # of a line's letters, where most of the page's run leftward
_MOST_BETWEEN: Final = 3


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (or several, of one glyph), its edges, the height it stands on, and its size; ``place`` as drawn."""

    text: str
    left: float
    right: float
    base: float
    size: float
    place: int


_Spaced = Letter | None  # None is what parts two words


def has_leftward(text: str) -> bool:
    """Tell whether there are letters of a script that runs from right to left."""
    return _LEFTWARD.search(text) is not None


def words_of_letters(letters: Sequence[Letter], widest: float) -> Iterator[list[Letter]]:
    """Yield the words of lines, in the order of reading; letters of a line are at most ``widest`` sizes apart."""
    share = _FEW_OF_PAGE if _share(letters) > _HALF else _HALF
    for line in _lines(letters, widest):
        in_order = _in_order(line, leftward=_share(line) > share)
        for is_space, group in groupby(in_order, key=lambda one: one is None):
            if not is_space:
                yield [one for one in group if one is not None]


def _lines(letters: Sequence[Letter], widest: float) -> Iterator[list[Letter]]:
    """Yield letters that stand on one line, from left to right."""
    for row in _with_raised_marks(_rows(letters)):
        line: list[Letter] = []
        end = 0.0
        size = max(letter.size for letter in row)
        for letter in _with_marks(sorted(row, key=_place)):
            if line and letter.left - end > widest * size:
                yield line
                line = []
            end = max(end, letter.right) if line else letter.right
            line.append(letter)
        if line:
            yield line


def _place(letter: Letter) -> tuple[float, int]:
    """Return what letters are ordered by; several of one glyph are told in the order of reading."""
    return letter.left, -letter.place if has_leftward(letter.text) else letter.place


def _rows(letters: Sequence[Letter]) -> list[list[Letter]]:
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if rows and rows[-1][0].base - letter.base < _LEVEL * max(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return rows


def _with_raised_marks(rows: Sequence[list[Letter]]) -> Iterator[list[Letter]]:
    """Yield rows with the marks that some files draw above their letters, as rows of their own."""
    above: list[Letter] = []
    for row in rows:
        size = max(letter.size for letter in row)
        near = [mark for mark in above if mark.base - row[0].base < _RAISED * size]
        far = above[: len(above) - len(near)]
        if far:
            yield far
        row += [replace(mark, text=_MARK + mark.text) for mark in near if not mark.text.isspace()]
        above = row if all(map(_may_be_mark, row)) else []
        if not above:
            yield row
    if above:
        yield above


def _may_be_mark(letter: Letter) -> bool:
    text = letter.text
    return text.isspace() or has_leftward(text) or _is_mark(letter)


def _with_marks(row: Sequence[Letter]) -> list[Letter]:
    """Put vowel signs and the like behind the letters that they stand at, unless these are said to have them."""
    bases = [letter for letter in row if not _is_mark(letter)]
    lefts = [letter.left for letter in bases]
    for mark in row:
        if bases and _is_mark(mark):
            at = max(0, bisect_right(lefts, (mark.left + mark.right) / 2) - 1)
            beside = "".join(one.text for one in bases[max(0, at - 1) : at + 2]) if mark.text[0] == _MARK else ""
            text = mark.text.removeprefix(_MARK)
            bases[at] = replace(bases[at], text=bases[at].text + ("" if text in beside else text))
    return bases


def _is_mark(letter: Letter) -> bool:
    return letter.text[0] == _MARK or unicodedata.combining(letter.text[0]) > 0


def _share(letters: Sequence[Letter]) -> float:
    """Return which share of letters runs leftward."""
    leftward = sum(has_leftward(letter.text) for letter in letters)
    return leftward / max(1, sum(letter.text[0].isalpha() for letter in letters))


def _in_order(line: Sequence[Letter], *, leftward: bool) -> list[_Spaced]:
    """Return the letters of a line in the order of reading, None for what parts two words."""
    spaced = _spaced(line)
    if not leftward:
        return _turned(spaced, inner=has_leftward, is_arabic=False)
    is_arabic = any(_ARABIC.match(letter.text) for letter in line)
    return _upright_brackets(_turned(_lam_first(spaced[::-1]), inner=_runs_rightward, is_arabic=is_arabic))


def _lam_first(line: list[_Spaced]) -> list[_Spaced]:
    """Put the first part of the one ligature that every Arabic font has before the second, where one glyph is both."""
    for place, (one, other) in enumerate(pairwise(line)):
        if one and other and one.left == other.left and one.text[0] in _ALEFS and other.text[0] == _LAM:
            line[place : place + 2] = [other, one]
    return line


def _spaced(line: Sequence[Letter]) -> list[_Spaced]:
    spaced: list[_Spaced] = []
    end = line[0].left
    for letter in line:
        if letter.text.isspace():
            spaced.append(None)
        else:
            if letter.left - end > _GAP * letter.size and spaced and spaced[-1] is not None:
                spaced.append(None)
            spaced.append(letter)
        end = max(end, letter.right)
    return spaced


def _runs_rightward(text: str) -> bool:
    return text[0].isdigit() or (text[0].isalpha() and not has_leftward(text))


@dataclass(slots=True)
class _Turning:
    """A line so far, what runs in the other direction at its end, and what has come after that."""

    turned: list[_Spaced] = field(default_factory=list)
    chunk: list[_Spaced] = field(default_factory=list)
    between: list[_Spaced] = field(default_factory=list)

    def close(self) -> None:
        """Turn the end round."""
        self.turned += self.chunk[::-1] + self.between
        self.chunk, self.between = [], []

    def add_inner(self, letter: Letter, *, is_arabic: bool) -> None:
        """Take a letter that runs in the other direction. In Arabic, a sign stands behind its number."""
        if self.chunk and not _is_one(self.chunk[-1], self.between, letter, is_arabic=is_arabic):
            self.close()
        if not self.chunk and self.turned and not is_arabic and _is_of_number(self.turned[-1]):
            self.chunk = [self.turned.pop()]
        self.chunk += [*self.between, letter]
        self.between = []

    def add_other(self, letter: _Spaced, *, is_arabic: bool) -> None:
        """Take anything else."""
        if not self.chunk:
            self.turned.append(letter)
        elif not self.between and not is_arabic and _is_of_number(letter):
            self.chunk.append(letter)
        else:
            self.between.append(letter)


def _turned(line: Sequence[_Spaced], *, inner: Callable[[str], bool], is_arabic: bool) -> list[_Spaced]:
    """Turn round what runs in the other direction within a line."""
    turning = _Turning()
    for letter in line:
        if letter is not None and inner(letter.text):
            turning.add_inner(letter, is_arabic=is_arabic)
        else:
            turning.add_other(letter, is_arabic=is_arabic)
    turning.close()
    return turning.turned


def _is_of_number(letter: Letter | None) -> bool:
    return letter is not None and letter.text in _WITH_NUMBERS


def _is_one(before: Letter | None, between: Sequence[_Spaced], after: Letter, *, is_arabic: bool) -> bool:
    """Tell whether two letters that run in the other direction belong together, with what is between them."""
    if not between:
        return True
    ends = "" if before is None else before.text[-1:], after.text[:1]
    if all(end.isdigit() for end in ends):
        sign = between[0].text if between[0] is not None else ""
        return len(between) == 1 and (sign in _WITHIN_NUMBERS or (sign in _HYPHENS and not is_arabic)) and sign != ""
    return len(between) <= _MOST_BETWEEN and any(end.isalpha() for end in ends)


def _upright_brackets(line: list[_Spaced]) -> list[_Spaced]:
    """Mirror the brackets of a line that begins with a closing one: some files name them as they look."""
    brackets = [letter.text for letter in line if letter is not None and letter.text in _OPENING + _CLOSING]
    if not brackets or brackets[0] in _OPENING:
        return line
    return [letter and replace(letter, text=letter.text.translate(_MIRRORED)) for letter in line]
