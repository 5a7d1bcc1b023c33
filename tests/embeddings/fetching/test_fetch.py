"""A hostile internet, on loopback."""

from __future__ import annotations

import gzip
import re
import socket
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import FetchError
from embeddings.fetching import Fetched, Fetcher, Limits, Version, addresses, fetch
from embeddings.fetching.addresses import Address
from embeddings.fetching.answers import check_status, fetched_from
from embeddings.fetching.media import as_utf8, suffix_of
from embeddings.fetching.urls import next_url
from tests.server import Server, moved, page, raw, serving

ONCE = Limits(seconds=20, size=100_000, attempts=1)
LATE = Limits(seconds=0.5, attempts=1)
TWICE = Limits(seconds=20, size=100_000, attempts=2, pause=0)
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        yield served


def get(url: str, limits: Limits = ONCE) -> Fetched:
    return fetch(url, private=True, limits=limits)


def refused(url: str, limits: Limits = ONCE, *, passing: bool = False, private: bool = True) -> str:
    """Return why an address is not fetched."""
    with pytest.raises(FetchError) as caught:
        fetch(url, private=private, limits=limits)
    assert caught.value.passing is passing
    assert str(caught.value) == f"{caught.value.url}: {caught.value.why}{'; try again later' if passing else ''}."
    return caught.value.why


def only_this(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Take one address of loopback for a public one."""
    real = addresses.refusal

    def judge(one: Address) -> str | None:
        return None if one == IPv4Address(address) else real(one)

    monkeypatch.setattr(addresses, "refusal", judge)


def looked_up(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> list[str]:
    """Let names lead to addresses, another one at each look-up; return the list of what is looked up."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **options: Any) -> Any:
        asked.append(host)
        left = names.get(host.partition(".")[0], [host])
        return real(left.pop(0) if len(left) > 1 else left[0], port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_fetched(server: Server) -> None:
    url = server.put("/a?b=c", page("Brücke".encode("latin-1"), "text/Plain; Charset=ISO-8859-1", ETag='"7"'))
    found = get(url + "#part")
    assert (found.url, found.content.decode("latin-1")) == (url, "Brücke")
    assert (found.media, found.charset, found.version) == ("text/plain", "iso-8859-1", Version('"7"', None))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", found.at)
    assert server.asked == ["/robots.txt", "/a?b=c"]
    assert server.headers[1]["User-Agent"].startswith("Onrecord/")
    assert server.headers[1]["Host"] == server.root.removeprefix("http://")
    assert not {"Cookie", "Authorization", "Referer"} & server.headers[1].keys()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "is not fetched; addresses begin with https:// or http://"),
        ("ftp://example.org/", "is not fetched; addresses begin with https:// or http://"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "is not fetched; addresses begin with https:// or http://"),
        ("example.org/page", "is not fetched; addresses begin with https:// or http://"),
        ("http:///page", "names no host"),
        ("http://example.org:99999/", "has a port, 99999, that can't be one"),
        ("http://u:secret@127.0.0.1/", "came with a name or a password before its host, which is not sent"),
        ("http://u:secret@127.0.0.1/\r\nX: y", "is none that can be read"),
        ("http://exa\0mple.org/", "is none that can be read"),
        ("http://xn--/", "is none that can be read: Malformed A-label"),
        ("http://xn--99999999/", "is none that can be read: Invalid A-label"),
        ("http://①②⑦.⓪.⓪.①/", "is none that can be read"),
    ],
)
def test_no_address_to_fetch(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=re.escape(why)) as caught:
        get(url)
    assert "secret" not in str(caught.value)
    assert not caught.value.passing


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "224.0.0.1", "127.0.0.1."],  # noqa: S104
)  # fmt: skip
def test_nothing_leaves_for_an_address_that_is_not_public(server: Server, host: str) -> None:
    port = server.root.rpartition(":")[2]
    assert re.search(
        "which is not fetched|, which is |is none that can be read", refused(f"http://{host}:{port}/a", private=False)
    )
    assert server.asked == []


