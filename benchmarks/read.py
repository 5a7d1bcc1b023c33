"""How well the reading model reads: each written document alone, and questions asked of whole libraries.

python -m benchmarks.read [--written FILE ...] [--library DATA=QUESTIONS[,UNANSWERABLE] ...] [--speed]

A library's passages are found as for an answer, and the five best are read.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.comprehension.figures import Read, ask_alone, ask_library, report
from benchmarks.comprehension.written import passages_of, read_written
from bot.evaluation.cases import read_cases
from bot.responder import Responder
from bot.settings import Settings
from embeddings.comprehension.comprehension import load_comprehension


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--written", type=Path, action="append", default=[])
    parser.add_argument("--library", action="append", default=[])
    parser.add_argument("--speed", action="store_true", help="of the first file of --written")
    options = parser.parse_args()
    before = _resident()
    read = load_comprehension().read
    read("Who?", [("", "Nobody.")] * 6)
    print(f"loaded: {_resident() - before:.0f} MB more, its tokenizer included")
    for path in options.written:
        print(report(f"{path.stem}, each document alone", ask_alone(read_written(path), read)))
    for library in options.library:
        print(_library(library, read))
    if options.speed:
        _speed(options.written[0], read)


def _library(library: str, read: Read) -> str:
    data, questions = library.split("=")
    files = [Path(name) for name in questions.split(",")]
    cases = [case for at, path in enumerate(files) for case in read_cases(path, answerable=at == 0)]
    asked = ask_library(Responder(Settings(data=Path(data))), [case for case in cases if not case.skip], read)
    return report(f"{Path(data).name}, the five best passages", asked)


def _speed(path: Path, read: Read) -> None:
    rows = read_written(path)
    passages = [(row["title"], passage.text) for row in rows for passage in passages_of(row)]
    passages = sorted(passages, key=lambda one: len(one[1]))[len(passages) // 2 :]
    for count in (3, 4, 6):
        print(f"{count} passages: {median(_times(rows[0]['questions'], passages, count, read)) * 1000:.0f} ms")


def _times(asked: Sequence[dict[str, str]], passages: Sequence[tuple[str, str]], count: int, read: Read) -> list[float]:
    times = []
    for at in range(30):
        some = [passages[(7 * at + one) % len(passages)] for one in range(count)]
        began = time.perf_counter()
        read(asked[at % len(asked)]["question"], some)
        times.append(time.perf_counter() - began)
    return times


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
