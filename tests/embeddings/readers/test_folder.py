from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.errors import DocumentError, SettingsError
from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files


def read_one(folder: Path, name: str, content: str | bytes) -> Document:
    documents, errors = read_documents(write_files(folder, {name: content}))
    assert errors == []
    (document,) = documents
    return document


def refused(folder: Path, name: str, content: str | bytes) -> list[str]:
    """Return what is said about a file of which nothing can be read, beside one that can."""
    documents, errors = read_documents(write_files(folder, {name: content, "good.txt": "Title\n\nBody."}))
    assert [document.id for document in documents] == ["good.txt"]
    assert all(isinstance(error, DocumentError) for error in errors)
    return [str(error) for error in errors]


def bare(document: Document) -> Document:
    """Leave out what is told of a document rather than by it."""
    return replace(document, origins=(), language=None)


def row(**facts: object) -> str:
    return json.dumps({"id": "a", "title": "T", "text": "Body.", **facts})


def test_text_file(tmp_path: Path) -> None:
    text = "\n  The mill  \n\nIt burned down.\nNobody saw it.\n"
    assert bare(read_one(tmp_path, "a/mill.txt", text)) == Document(
        id="a/mill.txt",
        text=text,
        path="a/mill.txt",
        title="The mill",
        body_start=text.index("\n\nIt"),
        paragraphs=(text.index("The"), text.index("It")),
    )


def test_markdown_may_name_its_id(tmp_path: Path) -> None:
    assert read_one(tmp_path, "mill.md", "---\nid: 7\ntitle: T\n---\nBody.").id == "7"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, name: str) -> None:
    content = row(id="a") if name == "a.jsonl" else "# T\n\nBody."
    assert "\ufeff" not in read_one(tmp_path, name, f"\ufeff{content}").text


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz", "ALL.JSONL"])
def test_collection(tmp_path: Path, name: str) -> None:
    first = {
        "id": "a",
        "title": "T",
        "publisher": "P",
        "author": "A",
        "date": "2017-10",
        "url": "u",
        "text": " x\r\ny ",
    }
    documents, errors = read_documents(write_files(tmp_path, {name: f"{json.dumps(first)}\n\n{row(id=7)}\n"}))
    assert errors == []
    assert [*map(bare, documents)] == [
        Document(
            "a", " x\r\ny ", name, title="T", publisher="P", author="A", date="2017-10", url="u", paragraphs=(1, 4)
        ),
        Document("7", "Body.", name, title="T", paragraphs=(0,)),
    ]


def test_order_is_that_of_the_paths(tmp_path: Path) -> None:
    names = ["b/a.txt", "a.txt", "c.txt", "b.txt"]
    documents, _ = read_documents(write_files(tmp_path, dict.fromkeys(names, "T\n\nBody.")))
    assert [document.path for document in documents] == ["a.txt", "b/a.txt", "b.txt", "c.txt"]


