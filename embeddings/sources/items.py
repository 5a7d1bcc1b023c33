"""What a feed or a sitemap lists -> the addresses in it, the newest first, each with what is said of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urljoin

from embeddings.errors import DocumentError, FetchError
from embeddings.fetching import Fetched
from embeddings.fetching.charset import decoded
from embeddings.fetching.urls import read_url
from embeddings.owner import write_file
from embeddings.readers.pool import POOL

TOLD: Final = "told"  # among the facts of an item: what the feed itself tells of it
_LONGEST: Final = 2000  # characters of an address
_STAMP: Final = 200  # characters of a stamp
_DECLARED: Final = re.compile(rb"(?i)\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding")
_FEED: Final = re.compile(rb"(?i)<(?:rss|feed|rdf:rdf)[\s>]")
_SITEMAP: Final = re.compile(rb"(?i)<(?:urlset|sitemapindex)[\s>]")
_PAGE: Final = re.compile(rb"(?i)<(?:html|!doctype html)[\s>]")
_HEAD: Final = 4096  # bytes


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is listed. ``stamp`` is when it changed last, in the words of the list, "" where it doesn't say.

    ``facts`` are what the list says of it; ``is_list`` tells a sitemap of a sitemap.
    """

    address: str
    facts: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""
    is_list: bool = False


def list_kind(found: Fetched) -> Literal["feed", "sitemap"] | None:
    """Tell what kind of list was fetched, None where it is a document."""
    head = found.content[:_HEAD]
    if _PAGE.search(head):
        return None
    if _SITEMAP.search(head) or (head.startswith(b"\x1f\x8b") and found.url.partition("?")[0].endswith(".xml.gz")):
        return "sitemap"
    return "feed" if _FEED.search(head) else None


def items_of(found: Fetched, kind: Literal["feed", "sitemap"]) -> list[Item]:
    """Return what a list holds, each address once; what is no address that is fetched is passed over.

    Raises FetchError where it is no such list.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list")
        write_file(path, _declared(found))
        try:
            drafts = list(POOL.read(kind, path, found.url))
        except DocumentError as error:
            drafts = [error]
    items: dict[str, Item] = {}
    for draft in drafts:
        if isinstance(draft, DocumentError):
            raise FetchError(found.url, draft.why) from None
        link, _, told = draft.text.partition("\n")
        address = _address(found.url, link)
        if address is not None and address not in items:
            facts = {**draft.facts, TOLD: told} if told else draft.facts
            items[address] = Item(address, facts, _stamp(draft.key), is_list=draft.identity is not None)
    return list(items.values()) if kind == "feed" else sorted(items.values(), key=lambda item: item.stamp, reverse=True)


def _address(base: str, link: str) -> str | None:
    try:
        address = str(read_url(urljoin(base, link.strip()))) if len(link) <= _LONGEST else ""
    except (FetchError, ValueError):
        return None
    return address if 0 < len(address) <= _LONGEST else None


def _stamp(words: str) -> str:
    """Return the words of a stamp as they can be kept: they are only compared with those of another time."""
    return words.encode("utf-8", "replace").decode()[:_STAMP]


def _declared(found: Fetched) -> bytes:
    """Return the content, in UTF-8 where the header alone says how it is encoded."""
    text = None if not found.charset or _DECLARED.match(found.content) else decoded(found.content, found.charset)
    return found.content if text is None else text.encode()
