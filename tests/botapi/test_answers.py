"""Pressed buttons, inline queries and guest queries."""

from typing import Any

import pytest

from . import ApiError, BotApiServer
from .conftest import Client

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(**others: Any) -> dict[str, Any]:
    content = {"message_text": "<b>said</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "One", "input_message_content": content, **others}


async def test_a_press_is_told_and_answered(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.group("Newsroom", [alice])
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "m:1"}, {"text": "Web", "url": "e.org"}]]}
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    press = chat.press(await chat.wait_for_reply(), "More", alice)
    (update,) = await call("getUpdates")
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("m:1", alice.id, "x")
    assert await call("answerCallbackQuery", callback_query_id=query["id"], text="Here") is True
    assert (await press.wait_for_answer())["text"] == "Here"
    with pytest.raises(ApiError, match="Bad Request: MESSAGE_TOO_LONG"):
        await call("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    press.expire()
    for number in (query["id"], "0", None):
        with pytest.raises(ApiError) as refusal:
            await call("answerCallbackQuery", callback_query_id=number)
        assert refusal.value.description == TOO_OLD


async def test_an_inline_query_is_told_and_answered(server: BotApiServer, call: Client) -> None:
    query = server.inline_query(server.user("Alice"), "who said", offset="10")
    (update,) = await call("getUpdates")
    asked = update["inline_query"]
    assert (asked["query"], asked["offset"]) == ("who said", "10")
    results = [article(), {"type": "photo", "id": "2", "photo_file_id": "x", "caption": "<i>c</i>"}]
    assert await call("answerInlineQuery", inline_query_id=asked["id"], results=results) is True
    await query.wait_for_answer()
    assert [result["id"] for result in query.results] == ["1", "2"]
    query.expire()
    with pytest.raises(ApiError, match=TOO_OLD):
        await call("answerInlineQuery", inline_query_id=asked["id"], results=[])


@pytest.mark.parametrize(
    ("results", "words"),
    [
        (1, "expected an Array of inline query results"),
        ("[", "can't parse results JSON object"),
        ([article(id=str(n)) for n in range(51)], "too many inline query results specified"),
        ([1], "can't parse inline query result: Inline query result must be an object"),
        ([{"id": "1"}], "can't parse inline query result: Can't find field \"type\""),
        ([article(type="poem")], 'can\'t parse inline query result: type "poem" is unsupported'),
        ([article(id=1)], 'can\'t parse inline query result: Field "id" must be of type String'),
        ([article(id="é" * 33)], "RESULT_ID_INVALID"),
        ([article(id="")], "RESULT_ID_INVALID"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([{"type": "article", "id": "1"}], "can't parse inline query result: Can't find field \"title\""),
        (
            [article(input_message_content=None)],
            "can't parse inline query result: Input message content is not",
        ),
        (
            [article(input_message_content={})],
            "can't parse inline query result: Input message content is not",
        ),
        (
            [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})],
            "can't parse entities",
        ),
        ([article(input_message_content={"message_text": "x" * 4097})], "MESSAGE_TOO_LONG"),
        ([article(type="photo", caption="x" * 1025)], "message caption is too long"),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})],
            "BUTTON_DATA",
        ),
        (
            [article(reply_markup={"force_reply": True})],
            "strict: an inline result carries inline keyboards only",
        ),
    ],
)
async def test_results_that_are_refused(server: BotApiServer, call: Client, results: Any, words: str) -> None:
    query = server.inline_query(server.user("Alice"), "who")
    with pytest.raises(ApiError) as refusal:
        await call("answerInlineQuery", inline_query_id=query.id, results=results)
    assert refusal.value.description.startswith(f"Bad Request: {words}")
    assert query.answer is None


async def test_a_long_next_offset_is_refused(server: BotApiServer, call: Client) -> None:
    query = server.inline_query(server.user("Alice"), "who")
    with pytest.raises(ApiError, match="Bad Request: NEXT_OFFSET_INVALID"):
        await call("answerInlineQuery", inline_query_id=query.id, results=[], next_offset="x" * 65)


async def test_a_guest_query_is_told_and_answered(server: BotApiServer, call: Client) -> None:
    query = server.guest_query(server.user("Alice"), "@test_bot who said so?")
    (update,) = await call("getUpdates")
    asked = update["guest_message"]
    assert asked["text"] == "@test_bot who said so?"
    assert asked["entities"] == [{"type": "mention", "offset": 0, "length": 9}]
    sent = await call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
    assert isinstance(sent["inline_message_id"], str)
    assert query.results == [article()]
    with pytest.raises(ApiError, match=TOO_OLD):
        await call("answerCallbackQuery", callback_query_id=asked["guest_query_id"])
