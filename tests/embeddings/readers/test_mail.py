"""Mails in HTML: rows of tables stay rows, whoever wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files

HEAD = "From: Ann Lee <ann@example.org>\nSubject: Pools\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
TABLE = (
    "<table><tr><th>Pool</th><th>Monday</th></tr><tr><td>South <b>pool</b></td><td>closed</td></tr>"
    "<tr><td>North pool</td><td>10 to 18</td></tr></table>"
)
ROWS = ["Pool | Monday\nSouth pool | closed", "Pool | Monday\nNorth pool | 10 to 18"]


def read(folder: Path, body: str) -> Document:
    (document,), errors = read_documents(write_files(folder, {"a.eml": HEAD + body}))
    assert errors == []
    return document


def rows(document: Document) -> list[str]:
    return [document.text[part.start : part.end] for part in document.parts if part.kind == "row"]


def test_rows_of_a_table_stand_below_the_names_of_its_columns(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>The hours:</p>{TABLE}until May.<p>Bye</p>")
    assert document.text == "\n\n".join(["Ann Lee:", "The hours:", *ROWS, "until May.", "Bye"])
    assert rows(document) == ROWS
    (turn,) = document.turns
    assert [document.text[slice(*words)] for words in turn.words] == ["The hours:", *ROWS, "until May.", "Bye"]


def test_rows_below_a_signature_are_left_out_with_it(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>Hello</p><p>--</p>{TABLE}")
    assert (document.text, rows(document)) == ("Ann Lee:\n\nHello", [])


def test_a_quoted_row_is_quoted_line_by_line(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>No.</p><blockquote>Look: {TABLE}</blockquote>")
    assert document.text.endswith(
        "> Look:\n\n> Pool | Monday\n> South pool | closed\n\n> Pool | Monday\n> North pool | 10 to 18"
    )
    assert rows(document) == []


def test_what_lays_out_a_mail_is_no_table(tmp_path: Path) -> None:
    side = "<table><tr><td><h2>News</h2></td><td>Fees rise.</td></tr><tr><td>a</td><td>b</td></tr></table>"
    logo = "<table role='presentation'><tr><td>Bo Dahl</td><td>Mayor</td></tr><tr><td>Tel.</td><td>12</td></tr></table>"
    around = f"<table><tr><td>Hello</td></tr><tr><td>{TABLE}</td></tr></table>"
    assert [rows(read(tmp_path, body)) for body in (side, logo, around)] == [[], [], ROWS]


def test_a_mail_that_writes_what_stands_for_a_row_says_nothing_new(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>\ue0007\ue000</p>{TABLE}")
    assert document.text == "\n\n".join(["Ann Lee:", "\ue0007\ue000", *ROWS])


FORWARDED = "---- Forwarded Message ----\nFrom: Carl Berg <c@example.org>\nDate: Thu, 3 Apr 2025 10:00:00 +0200\n\n"


@pytest.mark.parametrize(
    ("written", "body", "date", "told"),
    [
        ("Tue, 3 Feb 2026 09:00:00 +0100", f"See below.\n\n{FORWARDED}It broke.", "2026-02-03", ""),
        (
            "Tue, 31 Feb 2026 09:00:00 +0100",
            f"See below.\n\n{FORWARDED}It broke.",
            None,
            "Tue, 31 Feb 2026 09:00:00 +0100",
        ),
        ("someday", f"{FORWARDED}It broke.", None, "someday"),
        ("", f"See below.\n\n{FORWARDED}It broke.", None, ""),
        ("someday", "Harwick, 3 April 2025\n\nIt broke.", "2025-04-03", "someday"),
    ],
)
def test_the_date_of_a_mail_is_never_that_of_one_that_it_forwards(
    tmp_path: Path, written: str, body: str, date: str | None, told: str
) -> None:
    head = (
        f"From: Ann Lee <ann@example.org>\nSubject: Pump\nDate: {written}\n" if written else "From: Ann Lee <a@b.org>\n"
    )
    (document,), errors = read_documents(write_files(tmp_path, {"a.eml": f"{head}\n{body}"}))
    assert (document.date, errors) == (date, [])
    assert document.left_out == ((f"the date {told!r}; one day was expected, as in 2017-10-18",) if told else ())


@pytest.mark.parametrize("passed_on", ["via Growers", "(via Docs)", "on behalf of Customer Care"])
def test_a_mail_that_is_passed_on_is_its_writer_s(tmp_path: Path, passed_on: str) -> None:
    head = HEAD.replace("Ann Lee", f'"Ann Lee {passed_on}"')
    (document,), _ = read_documents(write_files(tmp_path, {"a.eml": f"{head}<p>Copper did nothing.</p>"}))
    assert document.author == "Ann Lee"
