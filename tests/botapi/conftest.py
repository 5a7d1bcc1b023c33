"""A server, and a client that calls it as plainly as HTTP allows."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from . import ApiError, BotApiServer
from .patience import PATIENCE


class Client:
    """Calls methods with JSON; raises what the server refuses with as ApiError."""

    def __init__(self, server: BotApiServer, http: httpx.AsyncClient) -> None:
        self.server = server
        self.http = http

    async def __call__(self, method: str, **params: Any) -> Any:
        return self.read(await self.http.post(f"/bot{self.server.world.token}/{method}", json=params))

    async def upload(self, method: str, files: dict[str, Any], **params: Any) -> Any:
        address = f"/bot{self.server.world.token}/{method}"
        return self.read(await self.http.post(address, data=params, files=files))

    @staticmethod
    def read(answer: httpx.Response) -> Any:
        body = answer.json()
        if body["ok"]:
            assert answer.status_code == 200
            return body["result"]
        assert answer.status_code == body["error_code"]
        raise ApiError(body["error_code"], body["description"], body.get("parameters", {}).get("retry_after"))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
async def call(server: BotApiServer) -> AsyncIterator[Client]:
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=PATIENCE) as http:
        yield Client(server, http)
