from __future__ import annotations

import gzip
import re
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings

from embeddings.errors import FetchError
from embeddings.fetching import Fetched
from embeddings.sources.items import Item, items_of, list_kind
from tests.embeddings.readers.test_fuzz import CHANGES, mutated

AT = "2026-01-01T00:00:00+00:00"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Tarn News</title><pubDate>Fri, 01 Jan 2021 00:00:00 GMT</pubDate>
<item><title>The bridge &amp;amp; the <![CDATA[<b>mill</b><script>alert(1)</script>]]></title>
<link>/a?x=1&amp;y=2</link>
<pubDate>Tue, 10 Oct 2017 23:30:00 -0500</pubDate><dc:creator>A. Ray</dc:creator></item>
<item><title>Undated</title><link>https://other.example/b#part</link></item>
<item><title>Again</title><link>/a?x=1&amp;y=2</link></item>
<item><title>No link</title></item>
<item><link>javascript:alert(1)</link></item>
<item><link>file:///etc/passwd</link></item>
<item><link>http://[</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/base/"><title>News</title>
<entry><title type="html">One &lt;i&gt;day&lt;/i&gt;</title><link href="one"/>
<published>2017-10-18T01:00:00+07:00</published>
<updated>2019-01-01T00:00:00Z</updated><author><name>B. Roe</name></author></entry>
<entry><title>Changed only</title><link href="two"/><updated>2019-01-01T00:00:00Z</updated></entry></feed>"""
MAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://example.org/old </loc><lastmod>2019-01-01</lastmod></url>
<url><loc>https://example.org/undated</loc></url>
<url><loc>https://example.org/new</loc><lastmod>2020-01-01</lastmod>
<news:news><news:publication_date>2017-10-18</news:publication_date><news:title>New</news:title></news:news></url>
</urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://example.org/part.xml</loc></sitemap></sitemapindex>"
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
)


def found(content: str | bytes, url: str = "https://example.org/list", charset: str = "") -> Fetched:
    return Fetched(url, content.encode() if isinstance(content, str) else content, AT, charset=charset)


def test_rss() -> None:
    first, second = items_of(found(RSS), "feed")
    facts = {"title": "The bridge & the mill", "author": "A. Ray", "date": "2017-10-10"}
    assert first == Item("https://example.org/a?x=1&y=2", facts)
    assert second == Item("https://other.example/b", {"title": "Undated"})


def test_atom() -> None:
    first, second = items_of(found(ATOM), "feed")
    assert (first.address, first.stamp) == ("https://example.org/base/one", "2019-01-01T00:00:00Z")
    assert first.facts == {"title": "One day", "author": "B. Roe", "date": "2017-10-18"}
    assert second.facts == {"title": "Changed only"}  # when it changed is not when it was published


def test_a_feed_in_another_encoding() -> None:
    text = RSS.replace("Undated", "Мост").replace('<?xml version="1.0"?>', "")
    assert items_of(found(text.encode("koi8-r"), charset="koi8-r"), "feed")[1].facts == {"title": "Мост"}
    declared = f'<?xml version="1.0" encoding="koi8-r"?>{text}'.encode("koi8-r")
    assert items_of(found(declared, charset="utf-8"), "feed")[1].facts == {"title": "Мост"}


def test_a_feed_that_broke_off() -> None:
    assert [item.address for item in items_of(found(RSS[: RSS.index("<item><title>Again")]), "feed")] == [
        "https://example.org/a?x=1&y=2", "https://other.example/b",
    ]  # fmt: skip


def test_an_empty_feed() -> None:
    assert items_of(found("<rss version='2.0'><channel><title>x</title></channel></rss>"), "feed") == []


def test_a_feed_that_names_a_file_opens_none() -> None:
    with pytest.raises(FetchError, match=r"is no feed \(RSS or Atom\)"):
        items_of(found("/etc/passwd"), "feed")


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_the_newest_first(packed: bool) -> None:
    content = gzip.compress(MAP.encode()) if packed else MAP.encode()
    items = items_of(found(content), "sitemap")
    assert [item.address.rpartition("/")[2] for item in items] == ["new", "old", "undated"]
    assert items[0] == Item("https://example.org/new", {"title": "New", "date": "2017-10-18"}, "2020-01-01")


def test_a_sitemap_of_sitemaps() -> None:
    assert items_of(found(INDEX), "sitemap") == [Item("https://example.org/part.xml", is_list=True)]


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("feed", "<!doctype html><html><body>Not found</body></html>", "is no feed (RSS or Atom)"),
        ("feed", "", "is no feed (RSS or Atom)"),
        ("feed", b"\0\1\2" * 1000, "is no feed (RSS or Atom)"),
        ("sitemap", "<urlset><url>", "is no sitemap that can be read: "),
        ("sitemap", "", "is no sitemap that can be read: "),
        ("sitemap", "<html><body/></html>", "is no sitemap: it begins with <html>"),
        ("sitemap", f"{BOMB}<urlset><url><loc>https://example.org/&i;</loc></url></urlset>", "is no sitemap that"),
        ("sitemap", gzip.compress(b"x" * (65 << 20)), "unpacks to more than 64 MB"),
        ("sitemap", gzip.compress(MAP.encode())[:-20], "is damaged: "),
        ("sitemap", "<urlset>" + "<url>" * 100_000, "is no sitemap that can be read: "),
    ],
)  # fmt: skip
def test_what_is_no_list(kind: str, content: str | bytes, why: str) -> None:
    with pytest.raises(FetchError, match=re.escape(why)) as caught:
        items_of(found(content), "feed" if kind == "feed" else "sitemap")
    assert caught.value.url == "https://example.org/list"
    assert not caught.value.passing


def test_an_entity_bomb_in_a_feed_does_not_go_off() -> None:
    hostile = RSS.replace('<?xml version="1.0"?>', BOMB).replace("Undated", "&i;&i;&i;")
    assert all(len(str(item.facts)) < 2000 for item in items_of(found(hostile), "feed"))


def test_an_outer_entity_is_not_fetched() -> None:
    hostile = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + RSS.partition("?>")[2].replace(
        "Undated", "&f;"
    )
    assert [item.facts.get("title") for item in items_of(found(hostile), "feed")][1] in (None, "&f;")


@pytest.mark.parametrize(
    ("content", "url", "kind"),
    [
        (RSS, "https://a.b/x", "feed"),
        (ATOM, "https://a.b/x", "feed"),
        ('<rdf:RDF xmlns:rdf="x">', "https://a.b/x", "feed"),
        (MAP, "https://a.b/x", "sitemap"),
        (INDEX, "https://a.b/x", "sitemap"),
        (gzip.compress(MAP.encode()), "https://a.b/map.xml.gz?x", "sitemap"),
        ("<html><body>About <rss> and <feed ></body></html>", "https://a.b/x", None),
        ("Plain text.", "https://a.b/rss.xml", None),
    ],
)
def test_which_kind_of_list_it_is(content: str | bytes, url: str, kind: str | None) -> None:
    assert list_kind(found(content, url)) == kind


@pytest.mark.parametrize(("kind", "content"), [("feed", RSS), ("feed", ATOM), ("sitemap", MAP), ("sitemap", INDEX)])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=settings().max_examples // 6)
@given(changes=CHANGES)
def test_lists_survive(kind: Literal["feed", "sitemap"], content: str, changes: list[tuple[int, int, bytes]]) -> None:
    """Mutations of good lists: addresses or an error come out. ``make fuzz`` tries many more."""
    items, why = [], ""
    try:
        items = items_of(found(mutated(content.encode(), changes)), kind)
    except FetchError as error:
        why = error.why
    assert "broke its reader" not in why, why
    assert all(item.address.startswith(("https://", "http://")) for item in items)
