"""Several bots on one token: how much more two answer than one, and what comes twice when they are killed.

python -m benchmarks.workers --data FOLDER                 # one worker, then two, on a PostgreSQL of its own
python -m benchmarks.workers --data FOLDER --kills 20      # two; SIGKILL to one or the other, and started again

FOLDER holds an index (onrecord rebuild) and is only read. Server, proxy and PostgreSQL are those of the tests, so the
extras `dev` and `postgres` are needed. Two workers need two cores beside the one that the server takes; where there are
fewer, the processor time an answer tells whether two take more for it than one, and so get in each other's way.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from benchmarks.telegram import Conversations, has_sent, start, stop
from bot.state.inbox import Inbox
from bot.state.postgres import PostgresDatabase
from tests.botapi import BotApiServer
from tests.postgres import running, schema_of
from tests.proxy import Proxy, proxying


async def work(
    server: BotApiServer, data: Path, proxy: Proxy, state: SecretStr, socket: Path
) -> asyncio.subprocess.Process:
    """Start a worker that waits on a socket behind the proxy."""
    told = {"STATE": state.get_secret_value(), "WEBHOOK_URL": f"{proxy.url}/hook", "WEBHOOK_SOCKET": str(socket)}
    return await start(server, data, paced=False, **told)


def write_down(server: BotApiServer, state: SecretStr) -> None:
    """Put what was asked into the inbox at once, as many deliveries side by side would."""
    payloads = list(server.world.updates.pending)
    server.world.updates.pending.clear()
    with closing(PostgresDatabase(state)) as database:
        Inbox(database, server.bot.id).record(payloads, lambda one: str(one["message"]["chat"]["id"]))


def spent_by(processes: Sequence[asyncio.subprocess.Process]) -> float:
    """Return the processor time that these have taken since they began, in seconds."""
    texts = [Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii") for process in processes]
    ticks = sum(int(ticks) for text in texts for ticks in text.rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


async def measure(options: argparse.Namespace, state: SecretStr, workers: int) -> float:
    """Return how many answers a second came, from the first question to the last answer."""
    folder = Path(tempfile.mkdtemp())
    sockets = [folder / f"{number}.sock" for number in range(workers)]
    async with BotApiServer() as server, proxying(*sockets) as proxy:
        begin = partial(work, server, options.data, proxy, state)
        processes = [await begin(socket) for socket in sockets]
        await server.wait_for(lambda: len(server.calls("setWebhook")) >= workers, timeout=120)
        conversations = Conversations(server, options.chats, options.questions)
        total = options.chats * options.questions
        moments = sorted(random.sample(range(total), options.kills))
        started, spent = time.monotonic(), spent_by(processes)
        asking = asyncio.create_task(conversations.all_at_once())
        if not options.kills:  # the server delivers one after the other, which is not what is measured
            await asyncio.sleep(0)
            await asyncio.to_thread(write_down, server, state)
        for moment in moments:
            await server.wait_for(partial(has_sent, server, moment), timeout=600)
            which = random.randrange(workers)  # noqa: S311  chance, not secrets
            processes[which].kill()
            await processes[which].wait()
            sockets[which].unlink(missing_ok=True)
            processes[which] = await begin(sockets[which])
        with suppress(TimeoutError):  # what is lost is reported
            await asking
        seconds, spent = time.monotonic() - started, spent_by(processes) - spent
        await asyncio.sleep(2)  # for what comes twice
        for process in processes:
            await stop(process)
        killed = f", SIGKILL {options.kills} times" if options.kills else ""
        conversations.report(f"{workers} workers{killed}" if workers > 1 else "1 worker", seconds)
        if not options.kills:
            print(f"  {1000 * spent / total:.1f} ms of processors an answer, of workers alone")
    shutil.rmtree(folder)
    return len(conversations.answered) / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    rates = []
    with running() as postgres:
        for workers in (2,) if options.kills else (1, 2):
            with schema_of(postgres) as state:
                rates.append(asyncio.run(measure(options, state, workers)))
    if len(rates) == 2:
        print(f"{rates[0]:.1f} answers a second by one, {rates[1]:.1f} by two: {rates[1] / rates[0]:.2f} times")


if __name__ == "__main__":
    main()
