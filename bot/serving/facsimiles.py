"""The pages of a PDF that quoted words stand on, as pictures: drawn in a child process, as files are read in one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from embeddings.errors import DocumentError
from embeddings.readers.facsimile import bare_letters
from embeddings.readers.pool import Pool, ReaderLimits
from embeddings.types import Document, Span

_LIMITS = ReaderLimits(seconds=10, memory=1 << 30, output=16 << 20)
_KEPT = 32  # pictures, so that the one that a page tells of isn't drawn twice
_MOST = 2  # pages of one quote


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture (WebP) of a page, whose ``number`` counts from 1; ``marked`` tells whether the words are, too."""

    number: int
    picture: bytes
    width: int
    height: int
    marked: bool


class Facsimiles:
    """Draws pages of the files in a folder. May be asked from several threads."""

    def __init__(self, seeds: Path) -> None:
        self._seeds, self._pool, self._lock = seeds.resolve(), Pool(_LIMITS), threading.Lock()
        self._drawn: OrderedDict[tuple[object, ...], PagePicture | None] = OrderedDict()

    def of_span(self, document: Document, shown: Span, built_at: str) -> list[PagePicture]:
        """Return the pages that a span stands on, the first two.

        None of a file that is gone, or was changed after the index was built, or on whose pages the words aren't.
        """
        file = self._file(document, built_at)
        if file is None:
            return []
        wanted = list(pages_of_span(document, shown).items())[:_MOST]
        found = (self._page(file, document, number, span) for number, span in wanted)
        return [one for one in found if one is not None]

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    def _file(self, document: Document, built_at: str) -> Path | None:
        file = (self._seeds / document.path).resolve()
        if file.suffix.lower() != ".pdf" or not document.pages or not file.is_relative_to(self._seeds):
            return None
        try:
            changed = file.stat().st_mtime
        except OSError:
            return None
        return file if changed <= datetime.fromisoformat(built_at).timestamp() + 1 else None  # it is told in seconds

    def _page(self, file: Path, document: Document, number: int, span: Span) -> PagePicture | None:
        key = (str(file), file.stat().st_mtime_ns, number, span)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        made = self._made(file, document, number, span)
        with self._lock:
            self._drawn[key] = made
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return made

    def _made(self, file: Path, document: Document, number: int, span: Span) -> PagePicture | None:
        words, before = document.text[slice(*span)], document.text[document.pages[number - 1] : span[0]]
        earlier = bare_letters(before).count(bare_letters(words)) if bare_letters(words) else 0
        try:
            picture, told = self._pool.facsimile(file, document.path, number - 1, words, earlier)
        except DocumentError:
            return None
        if told.lettered and not told.marked:  # another file than the one that was read
            return None
        return PagePicture(number, picture, told.width, told.height, told.marked)


def pages_of_span(document: Document, shown: Span) -> Mapping[int, Span]:
    """Return which part of a span stands on which page, counted from 1; nothing where that holds no letters."""
    return dict(_pages(document, shown))


def _pages(document: Document, shown: Span) -> Iterator[tuple[int, Span]]:
    ends = (*document.pages[1:], len(document.text))
    for number, (begins, ends_at) in enumerate(zip(document.pages, ends, strict=True), start=1):
        start, end = max(shown[0], begins), min(shown[1], ends_at)
        if start < end and bare_letters(document.text[start:end]):
            yield number, (start, end)
