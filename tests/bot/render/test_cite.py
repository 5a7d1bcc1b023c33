"""A quote as it is cited, in each style, as far as facts are known, and within what a button can carry."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.render.cite import Style, cite
from bot.types import Citation, Quote
from tests.bot.render.samples import BIDI, BRIDGE, HOSTILE, said_by
from tests.bot.render.samples import cite as citation_of

QUOTE = Quote(1, "The bridge was closed.", 0, 22)
SAID = said_by(QUOTE, "Ines Falk")
KNOWN = replace(BRIDGE, author="Jo Reed", url="https://example.org/b")
BARE = replace(BRIDGE, publisher=None, date=None, url=None)

TABLE: list[tuple[Style, Quote, Citation, str]] = [
    (
        "words",
        SAID,
        citation_of(KNOWN),
        "“The bridge was closed.” – Ines Falk, The bridge, Alder Gazette, 2020-03-01 https://example.org/b",
    ),
    ("words", QUOTE, citation_of(BARE), "“The bridge was closed.” – The bridge"),
    (
        "apa",
        SAID,
        citation_of(KNOWN),
        (
            "“The bridge was closed.” (Ines Falk, as cited in Jo Reed, 2020, para. 2). Jo Reed. (2020, March 1). The"
            " bridge. Alder Gazette. https://example.org/b"
        ),
    ),
    (
        "apa",
        QUOTE,
        replace(citation_of(replace(BRIDGE, date="2020-03", url=None)), page=4),
        "“The bridge was closed.” (Alder Gazette, 2020, p. 4). Alder Gazette. (2020, March). The bridge.",
    ),
    ("apa", QUOTE, citation_of(BARE), "“The bridge was closed.” (“The bridge”, n.d., para. 2). The bridge. (n.d.)."),
    (
        "chicago",
        SAID,
        citation_of(KNOWN),
        (
            "Ines Falk, “The bridge was closed,” quoted in Jo Reed, “The bridge,” Alder Gazette, March 1, 2020,"
            " https://example.org/b."
        ),
    ),
    (
        "chicago",
        replace(QUOTE, text="Was the bridge closed?"),
        replace(citation_of(replace(BRIDGE, date="2020", url=None)), page=4),
        "“Was the bridge closed?” “The bridge,” Alder Gazette, 2020, 4.",
    ),
    ("chicago", QUOTE, citation_of(BARE), "“The bridge was closed,” “The bridge”."),
]


@pytest.mark.parametrize(("style", "quote", "citation", "expected"), TABLE)
def test_each_style_names_what_is_known(style: Style, quote: Quote, citation: Citation, expected: str) -> None:
    assert cite(quote, citation, style) == expected
    assert cite(quote, citation, style, limit=256) == expected


@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("text", ["a" * 5000, "😀" * 300, HOSTILE * 9, BIDI * 40])
def test_what_is_too_long_is_cut(style: Style, text: str) -> None:
    document = replace(BRIDGE, title=text, publisher=text, author=text, url=f"https://example.org/{'a' * 900}")
    for long in (replace(QUOTE, text=text), said_by(replace(QUOTE, text=text), text)):
        for held in (document, BRIDGE):
            line = cite(long, citation_of(held), style, limit=256)
            assert 0 < len(line.encode("utf-16-le")) // 2 <= 256
            assert not set(line) & set(BIDI)
    assert "The bridge" in cite(replace(QUOTE, text=text), citation_of(BRIDGE), style, limit=256)


def test_of_a_long_title_a_half_is_left_for_the_words() -> None:
    document = replace(BRIDGE, title="t" * 500, url="https://example.org/" + "x" * 500)
    for style in get_args(Style):
        line = cite(replace(QUOTE, text="😀" * 320), citation_of(document), style, limit=256)
        assert len(line.encode("utf-16-le")) // 2 <= 256
        assert line.startswith("“😀")
        assert "…”" in line
