"""One bad fact costs that fact, and a date is found where people put it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files

NOT_YAML = "some of the front matter, which is not YAML; its lines were read one by one"
Form = Literal["NFC", "NFD"]
BELOW = "The well is forty metres deep.\n"


def read_one(folder: Path, name: str, content: str | bytes, **others: str) -> Document:
    (document,), errors = read_documents(write_files(folder, {name: content, **others}))
    assert errors == []
    return document


@pytest.mark.parametrize(
    ("above", "title", "date", "left_out"),
    [
        ("---\ntitle: Wells\ndate: 3 March 2026\n---\n", "Wells", "2026-03-03", ()),
        ("---\ntitle: Wells\ndate: 2024-5-3\n---\n", "Wells", "2024-05-03", ()),
        ("---\nTitle: Wells\nDate: 2017\n---\n", "Wells", "2017", ()),
        ("---\r\ntitle: Wells\r\ndate: '2017-10-18 07:54'\r\n---\r\n", "Wells", "2017-10-18", ()),
        ("+++\ntitle = 'Wells'\ndate = 2017-10-18T07:54:00Z\n+++\n", "Wells", "2017-10-18", ()),
        ("---\n---\n", "a", None, ()),
        ("---\ntitle: ' '\ndate: ''\n---\n", "a", None, ()),
        (
            "---\ntitle: Wells\ndate: 31.02.2024\n---\n",
            "Wells",
            None,
            ("the date '31.02.2024'; one day was expected, as in 2017-10-18",),
        ),
        (
            "---\ntitle: Wells\nlanguage: Klingon!\n---\n",
            "Wells",
            None,
            ("the language 'Klingon!'",),
        ),
        ("---\ntitle: [T]\ndate: 2017\n---\n", "a", "2017", ("the field 'title' should be text, found list",)),
        ('---\ntitle: "a\\ud800"\n---\n', "a", None, ("the field 'title' holds a NUL or half a surrogate pair",)),
        (
            "---\ntitle: Wells: all\ndate: 2017\n---\n",
            "Wells: all",
            "2017",
            (NOT_YAML,),
        ),
        ("---\ntitle: Wells\nid: [1]\n---\n", "Wells", None, ("the field 'id' should be text, found list",)),
        (f"---\n{'key: value' * 2000}\n---\n", "a", None, ("the front matter, whose 20,001 characters are more than",)),
        (f"---\ntitle: Wells\na: {'[' * 5000}\n---\n", "Wells", None, (NOT_YAML, "the key 'a'")),
    ],
)
def test_front_matter(tmp_path: Path, above: str, title: str, date: str | None, left_out: tuple[str, ...]) -> None:
    document = read_one(tmp_path, "a.md", above + BELOW)
    assert (document.text, document.title, document.date) == (BELOW.strip(), title, date)
    assert len(document.left_out) == len(left_out)
    assert all(told.startswith(begun) for told, begun in zip(document.left_out, left_out, strict=True))


@pytest.mark.parametrize("block", ["- one", "a line of prose"])
def test_lines_that_are_no_facts_are_text(tmp_path: Path, block: str) -> None:
    assert block.removeprefix("- ") in read_one(tmp_path, "a.md", f"---\n{block}\n---\n{BELOW}").text


def test_several_names_are_one_author(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.md", f"---\nauthor: [Ann Lee, Bo Dahl]\n---\n{BELOW}").author == "Ann Lee, Bo Dahl"


def test_a_visibility_may_be_in_capitals(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.md", f"---\nvisibility: Private\n---\n{BELOW}").visibility == "private"


@pytest.mark.parametrize("written", ["secret", "[private]"])
def test_a_visibility_that_is_none_leaves_the_document_out(tmp_path: Path, written: str) -> None:
    documents, errors = read_documents(write_files(tmp_path, {"a.md": f"---\nvisibility: {written}\n---\n{BELOW}"}))
    assert (documents, len(errors)) == ([], 1)


@pytest.mark.parametrize(
    ("facts", "left_out"),
    [
        ({"date": "2017-13"}, "the date '2017-13'; one day was expected, as in 2017-10-18"),
        ({"title": ["T"]}, "the field 'title' should be text, found list"),
        ({"publisher": 1}, "the field 'publisher' should be text, found int"),
        ({"url": "\udc00"}, "the field 'url' holds a NUL or half a surrogate pair"),
    ],
)
def test_a_row_keeps_its_text(tmp_path: Path, facts: dict[str, object], left_out: str) -> None:
    document = read_one(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": BELOW, **facts}))
    assert (document.text, document.left_out) == (BELOW, (left_out,))


def test_a_row_of_questions_keeps_its_answer(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.csv", "question,answer,date\nHow deep?,Forty metres,soon\n")
    assert (document.text, document.date, len(document.left_out)) == ("Forty metres", None, 1)


@pytest.mark.parametrize("fact", ["date = 'soon'", "language = 'Khmer!'"])
def test_a_sidecar_costs_one_fact(tmp_path: Path, fact: str) -> None:
    document = read_one(tmp_path, "a.txt", f"T\n\n{BELOW}", **{"a.txt.meta.toml": f"author = 'Ann'\n{fact}"})
    assert (document.author, document.date, len(document.left_out)) == ("Ann", None, 1)


@pytest.mark.parametrize(
    ("name", "line", "date", "origin"),
    [
        ("a.txt", "Harwick, 3 March 2026", "2026-03-03", "first lines"),
        ("a.md", "**Date:** 3.5.2024", "2024-05-03", "first lines"),
        ("a.txt", "Recorded on 4 May 2025", "2025-05-04", "first lines"),
        ("2020-01-01.txt", "Tuesday, 3 March 2026", "2026-03-03", "first lines"),
        ("2024-05-03 walk.md", "We went uphill.", "2024-05-03", "file name"),
        ("minutes_20240503.txt", "We met at noon.", "2024-05-03", "file name"),
        ("May 2024.txt", "We met at noon.", "2024-05", "file name"),
        ("a.txt", "The mill burned on 3 March 2026", None, None),
        ("a.txt", "Deadline: 3 March 2026", None, None),
        ("a.md", "- 3 May 2024", None, None),
        ("2024-01-01 to 2024-03-31.txt", "We met at noon.", None, None),
        ("budget 2025.txt", "We met at noon.", None, None),
    ],
)
def test_a_date_is_found(tmp_path: Path, name: str, line: str, date: str | None, origin: str | None) -> None:
    document = read_one(tmp_path, name, f"# Walks\n\n{line}\n\n{BELOW}")
    assert (document.date, dict(document.origins).get("date")) == (date, origin)


def test_a_stated_date_comes_first(tmp_path: Path) -> None:
    assert read_one(tmp_path, "2024-05-03.md", f"---\ndate: 2017\n---\n{BELOW}").date == "2017"


@pytest.mark.parametrize(
    ("content", "title", "quotable"),
    [
        ("The shop is closed on Good Friday.", "Good Friday", "The shop is closed on Good Friday."),
        ("Title only\n\n", "Good Friday", "Title only"),
        ("It is closed.\n\nIt opens on Monday.", "Good Friday", "It is closed.\n\nIt opens on Monday."),
        ("The shop, which is\nclosed, is old.", "Good Friday", "The shop, which is\nclosed, is old."),
        ("Opening hours\n\nIt is closed.", "Opening hours", "It is closed."),
    ],
)
def test_a_first_line_is_a_title_where_it_reads_as_one(tmp_path: Path, content: str, title: str, quotable: str) -> None:
    document = read_one(tmp_path, "Good Friday.txt", content)
    assert (document.title, document.text[document.body_start :].strip()) == (title, quotable)
    assert dict(document.origins)["title"] == ("file name" if title == "Good Friday" else "extracted")


def test_what_is_no_title_after_all_is_text(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.txt", f"Wells\n\n{BELOW}", **{"a.txt.meta.toml": "title = 'Wells of the parish'"})
    assert (document.title, document.body_start) == ("Wells of the parish", 0)


@pytest.mark.parametrize(("form", "beside"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_names_and_ids_have_one_form(tmp_path: Path, form: Form, beside: Form) -> None:
    name, other = (unicodedata.normalize(one, "Übung für Jörg") for one in (form, beside))
    document = read_one(tmp_path, f"{name}.txt", f"T\n\n{BELOW}", **{f"{other}.txt.meta.toml": f"publisher = '{name}'"})
    assert {document.id, document.path} == {"Übung für Jörg.txt"}
    assert document.publisher == "Übung für Jörg"


@pytest.mark.parametrize(
    "name",
    ["~$minutes.docx", ".~lock.a.odt#", "desktop.ini", "Thumbs.db", "draft.txt~", "#a.md#", "a.crdownload", "x.swp",
     "__MACOSX/a.txt", "$RECYCLE.BIN/a.txt", "~WRL0001.tmp"],
)  # fmt: skip
def test_what_programs_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    read_one(tmp_path, "a.txt", f"T\n\n{BELOW}", **{name: "lock"})
