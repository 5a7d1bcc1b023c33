from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import SettingsError
from embeddings.readers.folder import read_content, read_documents
from embeddings.text.passages import page_of, split_passages
from embeddings.types import Document
from tests.embeddings.readers import files
from tests.embeddings.readers.files import WORDS, export, message, write


def read(folder: Path, name: str, content: str | bytes) -> list[Document]:
    write(folder, name, content)
    documents, errors = read_documents(folder)
    assert errors == []
    return documents


def facts(document: Document) -> tuple[str | None, ...]:
    return document.title, document.publisher, document.author, document.date


def said(document: Document) -> list[tuple[str | None, str]]:
    text = document.text
    return [
        (None if turn.writer is None else text[slice(*turn.writer)], text[slice(*words)])
        for turn in document.turns
        for words in turn.words
    ]


def test_page(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.html", files.page())
    assert facts(document) == ("The mill", "Tarn News", "Ann Lee", "2017-10-18")
    assert document.text == f"The mill\n\n{WORDS}\n\n{files.MORE}"
    assert "Home" not in document.text
    assert dict(document.origins)["date"] == "extracted"
    assert document.language == "en"


def test_a_page_is_one_behind_any_number_of_comments(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.txt", f"{'<!---->' * 200}\n{files.page()}")
    assert facts(document) == ("The mill", "Tarn News", "Ann Lee", "2017-10-18")


def test_comments_that_lead_to_no_page_are_text(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.txt", f"{'<!---->' * 500}\nIt burned down.")
    assert document.text.endswith("\nIt burned down.")


def test_page_without_a_date_has_none(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.html", f"<html><title>T</title><p>{WORDS} It was 18 October 2017.</p></html>")
    assert (document.date, document.publisher) == (None, None)


@pytest.mark.parametrize("name", ["a.txt", "a.php", "a"])
def test_page_is_known_by_what_it_holds(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, files.page())[0].title == "The mill"


def test_pdf_keeps_its_pages_and_loses_its_running_heads(tmp_path: Path) -> None:
    days = ("Monday came", "Tuesday went by", "Wednesday was wet", "Thursday never ended")
    (document,) = read(
        tmp_path, "a.pdf", files.pdf(*(f"{day}\n{day} and {day}.\n{WORDS}\n{day[::-1]}" for day in days))
    )
    assert document.title == "The mill"
    assert [page_of(document, document.text.index(day)) for day in days] == [1, 2, 3, 4]
    assert "Tarn Report" not in document.text
    assert "Page 1" not in document.text
    assert split_passages(document)[0].page == 1


def test_pdf_joins_words_that_a_line_cut(tmp_path: Path) -> None:
    line = "The mill by the old river that everybody in the town knew burned on a remark-\nable night"
    (document,) = read(tmp_path, "a.pdf", files.pdf(line))
    assert "on a remarkable night" in document.text


def test_pdf_takes_its_first_line_for_a_title_where_it_has_none(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.pdf", files.pdf(f"The mill\n\n{WORDS}", title=None))
    assert (document.title, document.date) == ("The mill", None)


def test_docx(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.docx", files.word(WORDS, "It was old."))
    assert facts(document) == ("The mill", None, None, None)  # the stamps of its template are no facts
    assert document.text == f"{WORDS}\n\nIt was old."


def test_odt(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.odt", files.odt())
    assert (document.title, document.text) == ("The mill", WORDS)


def test_rtf(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.rtf", files.RTF)
    assert facts(document) == ("The mill", None, "Ann Lee", None)
    assert document.text == "The mill burned in été.\n\nNobody was hurt."


def test_epub(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.epub", files.epub())
    assert facts(document) == ("The mill", "Tarn Press", "Ann Lee", "2017-10-18")
    assert document.text == f"One\n\n{WORDS}"
    assert document.language == "en"


def test_faq_is_found_by_its_question(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.csv", 'Question;Answer;url\nWhen?;"From nine; daily.";https://example.org\n;;\n')
    assert (document.id, document.title, document.text, document.question) == (
        "a.csv#2", "When?", "From nine; daily.", True
    )  # fmt: skip
    assert document.url == "https://example.org"


def test_telegram_says_who_wrote_what_and_where(tmp_path: Path) -> None:
    messages = [
        message(1, "Ann Lee", "When is it?"),
        message(2, "Bob", ["Tomorrow at ", {"type": "bold", "text": "five"}, "."], 1, reply_to_message_id=1),
        message(3, "Bob", "Or six.", 2),
        {"id": 4, "type": "service", "text": "joined"},
    ]
    first, second = read(tmp_path, "result.json", export(*messages))
    assert (first.text, first.author, first.date, first.url) == (
        "Ann Lee: When is it?", "Ann Lee", "2017-10-18", "https://t.me/c/1234/1"
    )  # fmt: skip
    assert second.text == "Bob: Tomorrow at five.\nOr six."
    assert second.title == "Tarn, in answer to “When is it?”"
    assert said(second) == [("Bob", "Tomorrow at five.\nOr six.")]


def test_telegram_links_by_the_name_that_a_sidecar_gives(tmp_path: Path) -> None:
    write(tmp_path, "result.json.meta.toml", 'url = "https://t.me/tarn"')
    (document,) = read(tmp_path, "result.json", export(message(7, "Ann Lee", "Hello.")))
    assert document.url == "https://t.me/tarn/7"


def test_private_chats_have_no_links(tmp_path: Path) -> None:
    assert read(tmp_path, "result.json", export(message(7, "A", "Hi."), kind="personal_chat"))[0].url is None


@pytest.mark.parametrize(("name", "head"), [("a.eml", ""), ("a.mbox", "From a@b Wed Oct 18 10:00:00 2017\n")])
def test_mail_leaves_out_of_a_turn_what_is_quoted(tmp_path: Path, name: str, head: str) -> None:
    (document,) = read(tmp_path, name, head + files.EMAIL)
    assert facts(document) == ("The mill", None, "Ann Lee", "2017-10-18")
    assert said(document) == [("Ann Lee", "The mill is gone."), (None, "Was it old?"), ("Ann Lee", "It was old.")]
    assert "> Was it old?" in document.text


def test_html_mail_marks_what_it_quotes(tmp_path: Path) -> None:
    body = "<p>It was old.</p><blockquote><p>Was it?</p></blockquote>"
    mail = files.EMAIL.partition("\n\n")[0].replace("text/plain", "text/html") + f"\n\n{body}"
    (document,) = read(tmp_path, "a.eml", mail)
    assert said(document) == [("Ann Lee", "It was old."), (None, "Was it?")]


def test_sidecar_comes_before_the_file_and_the_file_before_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "folder.toml", 'publisher = "Folder"\nlanguage = "km"\nvisibility = "private"')
    write(tmp_path, "sub/folder.toml", 'visibility = "public"')
    write(tmp_path, "sub/b.txt", "T\n\nBody.")
    write(tmp_path, "a.meta.toml", 'title = "Mine"\ndate = 2018-01-02')
    page, text = read(tmp_path, "a.html", files.page())
    assert facts(page) == ("Mine", "Tarn News", "Ann Lee", "2018-01-02")
    assert (page.visibility, text.visibility, text.publisher, text.language) == ("private", "private", "Folder", "km")
    assert dict(page.origins) == {
        "title": "sidecar", "publisher": "extracted", "author": "extracted", "date": "sidecar",
        "language": "folder.toml", "visibility": "folder.toml",
    }  # fmt: skip
    assert dict(text.origins)["publisher"] == "folder.toml"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "gb18030", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = {
        "cp1251": "Мельница\n\nМельница сгорела во вторник ночью, и никто не пострадал, сказали в городе. " * 5,
        "gb18030": "磨坊\n\n磨坊在星期二晚上被烧毁，没有人受伤，城里的人都这么说，那是一座老磨坊。" * 5,
    }.get(encoding, WORDS.replace(". ", ".\n\n"))
    assert read(tmp_path, "a.txt", text.encode(encoding))[0].text == text


def test_content_from_elsewhere(tmp_path: Path) -> None:
    found = read_content(files.page().encode(), "web/a.html", {"url": "https://example.org/a"})
    (document,) = found
    assert isinstance(document, Document)
    assert (document.id, document.url, document.title) == ("web/a.html", "https://example.org/a", "The mill")
    (error,) = read_content(b"\x00\x01", "web/b", {})
    assert str(error).startswith("web/b: not a kind that is read; these are: .txt, ")


def test_what_marks_a_folder_private_is_never_overlooked(tmp_path: Path) -> None:
    write(tmp_path, "folder.toml", 'visibility = "private"')
    (document,) = read(tmp_path, "a.md", "---\ntitle: A\nvisibility: public\n---\nBody.\n")
    assert document.visibility == "private"
    (tmp_path / "folder.toml").rename(tmp_path / "defaults")
    (tmp_path / "folder.toml").symlink_to(tmp_path / "defaults")
    documents, errors = read_documents(tmp_path)
    assert documents == []
    assert "folder.toml: is a link, which is not followed; put the file itself there" in map(str, errors)
    (tmp_path / "folder.toml").rename(tmp_path / "Folder.toml")
    with pytest.raises(SettingsError, match=r"Folder\.toml is not read\. Rename it to folder\.toml"):
        read_documents(tmp_path)


def test_paragraphs_of_a_pdf_are_told_by_what_is_between_them(tmp_path: Path) -> None:
    """A last line that is full, and a short one that ends no paragraph."""
    import fpdf

    file = fpdf.FPDF()
    file.set_font("helvetica", size=11)
    file.add_page()
    paragraphs = [
        ("The bridge over the river at Tarn was closed on Monday.", "It stays closed all week."),
        ("The mayor said that it would be opened on the Friday after.", "Nobody", "asked her why that was so."),
        ("The council is to meet on Thursday, said its own speaker.", "It will not be open to all."),
    ]
    for lines in paragraphs:
        for line in lines:
            file.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        file.ln(4)
    file.output(str(tmp_path / "a.pdf"))
    (document,), errors = read_documents(tmp_path)
    assert (document.text.split("\n\n"), errors) == ([" ".join(lines) for lines in paragraphs], [])
