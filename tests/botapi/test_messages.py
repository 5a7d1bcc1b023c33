"""sendMessage, its edits and its keyboards, called as a bot calls them."""

from typing import Any

import pytest

from . import ApiError, BotApiServer
from .conftest import Client
from .messages import NOT_MODIFIED


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "More", **button}]]}


async def test_a_message_is_sent_and_seen(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice", username="alice"))
    sent = await call(
        "sendMessage",
        chat_id=chat.id,
        text='<b>Yes</b>, <a href="https://example.org/">here</a>',
        parse_mode="HTML",
        reply_markup=keyboard(callback_data="m:1"),
        link_preview_options={"is_disabled": True},
    )
    assert sent["text"] == "Yes, here"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "text_link", "offset": 5, "length": 4, "url": "https://example.org/"},
    ]
    assert sent["chat"] == {"id": chat.id, "type": "private", "first_name": "Alice", "username": "alice"}
    assert sent["from"]["is_bot"] is True
    message = await chat.wait_for_reply()
    assert message.id == sent["message_id"]
    assert message.html == '<b>Yes</b>, <a href="https://example.org/">here</a>'
    assert message.content.link_preview == {"is_disabled": True}
    assert message.button("More")["callback_data"] == "m:1"
    assert [sent.method for sent in server.requests] == ["sendMessage"]
    assert server.refused == []


@pytest.mark.parametrize("code", ["html", "form", "query"])
async def test_parameters_come_in_any_form(server: BotApiServer, call: Client, code: str) -> None:
    chat = server.private_chat(server.user("Alice"))
    fields: dict[str, Any] = {"chat_id": chat.id, "text": "a + b = č", "reply_markup": '{"force_reply":true}'}
    address = f"/bot{server.world.token}/SENDMESSAGE"
    if code == "html":
        answer = await call.http.post(address, files={name: (None, str(value)) for name, value in fields.items()})
    elif code == "form":
        answer = await call.http.post(address, data=fields)
    else:
        answer = await call.http.get(address, params=fields)
    assert call.read(answer)["text"] == "a + b = č"
    (sent,) = server.calls("sendMessage")
    assert sent.params == fields | {"reply_markup": {"force_reply": True}}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"chat_id": 5}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"chat_id": None}, "Bad Request: chat_id is empty"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        (
            {"text": "<b>", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag correspond",
        ),
        ({"message_thread_id": 9}, "Bad Request: message thread not found"),
        ({"message_thread_id": "x"}, "Bad Request: strict: message_thread_id is no integer"),
        ({"reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
        ({"reply_parameters": 3}, "Bad Request: object expected as reply parameters"),
        ({"link_preview_options": 3}, "Bad Request: object expected as link preview options"),
        ({"link_preview_options": {"url": 3}}, 'Bad Request: field "url" must be of type String'),
        ({"reply_markup": "{"}, "Bad Request: can't parse reply markup JSON object"),
        ({"reply_markup": []}, "Bad Request: object expected as reply markup"),
        ({"reply_markup": {}}, "Bad Request: strict: a reply_markup without any keyboard"),
        (
            {"reply_markup": {"inline_keyboard": 1}},
            'Bad Request: field "inline_keyboard" must be of type Array',
        ),
        (
            {"reply_markup": {"inline_keyboard": [1]}},
            'Bad Request: field "inline_keyboard" of the InlineKeyboardM',
        ),
        (
            {"reply_markup": keyboard()},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed",
        ),
        (
            {"reply_markup": keyboard(callback_data="")},
            "Bad Request: can't parse inline keyboard button: Text butt",
        ),
        ({"reply_markup": keyboard(callback_data="é" * 32 + "x")}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"reply_markup": keyboard(callback_data=1)},
            "Bad Request: can't parse inline keyboard button: Field",
        ),
        (
            {"reply_markup": keyboard(url="nowhere")},
            "Bad Request: inline keyboard button URL 'nowhere' is invalid",
        ),
        (
            {"reply_markup": keyboard(callback_data="a", url="b.org")},
            "Bad Request: strict: a button has callback_da",
        ),
        ({"reply_markup": keyboard(copy_text={"text": "x" * 257})}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}},
            "Bad Request: reply markup is too long",
        ),
    ],
)
async def test_messages_that_are_refused(
    server: BotApiServer, call: Client, params: dict[str, Any], words: str
) -> None:
    chat = server.private_chat(server.user("Alice"))
    with pytest.raises(ApiError) as refusal:
        await call("sendMessage", **{"chat_id": chat.id, "text": "x", **params})
    assert refusal.value.description.startswith(words)
    assert chat.replies == []
    assert [str(refused.error) for refused in server.refused] == [refusal.value.description]


