from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.add import Added, Begun, add_file, add_path, add_url, describe, run_add
from bot.settings import Settings
from embeddings.errors import DocumentError, FetchError, SettingsError, UsageError
from embeddings.fetching import Fetched
from embeddings.sources.keeping import clean_name, page_name
from tests.server import Server, moved, page, serving

TEXT = b"The bridge\n\nThe bridge stays, said the mayor."
OTHER = b"The ferry\n\nThe ferry goes, said the mayor."
AT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    return Settings(seeds=seeds, fetch_private=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        yield served


def add_page(settings: Settings, url: str) -> Added:
    added = add_url(settings, url)
    assert isinstance(added, Added)
    return added


def kept(settings: Settings) -> list[str]:
    """Return every file below the documents' folder, and whatever else was made beside the folder."""
    beside = [path.name for path in settings.seeds.parent.iterdir() if path != settings.seeds]
    return (
        sorted(str(path.relative_to(settings.seeds)) for path in settings.seeds.rglob("*") if path.is_file()) + beside
    )


def test_a_file(settings: Settings) -> None:
    added = add_file(settings, "minutes.txt", TEXT)
    assert added == Added("added/minutes.txt", 1, title="The bridge")
    assert (settings.seeds / added.name).read_bytes() == TEXT
    assert describe(added) == "Added “The bridge” as added/minutes.txt. The next rebuild takes it up."
    assert kept(settings) == ["added/minutes.txt"]


def test_the_same_twice(settings: Settings) -> None:
    add_file(settings, "minutes.txt", TEXT)
    again = add_file(settings, "copy.txt", TEXT)
    assert (again.name, again.already) == ("added/minutes.txt", True)
    assert describe(again) == "“The bridge” is there already, as added/minutes.txt."
    assert kept(settings) == ["added/minutes.txt"]


def test_a_document_without_a_title() -> None:
    assert describe(Added("added/a.html", 1)) == "Added a document as added/a.html. The next rebuild takes it up."
    assert describe(Added("added/a.html", 1, already=True)) == "A document is there already, as added/a.html."


def test_nothing_is_written_over(settings: Settings) -> None:
    names = [add_file(settings, "minutes.txt", content).name for content in (TEXT, OTHER, TEXT + b" Yes.")]
    assert names == ["added/minutes.txt", "added/minutes-2.txt", "added/minutes-3.txt"]
    assert (settings.seeds / names[0]).read_bytes() == TEXT
    assert (settings.seeds / names[1]).read_bytes() == OTHER


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/cron.d/x.txt", "x.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\x.txt", "x.txt"),
        (".hidden.txt", "hidden.txt"),
        ("..", "document"),
        ("", "document"),
        ("...txt", "document.txt"),
        ("a\nb\x1b[31m\u202ec.txt", "a-b-31m-c.txt"),
        ("a\0b.txt", "a-b.txt"),
        ("Minutes of 3 March (final).TXT", "Minutes-of-3-March-final.txt"),
        ("ព្រះរាជាណាចក្រ.txt", "ព្រះរាជាណាចក្រ.txt"),
        ("Bru\u0308cke 🌉.md", "Brücke.md"),
        ("README.md", "document-README.md"),
        ("golden.jsonl", "document-golden.jsonl"),
        ("a.html.txt", "a-html.txt"),
        ("x.meta.toml", "x-meta.toml"),
        ("rows.JSONL.gz", "rows.jsonl.gz"),
        ("half\ud800.txt", "half.txt"),
        ("-rf.txt", "rf.txt"),
        ("a.t/x", "x"),
        ("a.t x\n", "a.tx"),
    ],
)
def test_clean_names(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize("letter", ["a", "é", "ក", "🌉a"])
def test_a_long_name(settings: Settings, letter: str) -> None:
    name = clean_name(letter * 3000 + ".txt")
    assert name.endswith(".txt")
    assert len(name.encode()) <= 124
    assert add_file(settings, letter * 3000 + ".txt", TEXT).name == f"added/{name}"


@pytest.mark.parametrize("name", ["../../escaped.txt", "/tmp/escaped.txt", "added/../../escaped.txt"])
def test_nothing_is_kept_elsewhere(settings: Settings, name: str) -> None:
    assert add_file(settings, name, TEXT).name == "added/escaped.txt"
    assert kept(settings) == ["added/escaped.txt"]


def test_a_link_in_place_of_the_folder(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (settings.seeds / "added").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=r"added is a link; .* Remove the link\.$"):
        add_file(settings, "a.txt", TEXT)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_in_place_of_a_file(settings: Settings, tmp_path: Path) -> None:
    (settings.seeds / "added").mkdir()
    (settings.seeds / "added/a.txt").symlink_to(tmp_path / "not-there")
    assert add_file(settings, "a.txt", TEXT).name == "added/a-2.txt"
    assert not (tmp_path / "not-there").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", "a.exe: not a kind that is read"),
        ("a.txt", b"", "a.txt: is empty"),
        ("a.txt", b"one\0two", "a.txt"),
        ("rows.jsonl", b"no json\n", "rows.jsonl, line 1: "),
        ("rows.jsonl", b"", "rows.jsonl: "),
    ],
)
def test_what_can_not_be_read_is_not_kept(settings: Settings, name: str, content: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(why)):
        add_file(settings, name, content)
    assert kept(settings) == []
    assert list((settings.seeds / "added").iterdir()) == []


