from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.errors import FetchError
from embeddings.fetching.hosts import root_of
from embeddings.fetching.urls import next_url, read_url

HERE = httpx.URL("http://example.org/a/b?c")
PIECES = st.sampled_from(
    ["http:", "https:", "//", "/", "a", "B.c", "[", "]", "[::1]", "[v1.x]", "%", "%5B", "%25eth0", "@", ":", ":0",
     ":80",
     ":99999", f":{'9' * 5000}", ":²", "xn--", "xn--a", "ß", "℀", "。", "٣", "\ud800", "\0", "\x7f", "?", "#", "\\",
     "..", " ", "\n", "a" * 300, "0x7f.1", "x" * 9000]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=7).map("".join)


def refusal(text: str) -> str:
    with pytest.raises(FetchError) as caught:
        read_url(text)
    assert not caught.value.passing
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://[", r"^'http://\[': is none that can be read: it is read in more than one way\.$"),
        ("http://[::1%25eth0]²/", "is none that can be read: "),
        (f"http://a:{'9' * 5000}/", "is none that can be read: "),
        ("http://a:\u00b2/", "is none that can be read: "),
        ("http://xn--/", "is none that can be read: Malformed A-label"),
        ("\ud800", "is none that can be read: "),
        ("http:////a[b", "is none that can be read: |names no host"),
        (f"http://a/{'x' * 9000}", r"x…: is longer than 8,000 characters\."),
        ("http://name:sec/ret@[", r"^The address: is none that can be read\.$"),
    ],
)
def test_none_that_can_be_read(text: str, why: str) -> None:
    said = refusal(text)
    assert re.search(why, said)
    assert len(said) < 600


@given(TEXTS | st.text())
@example("http://xn--/")
@example("//[")
def test_whatever_is_read_can_be_taken_apart(text: str) -> None:
    for address, read in ((f"http://{text}", read_url), (text, read_url), (text, partial(next_url, HERE))):
        try:
            url = read(address)
        except FetchError:
            continue
        parts = urlsplit(str(url))
        assert (parts.scheme, parts.port) == (url.scheme, url.port)
        assert parts.hostname
        assert url.raw_host.isascii()
        assert read_url(str(url)) == url
        assert root_of(url).startswith(url.scheme)
        url.copy_with(host="127.0.0.1")
