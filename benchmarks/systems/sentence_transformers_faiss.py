"""SentenceTransformer.encode and a flat FAISS index, by hand: the least that one would write."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

sys.path.insert(0, str(Path(__file__).parent))

from measure import milliseconds, read_questions, read_texts, run  # noqa: E402

from embeddings.encoder import default_model_folder  # noqa: E402

MODEL = SentenceTransformer(str(default_model_folder()), device="cpu")


def build(collection: str, folder: str) -> int:
    texts = read_texts(collection)
    vectors = MODEL.encode(texts, normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    Path(folder).mkdir(parents=True)
    faiss.write_index(index, f"{folder}/vectors.faiss")
    Path(folder, "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return len(texts)


def serve(folder: str, questions: str) -> dict[str, float]:
    index = faiss.read_index(f"{folder}/vectors.faiss")
    texts = json.loads(Path(folder, "texts.json").read_text(encoding="utf-8"))

    def search(question: str) -> list[str]:
        _, rows = index.search(MODEL.encode([question], normalize_embeddings=True), 3)
        return [texts[row] for row in rows[0]]

    return milliseconds(search, read_questions(questions))


if __name__ == "__main__":
    run(build, serve)
