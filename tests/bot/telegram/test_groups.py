"""Where the bot answers in groups, and what an edit does: the real application against the strict server."""

from __future__ import annotations

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.questions import EMPTY, TEXT_ONLY
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving
from tests.botapi import Attachment, BotApiServer
from tests.botapi.chats import Chat

ASKED = "Who denied that the bridge had been closed?"
DENIED = "Rithy Sok, senator, denied:\n"
NOT = "Not on record"


async def silent(server: BotApiServer, chat: Chat) -> bool:
    """Whether nothing was said in a chat, seen from after the answer to a question asked later elsewhere."""
    witness = server.user("Witness")
    private = server.private_chat(witness)
    private.send(witness, ASKED)
    await private.wait_for_reply()
    return not chat.replies


@pytest.mark.parametrize("words", ["/ask {}", "/ask@test_bot {}", "@test_bot {}", "{} @TEST_BOT"])
async def test_it_answers_who_addresses_it(settings: Settings, responder: Responder, words: str) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        group = server.group("Friends", [alice])
        asked = group.send(alice, words.format(ASKED))
        reply = await group.wait_for_reply()
        assert reply.text.startswith(f"{DENIED}{DENIAL}")
        assert reply.reply_to == asked
        assert server.refused == []


@pytest.mark.parametrize("text", [ASKED, "/ask@other_bot who?", f"@other_bot {ASKED}", "mail me@test_bot.org"])
async def test_it_keeps_out_of_what_people_say_to_each_other(
    settings: Settings, responder: Responder, text: str
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        server.world.privacy = False
        alice = server.user("Alice")
        group = server.group("Friends", [alice])
        group.send(alice, text)
        assert await silent(server, group)


async def test_a_reply_to_it_is_a_question_and_below_the_threshold_it_is_silent(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        group = server.group("Friends", [alice])
        group.send(alice, "@test_bot What is the capital of France?")
        first = await group.wait_for_reply()
        assert first.text.startswith(NOT)  # named, it refuses aloud
        group.send(alice, "That is a pity, is it not?", reply_to=first)
        group.send(alice, ASKED, reply_to=first)
        assert (await group.wait_for_reply()).text.startswith(DENIED)
        assert server.refused == []


async def test_ask_in_reply_to_somebody_hands_their_words_on(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice, bob = server.user("Alice"), server.user("Bob")
        group = server.group("Friends", [alice, bob])
        question = group.send(alice, ASKED)
        group.send(bob, "/ask", reply_to=question)
        assert (await group.wait_for_reply()).text.startswith(DENIED)
        group.send(bob, "/ask")
        assert (await group.wait_for_reply()).text == EMPTY


async def test_it_answers_in_the_topic(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        forum = server.group("Forum", [alice], forum=True)
        topic = forum.topic("Bridges")
        forum.send(alice, f"/ask {ASKED}", thread_id=topic)
        assert (await forum.wait_for_reply()).thread_id == topic
        assert server.refused == []


@pytest.mark.parametrize("where", ["private", "group"])
async def test_an_edited_question_has_its_answer_edited(settings: Settings, responder: Responder, where: str) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice) if where == "private" else server.group("Friends", [alice])
        asked = chat.send(alice, "@test_bot What is the capital of France?")
        reply = await chat.wait_for_reply()
        assert reply.text.startswith(NOT)
        chat.edit(asked, f"@test_bot {ASKED}")
        assert (await chat.wait_for_edit(reply)).text.startswith(f"{DENIED}{DENIAL}")
        assert len(chat.replies) == 1
        assert server.refused == []


async def test_an_edit_that_changes_nothing_in_the_answer_is_no_error(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        asked = chat.send(alice, ASKED)
        await chat.wait_for_reply()
        chat.edit(asked, f"{ASKED} ")
        chat.send(alice, "/new")
        await chat.wait_for_reply()
        assert len(chat.replies) == 2
        assert server.refused == []


async def test_an_edit_leans_on_what_the_question_leant_on(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, ASKED)
        await chat.wait_for_reply()
        asked = chat.send(alice, "What is the capital of France?")
        reply = await chat.wait_for_reply()
        chat.edit(asked, "And who is he?")
        assert (await chat.wait_for_edit(reply)).text.startswith("about: Rithy Sok, bridge closed\n")


async def test_a_question_in_a_group_leans_on_its_askers_own(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice, bob = server.user("Alice"), server.user("Bob")
        group = server.group("Friends", [alice, bob])
        group.send(alice, f"/ask {ASKED}")
        answer = await group.wait_for_reply()
        group.send(bob, "And who is he?", reply_to=answer)
        assert (await group.wait_for_reply()).text.startswith("about: Rithy Sok, bridge closed\n")
        group.send(bob, "/ask And who is he?")
        assert (await group.wait_for_reply()).text.startswith("about: Rithy Sok, bridge closed\n")
        group.send(alice, "/ask And who is he?")
        assert "about:" not in (await group.wait_for_reply()).text


async def test_pictures_and_voices_get_one_friendly_line(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        for _ in range(3):  # an album
            chat.send(alice, attachment=Attachment("photo", b"picture"))
        assert (await chat.wait_for_reply()).text == TEXT_ONLY
        chat.send(alice, ASKED)
        await chat.wait_for_reply()
        assert len(chat.replies) == 2
        assert server.refused == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("hello", "Hello. Ask me"),
        ("👍", "Ask on"),
        ("What can you do?", "Ask me a question."),
        ("What documents do you have?", "1 document, index as of"),
        (f"Summarise: {ASKED}", "I don't summarise, I quote: these are the passages.\nRithy Sok, senator, denied:"),
    ],
)
async def test_small_talk_gets_a_line_and_is_no_search(
    settings: Settings, responder: Responder, words: str, said: str
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as application:
        alice = server.user("Alice")
        for chat, text in (
            (server.private_chat(alice), words),
            (server.group("Friends", [alice]), f"@test_bot {words}"),
        ):
            chat.send(alice, text)
            assert (await chat.wait_for_reply()).text.startswith(said)
        counted = sum(count for _, counts in application.bot_data.tally.days(1) for count in counts.values())
        assert counted == (2 if "Summarise" in words else 0)
        assert server.refused == []


async def test_thanks_to_it_in_a_group_need_no_word_and_change_nothing(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        group = server.group("Friends", [alice])
        group.send(alice, f"@test_bot {ASKED}")
        first = await group.wait_for_reply()
        group.send(alice, "thanks!", reply_to=first)
        assert await silent_after(server, group, 1)


async def silent_after(server: BotApiServer, chat: Chat, count: int) -> bool:
    """Whether a chat has no more than so many replies, seen from after the answer to a question asked elsewhere."""
    witness = server.user("Witness")
    private = server.private_chat(witness)
    private.send(witness, ASKED)
    await private.wait_for_reply()
    return len(chat.replies) == count
