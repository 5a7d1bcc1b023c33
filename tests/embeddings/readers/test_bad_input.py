"""Hostile and broken files: each gets its line, and the good file beside it is still read."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from embeddings.errors import DocumentError
from embeddings.naming.aliases import read_aliases
from embeddings.readers.folder import read_documents
from embeddings.readers.pool import Pool, ReaderLimits
from embeddings.sources.file import read_sources
from embeddings.sources.reading import read_changed
from tests.embeddings.readers import files
from tests.embeddings.readers.files import write

BOMB = '<!DOCTYPE a [<!ENTITY a "x">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB += "]>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def errors_of(folder: Path) -> list[str]:
    """Return what is said, where the good file is read all the same."""
    write(folder, "zz-good.txt", "Title\n\nBody.")
    documents, errors = read_documents(folder)
    assert "zz-good.txt" in {document.id for document in documents}
    return [str(error) for error in errors]


def many_pages(count: int) -> bytes:
    file, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(count):
        file.new_page(100, 100)
    file.save(buffer)
    return buffer.getvalue()


def lying(content: bytes) -> bytes:
    """Say of every file in an archive that it is small."""
    changed, at = bytearray(content), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 10)
        at += 4
    return bytes(changed)


def bomb(name: str) -> bytes:
    return files.zipped({name: b" " * (300 << 20), "mimetype": "application/epub+zip"})


BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "empty text": ("a.txt", b"", "is empty"),
    "binary text": ("a.txt", b"\x7fELF\x02\x01\x00\x00" * 50, "NUL character"),
    "random bytes as text": ("a.txt", bytes(range(128, 256)) * 3, "is not UTF-8"),
    "spoilt UTF-8": ("a.txt", "Señor\n\n¿Dónde está? Mañana aquí, señor.".encode() + b"\xff", "byte 0xff is not UTF-8"),
    "half of UTF-16": ("a.txt", b"\xff\xfea", "begins as UTF-16 does and is not"),
    "empty PDF": ("a.pdf", b"", "is empty"),
    "text as PDF": ("a.pdf", b"hello", "is no PDF, whatever its name says"),
    "PDF head alone": ("a.pdf", b"%PDF-1.7\n", "is a damaged PDF"),
    "truncated PDF": ("a.pdf", files.pdf(files.WORDS)[:400], "is a damaged PDF"),
    "locked PDF": ("a.pdf", files.pdf("x", password="secret"), "is locked with a password"),
    "scan": ("a.pdf", files.blank_pdf(), "has no text, as scans have none; have it read by OCR: pip install '.[ocr]'"),
    "PDF of 5,000 pages": ("a.pdf", lambda: many_pages(5000), "has 5,000 pages, and at most 3,000 are read; split it"),
    "empty DOCX": ("a.docx", b"", "is empty"),
    "text as DOCX": ("a.docx", b"hello", "is no DOCX"),
    "truncated DOCX": ("a.docx", files.word("x")[:3000], "is a damaged file"),
    "DOCX without words": ("a.docx", files.word(), "has no text"),
    "DOCX of nothing but XML": ("a.docx", files.zipped({"word/document.xml": "<a/>"}), "is a damaged"),
    "bomb as DOCX": ("a.docx", lambda: bomb("word/document.xml"), "unpacks to 300 MB in 2 files, and at most 256 MB"),
    "bomb as EPUB": ("a.epub", lambda: bomb("a.xhtml"), "unpacks to 300 MB"),
    "lying bomb": ("a.docx", lying(files.word("x" * 9999)), "is a damaged"),
    "entities in DOCX": ("a.docx", files.zipped({"word/document.xml": f"{BOMB}<a>&i;</a>"}), "is a damaged file"),
    "entities in ODT": ("a.odt", files.odt("<text:p>&i;</text:p>", BOMB), "is a damaged file"),
    "file as entity": ("a.odt", files.odt("<text:p>&a;</text:p>", OUTSIDE), "it declares entities"),
    "nested XML": ("a.odt", files.odt("<text:p>" * 100_000), "is a damaged file"),
    "archive of many": ("a.docx", lambda: files.zipped({str(n): "" for n in range(10_001)}), "in 10,001 files"),
    "other archive": ("a.zip", files.zipped({"a.txt": "x"}), "is a zip archive; of those, .docx,"),
    "EPUB without package": ("a.epub", files.zipped({"mimetype": "application/epub+zip"}), "is a damaged file"),
    "EPUB that leads out": ("a.epub", files.epub(place="../../../etc/passwd"), "has no text"),
    "old Word file": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "save it as .docx"),
    "empty page": ("a.html", b" \n", "is empty"),
    "page of scripts": ("a.html", b"<html><script>alert(1)</script></html>", "is a page without text"),
    "empty RTF": ("a.rtf", rb"{\rtf1}", "has no text"),
    "other JSON": ("a.json", b'{"a": 1}', "is JSON, but no export of Telegram's"),
    "no JSON": ("a.json", b"{", "is not JSON"),
    "nested JSON": ("a.json", b"[" * 200_000, "is not JSON"),
    "empty answer": ("a.csv", b"question,answer\nWhen?,\n", "line 2: has no answer in this row"),
    "mail without words": ("a.eml", b"From: a@b\nSubject: x\n\n", "has no text"),
    "unknown kind": ("a.xyz", b"\x01\x02", "not a kind that is read"),
    "compressed nothing": ("a.jsonl.gz", lambda: gzip.compress(b"\0" * (40 << 20)), "is longer than 32 MB"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_file_gets_its_line(tmp_path: Path, case: str) -> None:
    name, content, message = BAD[case]
    write(tmp_path, name, content() if callable(content) else content)
    (error,) = errors_of(tmp_path)
    assert error.startswith(name)
    assert message in error


def test_text_of_200_megabytes_in_a_line(tmp_path: Path) -> None:
    with write(tmp_path, "a.txt", "T\n\n").open("ab") as file:
        file.truncate(200 << 20)
    assert errors_of(tmp_path) == ["a.txt: is of 200 MB, and at most 64 MB are read; split it"]


def test_page_nested_a_hundred_thousand_deep(tmp_path: Path) -> None:
    write(tmp_path, "a.html", f"<html><body>{'<div>' * 100_000}{files.WORDS}{'</div>' * 100_000}</body></html>")
    write(tmp_path, "zz-good.txt", "Title\n\nBody.")
    documents, errors = read_documents(tmp_path)  # it may be read or refused, and may break its reader
    assert documents[-1].id == "zz-good.txt"
    assert len(documents) + len(errors) == 2


def test_page_with_a_tag_that_can_be_none(tmp_path: Path) -> None:
    write(tmp_path, "a.html", f"<html><body><a<title>The mill</a><p>{files.WORDS[:40]}")  # found by fuzzing
    assert errors_of(tmp_path) == []


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    write(tmp_path, "secret.txt", "Secret\n\nBody.")
    write(seeds, "a.txt", "T\n\nBody.")
    (seeds / "file.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "folder").symlink_to(tmp_path)
    (seeds / "gone.txt").symlink_to(tmp_path / "gone")
    (seeds / "inside.txt").symlink_to(seeds / "a.txt")
    assert errors_of(seeds) == [
        "file.txt: is a link that leads out of the documents' folder; it is not followed",
        "folder: is a link to a folder; it is not followed",
        "gone.txt: is a link to nothing; it is not followed",
    ]


def test_links_to_what_never_ends_are_not_opened(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    os.mkfifo(tmp_path / "pipe")  # opening it waits for a writer, for ever
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)  # a socket's path is short
        listening.bind("socket")
    for name, place in {"pipe": tmp_path / "pipe", "socket": tmp_path / "socket", "zero": Path("/dev/zero")}.items():
        for suffix in (".txt", ".pdf", ".txt.meta.toml"):
            (seeds / f"{name}{suffix}").symlink_to(place)
    (seeds / "round.txt").symlink_to(seeds / "round.txt")
    (seeds / "up").symlink_to(seeds)
    (seeds / "system.txt").symlink_to("/proc/self/environ")  # a file that has no size and no end of its own
    write(seeds, "zz-good.txt", "Title\n\nBody.")
    reading = read_changed(seeds)
    assert [document.id for document in reading.documents] == ["zz-good.txt"]
    what_is_no_file = {"pipe": "a pipe", "socket": "a socket", "zero": "a device"}.items()
    kinds = ("pdf", "txt")
    assert sorted(map(str, reading.errors)) == sorted(
        [
            *(
                f"{name}.{kind}: is a link to {what}; it is not followed"
                for name, what in what_is_no_file
                for kind in kinds
            ),
            "round.txt: is a link to nothing; it is not followed",
            "system.txt: is a link that leads out of the documents' folder; it is not followed",
            "up: is a link to a folder; it is not followed",
        ]
    )


def test_what_is_no_file_is_told_of_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = write(tmp_path, "seeds/zz-good.txt", "Title\n\nBody.").parent
    (seeds / "sub.txt").mkdir()
    os.mkfifo(seeds / "pipe.txt")
    os.mkfifo(seeds / "sub.txt/pipe.pdf")
    os.mkfifo(seeds / ".hidden")
    monkeypatch.chdir(seeds)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
    told = ["pipe.txt: is a pipe; it is not opened", "socket.md: is a socket; it is not opened"]
    told += ["sub.txt/pipe.pdf: is a pipe; it is not opened"]
    assert errors_of(seeds) == [*map(str, read_changed(seeds).errors)] == told


@pytest.mark.parametrize("name", ["a.txt.meta.toml", "a.meta.toml", "folder.toml"])
def test_a_pipe_where_facts_should_stand_leaves_their_documents_out(tmp_path: Path, name: str) -> None:
    write(tmp_path, "sub/a.txt", "T\n\nBody.")
    os.mkfifo(tmp_path / "sub" / name)  # it might have said that they are private
    assert errors_of(tmp_path) == [f"sub/{name}: is no file, and is not opened; put a file there, or nothing"]


@pytest.mark.parametrize(("name", "read"), [("sources.toml", read_sources), ("aliases.toml", read_aliases)])
def test_a_pipe_in_the_place_of_a_file_of_ours_is_refused(
    tmp_path: Path, name: str, read: Callable[[Path], object]
) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(DocumentError, match=f"^{name}: is no file, and is not opened; put a file there, or nothing$"):
        read(tmp_path)


def test_a_file_of_errors_is_told_of_in_part(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "a\n" * 20_000 + '{"id": "1", "text": "Words."}\n')
    documents, errors = read_documents(tmp_path)
    assert [document.text for document in documents] == ["Words."]
    assert len(errors) == 1001
    assert str(errors[-1]) == "a.jsonl: has 19,000 more of them that can't be read"


def test_sidecar_that_is_a_link_is_not_read_and_its_document_left_out(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    write(tmp_path, "secret", 'visibility = "private"')
    (write(seeds, "a.txt", "T\n\nBody.").parent / "a.txt.meta.toml").symlink_to(tmp_path / "secret")
    assert errors_of(seeds) == ["a.txt.meta.toml: is a link, which is not followed; put the file itself there"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('title = "', "is not TOML"),
        ("titel = 'x'", "'titel' is unknown"),
        ("visibility = 'secret'", "neither public nor private"),
        (b"\xff", "is not UTF-8"),
        (f"title = {'1' * 5000}", "is not TOML"),
        (f"{'a.' * 40_000}a = 1", "is larger than 64 KB; a few facts were expected"),
    ],
)
def test_bad_sidecar_is_named_and_its_document_left_out(tmp_path: Path, content: str | bytes, why: str) -> None:
    write(tmp_path, "a.txt", "T\n\nBody.")
    write(tmp_path, "a.txt.meta.toml", content)
    (error,) = errors_of(tmp_path)
    assert error.startswith("a.txt.meta.toml")
    assert why in error


def test_bad_folder_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, "sub/folder.toml", "visibility = 'secret'")
    write(tmp_path, "sub/a.txt", "T\n\nBody.")
    assert errors_of(tmp_path) == ["sub/folder.toml: the visibility 'secret' is neither public nor private"]


@pytest.mark.parametrize("name", ["a\nb.txt", "🗳️ vote.txt", "ស.txt", "a b.html"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "T\n\nBody." if name.endswith(".txt") else files.page())
    assert errors_of(tmp_path) == []


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("T\n\nBody.")
    (error,) = errors_of(tmp_path)
    assert "its name is not UTF-8" in error


def test_scripts_in_titles_stay_text(tmp_path: Path) -> None:
    write(tmp_path, "a.html", files.page("&lt;script&gt;alert(1)&lt;/script&gt; The mill"))
    assert "<script>alert(1)</script>" in (read_documents(tmp_path)[0][0].title or "")


def test_one_bad_mail_leaves_the_others(tmp_path: Path) -> None:
    head = "From a@b Wed Oct 18 10:00:00 2017\n"
    write(tmp_path, "a.mbox", f"{head}{files.EMAIL}\n{head}Subject: empty\n\n\n{head}{files.EMAIL}")
    assert errors_of(tmp_path) == ["a.mbox: message 2 has no text"]


def pooled(limits: ReaderLimits, path: Path, kind: str = "zip") -> str:
    pool = Pool(limits)
    try:
        with pytest.raises(DocumentError) as caught:
            list(pool.read(kind, path, path.name))
    finally:
        pool.close()
    return str(caught.value)


def test_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")  # opening it waits for a writer, for ever
    assert pooled(ReaderLimits(seconds=1), tmp_path / "a.html", "page") == (
        "a.html: took longer than 1 s to read; split it, or save it anew"
    )


def test_reader_that_says_too_much_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path, "a.eml", files.EMAIL + "x" * 100_000)
    assert pooled(ReaderLimits(output=10_000), path, "eml") == "a.eml: holds more than 0 MB of text; split it"


def test_reader_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    with write(tmp_path, "a.eml", files.EMAIL).open("ab") as file:
        file.truncate(400 << 20)
    pool = Pool(ReaderLimits(memory=256 << 20))
    try:
        (error,) = pool.read("eml", path := tmp_path / "a.eml", path.name)
    finally:
        pool.close()
    assert str(error) == "a.eml: needs more memory than a document may"


def test_child_that_died_is_replaced(tmp_path: Path) -> None:
    path, pool = write(tmp_path, "a.eml", files.EMAIL), Pool()
    try:
        assert len(list(pool.read("eml", path, "a.eml"))) == 1
        pool._waiting[0][0].kill()
        pool._waiting[0][0].wait()
        assert len(list(pool.read("eml", path, "a.eml"))) == 1
    finally:
        pool.close()


def test_child_that_may_be_on_its_way_out_is_asked_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, pool, clock = write(tmp_path, "a.eml", files.EMAIL), Pool(), [0.0]
    monkeypatch.setattr("embeddings.readers.pool.time.monotonic", lambda: clock[0])
    try:
        assert len(list(pool.read("eml", path, "a.eml"))) == 1
        first = pool._waiting[0][0]
        for now, same in ((19.0, True), (40.0, False)):
            clock[0] = now
            assert len(list(pool.read("eml", path, "a.eml"))) == 1
            assert (pool._waiting[0][0] is first) is same
        assert first.poll() is not None
    finally:
        pool.close()


def test_many_tiny_files(tmp_path: Path) -> None:
    for number in range(2000):
        write(tmp_path, f"{number % 50}/{number}.txt", f"T\n\nBody {number}.")
    documents, errors = read_documents(tmp_path)
    assert (len(documents), errors) == (2000, [])
