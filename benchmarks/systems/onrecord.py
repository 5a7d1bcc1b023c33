"""Ours: a whole rebuild (read, split, embed, index for both searches, verify, publish) and whole answers."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import milliseconds, read_questions, run  # noqa: E402

from bot.render import to_text  # noqa: E402
from bot.responder import Responder  # noqa: E402
from bot.settings import Settings  # noqa: E402
from embeddings.encoder import DEFAULT_MODEL  # noqa: E402
from embeddings.encoders import load_encoder  # noqa: E402
from embeddings.query import make_query  # noqa: E402
from embeddings.rebuild import rebuild  # noqa: E402


def build(collection: str, folder: str) -> int:
    data = Path(folder)
    report = rebuild(Path(collection).parent, data, model=DEFAULT_MODEL, load=lambda model: load_encoder(model, data))
    return report.passages


def serve(folder: str, questions: str) -> dict[str, float]:
    responder = Responder(Settings(data=Path(folder)))
    asked = read_questions(questions)
    encoder = load_encoder(DEFAULT_MODEL, Path(folder))
    embedding = milliseconds(lambda question: encoder.encode_query(make_query(question).text), asked)
    answer = milliseconds(lambda question: to_text(responder.respond(question).outcome), asked)
    return answer | {f"embedding_{name}": value for name, value in embedding.items()}


if __name__ == "__main__":
    if sys.argv[1] == "build":
        load_encoder(DEFAULT_MODEL, Path(sys.argv[3]))  # compiled once in a data folder's life, so not timed
    run(build, serve)
