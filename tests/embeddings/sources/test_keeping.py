from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import DocumentError, FetchError
from embeddings.fetching import Fetched
from embeddings.sources.keeping import (
    Kept,
    check,
    clean_name,
    keep,
    keep_page,
    page_name,
    renew,
    renew_page,
    sidecar_of,
    write,
    write_whole,
)

MILL = b"The mill\n\nIt burned down in the night.\n"
AT = "2026-11-24T22:00:00+00:00"

BROKEN = Fetched("https://example.org/mill.pdf", b"%PDF-1.4 and no more", AT, media="application/pdf")


def put(folder: Path, name: str, content: bytes = MILL, facts: str | None = None) -> Kept:
    return keep(folder, name, lambda new: write(new, content), facts)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def page(url: str = "https://www.example.org/news/mill.txt", content: bytes = MILL) -> Fetched:
    return Fetched(url, content, AT, media="text/plain")


def test_what_was_kept(tmp_path: Path) -> None:
    kept = put(tmp_path, "mill.txt", facts='title = "A mill"\n')
    assert kept == Kept(tmp_path / "mill.txt", 1, 0, "A mill")
    assert names(tmp_path) == ["mill.txt", "mill.txt.meta.toml"]
    assert kept.place.read_bytes() == MILL


def test_the_same_is_kept_once(tmp_path: Path) -> None:
    first, second = put(tmp_path, "mill.txt"), put(tmp_path, "other.txt")
    assert (second.place, second.already, first.already) == (first.place, True, False)
    assert names(tmp_path) == ["mill.txt"]
    put(tmp_path, "mill.md", b"# The mill\n\nIt burned down.\n")  # another kind is another document
    (tmp_path / "link.md").symlink_to(tmp_path / "mill.md")
    assert names(tmp_path) == ["link.md", "mill.md", "mill.txt"]


def test_no_file_and_no_facts_are_written_over(tmp_path: Path) -> None:
    places = [put(tmp_path, "mill.txt", MILL + str(n).encode(), facts="").place.name for n in range(3)]
    assert places == ["mill.txt", "mill-2.txt", "mill-3.txt"]
    (tmp_path / "a.txt.meta.toml").write_text("")  # somebody's facts, whose file is not there yet
    assert put(tmp_path, "a.txt", MILL + b"x", facts="").place.name == "a-2.txt"
    assert not (tmp_path / "a.txt").exists()
    assert put(tmp_path, "a.txt", MILL + b"y").place.name == "a.txt"  # and none are to be written


def test_what_can_not_be_read_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"mill\.txt: is empty"):
        put(tmp_path, "mill.txt", b"  \n")
    assert names(tmp_path) == []


def test_a_page_is_kept_under_its_address(tmp_path: Path) -> None:
    kept = keep_page(tmp_path, page(), {"title": "The “mill”"})
    assert kept.place.name == "example-org-mill.txt"
    assert (tmp_path / "example-org-mill.txt.meta.toml").read_text(encoding="utf-8") == (
        'url = "https://www.example.org/news/mill.txt"\n'
        f'fetched = "{AT}"\n'
        '\n[feed]\ntitle = "The “mill”"\n'
    )  # fmt: skip


