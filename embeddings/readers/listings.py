"""Feeds, by feedparser, and sitemaps: what they list. Each is read in the child process, as documents are.

A draft's text is the address of what is listed, and below it what the feed tells; its key is the stamp of the last
change, and its facts are what the feed says of it. The parts of a sitemap that are sitemaps themselves are marked by an
``identity``.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import feedparser

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.markup import MarkupError, local, paragraphs, parse_html, parse_xml
from embeddings.text.moments import read_moment

MOST_ITEMS: Final = 50_000  # of one list
LARGEST: Final = 64 << 20  # bytes of a sitemap, unpacked
PART: Final = "sitemap"
_LONGEST: Final = 20_000  # characters that are kept of an item
_SITEMAPS: Final = ("urlset", "sitemapindex")


def read_feed(path: Path, name: str) -> Iterator[Draft]:
    """Yield the items of an RSS or Atom feed. Raises DocumentError where it is none."""
    # A stream: the library would take bytes, and text, for the name of a file or an address.
    parsed = feedparser.parse(io.BytesIO(path.read_bytes()))
    if not parsed.get("version"):
        raise DocumentError(name, "is no feed (RSS or Atom); look for the address of the feed itself")
    for found in parsed.entries[:MOST_ITEMS]:
        entry = dict(found)  # without the library's own stand-ins for what is missing
        if link := entry.get("link"):
            text = "\n".join([" ".join(str(link).split()), *_told(entry)])
            yield Draft(text[:_LONGEST], extracted_facts(_facts(entry)), key=str(entry.get("updated") or ""))


def read_sitemap(path: Path, name: str) -> Iterator[Draft]:
    """Yield the pages of a sitemap, packed or not. Raises DocumentError where it is none."""
    try:
        root = parse_xml(_unpacked(path, name))
    except MarkupError as error:
        raise DocumentError(name, f"is no sitemap that can be read: {error}") from None
    if local(root) not in _SITEMAPS:
        raise DocumentError(name, f"is no sitemap: it begins with <{local(root)[:40]}>")
    for element in root[:MOST_ITEMS]:
        found = {local(part): " ".join((part.text or "").split()) for part in element.iter()}
        if found.get("loc"):
            facts = extracted_facts({"title": found.get("title"), "date": found.get("publication_date")})
            part = PART if local(element) == PART else None
            yield Draft(found["loc"], facts, key=found.get("lastmod", ""), identity=part)


def _facts(entry: Mapping[str, Any]) -> dict[str, object]:
    return {"title": _plain(entry.get("title")), "author": _plain(entry.get("author")), "date": _day(entry)}


def _told(entry: Mapping[str, Any]) -> list[str]:
    """Return what a feed tells of an item: its text, or what it says of that."""
    contents = [one.get("value") for one in entry.get("content") or ()]
    markup = max([str(one) for one in (*contents, entry.get("summary")) if one], key=len, default="")
    try:
        return paragraphs(parse_html(f"<div>{markup}</div>".encode())) if markup else []
    except MarkupError:
        return []


def _plain(markup: object) -> str | None:
    """Return a title without its markup."""
    if not isinstance(markup, str) or not markup.strip():
        return None
    try:
        return " ".join(paragraphs(parse_html(f"<p>{markup}</p>".encode()))) if set("<&") & set(markup) else markup
    except MarkupError:
        return None


def _day(entry: Mapping[str, Any]) -> str | None:
    """Return the day of publication where its publisher is; that of the last change is another."""
    written = entry.get("published")
    if not isinstance(written, str):
        return None
    moment = _iso(written.strip()) or read_moment(written)
    if moment is not None:
        return moment.date().isoformat()
    parsed = entry.get("published_parsed")
    return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}" if parsed else None


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _unpacked(path: Path, name: str) -> bytes:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(path) as packed:
                content = packed.read(LARGEST + 1)
        except (OSError, EOFError) as error:
            raise DocumentError(name, f"is damaged: {error}") from None
    if len(content) > LARGEST:
        raise DocumentError(name, f"unpacks to more than {LARGEST >> 20} MB")
    return content