def test_a_redirect_is_checked_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    only_this(monkeypatch, "127.0.0.1")
    with serving("127.0.0.2") as inside:
        url = server.put("/a", moved(inside.put("/secret", page(b"inside"))))
        assert "127.0.0.2 leads to 127.0.0.2, which is loopback" in refused(url, private=False)
        assert (server.asked, inside.asked) == (["/robots.txt", "/a"], [])


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "which is link-local"),
        ("http://2130706433/", "unusual spelling"),
        ("//[::ffff:10.0.0.1]/", "which is private"),
        ("file:///etc/passwd", "addresses begin with https:// or http://"),
        ("http://name:word@127.0.0.1/", "came with a name or a password"),
        ("http://exa\x01mple.org/", "leads on to what is no address"),
    ],
)
def test_redirects_to_nowhere(server: Server, monkeypatch: pytest.MonkeyPatch, to: str, why: str) -> None:
    only_this(monkeypatch, "127.0.0.1")
    assert why in refused(server.put("/a", moved(to)), private=False)


def test_robots_is_fetched_as_safely(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    only_this(monkeypatch, "127.0.0.1")
    server.put("/robots.txt", moved("http://127.0.0.2/robots.txt"))
    assert "which is loopback" in refused(server.put("/a", page(b"x")), private=False)


def test_a_name_is_looked_up_once_and_its_address_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS that changes between check and use: the second answer is never asked for."""
    only_this(monkeypatch, "127.0.0.1")
    asked = looked_up(monkeypatch, turns=["127.0.0.1", "127.0.0.1", "127.0.0.3"])
    port = server.root.rpartition(":")[2]
    server.put("/a", page(b"x"))
    found = fetch(f"http://turns.example:{port}/a", limits=ONCE)
    assert (found.content, found.url) == (b"x", f"http://turns.example:{port}/a")
    assert server.headers[1]["Host"] == f"turns.example:{port}"
    assert asked.count("turns.example") == 2  # once for robots.txt, once for the page
    assert "leads to 127.0.0.3, which is loopback" in refused(f"http://turns.example:{port}/a", private=False)


def test_the_next_address_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.root.rpartition(":")[2])
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("127.0.0.9", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    server.put("/a", page(b"x"))
    assert get(f"http://two.example:{port}/a").content == b"x"


def test_a_certificate_must_be_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up(monkeypatch, secure=["127.0.0.1"])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        hello: list[bytes] = []

        def greet() -> None:
            line, _ = listening.accept()
            hello.append(line.recv(4096))
            line.close()

        thread = threading.Thread(target=greet)
        thread.start()
        refused(f"https://secure.example:{listening.getsockname()[1]}/a", passing=True)
        thread.join()
    assert b"secure.example" in hello[0]


def test_redirects_are_followed(server: Server) -> None:
    server.put("/1", moved("/2", 301))
    server.put("/2", moved("3?x#y", 307))
    end = server.put("/3?x", page(b"there"))
    assert (get(server.root + "/1").url, get(server.root + "/1").content) == (end, b"there")


def test_too_many_redirects(server: Server) -> None:
    url = server.put("/a", moved("/a"))
    assert refused(url) == "is reached after more than 5 redirects"
    assert server.asked.count("/a") == 6


def test_a_redirect_without_an_aim(server: Server) -> None:
    assert refused(server.put("/a", page(status=302))) == "leads on, but does not say where to"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_passing_errors_are_tried_again(server: Server, status: int) -> None:
    url = server.put("/a", page(status=status), page(b"now"))
    assert get(url, TWICE).content == b"now"
    assert f"answered {status} " in refused(server.put("/b", page(status=status)), TWICE, passing=True)
    assert server.asked.count("/b") == 2


@pytest.mark.parametrize(("status", "why"), [
    (404, "answered 404 Not Found"), (410, "answered 410 Gone"), (501, "answered 501 Not Implemented"),
    (403, "answered 403 Forbidden: not for everyone; save it from a browser and add the file"),
    (206, "answered 206 Partial Content"), (304, "answered 304 Not Modified"), (999, "answered 999"),
])  # fmt: skip
def test_errors_for_good_are_not(server: Server, status: int, why: str) -> None:
    assert refused(server.put("/a", page(status=status)), TWICE) == why
    assert server.asked.count("/a") == 1


def test_retry_after(server: Server) -> None:
    url = server.put("/a", page(status=429, Retry_After="3600"), page(b"too early"))
    assert refused(url, TWICE, passing=True) == "answered 429 Too Many Requests and asks to wait 3600 s"
    assert server.asked.count("/a") == 1
    past = server.put("/b", page(status=503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), page(b"now"))
    assert get(past, TWICE).content == b"now"
    odd = server.put("/c", page(status=503, Retry_After="soon"), page(b"now"))
    assert get(odd, TWICE).content == b"now"


@pytest.mark.parametrize("asked", ["+9999999999999999", "²", "9" * 5000, "1 Jan 2000 00:00:00 +99999999999999", "nan"])
def test_retry_after_that_makes_no_sense(server: Server, asked: str) -> None:
    url = server.put("/a", raw(f"HTTP/1.1 503 No\r\nRetry-After: {asked}\r\n\r\n".encode()))
    why = refused(url, passing=True)
    assert why.startswith("answered 503 Service Unavailable")


@given(st.text() | st.lists(st.sampled_from(["9", "²", "+", "GMT", " Oct ", ":", ",", "٣", "\ud800"])).map("".join))
def test_headers_that_make_no_sense(value: str) -> None:
    """Whatever a header holds, what comes of it is a page or a FetchError."""
    sent = value.encode("utf-8", "surrogatepass")
    names = (b"Retry-After", b"Content-Type", b"ETag", b"Last-Modified", b"Location")
    answer = httpx.Response(503, headers=[*((name, sent) for name in names), (b"Content-Type", b"a;charset=" + sent)])
    with pytest.raises(FetchError, match=r"answered 503"):
        check_status(answer, "http://x/")
    found = fetched_from(answer, "http://x/", b"Words.")
    assert as_utf8(found, ".txt")
    with suppress(FetchError):
        next_url(httpx.URL("http://x/"), answer.headers["location"])
    with suppress(FetchError):
        assert suffix_of(found, "/a.txt")


@pytest.mark.parametrize("etag", ["é", "²", "x" * 5000, '"7" '])
def test_a_version_that_can_not_be_said_back(server: Server, etag: str) -> None:
    url = server.put("/a", page(b"x", ETag=etag))
    fetcher = Fetcher(private=True, limits=ONCE)
    found = fetcher.fetch(url)
    assert found is not None
    assert fetcher.fetch(url, found.version) is not None
    assert ("If-None-Match" in server.headers[-1]) is (etag == '"7" ')


def test_what_nobody_thought_of_is_a_failure_of_the_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a\n b")

    monkeypatch.setattr(sys.modules["embeddings.fetching.fetch"], "fetched_from", fail)
    assert refused(server.put("/a", page(b"x"))) == "can't be fetched (ZeroDivisionError: a b)"


def test_too_large(server: Server) -> None:
    assert len(get(server.put("/a", page(b"x" * 100_000))).content) == 100_000
    why = "is larger than 100,000 bytes, the most that is fetched"
    assert refused(server.put("/b", page(b"x" * 100_001))) == why
    endless = raw(OK + b"\r\n", *[b"x" * 10_000] * 10_000)  # says nothing of its length
    assert refused(server.put("/c", endless)) == why


def test_a_gzip_bomb(server: Server) -> None:
    bomb = gzip.compress(b"\0" * (200 << 20), 1)
    assert len(bomb) < 1 << 20
    limits = Limits(seconds=60, size=20 << 20, attempts=1)
    assert "is larger than 20,971,520 bytes" in refused(server.put("/a", page(bomb, Content_Encoding="gzip")), limits)


def test_gzip(server: Server) -> None:
    whole = gzip.compress(b"words " * 1000)
    assert get(server.put("/a", page(whole, Content_Encoding="gzip"))).content == b"words " * 1000
    broken = server.put("/b", page(whole[:-12], Content_Encoding="gzip"))
    assert refused(broken, passing=True) == "broke off in the middle"
    false = server.put("/c", page(b"words", Content_Encoding="gzip"))
    assert refused(false).startswith("was answered as gzip, but isn't: ")


def test_gzip_that_never_ends(server: Server) -> None:
    head = OK + b"Content-Encoding: gzip\r\n\r\n"
    junk = server.put("/a", raw(head + gzip.compress(b"words"), *[b"x" * 10_000] * 10_000))
    assert get(junk).content == b"words"
    nothing = server.put("/b", raw(head + gzip.compress(b"")[:10], *[b"\0\0\0\xff\xff" * 2000] * 10_000))
    assert refused(nothing) == "is larger than 100,000 bytes, the most that is fetched"


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_a_compression_that_was_not_asked_for(server: Server, coding: str) -> None:
    url = server.put("/a", page(zlib.compress(b"x"), Content_Encoding=coding))
    assert refused(url) == f"was answered compressed as {coding!r}, where only gzip was asked for"


@pytest.mark.parametrize(
    "drip",
    [
        raw(*[b"H"] * 500, pause=0.05),
        raw(OK, *[b"X: y\r\n"] * 500, pause=0.05),
        raw(OK + b"\r\n", *[b"x"] * 500, pause=0.05),
    ],
    ids=["status", "headers", "body"],
)
def test_a_slow_drip(server: Server, drip: Any) -> None:
    assert refused(server.put("/a", drip), LATE, passing=True) == "took longer than 0.5 s"


def test_the_time_is_that_of_all_attempts(server: Server) -> None:
    url = server.put("/a", page(status=503))
    limits = Limits(seconds=3, attempts=100, pause=1)  # the first answer must be in time on a busy machine, too
    assert refused(url, limits, passing=True) == "answered 503 Service Unavailable"


@pytest.mark.parametrize(
    "parts",
    [
        [b"220 smtp.example ESMTP\r\n"],
        [b""],
        [OK + b"Content-Length: 100\r\n\r\nhalf"],
        [OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFFFF\r\nx"],
        [OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"],
        [OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n"],
    ],
    ids=["smtp", "nothing", "half", "chunk", "lengths", "header"],
)
def test_what_is_not_http(server: Server, parts: list[bytes]) -> None:
    why = refused(server.put("/a", raw(*parts)), passing=True)
    assert why.startswith(("broke off, or answered what is not HTTP (", "can't be fetched ("))


def test_nobody_listens() -> None:
    with serving() as gone:
        url = gone.root
    assert refused(url, passing=True) == "can't be connected to"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private", "/private/a", False),
        (b"User-agent: *\nDisallow: /private", "/public", True),
        (b"\xef\xbb\xbfUser-agent: Onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        (b"User-agent: somebody\nDisallow: /", "/a", True),
        (b"<html>no rules\xff\0</html>", "/a", True),
        (b"User-agent: *\nDisallow: /a\n" + b"#" * 1_000_000, "/a", False),
        ("User-agent: *\nCrawl-delay: ²\nDisallow: //[\nDisallow: /a".encode(), "/a", False),
        (f"User-agent: *\nCrawl-delay: {'9' * 5000}\nRequest-rate: ²/1\nDisallow: //[".encode(), "/a", True),
    ],
)
def test_robots(server: Server, rules: bytes, path: str, allowed: bool) -> None:
    server.put("/robots.txt", page(rules))
    url = server.put(path, page(b"x"))
    if allowed:
        assert get(url).content == b"x"
    else:
        assert refused(url) == "its robots.txt asks not to fetch it; save it from a browser and add the file"
        assert server.asked == ["/robots.txt"]


def test_robots_of_where_a_redirect_leads(server: Server) -> None:
    server.put("/robots.txt", page(b"User-agent: *\nDisallow: /private"))
    server.put("/private", page(b"x"))
    assert "its robots.txt asks not to fetch it" in refused(server.put("/a", moved("/private")))
    assert server.asked == ["/robots.txt", "/a"]


def test_robots_that_can_not_be_had(server: Server) -> None:
    url = server.put("/a", page(b"x"))
    server.put("/robots.txt", page(status=403))
    assert get(url).content == b"x"
    server.put("/robots.txt", page(status=503))
    with pytest.raises(FetchError, match=r"/a: its robots\.txt answered 503 Service Unavailable; try again later\.$"):
        get(url)


def test_only_what_changed(server: Server) -> None:
    known = Version('"7"', "Wed, 21 Oct 2015 07:28:00 GMT")
    url = server.put("/a", page(status=304), page(b"new", ETag='"8"'))
    fetcher = Fetcher(private=True, limits=ONCE)
    assert fetcher.fetch(url, known) is None
    assert server.headers[-1]["If-None-Match"] == '"7"'
    assert server.headers[-1]["If-Modified-Since"] == known.modified
    assert "If-None-Match" not in server.headers[0]  # robots.txt is another page
    changed = fetcher.fetch(url, known)
    assert changed is not None
    assert (changed.content, changed.version.etag) == (b"new", '"8"')
    assert server.asked == ["/robots.txt", "/a", "/a"]
