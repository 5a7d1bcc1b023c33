"""The glyphs of a PDF's page, by pdfium: its words in the order of reading within a line, and where each stands.

Lengths are in points, heights count from the bottom of the page. A page whose text runs sideways is turned upright.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from embeddings.errors import DocumentError
from embeddings.readers.leftward import Letter, has_leftward, words_of_letters
from embeddings.readers.letters import Pen, SpaceBox, is_nameless, text_of
from embeddings.readers.words import Word, together

MOST_PAGES: Final = 3000
_LOCKED: Final = "is locked with a password; save it without: qpdf --decrypt --password=…"
_DAMAGED: Final = "is a damaged PDF; save it anew from where it came"
_HYPHEN: Final = "\x02"  # what the library makes of a hyphen at a line's end
_SPACES: Final = "\x00\x01\x03-\x20\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_WORD: Final = re.compile(f"[^{_SPACES}{_HYPHEN}]*{_HYPHEN}|[^{_SPACES}{_HYPHEN}]+")
_LINE: Final = re.compile(r"[^\n]+")
_NUMBER: Final = re.compile(r"\S\d|\d\S")
_LESS_HIGH: Final = 0.8  # times the glyphs beside it: a raised digit
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb1d-\ufdfb\ufe70-\ufefc]")  # letters in the shape that they have there
_EM: Final = 0.86  # of the height of a glyph's box
_BELOW: Final = 0.25  # of the size of letters, that some reach below their line
_ASKEW: Final = 0.05  # quarter turns
_WIDEST: Final = 0.85  # of the letters' size, that two words of one line are apart
_MOST_OBJECTS: Final = 20_000  # of a page, that are looked at for lines
_THIN: Final = 3.0
_LEAST_LENGTH: Final = 12.0


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page. ``rules`` are its horizontal lines (left, right, height); ``aside`` is what runs in other directions.

    ``drawn`` tells whether there is anything on it, pictures, too; ``broken``, that it can't be read, and ``nameless``
    that nothing says which letters its glyphs are. ``width`` is how far to the right it reaches.
    """

    words: tuple[Word, ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()
    aside: str = ""
    drawn: bool = False
    broken: bool = False
    nameless: bool = False
    width: float = math.inf


class _TurnedWord(NamedTuple):
    """A word that is not upright: its box, its origin, the height of its letters, and its quarter turns, if whole."""

    text: str
    box: SpaceBox
    x: float
    y: float
    size: float
    turns: int | None
    bold: bool


_Seen = tuple[list[Word], list[_TurnedWord]]


def read_drawn(path: Path, name: str) -> tuple[list[DrawnPage], dict[str, str]]:
    """Read all pages of a PDF, and what it says of itself: title and author, each "" where it doesn't.

    Raises DocumentError where it is locked, too long or damaged, which costs the other pages nothing.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(name, _LOCKED if error.err_code == pdfium.FPDF_ERR_PASSWORD else _DAMAGED) from None
    with contextlib.closing(document):
        if len(document) > MOST_PAGES:
            raise DocumentError(name, f"has {len(document):,} pages, and at most {MOST_PAGES:,} are read; split it")
        pages = [_drawn(document, number) for number in range(len(document))]
        if all(page.broken for page in pages):
            raise DocumentError(name, _DAMAGED)
        return pages, {key: document.get_metadata_value(key.title()) for key in ("title", "author")}


def picture_of(path: Path, number: int, scale: float, most: int) -> tuple[Any, float]:
    """Return the grey picture of a page, of at most so many dots, and how many of them make a point."""
    with contextlib.closing(pypdfium2.PdfDocument(path)) as document, contextlib.closing(document[number]) as page:
        width, height = page.get_size()
        scale = min(scale, (most / max(1.0, width * height)) ** 0.5)
        return page.render(scale=scale, grayscale=True).to_pil(), scale


def placed_words(page: pypdfium2.PdfPage) -> Iterator[tuple[str, SpaceBox]]:
    """Yield the words of a page and their boxes, as it was drawn, whichever way it is turned."""
    with contextlib.closing(page.get_textpage()) as text:
        upright, turned = _seen(text, text_of(text), page.get_bbox())
    for one in upright:
        yield one.text, (one.left, one.base - _BELOW * one.size, one.right, one.base + one.size)
    for other in turned:
        yield other.text, other.box


def _drawn(document: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    """Read a page, which may be broken: what lies within its edges, and what is filled into its forms."""
    try:
        with flat_page(document, number) as page:
            return _read(page)
    except pypdfium2.PdfiumError:
        return DrawnPage(broken=True)


@contextlib.contextmanager
def flat_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Give a page with what is filled into its forms."""
    with contextlib.closing(document[number]) as page:
        if not pdfium.FPDFPage_GetAnnotCount(page):
            yield page
            return
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)  # in memory: it becomes part of the page
    with contextlib.closing(document[number]) as page:
        yield page