def test_a_collection_with_a_bad_row(settings: Settings) -> None:
    rows = b'{"id": "1", "text": "One."}\n{"id": "2"}\n{"id": "3", "text": "Three."}\n'
    added = add_file(settings, "rows.jsonl", rows)
    assert (added.documents, added.unread) == (2, 1)
    assert "Added 2 documents (1 more in it can't be read) as added/rows.jsonl." in describe(added)


def test_no_documents_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"There is no documents' folder .*nowhere'"):
        add_file(Settings(seeds=tmp_path / "nowhere"), "a.txt", TEXT)


def test_a_path(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "My minutes.txt").write_bytes(TEXT)
    (tmp_path / "My minutes.txt.meta.toml").write_text('publisher = "The council"\n')
    assert add_path(settings, tmp_path / "My minutes.txt").name == "added/My-minutes.txt"
    beside = settings.seeds / "added/My-minutes.txt.meta.toml"
    assert beside.read_text() == 'publisher = "The council"\n'
    assert (tmp_path / "My minutes.txt").read_bytes() == TEXT


def test_paths_that_can_not_be_added(settings: Settings, tmp_path: Path) -> None:
    (settings.seeds / "a.txt").write_bytes(TEXT)
    for path, why in (
        (tmp_path / "none.txt", r"^There is no file '.*none\.txt'\. Give a file, or an address that begins with https://"),
        (settings.seeds / "a.txt", r"is in the documents' folder already: onrecord rebuild takes it up\.$"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=why):
            add_path(settings, path)


def test_a_page(settings: Settings, server: Server) -> None:
    end = server.put("/reports/The%20bridge.txt?x=%22", page(TEXT))
    added = add_page(settings, server.put("/a", moved(end)))
    assert added == Added("added/127-0-0-1-The-bridge.txt", 1, title="The bridge")
    assert (settings.seeds / added.name).read_bytes() == TEXT
    beside = (settings.seeds / f"{added.name}.meta.toml").read_text()
    assert re.fullmatch(rf'url = "{re.escape(end)}"\nfetched = "\d{{4}}-[\d:T-]+\+00:00"\n', beside)
    assert add_page(settings, end).already
    assert len(kept(settings)) == 2


def test_a_web_page_and_its_facts(settings: Settings, server: Server) -> None:
    from embeddings.readers import folder

    words = "".join(f"<p>The bridge stays, said the mayor on day {day} of the talks.</p>" for day in range(20))
    html = (
        f"<!doctype html><html><head><title>The bridge &lt;b&gt;</title></head><body><h1>The bridge</h1>{words}</body>"
    )
    url = server.put("/news/bridge.php?id=7", page(html.encode(), "text/html"))
    added = add_page(settings, url)
    assert added.name == "added/127-0-0-1-bridge-php.html"
    documents, errors = folder.read_documents(settings.seeds)
    assert (errors, [document.url for document in documents]) == ([], [url])


def test_facts_go_with_their_file(settings: Settings, server: Server) -> None:
    (settings.seeds / "added").mkdir()
    (settings.seeds / "added/127-0-0-1-a.txt.meta.toml").write_text('title = "Of another"\n')
    added = add_page(settings, server.put("/a.txt", page(TEXT)))
    assert added.name == "added/127-0-0-1-a-2.txt"
    assert kept(settings) == [
        "added/127-0-0-1-a-2.txt", "added/127-0-0-1-a-2.txt.meta.toml", "added/127-0-0-1-a.txt.meta.toml",
    ]  # fmt: skip


def test_a_page_in_another_encoding(settings: Settings, server: Server) -> None:
    url = server.put("/a.txt", page("Слова\n\nСлова о мосте.".encode("koi8-r"), "text/plain; charset=koi8-r"))
    assert add_page(settings, url).title == "Слова"


def test_pages_that_are_not_kept(settings: Settings, server: Server) -> None:
    with pytest.raises(FetchError, match=r"/a: answered 404 Not Found\.$"):
        add_page(settings, server.root + "/a")
    with pytest.raises(FetchError, match=r"/b: says that it is application/pdf, but holds a page\.$"):
        add_page(settings, server.put("/b", page(b"<html>not found</html>", "application/pdf")))
    with pytest.raises(DocumentError, match=rf"^{re.escape(server.root)}/c\.jsonl, line 1: "):
        add_page(settings, server.put("/c.jsonl", page(b"no json\n")))
    assert kept(settings) == []


def test_private_networks_need_the_setting(settings: Settings, server: Server) -> None:
    url = server.put("/a.txt", page(TEXT))
    with pytest.raises(
        FetchError, match=r"leads to 127\.0\.0\.1, which is loopback; ONRECORD_FETCH_PRIVATE=true allows"
    ):
        add_url(settings.model_copy(update={"fetch_private": False}), url)
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "suffix", "name"),
    [
        ("https://www.example.org/", ".html", "example.org.html"),
        ("https://example.org/a/b/", ".html", "example.org-b.html"),
        ("https://example.org/report.pdf?x=/../y", ".pdf", "example.org-report.pdf"),
        ("https://example.org/%2e%2e%2fetc%2fpasswd.txt", ".txt", "example.org-../etc/passwd.txt"),
    ],
)
def test_page_names(url: str, suffix: str, name: str) -> None:
    assert page_name(Fetched(url, b"", AT), suffix) == name