def test_readmes_hidden_files_and_questions_are_passed_over(tmp_path: Path) -> None:
    question = json.dumps({"id": 1, "question": "Who?"})
    files: dict[str, str | bytes] = {
        "README.md": "x",
        "sub/readme.md": "x",
        ".hidden.txt": "x",
        ".git/a.txt": "x",
        ".DS_Store": b"\0",
        "questions.jsonl": f"{question}\n{question}\n",
        "good.txt": "Title\n\nBody.",
    }
    documents, errors = read_documents(write_files(tmp_path, files))
    assert ([document.path for document in documents], errors) == (["good.txt"], [])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"Title\n\ncaf\xe9", "a.txt, line 3: byte 0xe9 is not UTF-8; save it as UTF-8"),
        ("a.md", b"\xff\xfe#", "a.md: begins as UTF-16 does and is not; save it as UTF-8"),
        ("a.txt", "T\n\nx\0", "a.txt, line 3: holds a NUL character, as binary files do; text was expected"),
        ("a.txt", "", "a.txt: is empty"),
        ("a.txt", " \n\t\n", "a.txt: is empty"),
        ("a.md", "", "a.md: is empty"),
        ("a.md", "---\ntitle: T\n---\n \n", "a.md: has front matter and no text below it"),
        ("a.pdf", b"PDF", "a.pdf: is no PDF, whatever its name says"),
        (
            "a.jsonl.gz",
            b"not gzip",
            "a.jsonl.gz: can't be read: Not a gzipped file (b'no')",
        ),
    ],
)
def test_bad_file(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    assert refused(tmp_path, name, content) == [message]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{", "is not JSON; one object a line was expected"),
        ("[" * 100_000, "is not JSON; one object a line was expected"),
        ("[1]", "is list, an object was expected"),
        ('"a"', "is str, an object was expected"),
        ("null", "is NoneType, an object was expected"),
        (json.dumps({"text": "x"}), "the required field 'id' is missing or empty"),
        (json.dumps({"id": " ", "text": "x"}), "the required field 'id' is missing or empty"),
        (json.dumps({"id": "a", "title": "T"}), "the required field 'text' is missing or empty"),
        (row(text=" \n"), "the required field 'text' is missing or empty"),
        (row(text=5), "the field 'text' should be text, found int"),
        (row(id=1.5), "the field 'id' should be text, found float"),
        (row(id=True), "the field 'id' should be text, found bool"),
        (row(text="a\ud83d"), "the field 'text' holds a NUL or half a surrogate pair"),
        (row(text="a\0"), "the field 'text' holds a NUL or half a surrogate pair"),
    ],
)
def test_bad_row_is_named_and_the_others_are_read(tmp_path: Path, bad: str, why: str) -> None:
    lines = [row(id="first"), bad, row(id="last")]
    documents, errors = read_documents(write_files(tmp_path, {"all.jsonl": "\n".join(lines)}))
    assert [document.id for document in documents] == ["first", "last"]
    assert [str(error) for error in errors] == [f"all.jsonl, line 2: {why}"]
    assert (errors[0].path, errors[0].line, errors[0].why) == ("all.jsonl", 2, why)


def test_bad_bytes_and_nul_in_a_row(tmp_path: Path) -> None:
    content = b'\n{"id": "a", "text": "caf\xe9"}\n{"id": "a", "text": "\0"}\n'
    assert refused(tmp_path, "all.jsonl", content) == [
        "all.jsonl, line 2: byte 0xe9 is not UTF-8; save it as UTF-8",
        "all.jsonl, line 3: holds a NUL character, as binary files do; text was expected",
    ]


