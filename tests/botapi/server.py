"""The server that a test starts, and what the test sees of it."""

import asyncio
import inspect
import json
import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import unquote

from .chats import Chat
from .entities import find_entities
from .errors import ApiError
from .faults import Fault, Faults, FloodControl, FloodLimits, fault_error
from .methods import CANONICAL, METHODS
from .params import read_params
from .patience import PATIENCE
from .queries import Query
from .records import Json, User
from .wire import HttpAnswer, HttpRequest, HttpServer
from .world import World

T = TypeVar("T")
TEST_TOKEN = "123456:TEST-TOKEN"
_CALL = re.compile(r"/bot([^/]+)/(\w+)")
_DOWNLOAD = re.compile(r"/file/bot([^/]+)/(.+)")


@dataclass(frozen=True)
class Call:
    """One call, when it came (time.monotonic), and the error it was told; None where it succeeded."""

    method: str
    params: dict[str, object]
    at: float
    error: ApiError | None = None
    injected: bool = False


class BotApiServer:
    """A Bot API server for one bot, on 127.0.0.1. Use it as an async context manager, in one event loop.

    `strict` also refuses what Telegram would accept and silently lose. `privacy` is the bot's group privacy
    mode. With `flood`, calls faster than those limits get 429. On leaving, an error inside the server itself
    is raised.
    """

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        username: str = "test_bot",
        strict: bool = True,
        privacy: bool = True,
        flood: FloodLimits | None = None,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "Test bot", username=username, is_bot=True)
        self.world = World(token, bot, strict=strict, privacy=privacy)
        self.requests: list[Call] = []
        self.latency = 0.0  # seconds added to each call
        self._faults = Faults()
        self._flood = FloodControl(flood) if flood else None
        self._http = HttpServer(self._answer)
        self._revoked = False

    async def __aenter__(self) -> Self:
        await self._http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.world.webhook is not None:
            await self.world.webhook.stop()
        await self._http.stop()
        if error is None and self._http.crashes:
            raise self._http.crashes[0]

    @property
    def url(self) -> str:
        """The root; the library adds /bot<token>/method to it."""
        return f"http://127.0.0.1:{self._http.port}"

    @property
    def bot(self) -> User:
        """The bot, as people see it."""
        return self.world.bot

    async def wait_for(self, found: Callable[[], T | None], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109 - reads best at the call
        """What `found` finds, asked again after each call and update; TimeoutError after `timeout` s."""
        return await self.world.changed.until(found, timeout)

    async def wait_for_poll(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - reads best at the call
        """Return as soon as a long poll of the bot waits for updates."""
        await self.wait_for(lambda: self.world.updates.is_polled, timeout)

    @property
    def refused(self) -> list[Call]:
        """The calls that were refused for what they were; injected faults are not among them."""
        return [call for call in self.requests if call.error is not None and not call.injected]

    def calls(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.requests if call.method == method]

    def user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> User:
        """A new person."""
        number = next(self.world.numbers)
        user = self.world.users[number] = User(number, first_name, last_name, username, language_code)
        return user

    def private_chat(self, user: User) -> Chat:
        """The chat of a person with the bot, which they have started."""
        return self._chat(user.id, "", {user.id: "member", self.bot.id: "member"})

    def group(
        self,
        title: str,
        members: Collection[User],
        *,
        administrators: Collection[User] = (),
        forum: bool = False,
    ) -> Chat:
        """A supergroup with the bot as a plain member; the first member owns it."""
        statuses = {user.id: "member" for user in members}
        statuses |= {user.id: "administrator" for user in administrators}
        statuses |= {user.id: "creator" for user in list(members)[:1]} | {self.bot.id: "member"}
        return self._chat(-1_000_000_000_000 - next(self.world.numbers), title, statuses, forum=forum)

    def _chat(self, chat_id: int, title: str, statuses: dict[int, str], *, forum: bool = False) -> Chat:
        chat = self.world.chats[chat_id] = Chat(self.world, chat_id, title, statuses, forum=forum)
        return chat

    def inline_query(self, user: User, text: str, offset: str = "") -> Query:
        """Someone types `@bot text` in any chat."""
        return self.world.ask("inline_query", user, "id", {"query": text, "offset": offset})

    def guest_query(self, user: User, text: str) -> Query:
        """Someone names the bot in a group that it is no member of."""
        elsewhere = -1_000_000_000_000 - next(self.world.numbers)
        chat = {"id": elsewhere, "type": "supergroup", "title": "Elsewhere"}
        body: Json = {"message_id": 1, "date": self.world.now(), "chat": chat, "text": text}
        body["entities"] = [entity.as_json() for entity in find_entities(text)]
        return self.world.ask("guest_message", user, "guest_query_id", body)

    def fail_next(
        self,
        method: str,
        code: int,
        *,
        description: str | None = None,
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """The next calls of a method (`*`: of any) are refused with this status and not carried out."""
        self._faults.plan(method, Fault(fault_error(code, description, retry_after)), times)

    def fail(
        self,
        rate: float,
        code: int = 429,
        *,
        retry_after: int | None = None,
        methods: Collection[str] = (),
        seed: int = 0,
    ) -> None:
        """From now on this share of calls (of these methods, or all) is refused; 0 ends it."""
        faults = self._faults
        faults.rate, faults.methods = rate, methods
        faults.error, faults.chance = fault_error(code, None, retry_after), Random(seed)  # noqa: S311 - faults, not secrets

    def drop_next(self, method: str, *, after: bool = False, times: int = 1) -> None:
        """Hang up on the next calls of a method, before or `after` they are carried out."""
        self._faults.plan(method, Fault(after=after), times)

    async def go_offline(self) -> None:
        """Hang up on everyone and refuse connections, as when the network is gone."""
        await self._http.stop()

    async def go_online(self) -> None:
        """Listen again, on the same port."""
        await self._http.start()

    def revoke(self) -> None:
        """The token is no longer valid: the poll that waits and all calls to come get 401."""
        self._revoked = True
        self.world.updates.interrupt(ApiError(401, "Unauthorized"))

    async def _answer(self, request: HttpRequest) -> HttpAnswer | None:
        if download := _DOWNLOAD.fullmatch(request.path):
            return self._download(unquote(download[1]), unquote(download[2]))
        call = _CALL.fullmatch(request.path)
        if call is None:
            return _refusal(ApiError(404, "Not Found"))
        fault = self._faults.take(CANONICAL.get(call[2].lower(), call[2]))
        if fault is not None and fault.error is None and not fault.after:
            return None
        answer = await self._call(call[1], call[2], request, fault)
        return None if fault is not None and fault.after else answer

    def _download(self, token: str, path: str) -> HttpAnswer:
        if not self._admits(token):
            return _refusal(ApiError(401, "Unauthorized"))
        for attachment in self.world.files.values():
            if attachment.path == path:
                return HttpAnswer(200, attachment.data, "application/octet-stream")
        return _refusal(ApiError(404, "Not Found"))

    def _admits(self, token: str) -> bool:
        return token == self.world.token and not self._revoked

    async def _call(self, token: str, name: str, request: HttpRequest, fault: Fault | None) -> HttpAnswer:
        method = CANONICAL.get(name.lower(), name)
        params: dict[str, object] = {}
        injected = fault.error if fault is not None else None
        refused = injected if self._admits(token) else ApiError(401, "Unauthorized")
        result: object = None
        started = time.monotonic()
        await asyncio.sleep(self.latency)
        try:
            params = read_params(request.query, request.headers.get("content-type", ""), request.body)
            if refused is None:
                result = await self._run(method, params)
        except ApiError as error:
            refused = error
        is_injected = refused is not None and refused is injected
        self.requests.append(Call(method, params, started, refused, is_injected))
        self.world.changed.notify()
        return _refusal(refused) if refused else HttpAnswer(200, _encode({"ok": True, "result": result}))

    async def _run(self, method: str, params: dict[str, object]) -> object:
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        if self._flood is not None:
            self._flood.check(method, params)
        result = METHODS[method](self.world, params)
        return await result if inspect.isawaitable(result) else result


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _refusal(error: ApiError) -> HttpAnswer:
    return HttpAnswer(error.code, _encode(error.as_json()))
