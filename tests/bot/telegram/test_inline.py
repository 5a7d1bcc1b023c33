"""Quotes to paste into other chats, and answers to guests."""

from __future__ import annotations

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.inline import NOTHING, TYPE_ON
from embeddings.rebuild import Recipe, rebuild
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.records import Json
from tests.samples import load_hashing

ASKED = "Who denied that the bridge had been closed?"


def markup_of(result: Json) -> str:
    content = result["input_message_content"]
    assert isinstance(content, dict)
    return str(content["message_text"])


async def test_a_question_gives_quotes_with_their_attribution(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        query = server.inline_query(server.user("Alice"), ASKED)
        await query.wait_for_answer()
        first = query.results[0]
        assert first["title"] == "Rithy Sok"
        assert first["description"] == DENIAL
        assert markup_of(first).startswith("<b>Rithy Sok</b>, senator, denied:")
        assert "River Post" in markup_of(first)
        assert len({result["id"] for result in query.results}) == len(query.results) <= 10
        assert server.refused == []


async def test_there_are_more_quotes_to_choose_from_than_in_an_answer(settings: Settings, responder: Responder) -> None:
    sentences = "\n\n".join(f"The bridge number {number} was closed on day {number}." for number in range(15))
    (settings.seeds / "bridges.md").write_text(f"---\ntitle: Bridges\n---\n{sentences}\n", encoding="utf-8")

    rebuild(settings.seeds, settings.data, Recipe(settings.model, load_hashing))
    wider = Responder(settings)
    async with BotApiServer() as server, serving(server, settings, wider):
        query = server.inline_query(server.user("Alice"), "Which bridge was closed?")
        await query.wait_for_answer()
        assert 3 < len(query.results) <= 10
        assert server.refused == []
    wider.close()


async def test_nothing_typed_and_nothing_found_are_told_apart(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        for text, expected in (("", TYPE_ON), ("hello", TYPE_ON), ("What is the capital of France?", NOTHING)):
            query = server.inline_query(alice, text)
            answer = await query.wait_for_answer()
            assert query.results == []
            assert answer["button"] == {"text": expected, "start_parameter": "inline"}
        assert server.refused == []


async def test_a_guest_gets_the_answer(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        query = server.guest_query(server.user("Alice"), f"@test_bot {ASKED}")
        await query.wait_for_answer()
        assert DENIAL in markup_of(query.results[0])
        assert server.refused == []
