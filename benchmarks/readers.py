"""How well documents are read: do the same news give the same answers as HTML, PDF and DOCX as they do as JSONL?

    python -m benchmarks.readers texts corpus.jsonl.gz FOLDER    how many of its passages are read word for word?
    python -m benchmarks.readers news corpus.jsonl.gz questions.jsonl FOLDER [DATA]

DATA is a data folder with the index of the JSONL, which is copied: passages with the same words keep their vectors,
which saves most of the time.

An answer is the same if its first quote stands in the same document and has the same words, white space aside; a
refusal is the same as a refusal.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from embeddings.sources.reading import read_changed
from embeddings.text.passages import split_passages
from embeddings.types import Document

Row = dict[str, Any]
MENU = "".join(
    f"<li><a href='/{word}'>{word}</a></li>" for word in ("World", "Politics", "Business", "Sport", "Travel")
)


def main() -> None:
    command, *arguments = sys.argv[1:]
    if command == "texts" and len(arguments) == 2:
        compare_texts(*map(Path, arguments))
    elif command == "news" and len(arguments) in (3, 4):
        compare_news(*map(Path, arguments))
    else:
        sys.exit(__doc__)


def compare_texts(corpus: Path, folder: Path) -> None:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    for kind in ("html", "docx", "pdf"):
        started = time.perf_counter()
        reading = read_changed(folder / f"{kind}-seeds")
        documents, errors = reading.documents, reading.errors
        seconds = time.perf_counter() - started
        found = total = titled = 0
        for document in documents:
            row, read = rows[Path(document.path).stem], "".join(document.text.split())
            passages = split_passages(Document(row["id"], row["text"], "", row["title"]))
            found += sum("".join(passage.text.split()) in read for passage in passages)
            total += len(passages)
            titled += document.title == " ".join(row["title"].split())
        print(
            f"{kind}: {len(documents)} documents, {len(errors)} errors, {seconds:.1f} s; {found} of {total} passages "
            f"word for word ({found / total:.1%}), {titled} titles"
        )


def compare_news(corpus: Path, questions: Path, folder: Path, base: Path | None = None) -> None:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    kinds: dict[str, Callable[[Row, Path], None]] = {"html": write_html, "docx": write_docx, "pdf": write_pdf}
    for kind, write in kinds.items():
        seeds = folder / f"{kind}-seeds"
        if not seeds.is_dir():
            seeds.mkdir(parents=True)
            for row in rows:
                write(row, seeds / f"{row['id']}.{kind}")
    if base is not None:
        for kind in ("jsonl", *kinds):
            shutil.rmtree(folder / f"{kind}-data", ignore_errors=True)
            shutil.copytree(base, folder / f"{kind}-data", symlinks=True)
    plain = folder / "jsonl-seeds"
    plain.mkdir(exist_ok=True)
    (plain / corpus.name).write_bytes(corpus.read_bytes())
    wanted = asked(folder, "jsonl", questions)
    for kind in kinds:
        started = time.perf_counter()
        reading = read_changed(folder / f"{kind}-seeds")
        documents, errors = reading.documents, reading.errors
        passages = sum(len(split_passages(document)) for document in documents)
        seconds = time.perf_counter() - started
        found = asked(folder, kind, questions)
        same = sum(one == other for one, other in zip(wanted, found, strict=True))
        print(
            f"{kind}: {len(documents)} documents, {len(errors)} errors, {passages} passages, read and split in "
            f"{seconds:.1f} s; {same} of {len(found)} answers are the same ({same / len(found):.1%})",
            flush=True,
        )


def asked(folder: Path, kind: str, questions: Path) -> list[tuple[str, str] | None]:
    """Build an index of one kind and return document and first quote of each answer; None is "not on record"."""
    environment = os.environ | {
        "ONRECORD_SEEDS": str(folder / f"{kind}-seeds"), "ONRECORD_DATA": str(folder / f"{kind}-data")
    }  # fmt: skip
    python = [sys.executable, "-m", "bot"]
    subprocess.run([*python, "rebuild", "--accept"], env=environment, check=True)
    command = [*python, "ask", "--json", "--file", str(questions)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return [shown(json.loads(line)) for line in done.stdout.splitlines()]


def shown(answer: Row) -> tuple[str, str] | None:
    if not answer["quotes"]:
        return None
    quote = answer["quotes"][0]
    document = answer["citations"][quote["citation"] - 1]["document"]["id"]
    identity = document.rsplit(".", 1)[0] if document.endswith((".html", ".pdf", ".docx")) else document
    return identity, "".join(quote["text"].split())


def write_html(row: Row, path: Path) -> None:
    facts = {
        key: html.escape(row.get(key) or "", quote=True) for key in ("title", "publisher", "author", "date", "url")
    }
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs(row["text"]))
    path.write_text(
        f"<!doctype html><html><head><meta charset='utf-8'><title>{facts['title']}</title>"
        f'<meta property="og:site_name" content="{facts["publisher"]}"><meta name="author" content="{facts["author"]}">'
        f'<meta property="article:published_time" content="{facts["date"]}">'
        f'<link rel="canonical" href="{facts["url"]}">'
        f"</head><body><header><nav><ul>{MENU}</ul></nav></header><main><article><h1>{facts['title']}</h1>{body}"
        f"</article></main><footer><p>© {facts['publisher']}. All rights reserved.</p></footer></body></html>",
        encoding="utf-8",
    )


def write_docx(row: Row, path: Path) -> None:
    import docx

    file = docx.Document()
    file.core_properties.title = row["title"][:255]
    file.core_properties.author = row.get("author") or ""
    for paragraph in paragraphs(row["text"]):
        file.add_paragraph(paragraph)
    file.save(str(path))


def write_pdf(row: Row, path: Path) -> None:
    import fpdf
    import matplotlib

    file = fpdf.FPDF()
    file.add_font("DejaVu", fname=Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    file.set_font("DejaVu", size=11)
    file.set_title(row["title"])
    file.set_author(row.get("author") or "")
    file.add_page()
    for paragraph in paragraphs(row["text"]):
        file.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        file.ln(4)
    file.output(str(path))


def paragraphs(text: str) -> Iterator[str]:
    parts = text.split("\n\n") if "\n\n" in text.strip() else text.split("\n")
    yield from (" ".join(part.split()) for part in parts if part.strip())


if __name__ == "__main__":
    main()