async def test_callback_data_of_64_bytes_is_taken(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=keyboard(callback_data="é" * 32))
    assert chat.replies[0].buttons == ["More"]


async def test_replies_and_quotes(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    question = chat.send(alice, "Who said so, and when?")
    reply = {"message_id": question.id, "quote": "<b>Who</b> said so", "quote_parse_mode": "HTML"}
    sent = await call("sendMessage", chat_id=chat.id, text="She did", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "Who said so, and when?"
    assert sent["quote"]["text"] == "Who said so"
    assert chat.replies[0].reply_to is question
    with pytest.raises(ApiError, match="Bad Request: QUOTE_TEXT_INVALID"):
        await call("sendMessage", chat_id=chat.id, text="x", reply_parameters={**reply, "quote": "Who knows"})
    missing = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await call("sendMessage", chat_id=chat.id, text="x", reply_parameters=missing)


async def test_replies_stay_in_their_topic(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.group("Newsroom", [alice], forum=True)
    topic = chat.topic("Fact checks")
    question = chat.send(alice, "/ask who?", thread_id=topic)
    await call("sendMessage", chat_id=chat.id, text="a", reply_parameters={"message_id": question.id})
    sent = await call("sendMessage", chat_id=chat.id, text="b", message_thread_id=topic)
    assert [reply.thread_id for reply in chat.replies] == [topic, topic]
    assert sent["is_topic_message"] is True


async def test_edits(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    place = {"chat_id": chat.id, "message_id": chat.send(alice, "mine").id}
    with pytest.raises(ApiError, match="Bad Request: message can't be edited"):
        await call("editMessageText", **place, text="x")
    sent = await call("sendMessage", chat_id=chat.id, text="one", reply_markup=keyboard(callback_data="1"))
    place["message_id"] = sent["message_id"]
    for source in ("one", "one \n"):
        with pytest.raises(ApiError) as refusal:
            await call("editMessageText", **place, text=source, reply_markup=keyboard(callback_data="1"))
        assert refusal.value.description == f"Bad Request: {NOT_MODIFIED}"
    edited = await call("editMessageText", **place, text="<i>two</i>", parse_mode="HTML")
    assert edited["text"] == "two"
    assert "reply_markup" not in edited
    await call("editMessageReplyMarkup", **place, reply_markup=keyboard(callback_data="2"))
    (message,) = chat.replies
    assert [content.text for content in message.history] == ["one", "two", "two"]
    assert message.button("More")["callback_data"] == "2"
    with pytest.raises(ApiError, match="Bad Request: message is not modified"):
        await call("editMessageReplyMarkup", **place, reply_markup=keyboard(callback_data="2"))
    with pytest.raises(ApiError, match="Bad Request: inline keyboard expected"):
        await call("editMessageReplyMarkup", **place, reply_markup={"force_reply": True})
    with pytest.raises(ApiError, match="Bad Request: MESSAGE_TOO_LONG"):
        await call("editMessageText", **place, text="x" * 4097)
    with pytest.raises(ApiError, match="Bad Request: message to edit not found"):
        await call("editMessageText", chat_id=chat.id, message_id=99, text="x")
    with pytest.raises(ApiError, match="Bad Request: message identifier is not specified"):
        await call("editMessageText", chat_id=chat.id, text="x")


async def test_deleting(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.group("Newsroom", [alice])
    hers = chat.send(alice, "hello")
    sent = await call("sendMessage", chat_id=chat.id, text="x")
    assert await call("deleteMessage", chat_id=chat.id, message_id=sent["message_id"]) is True
    assert chat.replies[0].deleted
    for method in ("deleteMessage", "editMessageReplyMarkup"):
        with pytest.raises(ApiError, match=r"Bad Request: message to \w+ not found"):
            await call(method, chat_id=chat.id, message_id=sent["message_id"])
    with pytest.raises(ApiError, match="Bad Request: message can't be deleted"):
        await call("deleteMessage", chat_id=chat.id, message_id=hers.id)
    chat.admit_bot("administrator")
    assert await call("deleteMessage", chat_id=chat.id, message_id=hers.id) is True


async def test_chat_actions(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    assert await call("sendChatAction", chat_id=chat.id, action="typing") is True
    assert chat.actions == ["typing"]
    with pytest.raises(ApiError, match="Bad Request: wrong parameter action in request"):
        await call("sendChatAction", chat_id=chat.id, action="thinking")