def test_truncated_gzip_keeps_what_was_whole(tmp_path: Path) -> None:
    rows = "".join(f"{row(id=f'd{number}', text=os.urandom(400).hex())}\n" for number in range(200))
    content = gzip.compress(rows.encode())
    documents, errors = read_documents(write_files(tmp_path, {"all.jsonl.gz": content[: len(content) // 2]}))
    assert [document.id for document in documents] == [f"d{number}" for number in range(len(documents))]
    assert 0 < len(documents) < 200
    why = "can't be read: Compressed file ended before the end-of-stream marker was reached"
    assert [str(error) for error in errors] == [f"all.jsonl.gz: {why}"]


def test_damaged_gzip(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(row().encode() * 50))
    content[12:30] = b"\xff" * 18
    (message,) = refused(tmp_path, "all.jsonl.gz", bytes(content))
    assert message.startswith("all.jsonl.gz: can't be read: ")


def test_duplicate_ids_name_the_first_one(tmp_path: Path) -> None:
    files = {"a.jsonl": row(id="x"), "b.jsonl": f"{row(id='x', text='Other.')}\n{row(id='y')}"}
    documents, errors = read_documents(write_files(tmp_path, files))
    assert [(document.id, document.text) for document in documents] == [("x", "Body."), ("y", "Body.")]
    (error,) = errors
    assert error.why == "the id 'x' is already that of a.jsonl"
    assert str(error).startswith("b.jsonl")


def test_no_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    with pytest.raises(SettingsError) as caught:
        read_documents(missing)
    assert str(caught.value) == (
        f"There is no documents' folder {str(missing)!r}. Create it, or name another in ONRECORD_SEEDS."
    )


def test_empty_folder(tmp_path: Path) -> None:
    assert read_documents(tmp_path) == ([], [])


@pytest.mark.parametrize("number", ["1" * 5000, "-" + "9" * 9999])
def test_numbers_beyond_all_measure(tmp_path: Path, number: str) -> None:
    assert refused(tmp_path, "all.jsonl", f'{{"id": {number}, "text": "x"}}') == [
        "all.jsonl, line 1: is not JSON; one object a line was expected"
    ]


@pytest.mark.parametrize(
    "line",
    ['title: !!int ""', 'title: !!float ""', "title: !!bool maybe", "title: !!timestamp soon", f"title: {'[' * 3000}"],
)
def test_front_matter_that_breaks_its_reader(tmp_path: Path, line: str) -> None:
    files: dict[str, str | bytes] = {"a.md": f"---\n{line}\n---\nBody.", "good.txt": "T\n\nBody."}
    documents, errors = read_documents(write_files(tmp_path, files))
    assert documents[-1].id == "good.txt"
    assert len(documents) + len(errors) == 2


def test_front_matter_that_multiplies_itself_ends(tmp_path: Path) -> None:
    merges = "".join(
        f"a{number}: &a{number} {{<<: [*a{number - 1}, *a{number - 1}]}}\n" for number in range(1, 100)
    )  # 2^99 values
    read_documents(write_files(tmp_path, {"a.md": f"---\ntitle: T\na0: &a0 {{k: v}}\n{merges}---\nBody."}))


def test_heading_with_a_gap_ends(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.md", f"# The{' ' * 1_000_000}mill\n\nBody.").title == "The mill"


@pytest.mark.parametrize("facts", [{"title": None}, {"title": " "}])
def test_rows_may_lack_a_title(tmp_path: Path, facts: dict[str, object]) -> None:
    assert read_one(tmp_path, "all.jsonl", row(**facts)).title is None


def test_duplicate_id_names_its_line(tmp_path: Path) -> None:
    (message,) = refused_after(tmp_path, f"{row(id='x')}\n{row(id='x')}")
    assert message == "all.jsonl, line 2: the id 'x' is already that of all.jsonl"


def refused_after(folder: Path, content: str) -> list[str]:
    return [str(error) for error in read_documents(write_files(folder, {"all.jsonl": content}))[1]]


def test_compressed_collection_in_capitals(tmp_path: Path) -> None:
    document = read_one(tmp_path, "ALL.JSONL.GZ", gzip.compress(row().encode()))
    assert (document.id, document.text) == ("a", "Body.")


def test_questions_after_a_blank_line_are_passed_over(tmp_path: Path) -> None:
    content = f"\n{json.dumps({'id': 1, 'question': 'Who?'})}\n"
    assert read_documents(write_files(tmp_path, {"q.jsonl": content})) == ([], [])


def test_file_name_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "caf\udce9.txt").write_text("T\n\nBody.")
    (tmp_path / "good.txt").write_text("T\n\nBody.")
    documents, errors = read_documents(tmp_path)
    assert ([document.id for document in documents], len(errors)) == (["good.txt"], 1)


def test_line_ends_of_old_macs(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.txt", "Title\r\rBody one.\r\rTwo.\r")
    assert (document.title, document.text[document.body_start :].strip()) == ("Title", "Body one.\r\rTwo.")


def test_text_of_white_space_ends(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.txt", " " * 5_000_000) == ["a.txt: is empty"]


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.md", "---\ntitle: 1984\nauthor: No\npublisher: 1e3\n---\nBody.")
    assert (document.title, document.author, document.publisher) == ("1984", "No", "1e3")
