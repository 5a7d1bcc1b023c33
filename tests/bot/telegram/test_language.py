"""Who speaks what with the bot: by their Telegram, by what they chose, in groups, and for what nobody waits for."""

from __future__ import annotations

from bot.locale import LANGUAGES, _, speaking
from bot.render.facts import REASONS
from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.commands import EVERYBODY, GREETING
from bot.telegram.language import CHOSEN, WHICH
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer


def said(language: str, words: str) -> str:
    with speaking(language):
        return _(words)


async def test_everybody_is_spoken_to_in_the_language_of_their_telegram(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        for code in ("es-419", "km", "pt-br", None):
            user = server.user("Alice", language_code=code)
            chat = server.private_chat(user)
            chat.send(user, "/start")
            assert (await chat.wait_for_reply()).text.startswith(said(code[:2] if code else "en", GREETING))
        assert server.refused == []


async def test_a_group_has_the_language_of_who_asks(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        ana, bob = server.user("Ana", language_code="es"), server.user("Bob", language_code="ru")
        group = server.group("All", [ana, bob])
        for user in (ana, bob):
            group.send(user, "/ask Who sings in the opera of Vienna?")
            assert said(user.language_code or "", REASONS["nothing_relevant"]) in (await group.wait_for_reply()).text


async def test_a_language_is_chosen_by_its_name_or_by_a_button(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        alice = server.user("Alice", language_code="de")
        chat = server.private_chat(alice)
        chat.send(alice, "/language ខ្មែរ")
        assert (await chat.wait_for_reply()).text == said("km", CHOSEN)
        chat.send(alice, "/language")
        asked = await chat.wait_for_reply()
        assert asked.text == said("km", WHICH)
        assert len(asked.buttons) == len(LANGUAGES) + 1
        query = chat.press(asked, "Français", alice)
        assert (await query.wait_for_answer())["text"] == said("fr", CHOSEN)
        await settled(server, app)
        assert chat.replies[-1].text == said("fr", CHOSEN)
        chat.send(alice, "/start")
        assert (await chat.wait_for_reply()).text.startswith(said("fr", GREETING))


async def test_a_choice_outlives_the_bot_and_is_undone(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        alice = server.user("Alice", language_code="uk")
        chat = server.private_chat(alice)
        async with serving(server, settings, responder):
            chat.send(alice, "/language es")
            await chat.wait_for_reply()
        async with serving(server, settings, responder):
            chat.send(alice, "/language")
            asked = await chat.wait_for_reply()
            assert asked.text == said("es", WHICH)
            chat.press(asked, asked.buttons[-1], alice)
            chat.send(alice, "/start")
            assert (await chat.wait_for_reply()).text.startswith(said("uk", GREETING))


async def test_the_menu_is_offered_in_each_language(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        menus = {
            language: commands for (scope, language), commands in server.world.commands.items() if "group" in scope
        }
        assert set(menus) == {"" if language == "en" else language for language in LANGUAGES}
        for language, commands in menus.items():
            assert commands[0] == {"command": "ask", "description": said(language, EVERYBODY["ask"])}