def _read(page: pypdfium2.PdfPage) -> DrawnPage:
    with contextlib.closing(page.get_textpage()) as text:
        letters = text_of(text)
        if is_nameless(text, letters):
            return DrawnPage(drawn=True, nameless=True)
        upright, turned = _seen(text, letters, page.get_bbox())
    turns = _usual_turns(upright, turned)
    width = math.inf
    if turns == 0:
        width = page.get_bbox()[2]
        words, rules = upright, tuple(_rules(page))
        aside = [word.text for word in turned]
    else:
        words, rules = [_upright(word, turns) for word in turned if word.turns == turns], ()
        aside = [*(word.text for word in upright), *(word.text for word in turned if word.turns != turns)]
    return DrawnPage(
        tuple(together(words)), rules, " ".join(aside), pdfium.FPDFPage_CountObjects(page) > 0, width=width
    )


def _usual_turns(upright: Sequence[Word], turned: Sequence[_TurnedWord]) -> int:
    """Return which way most letters run, in quarter turns."""
    lengths = Counter({0: sum(len(word.text) for word in upright) if turned else 0})
    for word in turned:
        lengths[-1 if word.turns is None else word.turns] += len(word.text)
    return max(range(4), key=lambda one: lengths[one])


def _seen(text: pypdfium2.PdfTextPage, drawn: str, page: SpaceBox) -> _Seen:
    """Return the words within the edges of a page; those of lines that run leftward are put together by letters."""
    upright, turned = _words(text.raw, drawn)
    left, bottom, right, top = (edge + room for edge, room in zip(page, (-1, -1, 1, 1), strict=True))
    upright = [word for word in upright if left <= word.left <= right and bottom <= word.base <= top]
    turned = [word for word in turned if _is_on(word.x, word.y, page)]
    if has_leftward(drawn) and any(has_leftward(word.text) for word in upright):
        letters = words_of_letters(list(_letters(text, drawn, page)), _WIDEST)
        pen = Pen(text.raw)
        upright = [_of_letters(pen, word) for word in letters]
    return upright, turned


def _is_on(x: float, y: float, page: SpaceBox) -> bool:
    left, bottom, right, top = page
    return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def _words(page: Any, text: str) -> _Seen:  # noqa: ANN401  a pointer
    """Return what stands between spaces. A line is bold where its words are, from the first one on."""
    upright, turned = list[Word](), list[_TurnedWord]()
    pen = Pen(page)
    for line in _LINE.finditer(text):
        is_bold, base = True, None
        for match in _WORD.finditer(text, *line.span()):
            word, start = match[0], match.start()
            is_bold = is_bold and pen.is_bold(start)
            x, y = pen.origin(start)
            angle = 0.0 if y == base else pdfium.FPDFText_GetCharAngle(page, start)
            base = None if angle else y
            if not angle and (word.isalpha() or not _NUMBER.search(word)):
                upright.append(_word(pen, word, start, x, y, is_bold))
                continue
            found = _word_of_letters(pen, word, start, angle / (math.pi / 2), is_bold=is_bold)
            if found.turns == 0:
                upright.append(_upright(found, 0))
            else:
                turned.append(found)
    return upright, turned


