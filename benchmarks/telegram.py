"""Questions on Telegram, from the update to the answer: how long, and none lost or answered twice.

python -m benchmarks.telegram --data FOLDER                 # one person, 100 chats; also with a rebuild beside
python -m benchmarks.telegram --data FOLDER --kills 20      # SIGKILL at random moments, and started again
python -m benchmarks.telegram --data FOLDER --paced         # with Telegram's limits on both sides

The server is that of the tests (tests/botapi), in this process; the bot is a process of its own. FOLDER holds an index
(onrecord rebuild); the state is kept in it, so take one that is not in use. What one person alone waits for is the
answer; what a hundred wait for, who all ask at once, is mostly the answers of the others.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bot.responder import Responder
from bot.settings import load_settings
from bot.state.sqlite import NAME
from bot.telegram.app import KINDS, build
from bot.telegram.errors import TROUBLE
from bot.telegram.sending import Patience
from bot.telegram.updates.intake import SORRY
from bot.telegram.updates.running import run
from tests.botapi import BotApiServer, FloodLimits
from tests.botapi.chats import Chat
from tests.botapi.records import Message, User

_ALONE = 50  # questions of somebody who asks alone
_NO_ANSWER = (SORRY, TROUBLE)  # said in place of an answer, or before it
QUESTIONS = (
    "Who denied that lawmakers were driven out?",
    "When was the party dissolved?",
    "What did the IPU call for?",
    "Who was charged with treason?",
    "Which newsrooms closed?",
    "Who left the country in October?",
    "What is the capital of France?",
    "How were the seats handed out?",
    "What did the jurists say?",
    "Which organisation was ordered out?",
)


def serve(*, paced: bool) -> None:
    """The bot, as `onrecord telegram` runs it; its own pace is off where the server has no limits either."""
    settings = load_settings()
    pace = Patience() if paced else Patience(None)
    asyncio.run(run(build(settings, Responder(settings), pace), KINDS))


async def start(server: BotApiServer, data: Path, *, paced: bool, **more: str) -> asyncio.subprocess.Process:
    """Start the bot, with further settings; everybody may ask as much as they like."""
    settings = {"DATA": str(data), "TELEGRAM_API": server.url, "TELEGRAM_TOKEN": server.world.token, "ACCESS": "open"}
    settings |= {"USER_PER_MINUTE": "1000000", "CHAT_PER_MINUTE": "1000000"} | more
    environment = os.environ | {f"ONRECORD_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "benchmarks.telegram", "--serve", *(["--paced"] if paced else [])]
    return await asyncio.create_subprocess_exec(*command, env=environment)


async def stop(process: asyncio.subprocess.Process) -> None:
    """Stop the bot as a service manager does: SIGTERM, and SIGKILL for one that does not listen."""
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), 60)
    except TimeoutError:
        print("the bot had to be killed")
        process.kill()
        await process.wait()


async def rebuild_again_and_again(data: Path) -> None:
    """Keep a core busy with rebuilds of the same documents into another folder, at low priority as the bot's own."""
    other = os.environ | {"ONRECORD_DATA": str(data.with_name(f"{data.name}-rebuilt"))}
    while True:
        command = [sys.executable, "-m", "bot", "rebuild", "--full"]
        process = await asyncio.create_subprocess_exec(*command, env=other, stderr=asyncio.subprocess.DEVNULL)
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)
        try:
            await process.wait()
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise


def has_sent(server: BotApiServer, messages: int) -> bool:
    return sum(len(chat.replies) for chat in server.world.chats.values()) >= messages


async def kill_now_and_then(server: BotApiServer, data: Path, moments: list[int], *, paced: bool) -> None:
    """Start the bot; kill it soon after so many messages were sent, and start it again."""
    process = await start(server, data, paced=paced)
    try:
        for moment in moments:
            await server.wait_for(partial(has_sent, server, moment), timeout=600)
            await asyncio.sleep(random.uniform(0, 0.5))  # noqa: S311  chance, not secrets
            process.send_signal(signal.SIGKILL)
            await process.wait()
            process = await start(server, data, paced=paced)
        await asyncio.Event().wait()
    finally:
        await stop(process)


