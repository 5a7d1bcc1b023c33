from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fetching.robots import Rules, allows, read_rules

ALL = b"User-agent: *\n"
LINES = st.sampled_from(
    ["User-agent: *", "user-agent: onrecord", "Disallow: //[", "Allow: /%", "Disallow: /a", "Disallow: /*a*$",
     "Crawl-delay: ²", "Crawl-delay: 1e999", "Crawl-delay: nan", "Crawl-delay: -1", f"Crawl-delay: {'9' * 5000}",
     "Request-rate: ²/²", f"Request-rate: {'1' * 5000}/1", "Sitemap: http://[", "Disallow: http://a℀b/",
     "Disallow: /\ud7ff%zz%", ":", "#"]
)  # fmt: skip


def rules(text: str) -> Rules:
    return read_rules(text.encode(), "Onrecord")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("Disallow: /a", "/abc", False),
        ("Disallow: /a$", "/abc", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x.pdf/y.pdf", False),
        ("Disallow: /*.pdf$", "/x.pdf?page=1", True),
        ("Disallow: /*aa$", "/a", True),
        ("Disallow: /*aa$", "/aaa", False),
        ("Disallow: /*?", "/x?y", False),
        ("Disallow: /\nAllow: /open", "/open/1", True),
        ("Allow: /open\nDisallow: /open/x", "/open/x", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9", False),
        ("Disallow: /a%2Ab", "/aXb", True),
        ("disallow : /a # why", "/a", False),
        ("Disallow: //[\nDisallow: /b", "/b", False),
    ],
)
def test_which_paths(text: str, path: str, allowed: bool) -> None:
    assert allows(rules(f"User-agent: *\n{text}"), path.encode()) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: Onrecord/2.0\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: ONRECORD\nDisallow:", True),
        ("User-agent: a\nUser-agent: onrecord\nUser-agent: b\nDisallow: /", False),
        ("User-agent: onrecord\nAllow: /b\nUser-agent: b\nDisallow: /", True),
        ("User-agent: onrecord\nAllow: /b\n\nUser-agent: b\nAllow: /\n\nUser-agent: onrecord\nDisallow: /a", False),
        ("User-agent: onrecorder\nDisallow: /", True),
        ("Disallow: /", True),
    ],
)
def test_whom_they_are_for(text: str, allowed: bool) -> None:
    assert allows(rules(text), b"/a") is allowed


@pytest.mark.parametrize(
    ("value", "delay"), [("2.5", 2.5), ("007", 7), ("\u00b2", 0), ("9" * 5000, 0), ("nan", 0), ("-1", 0), ("", 0)]
)
def test_delay(value: str, delay: float) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {value}\nDisallow: /a").delay == delay


@given(st.text("ab*", min_size=1), st.booleans(), st.text("ab"))
def test_wildcards_are_those_of_a_pattern(rule: str, whole: bool, path: str) -> None:
    pattern = f"/{'.*'.join(map(re.escape, rule.split('*')))}{'' if whole else '.*'}"
    found = rules(f"User-agent: *\nDisallow: /{rule}{'$' if whole else ''}")
    assert allows(found, f"/{path}".encode()) is (re.fullmatch(pattern, f"/{path}") is None)
