"""Sources -> files among the documents: what is new or has changed is fetched, and kept whatever becomes of its source.

Nothing that goes wrong here is raised: it is remembered, told, and tried again when that makes sense.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Final, Protocol

from embeddings.errors import DocumentError
from embeddings.fetching import Fetched, Fetcher, Version
from embeddings.owner import make_folder
from embeddings.readers.folders import FILE as DEFAULTS
from embeddings.sources.failures import Failure, attempted
from embeddings.sources.file import FOLDER, Source
from embeddings.sources.items import TOLD, Item, items_of
from embeddings.sources.keeping import ASIDE, keep_page, renew_page, write_whole
from embeddings.sources.visit import Visit, is_due, listed, went_well, went_wrong
from embeddings.sources.walls import own_page

PAUSE: Final = 1.0  # seconds between two pages of one host
_AT_ONCE: Final = 8  # sources
_BUDGET: Final = 900.0  # seconds for the pages of one source; the others are left for the next time
_PATIENCE: Final = 3  # pages in a row that can't be had for now, after which their source is left alone
_PARTS: Final = 20  # sitemaps that a sitemap leads to
_HEADER: Final = "# from sources.toml, where it is to be changed\n"

Progress = Callable[[str, int, int], None]


class Book(Protocol):
    """Where visits are remembered; used from several threads."""

    def visits(self, source: str) -> list[Visit]:
        """Return what is known of a source and of what it lists, in the order in which it became known."""

    def put(self, *visits: Visit) -> None:
        """Remember visits, for good when it returns."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a source: counts of pages, and a line for each that failed. ``left`` are still to come."""

    source: Source
    new: int = 0
    renewed: int = 0
    left: int = 0
    errors: tuple[str, ...] = ()


def follow(
    sources: Sequence[Source],
    seeds: Path,
    fetcher: Fetcher,
    book: Book,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress = lambda *_: None,
) -> list[Followed]:
    """Fetch what is due from all sources but folders, several at a time, and return what came of each."""
    from_afar = [source for source in sources if source.kind != "folder"]
    trip = _Trip(seeds, fetcher, book, now, _Count(progress))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        try:
            return list(threads.map(trip.follow, from_afar))
        finally:
            trip.stop.set()  # whoever asks to stop need not wait for more than a page


@dataclass(slots=True)
class _Count:
    """How many pages are done, of all that are known to be due; several threads count."""

    progress: Progress
    done: int = 0
    total: int = 0
    lock: Lock = field(default_factory=Lock)

    def add(self, *, done: int = 0, total: int = 0) -> None:
        with self.lock:
            self.done, self.total = self.done + done, self.total + total
            self.progress("fetching", self.done, self.total)


