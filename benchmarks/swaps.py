"""Snapshots are swapped while questions are asked: no error, and every citation resolves in the snapshot it names.

python -m benchmarks.swaps [--documents FOLDER] [--questions 2000] [--threads 4] [--swaps 20] [--telegram]

With --telegram, the questions are asked in twenty chats of the tests' Bot API server, and the bot is a process of its
own. Prints one line of JSON; ends with 1 where an answer was lost, an error, or mixed of two snapshots.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.telegram import Conversations, start, stop
from bot.contract.output import as_json
from bot.evaluation.cases import read_cases
from bot.responder import Responder
from bot.settings import Settings
from bot.state.sqlite import SqliteDatabase
from bot.telegram.errors import TROUBLE
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import open_snapshot
from embeddings.rebuild import Recipe, rebuild
from embeddings.types import Passage
from tests.botapi import BotApiServer

ROOT = Path(__file__).parent.parent
CHATS = 20
Figures = dict[str, int]
Contract = dict[str, Any]  # an answer as bot/contract/output.py writes it


def main() -> None:
    """Ask and swap at once, then look every citation up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--swaps", type=int, default=20)
    parser.add_argument("--telegram", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(seeds=Path(folder, "seeds"), data=Path(folder, "data"), model=NAME)
        shutil.copytree(options.documents, settings.seeds)
        _build(settings, 0)
        figures = asyncio.run(_on_telegram(settings, options)) if options.telegram else _in_threads(settings, options)
    print(json.dumps(figures))
    sys.exit(any(figures[wrong] for wrong in ("lost", "errors", "unresolved")))


def _in_threads(settings: Settings, options: argparse.Namespace) -> Figures:
    asked = [case.question for case in read_cases(ROOT / "benchmarks" / "golden" / "questions.jsonl")]
    questions = [random.Random(number).choice(asked) for number in range(options.questions)]  # noqa: S311  no secret
    with closing(Responder(settings)) as responder, ThreadPoolExecutor(options.threads + 1) as pool:
        swapping = pool.submit(_swap, settings, options.swaps)
        responses = list(pool.map(responder.respond, questions))
        swapping.result()
        last = responder.respond(asked[0])
    return _figures(settings, [json.loads(as_json(response)) for response in (*responses, last)])


async def _on_telegram(settings: Settings, options: argparse.Namespace) -> Figures:
    async with BotApiServer() as server:
        bot = await start(server, settings.data, paced=False, MODEL=NAME, SEEDS=str(settings.seeds))
        people = Conversations(server, CHATS, options.questions // CHATS)
        await server.wait_for_poll(60)
        await asyncio.gather(people.one_by_one(), asyncio.to_thread(_swap, settings, options.swaps))
        await stop(bot)
    errors = sum(reply.text == TROUBLE for _, chat in people.chats for reply in chat.replies)
    kept = _shown(settings)
    return _figures(settings, kept) | {"lost": len(people.asked) - len(kept), "errors": errors}


def _figures(settings: Settings, answers: list[Contract]) -> Figures:
    used = {str(answer["snapshot"]) for answer in answers}
    unresolved = sum(_unresolved(settings, name, answers) for name in used)
    return {"answers": len(answers), "snapshots": len(used), "lost": 0, "errors": 0, "unresolved": unresolved}


def _shown(settings: Settings) -> list[Contract]:
    """Return every answer that arrived, as the bot keeps it for its buttons."""
    with closing(SqliteDatabase(settings.data)) as database:
        return [json.loads(row[0]) for row in database.execute("SELECT answer FROM shown WHERE message IS NOT NULL")]


def _unresolved(settings: Settings, name: str, answers: list[Contract]) -> int:
    """Return how many answers of a snapshot cite or quote what does not stand in it."""
    with closing(open_snapshot(settings.data / "index" / name)) as snapshot:
        passages = {passage.id: passage for _, passage in snapshot.store.every_passage()}
        texts = {document.id: document.text for document in snapshot.store.documents().values()}
    return sum(answer["snapshot"] == name and not _stands(answer, passages, texts) for answer in answers)


def _stands(answer: Contract, passages: dict[str, Passage], texts: dict[str, str]) -> bool:
    cited = {one["number"]: texts.get(one["document"]["id"], "") for one in answer["citations"]}
    for one in (citation["passage"] for citation in answer["citations"]):
        passage = passages.get(one["id"])
        if passage is None or (passage.text, passage.start, passage.end) != (one["text"], one["start"], one["end"]):
            return False
    return all(cited[one["citation"]][one["start"] : one["end"]] == one["text"] for one in answer["quotes"])


def _swap(settings: Settings, times: int) -> None:
    for number in range(times):
        _build(settings, number + 1)


def _build(settings: Settings, number: int) -> None:
    """Change every document's last words, so that no passage that ends one is in two snapshots."""
    for path in settings.seeds.glob("*.md"):
        text = path.read_text(encoding="utf-8").partition("\n\nEdition ")[0].rstrip()
        path.write_text(f"{text}\n\nEdition {number}.", encoding="utf-8")
    rebuild(settings.seeds, settings.data, Recipe(NAME, lambda _: HashingEncoder()))


if __name__ == "__main__":
    main()
