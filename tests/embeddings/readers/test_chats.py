"""Exports of chats: each message its writer's, with its day, and nothing of its stamp."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embeddings.readers.chats import without_signs
from embeddings.readers.folder import read_documents
from embeddings.text.passages import units_within
from embeddings.types import Document
from tests.embeddings.readers.files import export, message
from tests.samples import write_files


def read(folder: Path, name: str, content: str, **others: str) -> list[Document]:
    documents, errors = read_documents(write_files(folder, {name: content, **others}))
    assert errors == []
    return documents


def told(documents: list[Document]) -> list[tuple[str | None, str | None, str]]:
    return [(document.author, document.date, document.text) for document in documents]


@pytest.mark.parametrize(
    ("stamps", "day"),
    [
        (["12/03/2025, 09:14 - ", "12/03/2025, 09:31 - "], "2025-03-12"),
        (["[12/03/2025, 09:14:01] ", "\u200e[12/03/2025, 09:31:59] "], "2025-03-12"),
        (["3/12/25, 9:14\u202fAM - ", "3/12/25, 9:31\u202fAM - "], "2025-03-12"),
        (["12/3/25, 9:14 am - ", "12/3/25, 9:31 am - "], "2025-03-12"),
        (["12.03.25, 09:14 - ", "12.03.25, 09:31 - "], "2025-03-12"),
        (["2025-03-12, 09:14 - ", "2025-03-12, 09:31 - "], "2025-03-12"),
        (["3/12/2025, 09:14 - ", "3/13/2025, 09:31 - "], "2025-03-12"),
        (["12/03/2025 09:14 - ", "12/03/2025 09:31 - "], "2025-03-12"),
    ],
)
def test_stamps_of_whatsapp(tmp_path: Path, stamps: list[str], day: str) -> None:
    lines = [f"{stamps[0]}Joan Merrill: It looks real.", "Does it?", f"{stamps[1]}Saeed: No comment", ""]
    documents = read(tmp_path, "WhatsApp Chat with Water Desk.txt", "\n".join(lines))
    assert [document.title for document in documents] == ["Water Desk", "Water Desk"]
    assert [document.text for document in documents] == ["Joan Merrill: It looks real.\nDoes it?", "Saeed: No comment"]
    assert documents[0].date == day
    turn = documents[0].turns[0]
    assert (documents[0].text[slice(*(turn.writer or (0, 0)))], documents[0].text[slice(*turn.words[0])]) == (
        "Joan Merrill",
        "It looks real.\nDoes it?",
    )


def test_what_nobody_wrote_is_no_message(tmp_path: Path) -> None:
    lines = [
        "12/03/2025, 09:14 - Messages and calls are end-to-end encrypted.",
        "12/03/2025, 09:15 - Joan: <Media omitted>",
        "12/03/2025, 09:16 - Joan: IMG-1.jpg (file attached)",
        "The memo",
        "12/03/2025, 09:17 - Joan: Now <This message was edited>",
        '12/03/2025, 09:18 - Joan changed the subject to "Plan: B"',
        "[12/03/2025, 09:19:00] Joan: \u200eimage omitted",
        "12/03/2025, 09:20 - Joan: This message was deleted",
        "12/03/2025, 09:21 - Joan: Missed voice call",
        "[12/03/2025, 09:22:00] Joan: \u200eMissed group video call, Tap to call back",
        "12/03/2025, 09:23 - Joan: Verpasster Sprachanruf",
    ]
    (document,) = read(tmp_path, "_chat.txt", "\n".join(lines))
    assert (document.text, document.left_out) == ("Joan: The memo\nNow", ("2 attachments",))


def test_the_halves_of_a_day_are_told_apart(tmp_path: Path) -> None:
    lines = [
        "2025. 3. 12. 오전 9:14 - 김민지: 다리가 닫혔습니다.",
        "2025. 3. 12. 오전 9:15 - 김민지: <미디어 파일을 제외한 내용>",
        "2025. 3. 12. 오후 9:16 - 김민지: 다시 열렸습니다.",
        "2025. 3. 12. 오후 9:17 - 김민지: 삭제된 메시지입니다.",
    ]
    documents = read(tmp_path, "a.txt", "\n".join(lines))
    assert [one.text for one in documents] == ["김민지: 다리가 닫혔습니다.", "김민지: 다시 열렸습니다."]
    assert documents[0].left_out == ("1 attachment",)


def test_days_that_can_be_two_are_left_out(tmp_path: Path) -> None:
    lines = ["12/03/2025, 09:14 - Joan: One", "13/03/2025, 09:14 - Joan: Two", "03/14/2025, 09:14 - Joan: Three"]
    documents = read(tmp_path, "a.txt", "\n".join(lines))
    assert {document.date for document in documents} == {None}
    assert documents[0].left_out == ("its dates, which could be read in two ways",)


def test_a_diary_with_times_is_a_text(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.txt", "12/03/2025, 09:14 - woke up\n12/03/2025, 09:20 - tea\n")
    assert "09:20 - tea" in document.text


def test_a_poll_says_its_votes(tmp_path: Path) -> None:
    votes = [{"text": "Saturday", "voters": 7}, {"text": "Sunday", "voters": 2}]
    poll = {"question": "Which day?", "closed": True, "total_voters": 9, "answers": votes}
    first, second = read(
        tmp_path, "result.json", export(message(1, "Ola", "", poll=poll), message(2, "Ola", "Thanks."))
    )
    assert first.text == "Which day? | Votes\nSaturday | 7\n\nWhich day? | Votes\nSunday | 2"
    assert (first.author, first.turns, second.text) == ("Ola", (), "Ola: Thanks.")


def test_a_message_is_quoted_whole(tmp_path: Path) -> None:
    blood = "I got my blood test back. 41 micrograms.\n\nToo much."
    long = "It is long. " * 40
    content = export(message(1, "Steve", blood), message(2, "Steve", "Sad.", 1), message(3, "Steve", long, 2))
    (document,) = read(tmp_path, "result.json", content)
    units = [[document.text[a:b] for a, b in spans] for spans in units_within(document, 0, len(document.text))]
    assert units[:2] == [[blood], ["Sad."]]
    assert len(units[2]) == 40


def test_discord(tmp_path: Path) -> None:
    author = {"id": "1", "name": "ann", "nickname": "Ann Lee"}
    said = {"id": "9", "type": "Default", "timestamp": "2025-03-12T09:14:00+00:00", "content": "Done", "author": author}
    joined = {**said, "id": "10", "type": "GuildMemberJoin"}
    answer = {**said, "id": "11", "type": "Reply", "content": "Is it?", "reference": {"messageId": "9"}, "author": None}
    content = {"guild": {"name": "Tarn"}, "channel": {"name": "plans"}, "messages": [said, joined, answer]}
    documents = read(tmp_path, "plans.json", json.dumps(content))
    assert told(documents) == [("Ann Lee", "2025-03-12", "Ann Lee: Done"), (None, "2025-03-12", "Is it?")]
    assert [document.title for document in documents] == ["Tarn #plans", "Tarn #plans, in answer to “Done”"]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("It is **not** *there*", "It is not there"),
        ("***both*** and `code`", "both and code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("~old~ ~~older~~ new", "~old~ ~~older~~ new"),
        ("a * b*", "a * b*"),
    ],
)
def test_signs_that_make_words_bold_are_none_of_the_words(written: str, seen: str) -> None:
    assert without_signs(written) == seen


def test_other_json_is_named(tmp_path: Path) -> None:
    documents, (error,) = read_documents(write_files(tmp_path, {"a.json": '[{"a": 1}]'}))
    assert documents == []
    assert "is JSON, but no export of Telegram's (result.json), Slack's or Discord's" in error.why


def test_a_line_that_an_mbox_escapes_is_as_it_was(tmp_path: Path) -> None:
    mail = "From a@b Wed Oct 18 10:00:00 2017\nFrom: Ann <a@b>\nSubject: Mill\n\nIt burned.\n\n>From here.\n"
    (document,) = read(tmp_path, "a.mbox", mail)
    assert document.text.endswith("\n\nFrom here.")
