"""What an address shows in place of what its feed lists there: a consent wall, a log-in, an error that says it is none.

Such a page shares hardly a word with what the feed tells; then the feed's own words are kept, marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Final

from embeddings.errors import DocumentError
from embeddings.fetching import Fetched
from embeddings.fetching.media import as_utf8
from embeddings.readers.draft import FROM_FEED
from embeddings.readers.folder import read_content

_WORD: Final = re.compile(r"\w{4,}")
_LEAST_TOLD: Final = 3  # words of a feed that something can be told from
_OF_TITLE: Final = 0.5  # of the words of its title, in the page that it leads to
_OF_TOLD: Final = 0.4  # of the words that a feed tells
_FEW: Final = 250  # words of a page that says no more than that there is one
_WALL: Final = re.compile(
    r"(?i)\b(?:cookies?|consent|log ?in|sign ?(?:in|up)|anmelden|passwor[dt]|subscri(?:be|bers?|ption)|captcha"
    r"|javascript|access denied|not found|no longer available|verify|human)\b"
)


def own_page(found: Fetched, facts: Mapping[str, str], told: str) -> Fetched:
    """Return what was fetched for an item of a feed, or a page of what the feed tells where that shows another."""
    if found.media not in ("text/html", "application/xhtml+xml") or len(_words(told)) < _LEAST_TOLD:
        return found
    text = _shown(found)
    shown, title = _words(text), _words(facts.get("title", ""))
    has_title = _share(title, shown) >= _OF_TITLE and not _is_wall(text, shown, _words(told))
    if has_title or _share(_words(told), shown) >= _OF_TOLD:
        return found
    return replace(found, content=_page(facts.get("title", ""), told).encode(), media="text/html", charset="utf-8")


def _shown(found: Fetched) -> str:
    reads = read_content(as_utf8(found, ".html"), "page.html", {})
    return "\n".join(f"{one.title}\n{one.text}" for one in reads if not isinstance(one, DocumentError))


def _is_wall(text: str, shown: set[str], told: set[str]) -> bool:
    """Tell whether a page has but the title of what stands behind it: it asks for something, or says little."""
    asked = {match.casefold() for match in _WALL.findall(text)}
    return len(shown) < _FEW and (len(asked) > 1 or len(shown) < len(told))


def _words(text: str) -> set[str]:
    return {*_WORD.findall(text.casefold())}


def _share(words: set[str], shown: set[str]) -> float:
    return len(words & shown) / len(words) if words else 0.0


def _page(title: str, told: str) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in told.splitlines() if line.strip())
    head = f'<meta charset="utf-8"><meta name="generator" content="{FROM_FEED}"><title>{escape(title)}</title>'
    return f"<!doctype html><html><head>{head}</head><body><article>{lines}</article></body></html>\n"