class Conversations:
    """The chats, what was asked in them and when it was answered."""

    def __init__(self, server: BotApiServer, chats: int, questions: int) -> None:
        self.server, self.questions = server, questions
        users = [server.user(f"Person {number}") for number in range(chats)]
        self.chats: list[tuple[User, Chat]] = [(user, server.private_chat(user)) for user in users]
        self.seen: Counter[Chat] = Counter()
        self.asked: dict[Message, float] = {}
        self.answered: dict[Message, float] = {}

    def ask(self, user: User, chat: Chat, number: int) -> None:
        self.asked[chat.send(user, QUESTIONS[number % len(QUESTIONS)])] = time.monotonic()

    async def one_by_one(self) -> None:
        """Every chat asks on as soon as it was answered."""
        await asyncio.gather(*(self._converse(user, chat) for user, chat in self.chats))

    async def all_at_once(self) -> None:
        """Every chat asks everything now."""
        for number in range(self.questions):
            for user, chat in self.chats:
                self.ask(user, chat, number)
        await self.server.wait_for(self._note, timeout=1200)

    async def _converse(self, user: User, chat: Chat) -> None:
        for number in range(self.questions):
            self.ask(user, chat, number)
            while (await chat.wait_for_reply(timeout=600)).text == SORRY:
                pass
            self._note()

    def _note(self) -> bool:
        now = time.monotonic()
        for _, chat in self.chats:
            seen, self.seen[chat] = self.seen[chat], len(chat.replies)
            for reply in chat.replies[seen:]:
                if reply.reply_to is not None and reply.text not in _NO_ANSWER:
                    self.answered.setdefault(reply.reply_to, now)
        return len(self.answered) == self.questions * len(self.chats)

    def answers(self) -> Counter[Message]:
        replies = (reply for _, chat in self.chats for reply in chat.replies if reply.text not in _NO_ANSWER)
        return Counter(reply.reply_to for reply in replies if reply.reply_to is not None)

    def report(self, title: str, seconds: float) -> None:
        waits = [1000 * (at - self.asked[question]) for question, at in self.answered.items()]
        counts = self.answers()
        twice = sum(count > 1 for count in counts.values())
        lost = len(self.asked) - len(counts)
        print(
            f"{title}: {len(self.asked)} questions in {seconds:.1f} s, {lost} lost, {twice} answered twice "
            f"({100 * twice / len(self.asked):.1f} %), median {median(waits):.0f} ms, "
            f"p95 {quantiles(waits, n=20)[-1]:.0f} ms, {len(self.server.refused)} calls refused",
            flush=True,
        )


async def measure(
    title: str,
    options: argparse.Namespace,
    *,
    alone: bool = False,
    at_once: bool = False,
    kills: int = 0,
    rebuild: bool = False,
) -> None:
    for left in options.data.glob(f"{NAME}*"):
        left.unlink()
    flood = FloodLimits() if options.paced else None
    async with BotApiServer(flood=flood) as server:
        people, each = (1, _ALONE) if alone else (options.chats, options.questions)
        conversations = Conversations(server, people, each)
        total = options.chats * options.questions
        moments = sorted(random.sample(range(total), kills))
        bot = asyncio.create_task(kill_now_and_then(server, options.data, moments, paced=options.paced))
        beside = asyncio.create_task(rebuild_again_and_again(options.data)) if rebuild else None
        await server.wait_for_poll(60)
        started = time.monotonic()
        with suppress(TimeoutError):  # what is lost is reported
            await (conversations.all_at_once() if at_once else conversations.one_by_one())
        seconds = time.monotonic() - started
        await asyncio.sleep(2)  # for what comes twice
        for task in filter(None, (bot, beside)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        conversations.report(title, seconds)


async def compare(options: argparse.Namespace) -> None:
    if options.kills:
        await measure(f"SIGKILL {options.kills} times", options, at_once=True, kills=options.kills)
        return
    for rebuild in (False, True):
        beside = ", a rebuild beside it" if rebuild else ""
        await measure(f"one person alone{beside}", options, alone=True, rebuild=rebuild)
        await measure(f"one after the other{beside}", options, rebuild=rebuild)
        await measure(f"all at once{beside}", options, at_once=True, rebuild=rebuild)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--paced", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(paced=options.paced)
    elif options.data is None:
        parser.error("--data FOLDER is missing: an index, built by onrecord rebuild")
    else:
        asyncio.run(compare(options))


if __name__ == "__main__":
    main()
