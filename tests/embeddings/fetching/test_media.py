from __future__ import annotations

import re

import pytest

from embeddings.errors import FetchError
from embeddings.fetching import Fetched
from embeddings.fetching.media import as_utf8, suffix_of

HTML = b"<!-- saved -->\n<!DOCTYPE html><html><body>words</body></html>"
PDF = b"%PDF-1.7\n..."
ZIP = b"PK\x03\x04\0\0"


def fetched(content: bytes, media: str = "", charset: str = "") -> Fetched:
    return Fetched("https://example.org/a", content, "2026-01-01T00:00:00+00:00", media, charset)


@pytest.mark.parametrize(
    ("content", "media", "path", "suffix"),
    [
        (HTML, "text/html", "/a", ".html"),
        (b"no mark-up at all", "text/html", "/a", ".html"),
        (HTML, "", "/a", ".html"),
        (HTML, "text/plain", "/a", ".html"),
        (HTML, "application/xhtml+xml", "/a.php", ".html"),
        (PDF, "application/pdf", "/a", ".pdf"),
        (PDF, "application/octet-stream", "/a", ".pdf"),
        (PDF, "text/html", "/a", ".pdf"),
        (b"\n\n" + PDF, "", "/a", ".pdf"),
        (b"{\\rtf1 words}", "text/plain", "/a", ".rtf"),
        (ZIP, "application/epub+zip", "/a", ".epub"),
        (ZIP, "application/octet-stream", "/a.DOCX", ".docx"),
        (b"words", "text/plain", "/a", ".txt"),
        (b"words", "text/plain", "/a.md", ".md"),
        (b"words", "text/markdown", "/a", ".md"),
        (HTML, "text/plain", "/a.md", ".html"),
        (b"{\\rtf1 words}", "", "/a", ".rtf"),
        (b"q,a\n", "text/csv", "/a", ".csv"),
        ("words".encode("utf-16"), "text/plain", "/a", ".txt"),
    ],
)
def test_suffix(content: bytes, media: str, path: str, suffix: str) -> None:
    assert suffix_of(fetched(content, media), path) == suffix


@pytest.mark.parametrize(
    ("content", "media", "path", "why"),
    [
        (b"", "text/html", "/a", "is empty"),
        (b" \n", "text/plain", "/a", "is empty"),
        (b"\x89PNG\0", "image/png", "/a", "is image/png, which is not kept"),
        (b"GIF89a", "image/gif", "/a", "is image/gif, which is not kept; pages, PDF, office documents and texts are"),
        (b"words", "", "/a", "is of an unknown type, which is not kept"),
        (b"words", "application/octet-stream", "/a", "is application/octet-stream, which is not kept"),
        (HTML, "application/pdf", "/a", "says that it is application/pdf, but holds a page"),
        (b"words", "application/pdf", "/a", "says that it is application/pdf, but holds something else"),
        (HTML, "application/octet-stream", "/a.docx", "but holds a page"),
        (b"MZ\0\0", "text/plain", "/a", "says that it is text/plain, but holds no text"),
        (b"MZ\0\0", "text/html", "/a", "says that it is text/html, but holds no text"),
        (ZIP, "text/html", "/a", "says that it is text/html, but holds an archive"),
        (ZIP, "application/zip", "/a", "is application/zip, which is not kept"),
    ],
)
def test_what_is_not_kept(content: bytes, media: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=re.escape(why)) as caught:
        suffix_of(fetched(content, media), path)
    assert not caught.value.passing


def test_the_header_says_how_text_is_encoded() -> None:
    cyrillic = "Слова".encode("koi8-r")
    assert as_utf8(fetched(cyrillic, "text/plain", "koi8-r"), ".txt").decode() == "Слова"
    assert as_utf8(fetched(cyrillic, "text/html", "koi8-r"), ".html").decode("utf-8-sig") == "Слова"
    assert as_utf8(fetched(cyrillic, "text/html", "koi8-r"), ".html").startswith(b"\xef\xbb\xbf")
    assert as_utf8(fetched(PDF, "application/pdf", "koi8-r"), ".pdf") == PDF


@pytest.mark.parametrize("charset", ["", "utf-8", "no-such", "hex", "utf-16"])
def test_a_header_that_is_wrong_changes_nothing(charset: str) -> None:
    content = "Слово".encode("koi8-r")
    assert as_utf8(fetched(content, "text/plain", charset), ".txt") == content
