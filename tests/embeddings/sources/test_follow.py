"""Sources on loopback: what is new is fetched and kept, and nothing that goes wrong is raised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from embeddings.fetching import Fetched, Fetcher, Limits
from embeddings.fetching.hosts import Hosts
from embeddings.readers.folder import read_documents
from embeddings.readers.folders import Defaults
from embeddings.sources.file import Source
from embeddings.sources.follow import Followed, follow
from embeddings.sources.keeping import Kept, keep_page
from embeddings.sources.visit import Visit
from embeddings.types import Document
from tests.server import Page, Server, moved, page, raw, serving

ONCE = Limits(seconds=20, size=200_000, attempts=1)
OK = b"HTTP/1.1 200 OK\r\n"


class Notes:
    """A book that is kept in memory."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Visit] = {}

    def visits(self, source: str) -> list[Visit]:
        return [visit for visit in self.rows.values() if visit.source == source]

    def put(self, *visits: Visit) -> None:
        self.rows |= {(visit.source, visit.address): visit for visit in visits}


class Desk:
    """A documents' folder, a server, a book, and a clock that is set by hand."""

    def __init__(self, seeds: Path, server: Server) -> None:
        self.seeds, self.server, self.book = seeds, server, Notes()
        self.time = datetime(2026, 11, 24, tzinfo=UTC)
        self.limits = ONCE

    def follow(self, *sources: Source) -> Followed:
        """Follow sources, and return what came of the first; a day passes."""
        fetcher = Fetcher(private=True, limits=self.limits)
        came = follow(sources, self.seeds, fetcher, self.book, now=lambda: self.time)
        self.time += timedelta(days=1)
        return came[0]

    def visit(self, path: str, source: str = "/rss") -> Visit:
        return self.book.rows[self.server.root + source, self.server.root + path]

    def documents(self) -> list[Document]:
        documents, errors = read_documents(self.seeds)
        assert errors == []
        return documents


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "seeds").mkdir()
    with serving() as server:
        yield Desk(tmp_path / "seeds", server)


def article(title: str, head: str = "", etag: str = "") -> Page:
    words = "".join(f"<p>The council of Tarn said on day {day} that {title} stays open.</p>" for day in range(9))
    html = f"<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{words}</body></html>"
    return page(html.encode(), "text/html", ETag=etag)


def rss(*links: str, etag: str = "") -> Page:
    items = "".join(
        f"<item><title>Listed {link}</title><link>{link}</link><pubDate>Tue, 10 Oct 2017 08:00:00 GMT</pubDate></item>"
        for link in links
    )
    content = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return page(content.encode(), "application/rss+xml", ETag=etag)


def sitemap(*entries: str) -> Page:
    return page(f"<urlset>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>".encode(), "text/xml")


def feed(server: Server, **more: object) -> Source:
    return Source("feed", f"{server.root}/rss", "news", **more)  # type: ignore[arg-type]  # the test's own


