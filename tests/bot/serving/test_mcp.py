"""MCP, asked by the SDK's own client: in memory, over a process's standard input, and over HTTP."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.mcpserver import MCPServer
from mcp.types import CallToolResult, TextContent, TextResourceContents

from bot.responder import Responder
from bot.serving.app import build
from bot.serving.desk import Desk
from bot.serving.mcp import build_mcp
from bot.serving.service import Service
from bot.serving.tokens import Caller
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from tests.bot.serving.conftest import SECRET, TOKEN

ASK = {"question": "Who denied that the bridge at Alder Creek would be pulled down?"}
UNKNOWN = {"question": "Who won the chess olympiad in Batumi?"}


@pytest.fixture
def server(private_library: Path) -> Iterator[MCPServer[Any]]:
    with closing(Responder(Settings(data=private_library, model=NAME))) as responder:
        yield build_mcp(Service(Desk(responder)), Caller("mcp"))


def text_of(result: CallToolResult) -> str:
    (item,) = result.content
    assert isinstance(item, TextContent)
    return item.text


async def test_every_tool_only_reads_and_says_what_comes_back(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == ["ask", "check", "fetch", "search", "statements"]
        for tool in tools.values():
            hints = tool.annotations
            assert hints is not None
            assert (hints.read_only_hint, hints.open_world_hint, hints.destructive_hint) == (True, False, False)
            assert hints.title
            assert tool.title
            assert tool.description
            assert tool.output_schema is not None


async def test_an_answer_has_its_words_source_and_speaker(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        result = await client.call_tool("ask", ASK)
        row = result.structured_content or {}
        assert (row["status"], row["quotes"][0]["source"]["title"]) == ("answered", "The bridge at Alder Creek")
        assert "Ines Falk" in row["quotes"][0]["speaker"]
        text = text_of(result)
        assert text.startswith("status: answered. What stands between the marks is quoted from documents.")
        assert f"<<<quoted {text.partition('<<<quoted ')[2][:8]}\n{row['quotes'][0]['text']}\nquoted" in text


async def test_structured_content_is_what_the_schema_says(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        found = await client.call_tool("search", {"query": "the bridge"})
        identity = (found.structured_content or {})["results"][0]["id"]
        calls = {"ask": ASK, "statements": {"speaker": "Falk"}, "fetch": {"id": identity}, "search": {"query": "x"}}
        for name, arguments in calls.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error
            Draft202012Validator(schemas[name] or {}).validate(result.structured_content)


async def test_what_is_not_on_record_has_a_reason(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        refused = await client.call_tool("ask", UNKNOWN)
        row = refused.structured_content or {}
        assert (row["status"], row["reason"], row["quotes"]) == ("not_on_record", "nothing_relevant", [])
        assert text_of(refused).startswith("status: not_on_record, reason: nothing_relevant.")
        filtered = await client.call_tool("search", {"query": "the bridge", "before": "1900"})
        assert (filtered.structured_content or {})["status"] == "not_on_record"
        assert (filtered.structured_content or {})["reason"] == "filtered_out"
        nobody = await client.call_tool("statements", {"speaker": "Nobody Atall"})
        assert text_of(nobody) == "status: not_on_record, reason: nothing_relevant."


async def test_the_two_tools_have_the_form_that_chatgpt_reads(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        found = json.loads(text_of(await client.call_tool("search", {"query": "the bridge at Alder Creek"})))
        first = found["results"][0]
        assert {"id", "title", "url"} <= first.keys()
        assert first["url"] == "https://example.org/bridge?a=1&b=2"
        read = json.loads(text_of(await client.call_tool("fetch", {"id": first["id"]})))
        assert {"id", "title", "text", "url", "metadata"} <= read.keys()
        assert (read["id"], read["title"]) == (first["id"], "The bridge at Alder Creek")
        assert "40,000 crowns" in read["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": "  "}, "The question is empty"),
        ("ask", {"question": "a", "after": "May"}, "after: String should match"),
        ("ask", {}, "question"),
        ("search", {"query": "a", "limit": 11}, "limit"),
        ("fetch", {"id": "nothing"}, "No document has this id"),
        ("fetch", {"id": "../../etc/passwd"}, "No document has this id"),
    ],
)
async def test_what_makes_no_sense_is_an_error(
    server: MCPServer[Any], tool: str, arguments: dict[str, Any], told: str
) -> None:
    async with Client(server) as client:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert told in text_of(result)


async def test_what_fails_inside_shows_nothing_of_it(server: MCPServer[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("bot.serving.desk.Desk.search", broken)
    async with Client(server) as client:
        result = await client.call_tool("search", {"query": "a"})
        assert (result.is_error, text_of(result)) == (True, "Error executing tool search: Ask again in a while.")


async def test_resources_tell_what_there_is(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        listed = [str(one.uri) for one in (await client.list_resources()).resources]
        assert sorted(listed) == ["onrecord://sources", "onrecord://status"]
        told = [(await client.read_resource(uri)).contents[0] for uri in sorted(listed)]
        texts = [one.text for one in told if isinstance(one, TextResourceContents)]
        assert "Alder Gazette: 1 document" in texts[0]
        assert json.loads(texts[1])["documents"] == 4
        found = await client.call_tool("search", {"query": "the school roof"})
        url = (found.structured_content or {})["results"][0]["url"]
        (document,) = (await client.read_resource(url)).contents
        assert isinstance(document, TextResourceContents)
        assert "Rain came through the roof" in document.text


async def test_nothing_private_is_shown_to_who_may_not_see_it(server: MCPServer[Any]) -> None:
    async with Client(server) as client:
        calls = [
            await client.call_tool("ask", {"question": "Who said that the dam at Brokk leaks?"}),
            await client.call_tool("search", {"query": "the dam at Brokk leaks at night"}),
            await client.call_tool("statements", {"speaker": "Oduya"}),
        ]
        told = "".join(f"{text_of(one)}{one.structured_content}" for one in calls)
        assert "Oduya" not in told
        assert "at night" not in told


async def test_a_process_answers_on_standard_input(private_library: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "ONRECORD_DATA": str(private_library), "ONRECORD_MODEL": NAME}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    started = StdioServerParameters(command=sys.executable, args=["-m", "bot", "mcp"], env=environment, cwd=tmp_path)
    async with Client(stdio_client(started)) as client:
        row = (await client.call_tool("ask", ASK)).structured_content or {}
        assert row["status"] == "answered"


@contextmanager
def listening(data: Path) -> Iterator[str]:
    """Serve a data folder on a port of this machine, in a thread of its own."""
    settings = Settings(data=data, model=NAME, serve_per_minute=10_000)
    with closing(Responder(settings)) as responder, closing(socket.create_server(("127.0.0.1", 0))) as door:
        server = uvicorn.Server(uvicorn.Config(build(settings, responder), log_config=None))
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        running.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/mcp"
        finally:
            server.should_exit = True
            running.join()


async def test_over_http_the_token_tells_what_may_be_seen(private_library: Path) -> None:
    asked = {"question": "Who said that the dam at Brokk leaks?"}
    with listening(private_library) as address:
        told = {}
        for token in (TOKEN, SECRET):
            async with (
                httpx2.AsyncClient(headers={"authorization": f"Bearer {token}"}) as http,
                Client(streamable_http_client(address, http_client=http)) as client,
            ):
                told[token] = (await client.call_tool("ask", asked)).structured_content or {}
        assert (told[TOKEN]["status"], told[SECRET]["status"]) == ("not_on_record", "answered")
        async with httpx2.AsyncClient() as http:
            assert (await http.post(address, json={})).status_code == 401
