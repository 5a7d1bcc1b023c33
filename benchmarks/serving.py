"""What serving over HTTP costs beside asking in process, what hostile requests do, and whether swaps are noticed.

    python -m benchmarks.serving cost DATA QUESTIONS.jsonl     overhead at the median; p50, p95 at 1, 8, 32 clients
    python -m benchmarks.serving hostile DATA [REQUESTS]       requests made by chance: no 500, no traceback
    python -m benchmarks.serving swaps DATA [REQUESTS SWAPS]   requests while CURRENT is swapped between two snapshots

DATA is a data folder; a token is made in it. For swaps it needs two snapshots of the same model.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import uvicorn

from bot.responder import Responder
from bot.serving.app import build
from bot.serving.openapi import document
from bot.serving.tokens import Tokens
from bot.settings import Settings
from embeddings.library.manifest import read_manifest
from embeddings.library.snapshot import NAME, point_at

CLIENTS = (1, 8, 32)
LEAKS = ("Traceback", "site-packages", "/bot/", 'File "', "RuntimeError", "sqlite3")
PIECES: list[object] = [
    None,
    True,
    -1,
    1e308,
    "",
    " ",
    "\x00",
    "a" * 2001,
    "\U0001f600",
    "from:",
    'in:"x',
    "after:9999",
    [],
    {},
    "?",
]


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, str, Responder]]:
    """Serve a data folder in a thread; give address, token and what answers."""
    live = read_manifest(data / "index" / (data / "index" / "CURRENT").read_text().strip())
    settings = Settings(data=data, model=live.encoder.model, serve_per_minute=10**9)
    token = Tokens(data).path.read_text().split()[-1]
    with closing(Responder(settings)) as responder, closing(socket.create_server(("127.0.0.1", 0))) as door:
        server = uvicorn.Server(uvicorn.Config(build(settings, responder), log_config=None, access_log=False))
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        running.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}", token, responder
        finally:
            server.should_exit = True
            running.join()


def cost(data: Path, questions: list[str]) -> None:
    with serving(data) as (root, token, responder):
        headers = {"authorization": f"Bearer {token}"}
        with httpx.Client(base_url=root, headers=headers, timeout=120) as client:
            inside, outside = [], []
            for question in (*questions[:5], *questions):  # the first warm up
                started = time.perf_counter()
                responder.respond(question)
                between = time.perf_counter()
                client.post("/api/ask", json={"question": question}).raise_for_status()
                inside.append((between - started) * 1000)
                outside.append((time.perf_counter() - between) * 1000)
        inside, outside = inside[5:], outside[5:]
        over = statistics.median(there - here for here, there in zip(inside, outside, strict=True))
        print(f"in process p50 {statistics.median(inside):.1f} ms, over HTTP {statistics.median(outside):.1f} ms")
        print(f"overhead at the median of {len(questions)} pairs: {over:.2f} ms")
        for clients in CLIENTS:
            asyncio.run(_load(root, headers, questions, clients))


async def _load(root: str, headers: dict[str, str], questions: list[str], clients: int) -> None:
    waiting, times = iter(questions), list[float]()

    async def one(client: httpx.AsyncClient) -> None:
        for question in waiting:
            started = time.perf_counter()
            (await client.post("/api/ask", json={"question": question})).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    async with httpx.AsyncClient(base_url=root, headers=headers, timeout=120) as client:
        await asyncio.gather(*(one(client) for _ in range(clients)))
    took, ordered = time.perf_counter() - started, sorted(times)
    p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    print(f"{clients:>2} clients: {len(times) / took:.1f} a second, p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def hostile(data: Path, requests: int) -> None:
    chance, found = random.Random(21), Counter[int]()  # noqa: S311  the same requests each time
    with serving(data) as (root, token, _), httpx.Client(base_url=root, timeout=120) as client:
        for number in range(requests):
            method, path, body = _request(chance)
            authorized = {"authorization": f"Bearer {token}"} if number % 20 else {}
            kind = chance.choice(["application/json"] * 9 + ["text/plain"])
            headers = {**authorized, "content-type": kind, "accept": "application/json, text/event-stream"}
            reply = client.request(method, path, content=body, headers=headers)
            found[reply.status_code] += 1
            if reply.status_code == 500 or any(leak in reply.text for leak in LEAKS):
                raise SystemExit(f"{method} {path} {body!r}: {reply.status_code} {reply.text[:500]}")
    print(f"{requests} hostile requests: {dict(sorted(found.items()))}, no 500, no traceback")


def _request(chance: random.Random) -> tuple[str, str, bytes]:
    described = document()
    paths = [
        *described["paths"],
        "/v1/chat/completions",
        "/mcp",
        "/mcp",
        "/source/x",
        "/%00",
        "/openapi.json",
        "/readyz",
    ]
    path = chance.choice(paths)
    if "{id}" in path:
        path = path.replace("{id}", chance.choice(["..%2f..%2fetc%2fpasswd", "%00", "x" * 3000, "a@9", "%ff"]))
        return "GET", f"{path}?offset={chance.choice(['0', '-1', 'x', '9' * 30, '%00'])}", b""
    method = chance.choice(["POST"] * 8 + ["GET", "PUT", "DELETE"])
    if path == "/mcp":
        names = ["ask", "search", "fetch", "statements", "check", "x", ""]
        arguments = {key: _value(chance) for key in chance.sample(["question", "query", "id", "speaker", "words"], 2)}
        parameters = {"name": chance.choice(names), "arguments": arguments}
        call = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": chance.choice(["tools/call"] * 5 + ["x", ""]),
            "params": parameters,
        }
        return method, path, _spoilt(json.dumps(call).encode(), chance)
    keys = ["question", "query", "speaker", "words", "earlier", "limit", "offset", "after", "quotes", "messages", "x"]
    body = {key: _value(chance) for key in chance.sample(keys, chance.randint(0, 4))}
    if chance.random() < 0.5:
        body["question" if path == "/api/ask" else "query"] = "Who said so?"
    return method, path, _spoilt(json.dumps(body).encode(), chance)


def _value(chance: random.Random) -> object:
    return chance.choice([*PIECES, [chance.choice(PIECES)], {"role": "user", "content": chance.choice(PIECES)}])


def _spoilt(body: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        at = chance.randrange(len(body))
        return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]
    return body


def swaps(data: Path, requests: int, number: int) -> None:
    names = sorted(path.name for path in (data / "index").iterdir() if NAME.fullmatch(path.name))
    with serving(data) as (root, token, _):
        found, seen, done = Counter[int](), set[str](), 0

        async def ask(client: httpx.AsyncClient) -> None:
            nonlocal done
            while done < requests:
                done += 1
                reply = await client.post("/api/ask", json={"question": f"Who spoke of number {done % 50}?"})
                found[reply.status_code] += 1
                seen.add(reply.json().get("snapshot", ""))

        async def swap() -> None:
            for count in range(number):
                while done < (count + 1) * requests // (number + 1):  # noqa: ASYNC110  counted by others
                    await asyncio.sleep(0.01)
                await asyncio.to_thread(point_at, data / "index", names[count % 2])

        async def both() -> None:
            headers = {"authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=root, headers=headers, timeout=120) as client:
                work: list[Awaitable[None]] = [ask(client) for _ in range(8)]
                await asyncio.gather(swap(), *work)

        asyncio.run(both())
    print(f"{sum(found.values())} requests, {number} swaps, from {len(seen)} snapshots: {dict(found)}")


def main() -> None:
    what, data, *more = sys.argv[1:]
    if what == "cost":
        rows = [json.loads(line) for line in Path(more[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
        cost(Path(data), [row["question"] for row in rows])
    else:
        numbers = [int(one) for one in more]
        runs: dict[str, Callable[..., None]] = {"hostile": hostile, "swaps": swaps}
        runs[what](Path(data), *(numbers or ([10_000] if what == "hostile" else [2_000, 20])))


if __name__ == "__main__":
    main()
