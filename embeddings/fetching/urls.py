"""What somebody gave as an address, or a server as where to go next -> an address that may be fetched."""

from __future__ import annotations

import httpx

from embeddings.errors import FetchError


def read_url(text: str) -> httpx.URL:
    """Read an address. Raises FetchError, which repeats no password, where it can't be one that is fetched."""
    try:
        return _fetchable(httpx.URL(text.strip()))  # whose host is decoded there
    except (httpx.InvalidURL, UnicodeError) as error:
        shown = "The address" if "@" in text else repr(text[:200])  # before an @ may stand a password
        raise FetchError(shown, f"is none that can be read: {error}") from None


def next_url(url: httpx.URL, location: str | None) -> httpx.URL:
    """Return where ``url`` leads on to. Raises FetchError where that is nowhere."""
    if not location:
        raise FetchError(str(url), "leads on, but does not say where to")
    try:
        return _fetchable(url.join(location))
    except (httpx.InvalidURL, UnicodeError):
        raise FetchError(str(url), f"leads on to what is no address: {location[:200]!r}") from None


def _fetchable(url: httpx.URL) -> httpx.URL:
    shown = str(url.copy_with(userinfo=b""))
    if url.scheme not in ("http", "https"):
        raise FetchError(shown, "is not fetched; addresses begin with https:// or http://")
    if not url.host:
        raise FetchError(shown, "names no host")
    if url.port is not None and not 0 < url.port <= 65535:
        raise FetchError(shown, f"has a port, {url.port}, that can't be one")
    if url.userinfo:
        raise FetchError(shown, "came with a name or a password before its host, which is not sent; leave it out")
    return url.copy_with(fragment=None)
