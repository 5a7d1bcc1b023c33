"""How often the language of 60 to 400 characters is told.

    python -m benchmarks.languages FOLDER        # of corpus-LANGUAGE.jsonl.gz files, as XQuAD's

Each text is cut into pieces of random lengths, anywhere, as words are cut by who quotes them; in Chinese a piece ends
after 200 characters. Then come the questions of parallel.toml and neighbours.toml, as texts of two to four of them.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from embeddings.text.language import detect_language

QUESTIONS = [Path(__file__).with_name(name) for name in ("parallel.toml", "neighbours.toml")]
SHORTEST, LONGEST = 60, 400


def main(folder: Path) -> None:
    """Print what share of the pieces was told right, by language and over all, and the time for one."""
    detect_language("ready")
    paths = {path.name.removeprefix("corpus-").partition(".")[0]: path for path in folder.glob("corpus-*.jsonl.gz")}
    show({code: [one for text in texts_of(path) for one in pieces(text, code)] for code, path in paths.items()})
    asked = [item for path in QUESTIONS for item in tomllib.loads(path.read_text(encoding="utf-8")).items()]
    show({code: list(together(text.splitlines())) for code, text in asked})


def show(texts: Mapping[str, Sequence[str]]) -> None:
    """Print what is told of the texts of each language."""
    started = time.process_time()
    told = {code: Counter(map(detect_language, texts[code])) for code in sorted(texts)}
    spent = time.process_time() - started
    for code, found in told.items():
        wrong = ", ".join(f"{count} {other}" for other, count in found.most_common() if other != code)
        print(f"{code}  {found[code] / found.total():.4f} of {found.total()}  {wrong}")
    total = sum(found.total() for found in told.values())
    right = sum(found[code] for code, found in told.items())
    print(f"all {right / total:.4f} of {total}, {spent / total * 1e6:.0f} µs each")


def together(questions: Sequence[str]) -> Iterator[str]:
    """Yield texts of two to four questions that follow one another."""
    for count in (2, 3, 4):
        for start in range(len(questions) - count + 1):
            text = " ".join(questions[start : start + count])
            if SHORTEST <= len(text) <= LONGEST:
                yield text


def texts_of(path: Path) -> list[str]:
    """Return the texts of a collection."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def pieces(text: str, code: str) -> Iterator[str]:
    """Yield pieces of 60 to 400 characters, the same ones every time."""
    chance = random.Random(text)  # noqa: S311  the same pieces each time
    start = 0
    while len(text) - start >= SHORTEST:
        end = start + chance.randint(SHORTEST, 200 if code == "zh" else LONGEST)
        if len(piece := text[start:end]) >= SHORTEST:
            yield piece
        start = end


if __name__ == "__main__":
    main(Path(sys.argv[1]))