def test_a_page_name_stays_in_the_folder(settings: Settings, server: Server) -> None:
    added = add_page(settings, server.put("/%2e%2e%2f%2e%2e%2fescaped.txt", page(TEXT)))
    assert added.name == "added/escaped.txt"


def test_the_command(settings: Settings, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_add(settings, server.put("/a.txt", page(TEXT)))
    (tmp_path / "b.txt").write_bytes(b"\x1b[31mTitle\n\nWords.")
    run_add(settings, str(tmp_path / "b.txt"))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Added “The bridge” as added/127-0-0-1-a.txt. The next rebuild takes it up."
    assert "\x1b" not in second
    with pytest.raises(UsageError, match=r"^ftp://x/y can't be added: addresses begin with https:// or http://$"):
        run_add(settings, "ftp://x/y")


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>One</title><link>/one</link></item><item><title>Two</title><link>/two</link></item></channel></rss>"""


def test_a_feed_is_followed(settings: Settings, server: Server) -> None:
    url = server.put("/rss.xml", page(FEED, "application/rss+xml"))
    begun = add_url(settings, url)
    assert isinstance(begun, Begun)
    assert describe(begun) == (
        f"Added the feed {url} to sources.toml, which lists 2 pages now (at most 100 of them are fetched). "
        "Rebuilds fetch what is new, and keep it in fetched/127.0.0.1-rss.xml/."
    )
    assert (settings.seeds / "sources.toml").read_text() == f'[[source]]\nfeed = "{url}"\n'
    assert describe(add_url(settings, url)) == f"The feed {url} is in sources.toml already."
    assert kept(settings) == ["sources.toml"]


def test_what_only_looks_like_a_feed(settings: Settings, server: Server) -> None:
    with pytest.raises(FetchError, match=r"/a: is no sitemap that can be read: "):
        add_url(settings, server.put("/a", page(b"<urlset><url>", "text/xml")))
    assert kept(settings) == []


def test_a_page_that_is_followed(settings: Settings, server: Server) -> None:
    url = server.put("/a.txt", page(TEXT))
    added = describe(add_url(settings, url, follow=True))
    assert added.startswith(
        f"Added the page {url} to sources.toml. Rebuilds fetch what is new, and keep it in fetched/"
    )
    assert (settings.seeds / "sources.toml").read_text() == f'[[source]]\npage = "{url}"\n'


def test_a_folder_is_read_where_it_is(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive").mkdir()
    run_add(settings, str(tmp_path / "archive"))
    assert capsys.readouterr().out == (
        f"Added the folder {tmp_path / 'archive'} to sources.toml. Rebuilds read it, as archive/.\n"
    )
    with pytest.raises(DocumentError, match=r"is in the documents' folder, which is read already$"):
        run_add(settings, str(settings.seeds))
