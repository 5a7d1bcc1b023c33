"""One GET of an address that somebody gave: within limits, to public hosts alone, as their robots.txt has it.

A host is looked up once, its addresses are checked, and the connection goes to one of these by number: a name that
leads elsewhere a moment later changes nothing. Redirects are followed by hand, each one checked anew.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import httpx

from embeddings.errors import FetchError
from embeddings.fetching.addresses import resolve
from embeddings.fetching.answers import PASSING, Fetched, Version, broken, check_status, content_of, fetched_from
from embeddings.fetching.hosts import AGENT, Hosts, root_of
from embeddings.fetching.robots import Rules, read_rules
from embeddings.fetching.urls import next_url, read_url

_HEADERS: Final = {
    "User-Agent": f"{AGENT}/0.1 (keeps documents for its operator)",
    "Accept": "text/html, application/pdf, text/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",  # others inflate without a bound on what one chunk may become
    "Connection": "close",
}
_TIMEOUTS: Final = {"connect": 10.0, "read": 20.0, "write": 10.0, "pool": 10.0}  # seconds
_ROBOTS: Final = 500 << 10  # bytes of a robots.txt that are read, as RFC 9309 has it
_LONGEST_WAIT: Final = 10.0  # seconds that a server may ask for before another attempt
_SENT: Final = re.compile(r"[!-~](?:[ -~]{0,500}[!-~])?")  # what a host named its version, if it can be said back
_MOVED: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds and bytes as a whole, and how often it may be led on or try again."""

    seconds: float = 60
    size: int = 20 << 20
    redirects: int = 5
    attempts: int = 3
    pause: float = 1  # seconds before the second attempt; doubled for each that follows


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches many addresses, from any thread, and remembers their hosts' rules and turns in ``hosts``.

    ``private`` allows hosts that are not public. Not to be used in an event loop.
    """

    private: bool = False
    limits: Limits = LIMITS
    hosts: Hosts = field(default_factory=Hosts)

    def fetch(self, url: str, known: Version = Version()) -> Fetched | None:  # noqa: B008  it is frozen
        """Return what an address holds, None where its server says that it is still the ``known`` version.

        Raises FetchError.
        """
        named = {"If-None-Match": known.etag or "", "If-Modified-Since": known.modified or ""}
        asked = {header: value for header, value in named.items() if _SENT.fullmatch(value)}
        return asyncio.run(_patiently(self, url, asked))


def fetch(url: str, *, private: bool = False, limits: Limits = LIMITS) -> Fetched:
    """Fetch what an address holds. Not to be called in an event loop. Raises FetchError."""
    found = Fetcher(private, limits).fetch(url)
    assert found is not None  # noqa: S101  it is None only where something was asked about changes
    return found


async def _patiently(fetcher: Fetcher, url: str, asked: Mapping[str, str]) -> Fetched | None:
    """Try until it succeeds, fails for good, or attempts or time are used up."""
    address, limits = read_url(url), fetcher.limits
    last = FetchError(str(address), f"took longer than {limits.seconds:g} s", passing=True)
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.seconds) as deadline, _transport() as transport:
            for attempt in range(limits.attempts):
                if attempt:
                    await asyncio.sleep(max(limits.pause * 2 ** (attempt - 1), last.wait or 0))
                try:
                    return await _Visit(transport, fetcher, deadline).get(address, asked)
                except FetchError as error:
                    last = error
                except Exception as error:  # noqa: BLE001  an answer that nobody thought of is no other kind of failure
                    last = broken(str(address), error)
                if not last.passing or (last.wait or 0) > _LONGEST_WAIT:
                    break
    raise last


def _transport() -> httpx.AsyncHTTPTransport:
    # Below httpx.Client, so without its proxies, cookies and redirects. A connection is never used again: it was
    # verified for one name, and another name may lead to the same address.
    return httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))


@dataclass(frozen=True, slots=True)
class _Visit:
    """One attempt."""

    transport: httpx.AsyncHTTPTransport
    fetcher: Fetcher
    deadline: asyncio.Timeout

    async def get(self, url: httpx.URL, asked: Mapping[str, str]) -> Fetched | None:
        """Return what ``url`` holds, None where it is as it was."""
        most = self.fetcher.limits.size
        async with self._followed(url, asked) as (response, final):
            if response.status_code == HTTPStatus.NOT_MODIFIED and asked:
                return None
            check_status(response, str(final))
            content = await content_of(response, final, most)
        if content is None:
            raise FetchError(str(final), f"is larger than {most:,} bytes, the most that is fetched")
        return fetched_from(response, str(final), content)

    @asynccontextmanager
    async def _followed(
        self, url: httpx.URL, asked: Mapping[str, str], robots_of: httpx.URL | None = None
    ) -> AsyncIterator[tuple[httpx.Response, httpx.URL]]:
        """Open ``url``, or where it leads to. An error names the page whose robots.txt it is."""
        most = self.fetcher.limits.redirects
        for _ in range(most + 1):
            if robots_of is None:
                await self._check_robots(url)
                await self._wait_for_turn(url)
            named = str(robots_of or url)
            response = await self._opened(url, asked, named)
            try:
                if response.status_code not in _MOVED:
                    yield response, url
                    return
                url = next_url(url, response.headers.get("location"))
            except httpx.TransportError as error:
                raise broken(named, error) from None
            finally:
                await response.aclose()
        raise FetchError(str(robots_of or url), f"is reached after more than {most} redirects")

    async def _opened(self, url: httpx.URL, asked: Mapping[str, str], named: str) -> httpx.Response:
        """Ask the addresses of the host, one after the other, until one answers."""
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await resolve(named, url.raw_host.decode("ascii"), port, private=self.fetcher.private)
        for address in addresses:
            try:
                return await self.transport.handle_async_request(_request(url, address, asked))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if address == addresses[-1]:
                    raise broken(named, error) from None
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise broken(named, error) from None
        raise FetchError(named, "its host has no address")

    async def _wait_for_turn(self, url: httpx.URL) -> None:
        """Wait until the host may be asked again; that time is not the page's."""
        seconds, ends = self.fetcher.hosts.turn(url), self.deadline.when()
        if seconds and ends is not None:
            self.deadline.reschedule(ends + seconds)
            await asyncio.sleep(seconds)

    async def _check_robots(self, url: httpx.URL) -> None:
        hosts = self.fetcher.hosts
        if hosts.may_fetch(url) is None:
            hosts.rules[root_of(url)] = await self._rules(url)
        if not hosts.may_fetch(url):
            raise FetchError(str(url), "its robots.txt asks not to fetch it; save it from a browser and add the file")

    async def _rules(self, url: httpx.URL) -> Rules:
        """Return a host's rules. RFC 9309: all may be fetched where it has none, nothing while it fails to say."""
        text: bytes | None = b""
        async with self._followed(url.copy_with(raw_path=b"/robots.txt"), {}, robots_of=url) as (response, final):
            if response.status_code in PASSING:
                check_status(response, str(url), "its robots.txt ")
            if response.status_code == HTTPStatus.OK:
                text = await content_of(response, final, _ROBOTS, cut=True)
        return read_rules(text or b"", AGENT)


def _request(url: httpx.URL, address: str, asked: Mapping[str, str]) -> httpx.Request:
    """Ask ``address`` for ``url``: the host's name goes into the Host header and into what its certificate must say."""
    host = url.raw_host.decode("ascii")
    extensions = {"sni_hostname": host.rstrip("."), "timeout": _TIMEOUTS}
    headers = {"Host": url.netloc.decode("ascii"), **_HEADERS, **asked}
    return httpx.Request("GET", url.copy_with(host=address), headers=headers, extensions=extensions)
