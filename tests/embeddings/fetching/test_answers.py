from __future__ import annotations

import gzip
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from embeddings.errors import FetchError
from embeddings.fetching.answers import Version, broken, check_status, content_of, fetched_from

URL = "https://example.org/a"
WORDS = b"The mill burned down. " * 40
PACKED = gzip.compress(WORDS)


@pytest.mark.parametrize(
    ("told", "media", "charset"),
    [
        ({}, "", ""),
        ({"Content-Type": "Text/HTML"}, "text/html", ""),
        ({"Content-Type": "text/html ; Charset = 'KOI8-R'"}, "text/html", "koi8-r"),
        ({"Content-Type": 'text/html; boundary=x; charset="utf-8"'}, "text/html", "utf-8"),
        ({"Content-Type": "text/html; charset="}, "text/html", ""),
    ],
)
def test_what_an_answer_says_that_it_is(told: dict[str, str], media: str, charset: str) -> None:
    found = fetched_from(httpx.Response(200, headers=told), URL, b"x")
    assert (found.url, found.content, found.media, found.charset, found.version) == (
        URL,
        b"x",
        media,
        charset,
        Version(),
    )
    assert abs(datetime.fromisoformat(found.at) - datetime.now(UTC)) < timedelta(minutes=5)
    assert found.at.endswith("+00:00")


def test_what_tells_a_version_from_another() -> None:
    stamps = {"ETag": '"7"', "Last-Modified": "Tue, 24 Nov 2026 22:00:00 GMT"}
    found = fetched_from(httpx.Response(200, headers=stamps), URL, b"")
    assert found.version == Version('"7"', "Tue, 24 Nov 2026 22:00:00 GMT")


def failure(status: int, whose: str = "", **headers: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        check_status(httpx.Response(status, headers=headers), "example.org", whose)
    return caught.value


@pytest.mark.parametrize(
    ("status", "message", "passing"),
    [
        (304, "example.org: answered 304 Not Modified.", False),
        (403, "example.org: answered 403 Forbidden: not for everyone; save it from a browser and add the file.", False),
        (404, "example.org: answered 404 Not Found.", False),
        (429, "example.org: answered 429 Too Many Requests; try again later.", True),
        (503, "example.org: answered 503 Service Unavailable; try again later.", True),
        (599, "example.org: answered 599.", False),
    ],
)
def test_an_answer_that_is_no_page(status: int, message: str, passing: bool) -> None:
    error = failure(status)
    assert (str(error), error.passing, error.wait) == (message, passing, None)


def test_a_page_is_one() -> None:
    check_status(httpx.Response(200), "example.org")


def test_whose_answer_it_was_is_told() -> None:
    assert str(failure(404, "its robots.txt ")) == "example.org: its robots.txt answered 404 Not Found."


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("120", 120.0), (" 5 ", 5.0), ("9999999999999", 999999999.0), ("soon", None), ("-5", None), ("1.5", None)],
)
def test_how_long_a_host_asks_to_be_left_alone(asked: str, wait: float | None) -> None:
    error = failure(503, **{"Retry-After": asked})
    assert error.wait == wait
    assert ("asks to wait" in str(error)) == (wait is not None)


def test_a_host_may_ask_for_a_day() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=10), usegmt=True)
    wait = failure(503, **{"Retry-After": later}).wait
    assert wait is not None
    assert 9 * 3600 < wait <= 10 * 3600
    past = failure(503, **{"Retry-After": "Tue, 24 Nov 2020 22:00:00 GMT"})
    assert past.wait == 0
    assert "wait" not in str(past)


async def read(*parts: bytes, most: int = 10_000, cut: bool = False, coding: str = "identity") -> bytes | None:
    async def sent() -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    response = httpx.Response(200, headers={"Content-Encoding": coding}, content=sent())
    return await content_of(response, httpx.URL(URL), most, cut=cut)


async def test_content_as_it_is_sent() -> None:
    assert await read(b"ab", b"cd") == b"abcd"
    assert await read() == b""


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", " GZIP "])
async def test_content_that_was_packed(coding: str) -> None:
    assert await read(PACKED[:20], PACKED[20:], coding=coding) == WORDS
    assert await read(PACKED, b"and what is no part of it", coding=coding) == WORDS


@pytest.mark.parametrize(("most", "whole", "cut"), [(4, b"abcd", b"abcd"), (3, None, b"abc"), (0, None, b"")])
async def test_no_more_is_read_than_was_asked_for(most: int, whole: bytes | None, cut: bytes) -> None:
    assert await read(b"ab", b"cd", most=most) == whole
    assert await read(b"ab", b"cd", most=most, cut=True) == cut


async def test_what_is_packed_small_is_not_unpacked_beyond_that() -> None:
    bomb = gzip.compress(bytes(1 << 20))
    assert await read(bomb, most=2000, coding="gzip") is None
    assert await read(bomb, most=2000, cut=True, coding="gzip") == bytes(2000)


@pytest.mark.parametrize(
    ("parts", "coding", "message", "passing"),
    [
        ([PACKED[:-9]], "gzip", "broke off in the middle; try again later", True),
        ([b"no archive"], "gzip", "was answered as gzip, but isn't: ", False),
        ([b"x"], "br", "was answered compressed as 'br', where only gzip was asked for", False),
    ],
)
async def test_content_that_is_not_what_it_says(parts: list[bytes], coding: str, message: str, passing: bool) -> None:
    with pytest.raises(FetchError) as caught:
        await read(*parts, coding=coding)
    assert str(caught.value).startswith(f"{URL}: {message}")
    assert caught.value.passing == passing


async def test_nothing_at_all_may_be_called_packed() -> None:
    assert await read(coding="gzip") == b""


@pytest.mark.parametrize(
    ("error", "message", "passing"),
    [
        (httpx.ReadTimeout("x"), "did not answer in time", True),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] x"), "its certificate can't be trusted", False),
        (ssl.SSLError("CERTIFICATE_VERIFY_FAILED"), "its certificate can't be trusted", False),
        (httpx.ConnectError("refused"), "can't be connected to", True),
        (httpx.RemoteProtocolError("no\nHTTP"), "broke off, or answered what is not HTTP (no\nHTTP)", True),
        (httpx.LocalProtocolError("bad  header"), "can't be fetched (bad header)", False),
        (httpx.UnsupportedProtocol("no"), "can't be fetched (no)", False),
        (httpx.ReadError("reset"), "can't be fetched (reset)", True),
        (OSError("no route"), "can't be fetched (OSError: no route)", True),
        (ValueError("x"), "can't be fetched (ValueError: x)", False),
        (ValueError("x" * 500), f"can't be fetched (ValueError: {'x' * 188})", False),
    ],
)
def test_what_went_wrong_on_the_way(error: Exception, message: str, passing: bool) -> None:
    found = broken("example.org", error)
    assert (found.why, found.passing, found.url) == (message, passing, "example.org")