def test_a_page_that_can_not_be_read_is_named_by_its_address(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        keep_page(tmp_path, BROKEN)
    assert (caught.value.path, str(caught.value).partition(":")[0]) == (BROKEN.url, "https")
    picture = Fetched("https://example.org/a.png", b"\x89PNG", AT, media="image/png")
    with pytest.raises(FetchError):
        keep_page(tmp_path, picture)
    assert names(tmp_path) == []


def test_what_was_fetched_again(tmp_path: Path) -> None:
    place = keep_page(tmp_path, page()).place
    beside = place.with_name(f"{place.name}.meta.toml")
    beside.write_text(f'title = "Mine"\nfetched   = "{AT}"\nurl = "x"\n')
    assert not renew_page(place, page())
    assert 'fetched   = "' in beside.read_text()
    later = Fetched(page().url, MILL + b"Again.\n", "2026-11-25T22:00:00+00:00", media="text/plain")
    assert renew_page(place, later)
    assert place.read_bytes() == MILL + b"Again.\n"
    assert beside.read_text() == 'title = "Mine"\nfetched = "2026-11-25T22:00:00+00:00"\nurl = "x"\n'
    with pytest.raises(DocumentError, match=r"^https://example\.org/mill\.pdf"):
        renew_page(place, BROKEN)
    assert place.read_bytes() == MILL + b"Again.\n"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(None, f'fetched = "{AT}"\n'), ('title = "Mine"\n', f'fetched = "{AT}"\ntitle = "Mine"\n')],
)
def test_facts_that_lack_when_it_was_fetched_get_it(tmp_path: Path, facts: str | None, expected: str) -> None:
    place = put(tmp_path, "mill.txt", facts=facts).place
    assert renew(place, MILL + b"Again.\n", AT)
    assert (tmp_path / "mill.txt.meta.toml").read_text() == expected
    assert names(tmp_path) == ["mill.txt", "mill.txt.meta.toml"]


def test_how_much_of_a_file_can_be_read(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "1", "title": "One", "text": "a"}\nnonsense\n{"id": "2", "title": "Two", "text": "b"}\n')
    assert check(rows, "rows.jsonl") == (2, 1, "One")
    rows.write_text("nonsense\n")
    with pytest.raises(DocumentError, match=r"rows\.jsonl, line 1"):
        check(rows, "rows.jsonl")
    rows.write_text('{"question": "Who?"}\n')
    with pytest.raises(DocumentError, match=r"rows\.jsonl: holds no document"):
        check(rows, "rows.jsonl")


@pytest.mark.parametrize(
    ("url", "suffix", "name"),
    [
        ("https://www.example.org/news/mill.html", ".html", "example.org-mill.html"),
        ("https://example.org/news/mill/", ".html", "example.org-mill.html"),
        ("https://example.org/", ".html", "example.org.html"),
        ("https://example.org/a%20b.pdf", ".html", "example.org-a b.pdf.html"),
        ("file:///a.txt", ".txt", "a.txt"),
    ],
)
def test_a_page_is_named_after_its_address(url: str, suffix: str, name: str) -> None:
    assert page_name(page(url), suffix) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("mill.txt", "mill.txt"),
        ("../../etc/the mill.TXT", "the-mill.txt"),
        ("a\\b\\c.md", "c.md"),
        ("folder/mill/", "mill"),
        ("a.b.html", "a-b.html"),
        ("Rows.JSONL.GZ", "Rows.jsonl.gz"),
        ("--a -- b--.txt", "a-b.txt"),
        ("e\u0301te\u0301_1.txt", "été_1.txt"),
        ("…", "document"),
        (".txt", "txt"),
        ("README.md", "document-README.md"),
        ("golden.jsonl", "document-golden.jsonl"),
        ("goldene.jsonl", "goldene.jsonl"),
        ("a\ud800b.txt", "ab.txt"),
        ("a.t!t", "a.tt"),
        ("x" * 300 + ".txt", "x" * 120 + ".txt"),
        ("é" * 60 + "é.txt", "é" * 60 + ".txt"),  # 120 bytes, and no half of a letter
    ],
)
def test_a_name_without_surprises(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_an_address_ends_no_line_of_facts() -> None:
    assert sidecar_of(page('https://example.org/"\\')) == (f'url = "https://example.org/%22%5C"\nfetched = "{AT}"\n')


def test_a_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    place = tmp_path / "facts.toml"
    write_whole(place, b"one")
    assert place.stat().st_mode & 0o777 == 0o600
    place.chmod(0o640)
    write_whole(place, b"two")
    assert (place.read_bytes(), place.stat().st_mode & 0o777, names(tmp_path)) == (b"two", 0o640, ["facts.toml"])
    with pytest.raises(FileExistsError):
        write(place, b"three")
    assert place.read_bytes() == b"two"
