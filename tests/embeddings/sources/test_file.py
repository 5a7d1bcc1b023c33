from __future__ import annotations

import re
from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.folders import Defaults
from embeddings.sources.file import FILE, Source, append_source, read_sources, source_folders
from tests.samples import write_files

ALL = """
[[source]]
feed = "https://Example.org/rss.xml#top"
publisher = "Example News"
language = "km"
visibility = "private"
limit = 7

[[source]]
sitemap = "https://www.example.org/map.xml?part=2"
name = "pages"

[[source]]
page = "https://example.org"

[[source]]
folder = "../archive"
visibility = "private"
"""


def seeds_with(folder: Path, text: str | bytes) -> Path:
    return write_files(folder / "seeds", {FILE: text})


def test_every_kind(tmp_path: Path) -> None:
    defaults = Defaults("Example News", "km", "private")
    seeds = seeds_with(tmp_path, ALL)
    archive = str(tmp_path / "archive")
    assert read_sources(seeds) == [
        Source("feed", "https://example.org/rss.xml", "example.org-rss.xml", defaults, 7),
        Source("sitemap", "https://www.example.org/map.xml?part=2", "pages"),
        Source("page", "https://example.org", "example.org"),
        Source("folder", archive, "archive", Defaults(visibility="private")),
    ]
    assert [(str(root.path), root.name) for root in source_folders(seeds)] == [(archive, "archive")]


def test_there_need_not_be_any(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == []
    assert read_sources(seeds_with(tmp_path, "")) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[source]\n", "sources.toml, line 1: is not TOML; entries such as [[source]]"),
        (b"# \xff\n", "sources.toml, line 1: is not UTF-8; save it as UTF-8"),
        ("feed = 'https://example.org'", "sources.toml: entries such as [[source]]"),
        ("source = 3", "sources.toml: entries such as [[source]]"),
        ("[[source]]\nlimit = 3", "source 1: names nothing; one of folder, page, feed, sitemap was expected"),
        ("[[source]]\nfeed='https://a.b'\npage='https://a.b'", "source 1: names page and feed; one of"),
        ("[[source]]\nfeed = 3", "source 1: 'feed' should be text"),
        ("[[source]]\nfeed = 'example.org'", "addresses begin with https:// or http://"),
        ("[[source]]\nfeed = 'file:///etc/passwd'", "addresses begin with https:// or http://"),
        ("[[source]]\nfeed = 'https://a:b@c.d'", "came with a name or a password"),
        ("[[source]]\nfeed = 'https://a.b'\nevery = 3", "source 1: 'every' is unknown; folder, page, feed"),
        ("[[source]]\nfeed = 'https://a.b'\nlimit = 0", "the limit 0 is no number of pages"),
        ("[[source]]\nfeed = 'https://a.b'\nlimit = true", "the limit True is no number of pages"),
        ("[[source]]\nfeed = 'https://a.b'\nname = '../x'", "the name '../x' is not made of"),
        ("[[source]]\nfeed = 'https://a.b'\nname = ''", "the name '' is not made of"),
        ("[[source]]\nfeed = 'https://a.b'\nvisibility = 'secret'", "'secret' is neither public nor private"),
        ("[[source]]\nfeed = 'https://a.b'\n[[source]]\npage = 'https://a.b'", "source 2: https://a.b is there"),
        ("[[source]]\nfeed = 'https://a.b/x'\n[[source]]\nfeed = 'https://a.b/-x'", "the name 'a.b-x' is taken"),
        ("[[source]]\nfolder = '.'", "is in the documents' folder, which is read already"),
        ("[[source]]\nfolder = 'sub/../deeper'", "is in the documents' folder, which is read already"),
        ("[[source]]\nfolder = '..'", "has the documents' folder in it; name a folder beside it"),
        ("[[source]]\nfolder = '../taken'", "the documents' folder has a 'taken', too; give it another name"),
    ],
)  # fmt: skip
def test_a_bad_one_is_named(tmp_path: Path, text: str | bytes, why: str) -> None:
    seeds = seeds_with(tmp_path, text)
    (seeds / "taken").mkdir()
    with pytest.raises(DocumentError, match=re.escape(why)):
        read_sources(seeds)


def test_a_source_is_written_at_the_end(tmp_path: Path) -> None:
    seeds = seeds_with(tmp_path, "# ours\n[[source]]\nfeed = 'https://a.b/x'")
    assert append_source(seeds, "feed", "https://a.b/x") == (Source("feed", "https://a.b/x", "a.b-x"), False)
    assert append_source(seeds, "feed", "https://a.b/-x")[0].name == "a.b-x-2"
    (seeds / "archive").mkdir()
    assert append_source(seeds, "folder", str(tmp_path / "archive"))[0].name == "archive-2"
    assert (seeds / FILE).read_text() == (
        "# ours\n[[source]]\nfeed = 'https://a.b/x'\n\n"
        '[[source]]\nfeed = "https://a.b/-x"\nname = "a.b-x-2"\n\n'
        f'[[source]]\nfolder = "{tmp_path}/archive"\nname = "archive-2"\n'
    )
    assert [source.name for source in read_sources(seeds)] == ["a.b-x", "a.b-x-2", "archive-2"]


def test_nothing_is_written_where_it_can_not_be_one(tmp_path: Path) -> None:
    seeds = seeds_with(tmp_path, "# ours\n")
    with pytest.raises(DocumentError, match="which is read already"):
        append_source(seeds, "folder", str(seeds / "sub"))
    assert [path.name for path in seeds.iterdir()] == [FILE]
    assert (seeds / FILE).read_text() == "# ours\n"
