"""``sources.toml`` in the documents' folder: what else is read, and followed.

    [[source]]
    feed = "https://example.org/rss.xml"     # or page, sitemap: an address; or folder: a path
    publisher = "Example News"               # what holds for all of it, as in folder.toml
    language = "en"
    visibility = "private"
    limit = 50                               # how many new pages are fetched at a time
    name = "example"                         # what it is kept under

Only the first line is needed. A relative folder is taken from where ``sources.toml`` stands.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from embeddings.errors import DocumentError, FetchError
from embeddings.fetching.urls import read_url
from embeddings.readers.folders import FETCHED, KNOWN, NO_DEFAULTS, Defaults, Root, check_defaults
from embeddings.sources.keeping import write_whole
from embeddings.toml import is_there, read_toml

SourceKind = Literal["folder", "page", "feed", "sitemap"]

FILE: Final = "sources.toml"
FOLDER: Final = FETCHED
LIMIT: Final = 100  # new pages of a feed or a sitemap at a time
_KINDS: Final = get_args(SourceKind)
_OTHERS: Final = ("name", "limit", *KNOWN)
_NAME: Final = re.compile(r"\w[\w.-]{0,99}")
_UNFIT: Final = re.compile(r"[^\w.]+")
_LONGEST: Final = 80  # characters of a name that comes of an address
_EXPECTED = 'entries such as [[source]] and, below it, feed = "https://example.org/rss.xml" were expected'


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is followed. ``address`` is that of the web, or the whole path of a folder.

    ``name`` is that of its folder below ``fetched/``, or what begins the names of a folder's files.
    """

    kind: SourceKind
    address: str
    name: str
    defaults: Defaults = NO_DEFAULTS
    limit: int = LIMIT


def read_sources(seeds: Path) -> list[Source]:
    """Read the sources of a documents' folder; there need not be any. Raises DocumentError, naming file and line."""
    path = seeds / FILE
    if not is_there(path, FILE, links=True):
        return []
    table, _ = read_toml(path, FILE, _EXPECTED)
    return _sources(table, seeds)


def source_folders(seeds: Path) -> list[Root]:
    """Return the folders among the sources. Raises DocumentError."""
    found = read_sources(seeds)
    return [Root(Path(source.address), source.name, source.defaults) for source in found if source.kind == "folder"]


def append_source(seeds: Path, kind: SourceKind, address: str) -> tuple[Source, bool]:
    """Write a source at the end of the file, and return it and whether it is new. Raises DocumentError."""
    known = read_sources(seeds)
    there = next((source for source in known if source.address == address), None)
    if there is not None:
        return there, False
    name = _free_name(kind, address, seeds, known)
    given = f"name = {json.dumps(name, ensure_ascii=False)}\n" if name != _name_of(kind, address) else ""
    path = seeds / FILE
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    entry = f"[[source]]\n{kind} = {json.dumps(address, ensure_ascii=False)}\n{given}"
    added = _sources(tomllib.loads(before + gap + entry), seeds)[-1]
    write_whole(path, (before + gap + entry).encode())
    return added, True


def _sources(table: Mapping[str, Any], seeds: Path) -> list[Source]:
    entries = table.get("source", [])
    if set(table) - {"source"} or not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise DocumentError(FILE, _EXPECTED)
    found: list[Source] = []
    for number, entry in enumerate(entries, start=1):
        place = f"{FILE}, source {number}"
        source = _source(entry, place, seeds)
        for other in found:
            if source.address == other.address:
                raise DocumentError(place, f"{source.address} is there already")
            if source.name.casefold() == other.name.casefold():
                raise DocumentError(place, f'the name {source.name!r} is taken; give it another: name = "…"')
        found.append(source)
    return found


def _source(entry: Mapping[str, Any], place: str, seeds: Path) -> Source:
    kind = _kind(entry, place)
    given = _text(entry[kind], kind, place)
    address = _folder(given, place, seeds) if kind == "folder" else _url(given, place)
    limit = _limit(entry.get("limit", LIMIT), place)
    name = _name(entry.get("name", _name_of(kind, address)), place)
    if kind == "folder" and (seeds / name).exists():
        raise DocumentError(place, f'the documents\' folder has a {name!r}, too; give it another name: name = "…"')
    defaults = check_defaults({key: entry[key] for key in KNOWN if key in entry}, place)
    return Source(kind, address, name, Defaults(**defaults), limit)


def _kind(entry: Mapping[str, Any], place: str) -> SourceKind:
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1:
        raise DocumentError(place, f"names {' and '.join(kinds) or 'nothing'}; one of {', '.join(_KINDS)} was expected")
    unknown = next((key for key in entry if key not in (kinds[0], *_OTHERS)), None)
    if unknown is not None:
        raise DocumentError(place, f"{unknown!r} is unknown; {', '.join((*_KINDS, *_OTHERS))} are known")
    kind: SourceKind = kinds[0]
    return kind


def _text(value: object, kind: SourceKind, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DocumentError(place, f'{kind!r} should be text, as in {kind} = "…"')
    return value


def _limit(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise DocumentError(place, f"the limit {value!r} is no number of pages")
    return value


def _name(value: object, place: str) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise DocumentError(place, f"the name {value!r} is not made of letters, digits, points and hyphens")
    return value


def _url(address: str, place: str) -> str:
    try:
        return str(read_url(address))
    except FetchError as error:
        raise DocumentError(place, str(error)) from None


def _folder(address: str, place: str, seeds: Path) -> str:
    path, own = (seeds / Path(address).expanduser()).resolve(), seeds.resolve()
    if path.is_relative_to(own):
        raise DocumentError(place, f"{address} is in the documents' folder, which is read already")
    if own.is_relative_to(path):
        raise DocumentError(place, f"{address} has the documents' folder in it; name a folder beside it")
    return str(path)


def _name_of(kind: SourceKind, address: str) -> str:
    """Name a source after the end of a path, or the whole of an address."""
    parts = urlsplit(address)
    whole = Path(address).name if kind == "folder" else f"{(parts.hostname or '').removeprefix('www.')}{parts.path}"
    if parts.query and kind != "folder":
        whole = f"{whole}-{parts.query}"
    return _UNFIT.sub("-", whole).strip("-._")[:_LONGEST].rstrip("-._") or "source"


def _free_name(kind: SourceKind, address: str, seeds: Path, known: list[Source]) -> str:
    name, number = _name_of(kind, address), 1
    taken = {source.name.casefold() for source in known}
    while name.casefold() in taken or (kind == "folder" and (seeds / name).exists()):
        number += 1
        name = f"{_name_of(kind, address)}-{number}"
    return name
