"""How often the language of 60 to 400 characters is told.

    python -m benchmarks.languages FOLDER        # of corpus-LANGUAGE.jsonl.gz files, as XQuAD's

Each text is cut into pieces of random lengths, anywhere, as words are cut by who quotes them. In Chinese a piece ends
after 200 characters.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from embeddings.text.language import detect_language


def main(folder: Path) -> None:
    """Print what share of the pieces was told right, by language and over all, and the time for one."""
    detect_language("ready")
    right = total = 0
    started = time.process_time()
    for path in sorted(folder.glob("corpus-*.jsonl.gz")):
        code = path.name.removeprefix("corpus-").removesuffix(".jsonl.gz")
        told = [detect_language(piece) == code for text in texts_of(path) for piece in pieces(text, code)]
        print(f"{code}  {sum(told) / len(told):.4f} of {len(told)}")
        right, total = right + sum(told), total + len(told)
    spent = time.process_time() - started
    print(f"all {right / total:.4f} of {total}, {spent / total * 1e6:.0f} µs each")


def texts_of(path: Path) -> list[str]:
    """Return the texts of a collection."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def pieces(text: str, code: str) -> Iterator[str]:
    """Yield pieces of 60 to 400 characters, the same ones every time."""
    chance = random.Random(text)  # noqa: S311  the same pieces each time
    start = 0
    while len(text) - start >= 60:
        end = start + chance.randint(60, 200 if code == "zh" else 400)
        if len(piece := text[start:end]) >= 60:
            yield piece
        start = end


if __name__ == "__main__":
    main(Path(sys.argv[1]))
