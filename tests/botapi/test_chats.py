"""What reaches the bot from chats, and what it may ask about them."""

import pytest

from . import ApiError, Attachment, BotApiServer
from .conftest import Client


async def test_updates_look_as_telegram_sends_them(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice", last_name="Liddell", language_code="en")
    chat = server.private_chat(alice)
    sent = chat.send(alice, "/start now")
    chat.edit(sent, "/start later")
    first, second = await call("getUpdates")
    assert first["update_id"] == sent.update_id
    assert first["message"] == {
        "message_id": sent.id,
        "from": {
            "id": alice.id,
            "first_name": "Alice",
            "last_name": "Liddell",
            "language_code": "en",
            "is_bot": False,
        },
        "chat": {"id": alice.id, "first_name": "Alice", "last_name": "Liddell", "type": "private"},
        "date": sent.date,
        "text": "/start now",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    assert second["edited_message"]["text"] == "/start later"
    assert second["edited_message"]["edit_date"] == sent.edit_date


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Who said so?", False),
        ("/ask who said so?", True),
        ("/ask@test_bot who?", True),
        ("/ask@other_bot who?", False),
        ("@Test_Bot who said so?", True),
        ("so, @test_bot, who?", True),
        ("@test_bots who?", False),
        ("mail@test_bot.org", False),
    ],
)
async def test_privacy_mode(server: BotApiServer, text: str, seen: bool) -> None:
    alice = server.user("Alice")
    chat = server.group("Newsroom", [alice])
    assert (chat.send(alice, text).update_id is not None) == seen


async def test_privacy_mode_lets_replies_through(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.group("Newsroom", [alice])
    await call("sendMessage", chat_id=chat.id, text="Hello all")
    mine, hers = chat.replies[0], chat.send(alice, "not for you")
    assert chat.send(alice, "and?", reply_to=hers).update_id is None
    assert chat.edit(hers, "still not") is None
    assert chat.send(alice, "thanks", reply_to=mine).update_id is not None
    chat.admit_bot("administrator")
    assert chat.send(alice, "anything").update_id is not None


async def test_without_privacy_mode_all_is_seen() -> None:
    async with BotApiServer(privacy=False) as server:
        alice = server.user("Alice")
        assert server.group("Newsroom", [alice]).send(alice, "anything").update_id is not None


async def test_chats_that_the_bot_lost(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    private, group = server.private_chat(alice), server.group("Newsroom", [alice])
    private.block()
    with pytest.raises(ApiError, match="Forbidden: bot was blocked by the user") as refusal:
        await call("sendMessage", chat_id=private.id, text="x")
    assert refusal.value.code == 403
    private.admit_bot()
    await call("sendMessage", chat_id=private.id, text="x")
    group.remove_bot()
    with pytest.raises(ApiError, match="Forbidden: bot was kicked from the supergroup chat"):
        await call("sendMessage", chat_id=group.id, text="x")
    assert group.send(alice, "/ask").update_id is None
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await call("getUpdates")]
    assert changes == ["kicked", "member", "kicked"]


async def test_asking_about_chats_and_members(server: BotApiServer, call: Client) -> None:
    alice, bob, carol = (server.user(name) for name in ("Alice", "Bob", "Carol"))
    group = server.group("Newsroom", [alice, bob], administrators=[bob])
    private = server.private_chat(alice)
    assert (await call("getChat", chat_id=group.id))["title"] == "Newsroom"
    found = await call("getChatAdministrators", chat_id=group.id)
    assert {member["user"]["id"]: member["status"] for member in found} == {
        alice.id: "creator",
        bob.id: "administrator",
    }
    for user, status in ((alice, "creator"), (carol, "left"), (server.bot, "member")):
        assert (await call("getChatMember", chat_id=group.id, user_id=user.id))["status"] == status
    for user_id, words in ((1, "member not found"), (0, "invalid user_id specified")):
        with pytest.raises(ApiError, match=f"Bad Request: {words}"):
            await call("getChatMember", chat_id=group.id, user_id=user_id)
    for method, words in (
        ("getChatAdministrators", "there are no administrators"),
        ("leaveChat", "chat member status"),
    ):
        with pytest.raises(ApiError, match=f"Bad Request: {words}"):
            await call(method, chat_id=private.id)
    assert await call("leaveChat", chat_id=group.id) is True
    with pytest.raises(ApiError, match="Forbidden: bot is not a member of the supergroup chat"):
        await call("getChat", chat_id=group.id)


async def test_attachments(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    for kind in ("document", "voice", "sticker", "video"):
        chat.send(alice, "look", attachment=Attachment(kind, b"data", "look.bin"))
    messages = [update["message"] for update in await call("getUpdates")]
    assert [message["caption"] for message in messages] == ["look"] * 4
    assert messages[0]["document"]["file_name"] == "look.bin"
    assert messages[1]["voice"]["file_size"] == 4


async def test_waiting_takes_replies_in_turn_and_ends(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    with pytest.raises(TimeoutError):
        await chat.wait_for_reply(timeout=0.01)
    for text in ("one", "two"):
        await call("sendMessage", chat_id=chat.id, text=text)
    assert [(await chat.wait_for_reply()).text for _ in range(2)] == ["one", "two"]
    for text in (" ", "x" * 4097):
        with pytest.raises(ValueError, match="a person can't send"):
            chat.send(server.user("Bob"), text)
    with pytest.raises(LookupError, match="no button 'More'"):
        chat.press(chat.replies[0], "More")
