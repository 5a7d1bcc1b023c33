"""One GET of an address that somebody gave: within limits, to public hosts alone, as their robots.txt has it.

A host is looked up once, its addresses are checked, and the connection goes to one of these by number: a name that
leads elsewhere a moment later changes nothing. Redirects are followed by hand, each one checked anew.
"""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.robotparser import RobotFileParser

import httpx

from embeddings.addresses import resolve
from embeddings.errors import FetchError

AGENT: Final = "Onrecord"
_HEADERS: Final = {
    "User-Agent": f"{AGENT}/0.1 (keeps single documents for its operator)",
    "Accept": "text/html, application/pdf, text/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",  # others inflate without a bound on what one chunk may become
    "Connection": "close",
}
_TIMEOUTS: Final = {"connect": 10.0, "read": 20.0, "write": 10.0, "pool": 10.0}  # seconds
_ROBOTS: Final = 500 << 10  # bytes of a robots.txt that are read, as RFC 9309 has it
_LONGEST_WAIT: Final = 10.0  # seconds that a server may ask for before another attempt
_MOVED: Final = (301, 302, 303, 307, 308)
_PASSING: Final = (408, 425, 429, 500, 502, 503, 504)
_LOGIN: Final = (401, 402, 403, 407)
_CHARSET = re.compile(r"""(?i);\s*charset\s*=\s*["']?([\w.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds and bytes as a whole, and how often it may be led on or try again."""

    seconds: float = 60
    size: int = 20 << 20
    redirects: int = 5
    attempts: int = 3
    pause: float = 1  # seconds before the second attempt; doubled for each that follows


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


LIMITS = Limits()


def fetch(url: str, *, private: bool = False, limits: Limits = LIMITS) -> Fetched:
    """Fetch what an address holds; ``private`` allows hosts that are not public. Not to be called in an event loop.

    Raises FetchError.
    """
    found = asyncio.run(_patiently(url, private, limits, {}))
    assert found is not None  # noqa: S101  it is None only where something was asked about changes
    return found


def fetch_changed(url: str, known: Version, *, private: bool = False, limits: Limits = LIMITS) -> Fetched | None:
    """Fetch what an address holds, None where its server says that it is still the ``known`` version.

    Raises FetchError.
    """
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return asyncio.run(_patiently(url, private, limits, {key: value for key, value in asked.items() if value}))


async def _patiently(url: str, private: bool, limits: Limits, asked: Mapping[str, str]) -> Fetched | None:
    """Try until it succeeds, fails for good, or attempts or time are used up."""
    address = _address(url)
    last = FetchError(str(address), f"took longer than {limits.seconds:g} s", passing=True)
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.seconds), _transport() as transport:
            for attempt in range(limits.attempts):
                if attempt:
                    await asyncio.sleep(max(limits.pause * 2 ** (attempt - 1), last.wait or 0))
                try:
                    return await _Visit(transport, private, limits).get(address, asked)
                except FetchError as error:
                    last = error
                    if not error.passing or (error.wait or 0) > _LONGEST_WAIT:
                        break
    raise last


def _transport() -> httpx.AsyncHTTPTransport:
    # Below httpx.Client, so without its proxies, cookies and redirects. A connection is never used again: it was
    # verified for one name, and another name may lead to the same address.
    return httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))


