"""Snapshots are swapped while questions are asked: no error, and every citation resolves in the snapshot it names.

python -m benchmarks.swaps [--documents FOLDER] [--questions 2000] [--threads 4] [--swaps 20]

Prints one line of JSON; ends with 1 where an answer was lost or mixed of two snapshots.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from bot.answer import Answer
from bot.evaluation.cases import read_cases
from bot.responder import Responder, Response
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Ask and swap at once, then look every citation up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--swaps", type=int, default=20)
    options = parser.parse_args()
    asked = [case.question for case in read_cases(ROOT / "benchmarks" / "golden" / "questions.jsonl")]
    questions = [random.Random(number).choice(asked) for number in range(options.questions)]  # noqa: S311  no secret
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(seeds=Path(folder, "seeds"), data=Path(folder, "data"), model=NAME)
        shutil.copytree(options.documents, settings.seeds)
        _build(settings, 0)
        with closing(Responder(settings)) as responder, ThreadPoolExecutor(options.threads + 1) as pool:
            swapping = pool.submit(_swap, settings, options.swaps)
            responses = list(pool.map(responder.respond, questions))
            swapping.result()
            last = responder.respond(asked[0])
        unresolved = sum(not _resolves(settings, response) for response in responses)
    used = Counter(response.snapshot for response in (*responses, last))
    figures = {"questions": len(responses), "snapshots_answering": len(used), "unresolved": unresolved}
    print(json.dumps(figures))
    sys.exit(bool(unresolved))


def _swap(settings: Settings, times: int) -> None:
    for number in range(times):
        _build(settings, number + 1)


def _build(settings: Settings, number: int) -> None:
    """Change every document's last words, so that no passage that ends one is in two snapshots."""
    for path in settings.seeds.glob("*.md"):
        text = path.read_text(encoding="utf-8").partition("\n\nEdition ")[0].rstrip()
        path.write_text(f"{text}\n\nEdition {number}.", encoding="utf-8")
    rebuild(settings.seeds, settings.data, model=NAME, load=lambda _: HashingEncoder())


def _resolves(settings: Settings, response: Response) -> bool:
    if not isinstance(response.outcome, Answer):
        return True
    with closing(open_snapshot(settings.data / "index" / response.snapshot)) as snapshot:
        known = {passage.id: passage for _, passage in snapshot.store.every_passage()}
        documents = snapshot.store.documents()
    return all(
        known.get(one.passage.id) == one.passage and documents.get(one.document.id) == one.document
        for one in response.outcome.citations
    )


if __name__ == "__main__":
    main()