def test_new_items_are_fetched_and_kept(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1", "/2"), rss("/3", "/1", "/2"))
    for number in (1, 2, 3):
        desk.server.put(f"/{number}", article(f"Bridge {number}"))
    assert desk.follow(feed(desk.server)) == Followed(feed(desk.server), new=2)
    assert desk.follow(feed(desk.server)) == Followed(feed(desk.server), new=1)
    assert desk.server.asked.count("/1") == 1
    titles = {document.url: document.title for document in desk.documents()}
    assert titles == {f"{desk.server.root}/{number}": f"Bridge {number}" for number in (1, 2, 3)}


def test_what_is_kept_of_a_page(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1"))
    desk.server.put("/1", moved("/there"))
    desk.server.put("/there", article("Bridge"))
    desk.follow(feed(desk.server))
    beside = tomllib.loads((desk.seeds / "fetched/news/127-0-0-1-there.html.meta.toml").read_text())
    assert re.fullmatch(r"\d{4}-[\d:T-]+\+00:00", str(beside.pop("fetched")))
    listed = {"title": "Listed /1", "date": "2017-10-10"}
    assert beside == {"url": f"{desk.server.root}/there", "feed": listed}


def test_the_page_knows_better_than_its_feed_and_neither_takes_the_time_of_fetching(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1", "/2"))
    desk.server.put("/1", article("Dated", '<meta property="article:published_time" content="2016-01-02">'))
    desk.server.put("/2", article("Undated"))
    desk.follow(feed(desk.server))
    found = {document.title: document for document in desk.documents()}
    assert [(found[title].date, dict(found[title].origins)["date"]) for title in ("Dated", "Undated")] == [
        ("2016-01-02", "extracted"), ("2017-10-10", "feed"),
    ]  # fmt: skip
    assert all(document.fetched is not None for document in found.values())


def test_a_document_without_a_date_has_none(desk: Desk) -> None:
    desk.server.put("/map", sitemap("<loc>/1</loc><lastmod>2020-01-01</lastmod>"))
    desk.server.put("/1", article("Undated"))
    desk.follow(Source("sitemap", f"{desk.server.root}/map", "map"))
    (document,) = desk.documents()
    assert (document.date, document.fetched is None) == (None, False)


def test_only_what_changed_is_asked_for(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1", etag='"7"'), page(status=304))
    desk.server.put("/1", article("Bridge"))
    desk.follow(feed(desk.server))
    assert desk.follow(feed(desk.server)) == Followed(feed(desk.server))
    assert desk.server.headers[-1]["If-None-Match"] == '"7"'
    assert desk.server.asked == ["/robots.txt", "/rss", "/1", "/robots.txt", "/rss"]


def test_a_source_is_left_alone_for_a_while(desk: Desk) -> None:
    desk.server.put("/rss", rss())
    desk.follow(feed(desk.server))
    desk.time -= timedelta(hours=23, minutes=55)
    desk.follow(feed(desk.server))
    assert desk.server.asked.count("/rss") == 1


def test_a_page_that_changes(desk: Desk) -> None:
    source = Source("page", f"{desk.server.root}/a", "a")
    desk.server.put("/a", article("First"), article("First"), article("Second"), page(status=500))
    assert [desk.follow(source) for _ in range(3)] == [
        Followed(source, new=1), Followed(source), Followed(source, renewed=1),
    ]  # fmt: skip
    beside = desk.seeds / "fetched/a/127-0-0-1-a.html.meta.toml"
    beside.write_text(f'{beside.read_text()}title = "Mended"\n')
    assert desk.follow(source).errors == (f"{source.address}: answered 500 Internal Server Error; try again later.",)
    (document,) = desk.documents()
    assert (document.title, "Second stays open" in document.text) == ("Mended", True)


def test_corrections_outlast_a_change(desk: Desk) -> None:
    source = Source("page", f"{desk.server.root}/a", "a")
    desk.server.put("/a", article("First"), article("Second"))
    desk.follow(source)
    beside = desk.seeds / "fetched/a/127-0-0-1-a.html.meta.toml"
    beside.write_text('# mine\nfetched = "2001-01-01T00:00:00+00:00"\npublisher = "Tarn News"\n')
    desk.follow(source)
    (document,) = desk.documents()
    assert (document.title, document.publisher) == ("Second", "Tarn News")
    assert str(document.fetched) > "2026"
    assert beside.read_text().startswith("# mine\nfetched = ")


def test_what_was_fetched_answers_when_its_source_is_gone(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1"), page(status=410))
    desk.server.put("/1", article("Bridge"))
    desk.follow(feed(desk.server))
    assert desk.follow(feed(desk.server)).errors == (f"{desk.server.root}/rss: answered 410 Gone.",)
    assert (desk.visit("/rss").passing, desk.visit("/rss").due) == (False, "2026-12-02T00:00:00+00:00")
    assert [document.title for document in desk.documents()] == ["Bridge"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(desk: Desk, status: int) -> None:
    desk.server.put("/rss", rss("/1"))
    desk.server.put("/1", page(status=status), article("Bridge"))
    assert "try again later" in desk.follow(feed(desk.server)).errors[0]
    assert (desk.visit("/1").passing, desk.visit("/1").due) == (True, "2026-11-24T00:10:00+00:00")
    assert desk.follow(feed(desk.server)).new == 1
    assert desk.visit("/1").error is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (page(status=404), "answered 404 Not Found"),
        (page(status=410), "answered 410 Gone"),
        (page(status=403), "answered 403 Forbidden: not for everyone"),
        (page(b"", "text/html"), "is empty"),
        (page(b"<html><body></body></html>", "text/html"), "is a page without text"),
        (page(b"\x89PNG\r\n\x1a\n\0", "image/png"), "is image/png, which is not kept"),
        (page(b"<html>no</html>", "application/pdf"), "says that it is application/pdf, but holds a page"),
        (page(b"%PDF-1.7 broken", "application/pdf"), "PDF"),
        (page(b"x" * 300_000), "is larger than 200,000 bytes"),
        (moved("file:///etc/passwd"), "is not fetched; addresses begin with https:// or http://"),
        (moved("/1"), "is reached after more than 5 redirects"),
    ],
)
def test_what_fails_for_good_is_told_once(desk: Desk, answer: Page, why: str) -> None:
    desk.server.put("/rss", rss("/1", "/2"))
    desk.server.put("/1", answer)
    desk.server.put("/2", article("Bridge"))
    came = desk.follow(feed(desk.server))
    assert (came.new, len(came.errors)) == (1, 1)
    assert why in came.errors[0]
    assert (desk.visit("/1").passing, desk.visit("/1").due) == (False, None)
    asked = desk.server.asked.count("/1")
    assert desk.follow(feed(desk.server)) == Followed(feed(desk.server))
    assert desk.server.asked.count("/1") == asked


def test_robots_are_heard(desk: Desk) -> None:
    desk.server.put("/robots.txt", page(b"User-agent: *\nDisallow: /private"))
    desk.server.put("/rss", rss("/private/1", "/2"))
    desk.server.put("/private/1", article("Secret"))
    desk.server.put("/2", article("Bridge"))
    assert "its robots.txt asks not to fetch it" in desk.follow(feed(desk.server)).errors[0]
    assert "/private/1" not in desk.server.asked
    assert [document.title for document in desk.documents()] == ["Bridge"]


def test_a_feed_that_never_ends(desk: Desk) -> None:
    endless = b"<rss version='2.0'><channel>", *[b"<item><link>/x</link></item>" * 100] * 1000
    desk.server.put("/rss", raw(OK + b"Content-Type: text/xml\r\n\r\n", *endless))
    assert desk.follow(feed(desk.server)).errors == (
        f"{desk.server.root}/rss: is larger than 200,000 bytes, the most that is fetched.",
    )


def test_a_feed_that_drips(desk: Desk) -> None:
    desk.limits = Limits(seconds=0.5, attempts=1)
    desk.server.put("/rss", raw(OK + b"\r\n", *[b"<rss>"] * 500, pause=0.05))
    assert desk.follow(feed(desk.server)).errors == (
        f"{desk.server.root}/rss: took longer than 0.5 s; try again later.",
    )


def test_a_feed_with_more_and_more_items(desk: Desk) -> None:
    for number in range(9):
        desk.server.put(f"/{number}", article(f"Bridge {number}"))
    desk.server.put("/rss", rss(*(f"/{number}" for number in range(9))))
    assert desk.follow(feed(desk.server, limit=3)).new == 3
    assert sorted(set(desk.server.asked)) == ["/0", "/1", "/2", "/robots.txt", "/rss"]


def test_a_host_that_is_down_is_not_asked_for_every_page(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(9)]
    desk.server.put("/rss", rss(*paths))
    for path in paths:
        desk.server.put(path, page(status=503))
    came = desk.follow(feed(desk.server))
    assert (len(came.errors), came.left) == (3, 6)


def test_what_was_left_is_taken_the_next_time_although_the_feed_is_the_same(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(5)]
    desk.server.put("/rss", rss(*paths, etag='"1"'), page(status=304))
    for path in paths:
        desk.server.put(path, page(status=503), article(path))
    assert desk.follow(feed(desk.server)).left == 2
    desk.server.pages |= {path: [article(f"Bridge {path}")] for path in paths}
    assert desk.follow(feed(desk.server)).new == 5


def test_pages_that_never_come_do_not_stand_in_the_way_of_the_others(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(6)]
    desk.server.put("/rss", rss(*paths))
    for path in paths:
        desk.server.put(path, page(status=503) if path < "/3" else article(f"Bridge {path}"))
    assert [(came.new, came.left) for came in (desk.follow(feed(desk.server)) for _ in range(2))] == [(0, 3), (3, 0)]


HOSTILE = {
    "/retry": raw(b"HTTP/1.1 500 No\r\nRetry-After: +9999999999999999\r\n\r\n"),
    "/rest": page(status=503, Retry_After="9" * 5000),
    "/moved": moved("http://[::1%25eth0]\xb2/"),
    "/port": moved(f"http://127.0.0.1:{'9' * 5000}/"),
    "/name": moved("http://xn--/"),
    "/coding": page(b"x", Content_Encoding="\xb2" * 5000),
    "/length": raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx"),
    "/status": raw(b"HTTP/1.1 \xb2\xb2\xb2 OK\r\n\r\n"),
    "/chunk": raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\nx"),
}


@pytest.mark.parametrize("path", HOSTILE)
def test_whatever_a_page_does_the_next_one_is_tried(desk: Desk, path: str) -> None:
    desk.server.put(
        "/robots.txt", page(f"User-agent: *\nCrawl-delay: ²\nCrawl-delay: {'9' * 5000}\nAllow: //[".encode())
    )
    desk.server.put("/rss", rss(path, "/good"), rss("/good", "/later"))
    desk.server.put(path, HOSTILE[path])
    desk.server.put("/good", article("Bridge", etag="\xe9"))
    desk.server.put("/later", article("Later"))
    came = desk.follow(feed(desk.server))
    assert (came.new, came.left, len(came.errors)) == (1, 0, 1)
    assert desk.visit(path).error is not None
    assert desk.follow(feed(desk.server)).new == 1


def test_a_fault_of_our_own_is_noted_and_the_next_page_tried(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path, found: Fetched, listed: Mapping[str, str]) -> Kept:
        if found.url.endswith("/1"):
            raise ZeroDivisionError("by nothing")
        return keep_page(folder, found, listed)

    monkeypatch.setattr("embeddings.sources.follow.keep_page", fail)
    desk.server.put("/rss", rss("/1", "/2"))
    for path in ("/1", "/2"):
        desk.server.put(path, article(f"Bridge {path}"))
    why = "can't be taken in (ZeroDivisionError: by nothing)"
    assert desk.follow(feed(desk.server)) == Followed(
        feed(desk.server), new=1, errors=(f"{desk.server.root}/1: {why}",)
    )
    assert (desk.visit("/1").error, desk.visit("/1").due) == (why, None)


def test_a_version_that_can_not_be_said_back_is_forgotten(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1", etag="\xe9"), rss("/1", "/2", etag="\xe9"))
    for path in ("/1", "/2"):
        desk.server.put(path, article(f"Bridge {path}"))
    assert [desk.follow(feed(desk.server)).new for _ in range(2)] == [1, 1]


def test_a_part_of_a_sitemap_that_can_not_be_had(desk: Desk) -> None:
    parts = "".join(f"<sitemap><loc>/{part}</loc></sitemap>" for part in ("gone", "part"))
    desk.server.put("/map", page(f"<sitemapindex>{parts}</sitemapindex>".encode(), "text/xml"))
    desk.server.put("/part", sitemap("<loc>/1</loc>"))
    desk.server.put("/1", article("Bridge"))
    source = Source("sitemap", f"{desk.server.root}/map", "map")
    assert desk.follow(source) == Followed(source, new=1, errors=(f"{desk.server.root}/gone: answered 404 Not Found.",))


def test_one_source_does_not_keep_the_others(desk: Desk) -> None:
    desk.server.put("/rss", page(b"<html>moved</html>", "text/html"))
    desk.server.put("/a", article("Bridge"))
    page_source = Source("page", f"{desk.server.root}/a", "a")
    gone = Source("feed", "http://127.0.0.1:9/rss", "gone")
    came = desk.follow(feed(desk.server), page_source, gone)
    assert came.errors == (
        f"{desk.server.root}/rss: is no feed (RSS or Atom); look for the address of the feed itself.",
    )
    assert [document.title for document in desk.documents()] == ["Bridge"]
    assert desk.book.rows[gone.address, gone.address].error == "can't be connected to"


def test_a_sitemap_of_sitemaps_within_its_limit(desk: Desk) -> None:
    parts = "".join(f"<sitemap><loc>/part{number}</loc></sitemap>" for number in range(3))
    desk.server.put("/map", page(f"<sitemapindex>{parts}</sitemapindex>".encode(), "text/xml", ETag='"1"'))
    for number in range(3):
        desk.server.put(f"/part{number}", sitemap(*(f"<loc>/{number}-{page}</loc>" for page in range(2))))
        for one in range(2):
            desk.server.put(f"/{number}-{one}", article(f"Bridge {number} {one}"))
    source = Source("sitemap", f"{desk.server.root}/map", "map", limit=3)
    assert desk.follow(source).new == 3
    assert "/part2" not in desk.server.asked
    desk.follow(source)
    assert "If-None-Match" not in desk.server.headers[-1]  # what it leads to may have changed


def test_a_sitemap_that_leads_to_itself(desk: Desk) -> None:
    itself = page(b"<sitemapindex><sitemap><loc>/map</loc></sitemap></sitemapindex>", "text/xml")
    desk.server.put("/map", itself)
    assert desk.follow(Source("sitemap", f"{desk.server.root}/map", "map")).new == 0
    assert desk.server.asked.count("/map") == 2


def test_a_page_is_fetched_again_where_the_sitemap_says_it_changed(desk: Desk) -> None:
    stamps = ("2020-01-01", "2020-01-01", "2021-01-01")
    desk.server.put("/map", *(sitemap(f"<loc>/1</loc><lastmod>{stamp}</lastmod>") for stamp in stamps))
    desk.server.put("/1", article("First"), article("Second"))
    source = Source("sitemap", f"{desk.server.root}/map", "map")
    assert [desk.follow(source) for _ in range(3)] == [
        Followed(source, new=1), Followed(source), Followed(source, renewed=1),
    ]  # fmt: skip
    assert [document.title for document in desk.documents()] == ["Second"]


def test_what_somebody_removed_stays_away(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1"))
    desk.server.put("/1", article("Bridge"))
    desk.follow(feed(desk.server))
    (desk.seeds / "fetched/news/127-0-0-1-1.html").unlink()
    desk.follow(feed(desk.server))
    assert desk.documents() == []


CLAIMS = {
    "rows.jsonl": '{"id": "own.txt", "text": "Fetched words.", "publisher": "Own", "visibility": "public", "url": "http://own/"}\n',
    "page.md": "---\nid: own.txt\ntitle: T\npublisher: Own\nvisibility: public\nurl: http://own/\n---\nFetched words.",
    "page.html": "<!doctype html><meta property='og:site_name' content='Own'><link rel='canonical' href='http://own/'>"
    "<meta property='og:url' content='http://own/'><title>T</title><p>Fetched words.</p>",
    "table.csv": "id,question,answer,publisher,visibility,url\nown.txt,What?,Fetched words.,Own,public,http://own/\n",
}
TYPES = {".jsonl": "application/jsonl", ".md": "text/markdown", ".html": "text/html", ".csv": "text/csv"}


@pytest.mark.parametrize("name", CLAIMS)
def test_what_is_fetched_has_no_say_in_who_it_is(desk: Desk, name: str) -> None:
    (desk.seeds / "own.txt").write_text("Mine\n\nMy own words.")
    source = Source("page", desk.server.put(f"/{name}", page(CLAIMS[name].encode(), TYPES[Path(name).suffix])), "news")
    assert desk.follow(source).new == 1
    own, theirs = sorted(desk.documents(), key=lambda document: document.path != "own.txt")
    assert (own.id, own.text) == ("own.txt", "Mine\n\nMy own words.")
    place = f"fetched/news/127-0-0-1-{name.partition('.')[0]}{Path(name).suffix}"
    assert theirs.id.partition("#")[0] == theirs.path == place
    assert (theirs.publisher, theirs.url, theirs.visibility) == ("127.0.0.1", source.address, "public")
    assert dict(theirs.origins)["publisher"] == "address"
    desk.follow(replace(source, defaults=Defaults("Tarn News", visibility="private")))
    theirs = next(document for document in desk.documents() if document.path == place)
    assert (theirs.publisher, theirs.visibility) == ("Tarn News", "private")
    (desk.seeds / f"{place}.meta.toml").unlink()
    theirs = next(document for document in desk.documents() if document.path == place)
    assert (theirs.id.partition("#")[0], theirs.publisher, theirs.url) == (place, "Tarn News", None)


def test_the_operator_has_the_last_word_on_who_it_is(desk: Desk) -> None:
    source = Source("page", desk.server.put("/page.md", page(CLAIMS["page.md"].encode(), "text/markdown")), "news")
    desk.follow(source)
    beside = desk.seeds / "fetched/news/127-0-0-1-page.md.meta.toml"
    beside.write_text(f'{beside.read_text()}publisher = "Mended"\nvisibility = "private"\n')
    (document,) = desk.documents()
    assert (document.publisher, document.visibility) == ("Mended", "private")


def test_rows_of_what_is_fetched_keep_apart(desk: Desk) -> None:
    rows = "".join(f'{{"id": {number}, "text": "Words {number}."}}\n' for number in range(2))
    desk.follow(Source("page", desk.server.put("/rows.jsonl", page(rows.encode(), "application/jsonl")), "news"))
    place = "fetched/news/127-0-0-1-rows.jsonl"
    assert [document.id for document in desk.documents()] == [f"{place}#0", f"{place}#1"]


def test_defaults_hold_for_what_is_fetched_and_after_that(desk: Desk) -> None:
    desk.server.put("/rss", rss("/1"))
    desk.server.put("/1", article("Bridge", '<meta property="og:site_name" content="Its own">'))
    private = feed(desk.server, defaults=Defaults('The "Post"', "km", "private"))
    desk.follow(private)
    (document,) = desk.documents()
    assert (document.publisher, document.language, document.visibility) == ('The "Post"', "km", "private")
    desk.follow(Source("feed", private.address, "renamed", Defaults('The "Post"')))
    (document,) = desk.documents()
    assert (document.path, document.visibility) == ("fetched/news/127-0-0-1-1.html", "public")
    mine = desk.seeds / "fetched/news/folder.toml"
    mine.write_text('visibility = "private"\n')
    desk.follow(feed(desk.server))
    assert mine.read_text() == 'visibility = "private"\n'


def test_what_a_killed_rebuild_left_is_removed(desk: Desk) -> None:
    half = desk.seeds / "fetched/news/.onrecord-x1"
    half.mkdir(parents=True)
    (half / "half.html").write_text("half")
    desk.server.put("/rss", rss())
    assert desk.follow(feed(desk.server)) == Followed(feed(desk.server))
    assert list(half.parent.iterdir()) == []


def test_a_link_in_place_of_the_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (desk.seeds / "fetched").symlink_to(tmp_path / "elsewhere")
    assert "fetched: is a link, which is not followed" in desk.follow(feed(desk.server)).errors[0]
    assert (list((tmp_path / "elsewhere").iterdir()), desk.server.asked) == ([], [])


def test_a_host_has_its_turns(desk: Desk) -> None:
    desk.server.put("/robots.txt", page(b"User-agent: *\nCrawl-delay: 9999"))
    desk.server.put("/a", page(b"x"))
    hosts = Hosts(pause=0.001)
    Fetcher(private=True, limits=ONCE, hosts=hosts).fetch(f"{desk.server.root}/a")
    from httpx import URL

    url = URL(f"{desk.server.root}/b")
    assert 29 < hosts.turn(url) <= 30  # what a host asks for, within reason
    assert 59 < hosts.turn(url) <= 60
    assert hosts.turn(URL("http://other.example/")) == 0