@dataclass(frozen=True, slots=True)
class _Visit:
    """One attempt, with the robots.txt of each host that it meets."""

    transport: httpx.AsyncHTTPTransport
    private: bool
    limits: Limits
    robots: dict[str, RobotFileParser] = field(default_factory=dict)

    async def get(self, url: httpx.URL, asked: Mapping[str, str]) -> Fetched | None:
        """Return what ``url`` holds, None where it is as it was."""
        async with self._followed(url, asked) as (response, final):
            if response.status_code == HTTPStatus.NOT_MODIFIED and asked:
                return None
            _check_status(response, str(final))
            content = await _content(response, final, self.limits.size)
        if content is None:
            raise FetchError(str(final), f"is larger than {self.limits.size:,} bytes, the most that is fetched")
        headers = response.headers
        charset = _CHARSET.search(headers.get("content-type", ""))
        return Fetched(
            url=str(final),
            content=content,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            media=headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=charset[1].lower() if charset else "",
            version=Version(headers.get("etag"), headers.get("last-modified")),
        )

    @asynccontextmanager
    async def _followed(
        self, url: httpx.URL, asked: Mapping[str, str], robots_of: httpx.URL | None = None
    ) -> AsyncIterator[tuple[httpx.Response, httpx.URL]]:
        """Open ``url``, or where it leads to. An error names the page whose robots.txt it is."""
        for _ in range(self.limits.redirects + 1):
            if robots_of is None:
                await self._check_robots(url)
            named = str(robots_of or url)
            response = await self._opened(url, asked, named)
            try:
                if response.status_code not in _MOVED:
                    yield response, url
                    return
                url = _next(url, response.headers.get("location"))
            except httpx.TransportError as error:
                raise _broken(named, error) from None
            finally:
                await response.aclose()
        raise FetchError(str(robots_of or url), f"is reached after more than {self.limits.redirects} redirects")

    async def _opened(self, url: httpx.URL, asked: Mapping[str, str], named: str) -> httpx.Response:
        """Ask the addresses of the host, one after the other, until one answers."""
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await resolve(named, url.raw_host.decode("ascii"), port, private=self.private)
        for address in addresses:
            try:
                return await self.transport.handle_async_request(_request(url, address, asked))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if address == addresses[-1]:
                    raise _broken(named, error) from None
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise _broken(named, error) from None
        raise FetchError(named, "its host has no address")

    async def _check_robots(self, url: httpx.URL) -> None:
        root = str(url.copy_with(raw_path=b"/"))
        if root not in self.robots:
            self.robots[root] = await self._robots(url)
        if not self.robots[root].can_fetch(AGENT, str(url)):
            raise FetchError(str(url), "its robots.txt asks not to fetch it; save it from a browser and add the file")

    async def _robots(self, url: httpx.URL) -> RobotFileParser:
        """Return a host's rules. RFC 9309: all may be fetched where it has none, nothing while it fails to say."""
        rules = RobotFileParser()
        text: bytes | None = b""
        async with self._followed(url.copy_with(raw_path=b"/robots.txt"), {}, robots_of=url) as (response, final):
            if response.status_code in _PASSING:
                _check_status(response, str(url), "its robots.txt ")
            if response.status_code == HTTPStatus.OK:
                text = await _content(response, final, _ROBOTS, cut=True)
        rules.parse((text or b"").decode("utf-8-sig", "replace").splitlines())
        return rules


def _address(text: str) -> httpx.URL:
    """Read an address. Raises FetchError, which repeats no password, where it can't be one that is fetched."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        shown = "The address" if "@" in text else repr(text[:200])  # before an @ may stand a password
        raise FetchError(shown, f"is none that can be read: {error}") from None
    return _fetchable(url)


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


def _next(url: httpx.URL, location: str | None) -> httpx.URL:
    if not location:
        raise FetchError(str(url), "leads on, but does not say where to")
    try:
        return _fetchable(url.join(location))
    except (httpx.InvalidURL, UnicodeError):
        raise FetchError(str(url), f"leads on to what is no address: {location[:200]!r}") from None


def _request(url: httpx.URL, address: str, asked: Mapping[str, str]) -> httpx.Request:
    """Ask ``address`` for ``url``: the host's name goes into the Host header and into what its certificate must say."""
    host = url.raw_host.decode("ascii")
    extensions = {"sni_hostname": host.rstrip("."), "timeout": _TIMEOUTS}
    headers = {"Host": url.netloc.decode("ascii"), **_HEADERS, **asked}
    return httpx.Request("GET", url.copy_with(host=address), headers=headers, extensions=extensions)


def _check_status(response: httpx.Response, named: str, whose: str = "") -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    phrase = f"{whose}answered {status} {httpx.codes.get_reason_phrase(status)}".strip()
    if status in _LOGIN:
        raise FetchError(named, f"{phrase}: not for everyone; save it from a browser and add the file")
    wait = _seconds(response.headers.get("retry-after"))
    asks = f" and asks to wait {wait:.0f} s" if wait else ""
    raise FetchError(named, f"{phrase}{asks}", passing=status in _PASSING, wait=wait)


def _seconds(value: str | None) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


async def _content(response: httpx.Response, url: httpx.URL, most: int, *, cut: bool = False) -> bytes | None:
    """Return what was answered, decompressed: at most ``most`` bytes, None or (``cut``) the first where it is more."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(str(url), f"was answered compressed as {coding[:40]!r}, where only gzip was asked for")
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
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


def _broken(named: str, error: Exception) -> FetchError:
    """Say what went wrong on the way."""
    if isinstance(error, httpx.TimeoutException):
        return FetchError(named, "did not answer in time", passing=True)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return FetchError(named, "its certificate can't be trusted")
    if isinstance(error, httpx.ConnectError):
        return FetchError(named, "can't be connected to", passing=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return FetchError(named, f"broke off, or answered what is not HTTP ({error})", passing=True)
    passing = not isinstance(error, (httpx.LocalProtocolError, httpx.InvalidURL, httpx.UnsupportedProtocol))
    return FetchError(named, f"can't be fetched ({error})", passing=passing)
