"""What somebody gave as an address, or a server as where to go next -> an address that may be fetched.

What comes out of here can be taken apart by whoever gets it: all that an odd address makes a library raise, it raises
here.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import httpx

from embeddings.errors import FetchError

_LONGEST: Final = 8_000  # characters of an address
_SHOWN: Final = 200
_HOST: Final = re.compile(rb"[\w.-]+|[0-9A-Fa-f:.]+")
_NONE: Final = (httpx.InvalidURL, ValueError)  # of an address that is none; which of them is up to chance


def read_url(text: str) -> httpx.URL:
    """Read an address. Raises FetchError, which repeats no password, where it can't be one that is fetched."""
    try:
        return _fetchable(httpx.URL(text.strip()))
    except _NONE as error:
        if "@" in text:  # before it may stand a password
            raise FetchError("The address", "is none that can be read") from None
        raise FetchError(repr(text[:_SHOWN]), f"is none that can be read: {str(error)[:_SHOWN]}") from None


def next_url(url: httpx.URL, location: str | None) -> httpx.URL:
    """Return where ``url`` leads on to. Raises FetchError where that is nowhere."""
    if not location:
        raise FetchError(str(url), "leads on, but does not say where to")
    try:
        return _fetchable(url.join(location))
    except _NONE:
        raise FetchError(str(url), f"leads on to what is no address: {location[:_SHOWN]!r}") from None


def _fetchable(url: httpx.URL) -> httpx.URL:
    shown = str(url.copy_with(userinfo=b""))
    if len(shown) > _LONGEST:
        raise FetchError(f"{shown[:_SHOWN]}…", f"is longer than {_LONGEST:,} characters")
    if url.scheme not in ("http", "https"):
        raise FetchError(shown, "is not fetched; addresses begin with https:// or http://")
    if not url.host:  # which is decoded here
        raise FetchError(shown, "names no host")
    if url.port is not None and not 0 < url.port <= 65535:
        raise FetchError(shown, f"has a port, {url.port}, that can't be one")
    if url.userinfo:
        raise FetchError(shown, "came with a name or a password before its host, which is not sent; leave it out")
    whole = url.copy_with(fragment=None)
    parts = urlsplit(str(whole))
    if httpx.URL(str(whole)) != whole or parts.port != url.port or not _HOST.fullmatch(url.raw_host):
        raise ValueError("it is read in more than one way")
    return whole