@dataclass(frozen=True, slots=True)
class _Trip:
    seeds: Path
    fetcher: Fetcher
    book: Book
    now: Callable[[], datetime]
    count: _Count
    stop: Event = field(default_factory=Event)

    def follow(self, source: Source) -> Followed:
        """Follow one source; one that fails must not keep the others, or the rebuild, from what they do."""
        came = attempted(source.address, lambda: self._follow(source))
        return Followed(source, errors=(came.line,)) if isinstance(came, Failure) else came

    def _follow(self, source: Source) -> Followed:
        known = {visit.address: visit for visit in self.book.visits(source.address)}
        folder = _folder(self.seeds, source, known.values())
        return self._page(source, folder, known) if source.kind == "page" else self._list(source, folder, known)

    def _page(self, source: Source, folder: Path, known: dict[str, Visit]) -> Followed:
        visit = known.get(source.address, Visit(source.address, source.address))
        return self._taken(source, folder, [visit] if is_due(visit, self.now()) else [])

    def _list(self, source: Source, folder: Path, known: dict[str, Visit]) -> Followed:
        own = known.pop(source.address, Visit(source.address, source.address))
        errors: list[str] = []
        down = False
        if is_due(own, self.now()):
            came = attempted(source.address, lambda: self._items(source, own.version, errors))
            if isinstance(came, Failure):
                errors, down = [came.line], came.passing
                self.book.put(_failed(own, came, self.now()))
            else:
                version, items = came
                news = {item.address: listed(source.address, item, known.get(item.address)) for item in items}
                known |= news
                self.book.put(*news.values(), went_well(_versioned(own, version), self.now()))
        due = [] if down else [visit for visit in known.values() if is_due(visit, self.now())]
        due.sort(key=lambda visit: visit.failures)  # what failed before does not stand in the way of the others
        done = self._taken(source, folder, due)
        return replace(done, errors=(*errors, *done.errors))

    def _items(self, source: Source, known: Version, errors: list[str]) -> tuple[Version, list[Item]]:
        """Return what a source lists, the newest first: nothing where it is as it was.

        ``errors`` get a line for each part of it that can't be had.
        """
        found = self.fetcher.fetch(source.address, known)
        if found is None:
            return known, []
        parts, items = _parted(items_of(found, "feed" if source.kind == "feed" else "sitemap"))
        for part in parts[:_PARTS]:
            if len(items) < source.limit:
                came = attempted(part.address, partial(self._part, part))
                if isinstance(came, Failure):
                    errors.append(came.line)
                else:
                    items += came
        # What leads to other sitemaps is looked at each time: these may change, and it may not.
        return Version() if parts else found.version, items[: source.limit]

    def _part(self, part: Item) -> list[Item]:
        found = self.fetcher.fetch(part.address)
        return _parted(items_of(found, "sitemap"))[1] if found is not None else []

    def _taken(self, source: Source, folder: Path, due: Sequence[Visit]) -> Followed:
        """Fetch and keep what is due, until too much of it fails or time is up."""
        self.count.add(total=len(due))
        new = renewed = done = failures = 0
        errors: list[str] = []
        ends = time.monotonic() + _BUDGET
        for visit in due:
            if self.stop.is_set() or failures >= _PATIENCE or time.monotonic() > ends:
                break
            came = attempted(visit.address, partial(self._take, visit, folder, again=source.kind == "page"))
            if isinstance(came, Failure):
                after = _failed(visit, came, self.now())
                errors.append(came.line)
                failures = failures + 1 if came.passing else 0
            else:
                after, is_another = came
                new, renewed = new + (is_another and visit.path is None), renewed + (is_another and bool(visit.path))
                failures = 0
            self.book.put(after)
            done += 1
            self.count.add(done=1)
        self.count.add(done=len(due) - done)
        return Followed(source, new, renewed, len(due) - done, tuple(errors))

    def _take(self, visit: Visit, folder: Path, *, again: bool) -> tuple[Visit, bool]:
        """Fetch one page; return what is known after it, and whether it holds anything new."""
        place = self.seeds / visit.path if visit.path else None
        if place is not None and not place.is_file():
            if not again:  # somebody removed it: what a list names is not brought back
                return went_well(visit, self.now()), False
            place = None
        found = self.fetcher.fetch(visit.address, visit.version if place is not None else Version())
        if found is None:
            return went_well(visit, self.now()), False
        path, is_another = _kept(found, visit, place, folder)
        name = path.relative_to(self.seeds).as_posix()
        return went_well(_versioned(replace(visit, path=name), found.version), self.now()), is_another


def _parted(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Part lists from pages."""
    return [item for item in items if item.is_list], [item for item in items if not item.is_list]


def _kept(found: Fetched, visit: Visit, place: Path | None, folder: Path) -> tuple[Path, bool]:
    facts = dict(visit.facts)
    found = own_page(found, facts, facts.pop(TOLD, ""))
    if place is not None:
        return place, renew_page(place, found)
    kept = keep_page(folder, found, facts)
    return kept.place, not kept.already


def _folder(seeds: Path, source: Source, known: Iterable[Visit]) -> Path:
    """Return the folder that a source is kept in. Raises DocumentError or OSError."""
    folder = seeds / FOLDER / source.name
    for path in (folder.parent, folder):
        if path.is_symlink():
            raise DocumentError(path.relative_to(seeds).as_posix(), "is a link, which is not followed; remove it")
        make_folder(path)
    for path in folder.glob(f"{ASIDE}*"):  # a rebuild that was killed left it
        shutil.rmtree(path, ignore_errors=True)
    for path in {folder, *((seeds / visit.path).parent for visit in known if visit.path)}:  # it may have been renamed
        _write_defaults(path / DEFAULTS, source)
    return folder


def _write_defaults(file: Path, source: Source) -> None:
    """Write down what holds for a source, so that it does when the source is followed no more."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in source.defaults.facts().items()]
    content = "".join([_HEADER, *lines])
    before = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
    is_ours = before is not None and before.startswith(_HEADER) and before != content
    if is_ours or (before is None and lines and file.parent.is_dir()):
        write_whole(file, content.encode())


def _versioned(visit: Visit, version: Version) -> Visit:
    return replace(visit, etag=version.etag, modified=version.modified)


def _failed(visit: Visit, failure: Failure, now: datetime) -> Visit:
    return went_wrong(visit, failure.why, now, passing=failure.passing, wait=failure.wait)
