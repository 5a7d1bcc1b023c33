"""What a document's length costs: the same text as many documents and as one, and what chats keep of their answers.

python -m benchmarks.length [--documents 600] [--questions 60] [--chats 120]

The words are made up: sentences of random words, every fourth of them somebody's. Both libraries are asked the same
questions in turns, by processor time, so that only their ratio counts. No model is needed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.context import Memory
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild

CHARACTERS = 3500  # of one of many documents
_SPEAKERS = [f"{first} {last}" for first in ("Ama", "Kofi", "Esi", "Yaw") for last in ("Mensah", "Boateng", "Owusu")]


def main() -> None:
    """Build both libraries, ask them, and print the figures as a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--chats", type=int, default=120)
    options = parser.parse_args()
    texts = list(_texts(options.documents))
    questions = list(_questions(texts, options.questions))
    with tempfile.TemporaryDirectory() as folder:
        libraries = _built(Path(folder, "many"), texts), _built(Path(folder, "one"), ["\n\n".join(texts)])
        many, one = (Responder(Settings(data=data, model=NAME)) for data in libraries)
        with closing(many), closing(one):
            seconds = _asked([many, one], questions)
            grown = _grown(one, questions, options.chats)
    figures = {"characters": sum(map(len, texts)), "seconds_many": seconds[0], "seconds_one": seconds[1]}
    print(json.dumps(figures | {"ratio": seconds[1] / seconds[0], "mb_grown": grown, "chats": options.chats}))


def _texts(count: int) -> Iterator[str]:
    chance = random.Random(0)  # noqa: S311  no secret
    words = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(3, 9))) for _ in range(4000)]
    for _ in range(count):
        text = ""
        while len(text) < CHARACTERS:
            said = " ".join(chance.choices(words, k=12))
            text += f"{chance.choice(_SPEAKERS)} said that the {said}. " if chance.random() < 0.25 else f"The {said}. "
            text += "\n\n" if chance.random() < 0.2 else ""
        yield text.strip()


def _questions(texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield questions about what stands all over the texts, every third of them about a speaker."""
    for number in range(count):
        text = texts[number * len(texts) // count]
        about = " ".join(text[len(text) // 2 :].split(".")[1].split()[-4:])
        speaker = _SPEAKERS[number % len(_SPEAKERS)]
        yield (f"What is {about}?", f"What did {speaker} say about {about}?", f"Who said {about}?")[number % 3]


def _built(folder: Path, texts: Sequence[str]) -> Path:
    (folder / "seeds").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "seeds" / f"{number}.txt").write_text(text, encoding="utf-8")
    rebuild(folder / "seeds", folder / "data", Recipe(NAME, lambda _: HashingEncoder()))
    return folder / "data"


def _asked(responders: Sequence[Responder], questions: Sequence[str]) -> list[float]:
    """Return the processor time that each takes for a question, the mean of all but a first round."""
    seconds = [0.0] * len(responders)
    for asked in (questions[:6], questions):
        seconds = [0.0] * len(responders)
        for question in asked:
            for place, responder in enumerate(responders):
                started = time.process_time()
                responder.respond(question)
                seconds[place] += time.process_time() - started
    return [total / len(questions) for total in seconds]


def _grown(responder: Responder, questions: Sequence[str], chats: int) -> float:
    """Return by how many MB the process grows while each of many chats asks, and what it must remember is kept."""
    before, memories = _resident(), []
    for chat in range(chats):
        response = responder.respond(questions[chat % len(questions)])
        memories.append(Memory(turn=response.turn, last=response.trail))
    gc.collect()
    return round(_resident() - before, 1)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
