"""Every button below an answer, pressed over HTTP, also after a restart and after the documents have changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
from telegram import Update

from bot.responder import Responder
from bot.sealed import Seal
from bot.settings import Settings
from bot.telegram.answering import edit_answer
from bot.telegram.buttons import EXPIRED, NO_ANSWER_YET, NOTED, USAGE, WHAT_IS_WRONG
from bot.telegram.context import App, Context
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat
from tests.botapi.records import Message

QUESTION = "Who denied that the bridge had been closed?"


@asynccontextmanager
async def answered(
    settings: Settings, responder: Responder, question: str = QUESTION
) -> AsyncIterator[tuple[BotApiServer, Chat, Message, App]]:
    """Serve one chat, in which a question has been answered; nothing may be refused by the end."""
    async with BotApiServer() as server, serving(server, settings, responder) as application:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, question)
        yield server, chat, await chat.wait_for_reply(), application
        assert server.refused == []


def judged(application: App) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(one.good, one.bad, one.reasons) for one in application.bot_data.feedback.everything()]


async def test_the_buttons_of_an_answer(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, _, reply, _):
        assert reply.buttons == ["1", "Copy citation", "👍", "👎"]
        assert reply.button("Copy citation")["copy_text"] == {
            "text": f"“{DENIAL}” – Rithy Sok, The <bridge> & its keepers, River Post, 2020-05-01 "
            "https://example.org/bridge?a=1&b=2"
        }


async def test_the_buttons_of_a_refusal(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder, "What is the capital of France?") as (_, chat, reply, application):
        assert reply.buttons == ["1", "👍", "👎"]
        query = chat.press(reply, "👎")
        assert (await query.wait_for_answer())["text"] == NOTED
        assert reply.buttons == ["1", "👍", "👎"]
        assert judged(application) == [(0, 1, ())]


async def test_a_source_is_shown_in_full(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, chat, reply, _):
        query = chat.press(reply, "1")
        shown = await chat.wait_for_reply()
        assert shown.text == (
            "[1] The <bridge> & its keepers, River Post, May 1, 2020, ¶\xa01\n"
            f"{DENIAL}\n\nBoats & barges <waited> below it."
        )
        assert shown.reply_to is reply
        assert [entity.type for entity in shown.entities].count("bold") == 1
        assert "text" not in (await query.wait_for_answer())


async def test_more_shows_what_had_no_room(settings: Settings) -> None:
    (settings.seeds / "bridge.md").unlink()
    for year in range(1990, 1993):
        text = f"The bridge at Tarn was closed in {year}.\n\n{'😀😀😀😀x ' * 140}"
        (settings.seeds / f"{year}.md").write_text(f"---\ntitle: In {year}\n---\n{text}\n", encoding="utf-8")
    rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
    responder = Responder(settings)
    async with answered(settings, responder, "When was the bridge at Tarn closed?") as (_, chat, reply, _):
        assert reply.buttons == ["1", "2", "3", "More", "Copy citation", "👍", "👎"]
        assert all(f"[{number}]" in reply.text for number in (1, 2, 3))
        chat.press(reply, "More")
        more = await chat.wait_for_reply()
        assert reply.text.count("😀") + more.text.count("😀") == 3 * 560
        assert 0 < more.text.count("😀") < 3 * 560
    responder.close()


async def test_buttons_work_after_a_restart(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        async with serving(server, settings, responder):
            chat.send(alice, QUESTION)
            reply = await chat.wait_for_reply()
        async with serving(server, settings, responder) as application:
            chat.press(reply, "1")
            assert DENIAL in (await chat.wait_for_reply()).text
            chat.press(reply, "👍")
            await server.wait_for(lambda: judged(application))
            assert judged(application) == [(1, 0, ())]
        assert server.refused == []


async def test_a_bad_vote_is_asked_why_and_may_change(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, chat, reply, application):
        query = chat.press(reply, "👎")
        await chat.wait_for_edit(reply)
        assert (await query.wait_for_answer())["text"] == WHAT_IS_WRONG
        reasons = ["Wrong source", "Wrong speaker", "Outdated", "Not an answer"]
        assert reply.buttons == ["1", "Copy citation", "👍", "👎", *reasons]
        query = chat.press(reply, "Wrong speaker")
        await chat.wait_for_edit(reply)
        assert (await query.wait_for_answer())["text"] == NOTED
        assert reply.buttons == ["1", "Copy citation", "👍", "👎"]
        assert judged(application) == [(0, 1, ("speaker",))]
        await chat.press(reply, "👍").wait_for_answer()
        assert judged(application) == [(1, 0, ())]


async def test_what_is_kept_with_a_vote(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, chat, reply, application):
        await chat.press(reply, "👍").wait_for_answer()
        (one,) = application.bot_data.feedback.everything()
        assert (one.question, one.snapshot) == (QUESTION, responder.snapshot.name)
        assert DENIAL in one.answer


@pytest.mark.parametrize("label", ["1", "👍", "👎"])
async def test_an_expired_button_says_so(settings: Settings, responder: Responder, label: str) -> None:
    async with answered(settings, responder) as (_, chat, reply, application):
        application.bot_data.state.execute("UPDATE shown SET at = 0")
        answer = await chat.press(reply, label).wait_for_answer()
        assert (answer["text"], answer["show_alert"]) == (EXPIRED, "true")
        assert judged(application) == []


async def test_keys_of_another_chat_open_nothing(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, chat, reply, application):
        application.bot_data.state.execute("UPDATE shown SET chat = chat + 1")
        assert (await chat.press(reply, "1").wait_for_answer())["text"] == EXPIRED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: The bridge\n---\nNobody denied anything.\n", "The documents have changed since"),
        (f"---\ntitle: The bridge\nvisibility: private\n---\n{DENIAL}\n", "no longer in the library"),
        (None, "no longer in the library"),
    ],
    ids=["changed", "private", "gone"],
)
async def test_a_source_that_is_gone_or_changed_says_so(
    settings: Settings, responder: Responder, text: str | None, said: str
) -> None:
    async with BotApiServer() as server:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        async with serving(server, settings, responder):
            chat.send(alice, QUESTION)
            reply = await chat.wait_for_reply()
        (settings.seeds / "other.md").write_text("---\ntitle: Other\n---\nRain fell.\n", encoding="utf-8")
        (settings.seeds / "bridge.md").unlink()
        if text is not None:
            (settings.seeds / "bridge.md").write_text(text, encoding="utf-8")
        rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
        newer = Responder(settings)
        async with serving(server, settings, newer):
            assert said in str((await chat.press(reply, "1").wait_for_answer())["text"])
        newer.close()
        assert server.refused == []


async def test_remarks(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as application:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        for text, said in (
            ("/feedback", USAGE),
            ("/feedback too early", NO_ANSWER_YET),
            (QUESTION, None),
            ("/feedback It was  <Tuesday>.", NOTED),
        ):
            chat.send(alice, text)
            reply = await chat.wait_for_reply()
            assert said in (None, reply.text)
        first = next(message for message in chat.replies if DENIAL in message.text)
        chat.send(alice, "What is the capital of France?")
        await chat.wait_for_reply()
        chat.send(alice, "/feedback about the first", reply_to=first)
        assert (await chat.wait_for_reply()).text == NOTED
        (one,) = application.bot_data.feedback.everything()
        assert (one.question, one.remarks) == (QUESTION, ("It was  <Tuesday>.", "about the first"))
        assert server.refused == []


async def test_an_answer_is_put_in_the_place_of_an_older_one(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as application:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, QUESTION)
        reply = await chat.wait_for_reply()
        chat.press(reply, "1")
        await chat.wait_for_reply()  # by now the bot has noted which message the answer became
        question = chat.messages[1]
        update, context = edited(application, question)
        await edit_answer(update, context, await asyncio.to_thread(responder.respond, "What is the capital of France?"))
        assert reply.text.startswith("Not on record")
        chat.press(reply, "1")
        assert DENIAL in (await chat.wait_for_reply()).text
        reply.deleted = True
        response = await asyncio.to_thread(responder.respond, QUESTION)
        await edit_answer(update, context, response)
        again = await chat.wait_for_reply()
        assert DENIAL in again.text
        assert again.reply_to is question
    assert [str(call.error) for call in server.refused] == ["Bad Request: message to edit not found"]


async def test_an_edited_question_without_an_answer_gets_one(settings: Settings, responder: Responder) -> None:
    async with answered(settings, responder) as (_, chat, _, application):
        application.bot_data.state.execute("DELETE FROM shown")
        update, context = edited(application, chat.messages[1])
        await edit_answer(update, context, await asyncio.to_thread(responder.respond, QUESTION))
        assert DENIAL in (await chat.wait_for_reply()).text


def edited(application: App, question: Message) -> tuple[Update, Context]:
    """Return what a handler is given when a question was edited."""
    update = Update.de_json({"update_id": 1, "edited_message": question.as_json()}, application.bot)
    return update, Context.from_update(update, application)


async def test_a_document_without_an_address_is_linked_to_its_page(settings: Settings) -> None:
    (settings.seeds / "bridge.md").write_text(f"{DENIAL}\n", encoding="utf-8")
    rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
    pointed = settings.model_copy(update={"public_url": "https://desk.example"})
    with closing(Responder(pointed)) as responder:
        async with answered(pointed, responder) as (_, chat, reply, _):
            chat.press(reply, "1")
            for message in (reply, await chat.wait_for_reply()):
                (link,) = (one.url for one in message.entities if one.type == "text_link")
                opening = Seal(settings.data).opened((link or "").rpartition("/")[2].removesuffix("#quote"))
                assert (opening.start, opening.end, opening.private) == (0, len(DENIAL), False)


async def test_each_quote_of_a_source_can_be_copied(settings: Settings, responder: Responder) -> None:
    cited = settings.model_copy(update={"citation": "chicago"})
    async with answered(cited, responder) as (_, chat, reply, _):
        chat.press(reply, "1")
        source = await chat.wait_for_reply()
        assert source.buttons == ["Copy citation"]
        words = DENIAL.removesuffix(".")
        for message in (reply, source):
            assert message.button("Copy citation")["copy_text"] == {
                "text": f"Rithy Sok, “{words},” quoted in “The <bridge> & its keepers,” River Post, May 1, 2020, "
                "https://example.org/bridge?a=1&b=2."
            }


@pytest.mark.parametrize("visibility", ["public", "private"])
async def test_the_file_of_a_source_is_sent_where_the_operator_allows_it(settings: Settings, visibility: str) -> None:
    text = f"---\nvisibility: {visibility}\n---\n{DENIAL}\n"
    (settings.seeds / "bridge.md").write_text(text, encoding="utf-8")
    rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
    changed = settings.model_copy(update={"send_files": True, "access": "pairing"})
    async with BotApiServer() as server:
        with closing(Responder(changed)) as responder:
            async with serving(server, changed, responder) as application:
                mina = server.user("Mina")
                application.bot_data.access.allow(mina.id, "Mina")
                chat = server.private_chat(mina)
                chat.send(mina, QUESTION)
                chat.press(await chat.wait_for_reply(), "1")
                source = await chat.wait_for_reply()
                assert source.buttons == ["Copy citation", "File"]
                chat.press(source, "File")
                sent = await chat.wait_for_reply()
                assert sent.content.attachment is not None
                assert sent.content.attachment.data == text.encode()
                application.bot_data.access.deny(mina.id, "Mina")
                application.bot_data.settings = changed.model_copy(update={"access": "open"})
                application.bot_data.access.forget(mina.id)
                pressed = chat.press(source, "File")
                if visibility == "private":  # and they are no longer let in by name
                    assert (await pressed.wait_for_answer())["show_alert"]
        assert server.refused == []


async def test_no_file_is_offered_otherwise(settings: Settings) -> None:
    (settings.seeds / "bridge.md").write_text(f"{DENIAL}\n", encoding="utf-8")
    rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
    with closing(Responder(settings)) as responder:
        async with answered(settings, responder) as (_, chat, reply, _):
            chat.press(reply, "1")
            assert (await chat.wait_for_reply()).buttons == ["Copy citation"]
