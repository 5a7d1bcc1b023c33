"""Lines below each other, or over columns and pages -> whether the second goes on the paragraph of the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from embeddings.readers.columns import Block, Column
from embeddings.readers.hyphens import is_cut
from embeddings.readers.layout import Setting, ends_sentence
from embeddings.readers.runs import TextRun, is_leftward

_DASH: Final = re.compile(r"[-–—]\s+")
NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+")
BULLET: Final = re.compile(r"[•◦▪▫‣⁃●○■□\uf0b7\uf0a7*]\s+")
LARGE: Final = 1.15  # times the usual size: headings
_OTHER: Final = 0.12  # of the size, by which lines of one paragraph may differ
_ROOM: Final = 1.0  # of the letters' size, that is left free without a reason
_FAR: Final = 1.75  # of the letters' size: lines of one paragraph are rarely as far apart
_HALF: Final = 0.45  # of a column's width
_BEFORE_ITEMS: Final = (":", ";", ",")
_LINE: Final = 45  # characters of running text, from which on a full line may go on with a capital letter
_FEW: Final = 8  # lines, that are too few to tell the width of their column
_ALIKE: Final = 0.75  # of the width of a column, by the longest of many lines
_EDGE: Final = 0.3  # of the letters' size, that a line which is spread may end before the edge of its column
_SPREAD: Final = 0.5  # of the lines of a column are as wide as it is
_INDENT: Final = 0.8  # of the letters' size


@dataclass(frozen=True, slots=True)
class Measure:
    """The edges of a column, whether its lines run on, and whether they are spread to its width."""

    left: float
    right: float
    is_running: bool
    is_spread: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, its page, its column, and whether it is the first of its page."""

    run: TextRun
    page: int
    column: Measure
    is_top: bool = False


def measures_of(pages: Iterable[Sequence[Block]]) -> list[Measure]:
    """Return the columns of running text, each once."""
    columns = (block for blocks in pages for block in blocks if isinstance(block, Column) and len(block.lines) > _FEW)
    measures: list[Measure] = []
    for column in columns:
        if column.runs_on() and not any(_is_alike(column, one) for one in measures):
            spread = sum(column.right - line.right < 1 for line in column.lines)
            measures.append(Measure(column.left, column.right, True, spread > _SPREAD * len(column.lines)))
    return measures


def measure_of(column: Column, known: Sequence[Measure]) -> Measure:
    """Return the measure of a column, which may be the end of a larger one, or a few lines beside one."""
    is_of = _is_within if len(column.lines) <= _FEW else _is_alike
    larger = min((one for one in known if is_of(column, one)), key=lambda one: one.right, default=None)
    if larger is None and len(column.lines) <= _FEW:
        larger = next((_moved(one, column) for one in known if _is_beside(column, one)), None)
    own = Measure(column.left, column.right, column.runs_on())
    return replace(larger) if larger is not None and (own.is_running or len(column.lines) <= _FEW) else own


def _is_within(column: Column, measure: Measure) -> bool:
    return abs(column.left - measure.left) < 2 and column.right < measure.right + 2


def _is_alike(column: Column, measure: Measure) -> bool:
    return _is_within(column, measure) and column.right - column.left > _ALIKE * (measure.right - measure.left)


def _is_beside(column: Column, measure: Measure) -> bool:
    return column.left > measure.right and column.right - column.left < measure.right - measure.left + 2


def _moved(measure: Measure, column: Column) -> Measure:
    return replace(measure, left=column.left, right=column.left + measure.right - measure.left)


def begins_another(above: PlacedLine, below: PlacedLine, setting: Setting) -> bool:
    """Tell whether the next line of a column begins another paragraph."""
    one, other = above.run, below.run
    has_ended = ends_sentence(one.text)
    if _is_other(one, other) or _is_far(above, other, setting):
        return True
    if is_cut(one.text) or (other.text[:1].islower() and not has_ended):
        return False
    if _begins_item(other.text) and (has_ended or one.text.endswith(_BEFORE_ITEMS)):
        return True
    return _begins_anew(above, below, setting, has_ended=has_ended)


def _begins_anew(above: PlacedLine, below: PlacedLine, setting: Setting, *, has_ended: bool) -> bool:
    """Tell whether a line that could be the next of a paragraph, or of a sentence, is the first of another."""
    least = 0.0 if setting.gap is None else _HALF * (above.column.right - above.column.left)
    if _was_broken(above, below.run, least) or _is_indented(above, below, has_ended=has_ended):
        return True
    is_label = setting.gap is None if has_ended else len(above.run.text) < _LINE
    return is_label and not above.column.is_running


def _is_far(above: PlacedLine, below: TextRun, setting: Setting) -> bool:
    distance = (above.run.base - below.base) / max(above.run.size, below.size, 1.0)
    return distance > (setting.gap or _FAR) or (distance > _FAR and not above.column.is_running)


def _begins_item(text: str) -> bool:
    return _DASH.match(text) is not None or NUMBERED.match(text) is not None


def _was_broken(above: PlacedLine, below: TextRun, least: float = 0.0) -> bool:
    """Tell whether a line was ended before it was full: the first word of the next would have had its place there."""
    left, right = above.column.left, above.column.right
    free = above.run.left - left if is_leftward([above.run.text]) else right - above.run.right
    if above.column.is_spread:
        return free > _EDGE * below.size
    word = len(below.text.split(" ", 1)[0]) / max(1, len(below.text)) * (below.right - below.left)
    return free > max(least, word + _ROOM * below.size)


def _is_indented(above: PlacedLine, below: PlacedLine, *, has_ended: bool) -> bool:
    one, other = above.run, below.run
    if is_leftward([other.text]):
        indent, before = below.column.right - other.right, above.column.right - one.right
    else:
        indent, before = other.left - below.column.left, one.left - above.column.left
    return has_ended and indent > _INDENT * other.size > before


def _is_other(one: TextRun, other: TextRun) -> bool:
    """Tell whether two lines are no lines of one paragraph: set otherwise, or one of a list."""
    is_set_otherwise = one.bold is not other.bold or abs(one.size - other.size) > _OTHER * max(one.size, other.size)
    return is_set_otherwise or BULLET.match(other.text) is not None


def goes_on_beside(above: PlacedLine, below: PlacedLine, setting: Setting) -> bool:
    """Tell whether a sentence goes on in the first line of the next column or page."""
    one, other = above.run, below.run
    has_ended = ends_sentence(one.text)
    if _is_other(one, other):
        return False
    if is_cut(one.text) or (other.text[:1].islower() and not (has_ended and _was_broken(above, other))):
        return True
    if not above.column.is_running or one.size >= LARGE * setting.usual:
        return False
    if has_ended and (not above.column.is_spread or other.left - below.column.left > 1):
        return False
    return not _was_broken(above, other)  # where lines are spread, the last of a paragraph is hardly ever full
