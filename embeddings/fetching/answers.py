"""What a server answered: values, what its status means, and its content within bounds."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

import httpx

from embeddings.errors import FetchError
from embeddings.text.moments import read_moment

PASSING: Final = (408, 425, 429, 500, 502, 503, 504)
_SHOWN: Final = 200  # characters of what somebody else says
_OURS: Final = (httpx.LocalProtocolError, httpx.UnsupportedProtocol)  # would go wrong the next time, too
_LOGIN: Final = (401, 402, 403, 407)
_SECONDS: Final = re.compile(r"[0-9]+")
_CHARSET: Final = re.compile(r"""(?i);\s*charset\s*=\s*["']?([\w.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class Version:
    """What tells whether a page is still what it was when it was fetched: its ETag and Last-Modified."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds. ``url`` is where redirects ended, ``at`` when it was fetched (ISO 8601, UTC).

    ``media`` is the content type in lower case without parameters, "" where there is none, as is ``charset``.
    """

    url: str
    content: bytes
    at: str
    media: str = ""
    charset: str = ""
    version: Version = Version()


def fetched_from(response: httpx.Response, url: str, content: bytes) -> Fetched:
    """Put together what was fetched, now, from ``url``."""
    headers = response.headers
    charset = _CHARSET.search(headers.get("content-type", ""))
    return Fetched(
        url=url,
        content=content,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        media=headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else "",
        version=Version(headers.get("etag"), headers.get("last-modified")),
    )


def check_status(response: httpx.Response, named: str, whose: str = "") -> None:
    """Raise FetchError where the answer is no page."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    phrase = f"{whose}answered {status} {httpx.codes.get_reason_phrase(status)}".strip()
    if status in _LOGIN:
        raise FetchError(named, f"{phrase}: not for everyone; save it from a browser and add the file")
    wait = _seconds(response.headers.get("retry-after"))
    asks = f" and asks to wait {wait:.0f} s" if wait else ""
    raise FetchError(named, f"{phrase}{asks}", passing=status in PASSING, wait=wait)


def _seconds(value: str | None) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if value is None:
        return None
    if _SECONDS.fullmatch(value.strip()):
        return float(value.strip()[:9])
    moment = read_moment(value)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment is not None else None


async def content_of(response: httpx.Response, url: httpx.URL, most: int, *, cut: bool = False) -> bytes | None:
    """Return what was answered, decompressed: at most ``most`` bytes, None or (``cut``) the first where it is more."""
    inflater = _inflater(response, url)
    content = bytearray()
    try:
        async for chunk in response.aiter_raw():
            content += inflater.decompress(chunk, most + 1 - len(content)) if inflater else chunk
            if max(len(content), response.num_bytes_downloaded) > most:
                return bytes(content[:most]) if cut else None
            if inflater is not None and inflater.eof:  # what follows is no part of it
                break
    except zlib.error as error:
        raise FetchError(str(url), f"was answered as gzip, but isn't: {error}") from None
    if inflater is not None and content and not inflater.eof:
        raise FetchError(str(url), "broke off in the middle", passing=True)
    return bytes(content)


def _inflater(response: httpx.Response, url: httpx.URL) -> zlib._Decompress | None:
    """Return what decompresses an answer, None where it is sent as it is."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(str(url), f"was answered compressed as {coding[:40]!r}, where only gzip was asked for")
    return zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None


def broken(named: str, error: Exception) -> FetchError:
    """Return what went wrong on the way, as a FetchError."""
    if isinstance(error, httpx.TimeoutException):
        return FetchError(named, "did not answer in time", passing=True)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return FetchError(named, "its certificate can't be trusted")
    if isinstance(error, httpx.ConnectError):
        return FetchError(named, "can't be connected to", passing=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return FetchError(named, f"broke off, or answered what is not HTTP ({str(error)[:_SHOWN]})", passing=True)
    passing = isinstance(error, (httpx.TransportError, OSError)) and not isinstance(error, _OURS)
    what = str(error) if isinstance(error, httpx.HTTPError) else f"{type(error).__name__}: {error}"
    return FetchError(named, f"can't be fetched ({' '.join(what.split())[:_SHOWN]})", passing=passing)