def _letters(found: pypdfium2.PdfTextPage, drawn: str, page: SpaceBox) -> Iterator[Letter]:
    """Yield what is drawn upright, letter by letter, spaces too."""
    raw, box, x, y = found.raw, pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for place, letter in enumerate(drawn):
        if pdfium.FPDFText_IsGenerated(raw, place) != 1 and pdfium.FPDFText_GetCharAngle(raw, place) == 0:
            pdfium.FPDFText_GetLooseCharBox(raw, place, box)
            pdfium.FPDFText_GetCharOrigin(raw, place, x, y)
            text = _plain(letter) if _WORD.match(letter) else " "
            if _is_on(x.value, y.value, page):
                yield Letter(text, box.left, box.right, y.value, _EM * (box.top - box.bottom), place)


def _of_letters(pen: Pen, word: list[Letter]) -> Word:
    left, right = min(letter.left for letter in word), max(letter.right for letter in word)
    first = max(word, key=lambda letter: letter.size)
    text = "".join(letter.text for letter in word)
    return Word(text, left, right, first.base, first.size, pen.is_bold(first.place))


def _word(pen: Pen, text: str, start: int, x: float, base: float, is_bold: bool) -> Word:
    """Read a word by its last letter, and by its first where that may be larger than small capitals behind it."""
    left, bottom, right, top = pen.box(start + len(text) - 1)
    height = top - bottom
    if len(text) > 1 and not text.islower():
        other, bottom, end, top = pen.box(start)
        left, right, height = min(left, other), max(right, end), max(height, top - bottom)
    if not text.isascii() or _HYPHEN in text:
        text = _plain(text)
    return Word(text, min(left, x), right, base, _EM * height, is_bold)


def _word_of_letters(pen: Pen, text: str, start: int, angle: float, *, is_bold: bool) -> _TurnedWord:
    """Read a word letter by letter, where some may be raised or turned. ``angle`` is in quarter turns."""
    turns = round(angle) % 4 if abs(angle - round(angle)) < _ASKEW else None
    boxes = [pen.box(place) for place in range(start, start + len(text))]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    sizes = [box[2] - box[0] if (turns or 0) % 2 else box[3] - box[1] for box in boxes]
    largest = sizes.index(max(sizes))
    origin = pen.origin(start + largest)
    if turns == 0:
        text = "".join(_raised(text, sizes, bottoms, largest))
    whole = (min(lefts), min(bottoms), max(rights), max(tops))
    return _TurnedWord(_plain(text), whole, *origin, _EM * sizes[largest], turns, is_bold)


def _raised(text: str, sizes: Sequence[float], bottoms: Sequence[float], largest: int) -> Iterator[str]:
    """Yield letters; digits that are smaller and stand higher than the others, as raised ones: m², 1790¹."""
    for place, letter in enumerate(text):
        is_small = sizes[place] < _LESS_HIGH * sizes[largest]
        is_raised = letter.isdecimal() and is_small and bottoms[place] > bottoms[largest]
        yield letter.translate(_RAISED) if is_raised else letter


def _plain(text: str) -> str:
    """Return letters for their forms and ligatures, and a hyphen for what the library makes of it."""
    plain = text if text.isascii() else _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return plain.replace(_HYPHEN, "-")


def _upright(word: _TurnedWord, turns: int) -> Word:
    left, bottom, right, top = word.box
    if turns == 0:
        return Word(word.text, left, right, word.y, word.size, word.bold)
    edges = [(-top, -bottom, word.x), (-right, -left, -word.y), (bottom, top, -word.x)]
    return Word(word.text, *edges[turns - 1], word.size, word.bold)


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """Yield the horizontal lines on a page: of a rectangle the upper and the lower edge."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    objects = map(pdfium.FPDFPage_GetObject, repeat(page.raw), range(count))
    paths = [one for one in objects if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_PATH]
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for drawn in paths:
        pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        if right.value - left.value > _LEAST_LENGTH:
            is_thin = top.value - bottom.value < _THIN
            heights = [(top.value + bottom.value) / 2] if is_thin else [bottom.value, top.value]
            yield from ((left.value, right.value, height) for height in heights)
