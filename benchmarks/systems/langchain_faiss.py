"""LangChain's FAISS store over its HuggingFace embeddings, as its documentation sets it up."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

from langchain_community.embeddings import HuggingFaceEmbeddings  # noqa: E402
from langchain_community.vectorstores import FAISS  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent))

from measure import milliseconds, read_questions, read_texts, run  # noqa: E402

from embeddings.encoder import default_model_folder  # noqa: E402

EMBEDDINGS = HuggingFaceEmbeddings(model_name=str(default_model_folder()))


def build(collection: str, folder: str) -> int:
    texts = read_texts(collection)
    FAISS.from_texts(texts, EMBEDDINGS).save_local(folder)
    return len(texts)


def serve(folder: str, questions: str) -> dict[str, float]:
    store = FAISS.load_local(folder, EMBEDDINGS, allow_dangerous_deserialization=True)
    return milliseconds(lambda question: store.similarity_search(question, k=3), read_questions(questions))


if __name__ == "__main__":
    run(build, serve)
