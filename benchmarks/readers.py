"""How well documents are read: do the same news give the same answers in other formats as they do as JSONL?

    python -m benchmarks.readers texts corpus.jsonl.gz FOLDER    how many of its passages are read word for word?
    python -m benchmarks.readers news corpus.jsonl.gz questions.jsonl FOLDER COUNT [DATA]

COUNT is how many documents are taken, with the questions that they answer. First it is measured how long they are read,
and how long their passages are embedded; then the questions are asked. DATA is a data folder with the index of the
JSONL, which is copied: passages with the same words keep their vectors, which saves most of the time.

An answer is the same if its first quote stands in the same document and has the same words, white space aside; a
refusal is the same as a refusal.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoders import load_encoder
from embeddings.readers.pool import POOL
from embeddings.sources.reading import read_changed
from embeddings.text.passages import embedded_text, split_passages
from embeddings.types import Document

Row = dict[str, Any]
# What the font of the PDFs has no letters for, and would leave out.
_UNSET = re.compile("[\u2000-\u200f\u2028-\u202f\u2060-\u206f\u2600-\u27bf\ufe00-\ufe0f\U00010000-\U0010ffff]")
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&$]|^(?:[-+=]|\d+(?=[.)]))")
MENU = "".join(
    f"<li><a href='/{word}'>{word}</a></li>" for word in ("World", "Politics", "Business", "Sport", "Travel")
)


def main() -> None:
    command, *arguments = sys.argv[1:]
    if command == "texts" and len(arguments) == 2:
        compare_texts(*map(Path, arguments))
    elif command == "news" and len(arguments) in (4, 5):
        corpus, questions, folder, base = map(Path, [*arguments[:3], *arguments[4:], ""][:4])
        compare_news(corpus, questions, folder, int(arguments[3]), base if len(arguments) == 5 else None)
    else:
        sys.exit(__doc__)


def compare_texts(corpus: Path, folder: Path) -> None:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    for kind in KINDS:
        started = time.perf_counter()
        reading = read_changed(folder / f"{kind}-seeds")
        documents, errors = reading.documents, reading.errors
        seconds = time.perf_counter() - started
        found = total = titled = 0
        for document in documents:
            row, read = rows[Path(document.path).stem.partition(" ")[0]], "".join(document.text.split())
            passages = split_passages(Document(row["id"], row["text"], "", row["title"]))
            found += sum("".join(passage.text.split()) in read for passage in passages)
            total += len(passages)
            titled += document.title == " ".join(row["title"].split())
        print(
            f"{kind}: {len(documents)} documents, {len(errors)} errors, {seconds:.1f} s; {found} of {total} passages "
            f"word for word ({found / total:.1%}), {titled} titles"
        )


def compare_news(corpus: Path, questions: Path, folder: Path, count: int, base: Path | None) -> None:
    rows, asks = part_of_news(corpus, questions, count)
    for kind, write in KINDS.items():
        seeds = folder / f"{kind}-seeds"
        if not seeds.is_dir():
            seeds.mkdir(parents=True)
            for row in rows:  # the date stands in the name, as some formats have no other place for it
                name = f"{row['id']} {row['date'] or ''}".rstrip()
                write(row, seeds / f"{name}.{kind.rpartition('-')[2]}")
    plain = folder / "jsonl-seeds"
    plain.mkdir(exist_ok=True)
    (plain / "news.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    asked_file = folder / "questions.jsonl"
    asked_file.write_text("".join(f"{json.dumps(ask)}\n" for ask in asks), encoding="utf-8")
    compare_times(folder)
    for kind in ("jsonl", *KINDS) if base is not None else ():
        shutil.rmtree(folder / f"{kind}-data", ignore_errors=True)
        shutil.copytree(base, folder / f"{kind}-data", symlinks=True)  # type: ignore[arg-type]  # it is none of None
    wanted = asked(folder, "jsonl", asked_file)
    print(f"jsonl: {len(rows)} documents; {sum(map(bool, wanted))} of {len(wanted)} questions are answered", flush=True)
    for kind in KINDS:
        found = asked(folder, kind, asked_file)
        same = sum(one == other for one, other in zip(wanted, found, strict=True))
        print(f"{kind}: {same} of {len(found)} answers are the same ({same / len(found):.1%})", flush=True)


def part_of_news(corpus: Path, questions: Path, count: int) -> tuple[list[Row], list[Row]]:
    """Return ``count`` documents, first those that hold the answers to the first questions, and these questions."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        found = [row | _written(row) for row in map(json.loads, lines)]
    rows = {row["id"]: row for row in found}
    taken: dict[str, Row] = {}
    asks = []
    for ask in map(json.loads, questions.read_text(encoding="utf-8").splitlines()):
        more = {one["doc_id"]: rows[one["doc_id"]] for one in ask["relevant"]}
        if len(taken | more) > count:
            break
        taken |= more
        asks.append(ask)
    others = [row for row in found if row["id"] not in taken]
    return [*taken.values(), *others[: count - len(taken)]], asks


def _written(row: Row) -> Row:
    """Return title and text as files of all kinds can hold them: one without a title has its file's name as one."""
    return {"title": _UNSET.sub("", row["title"]) or row["id"], "text": _UNSET.sub("", row["text"])}


def compare_times(folder: Path) -> None:
    """Print how long each kind is read and split, as a share of how long the default model embeds what comes of it."""
    texts = [embedded_text(document, one) for document in read(folder, "jsonl") for one in split_passages(document)]
    encoder = load_encoder(DEFAULT_MODEL, folder)
    encoder.encode_passages(texts[:64])
    started = processor_time()
    encoder.encode_passages(texts)
    embedded = processor_time() - started
    print(f"embedding: {len(texts)} passages, {embedded:.1f} s of a processor", flush=True)
    for kind in ("jsonl", *KINDS):
        started = processor_time()
        documents = read(folder, kind)
        passages = sum(len(split_passages(document)) for document in documents)
        seconds = processor_time() - started
        print(
            f"{kind}: {len(documents)} documents, {passages} passages, read and split in {seconds:.1f} s,"
            f" {seconds / embedded:.3f} of embedding",
            flush=True,
        )


def processor_time() -> float:
    """Return the seconds of a processor that we took, and the children that read for us."""
    POOL.close()  # of those that go on nothing is known
    return sum(os.times()[:4])


def read(folder: Path, kind: str) -> list[Document]:
    reading = read_changed(folder / f"{kind}-seeds")
    for error in reading.errors:
        print(error)
    return list(reading.documents)


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
    identity = document.rsplit(".", 1)[0].rpartition("#")[2]
    return identity.partition(" ")[0], "".join(quote["text"].split())


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
    file = pdf_of(row)
    for paragraph in paragraphs(row["text"]):
        file.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        file.ln(4)
    file.output(str(path))


def pdf_of(row: Row) -> Any:  # noqa: ANN401  fpdf has no types
    import fpdf
    import matplotlib

    file = fpdf.FPDF()
    file.add_font("DejaVu", fname=Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    file.set_font("DejaVu", size=11)
    file.set_title(row["title"])
    file.set_author(row.get("author") or "")
    file.add_page()
    return file


def write_columns(row: Row, path: Path) -> None:
    """Write a PDF in two columns whose lines are spread to their width."""
    file = pdf_of(row)
    with file.text_columns(ncols=2, gutter=8, text_align="J", line_height=1.4) as columns:
        for text in paragraphs(row["text"]):
            with columns.paragraph(bottom_margin=3) as paragraph:
                paragraph.write(text)
    file.output(str(path))


def write_odt(row: Row, path: Path) -> None:
    names = "".join(f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "text"))
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    body = "".join(f"<text:p>{html.escape(one)}</text:p>" for one in paragraphs(row["text"]))
    facts = f"<dc:title>{html.escape(row['title'])}</dc:title>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content{names}>{content}</office:document-content>")
        meta = f"<office:meta>{facts}</office:meta>"
        archive.writestr("meta.xml", f"<office:document-meta{names}>{meta}</office:document-meta>")


def write_md(row: Row, path: Path) -> None:
    facts = "".join(f"{key}: {json.dumps(row[key])}\n" for key in ("title", "publisher", "author", "date") if row[key])
    body = "\n\n".join(_SIGNS.sub(r"\\\g<0>", one) for one in paragraphs(row["text"]))
    path.write_text(f"---\n{facts}---\n\n{body}\n", encoding="utf-8")


def paragraphs(text: str) -> Iterator[str]:
    parts = text.split("\n\n") if "\n\n" in text.strip() else text.split("\n")
    yield from (" ".join(part.split()) for part in parts if part.strip())


KINDS: dict[str, Callable[[Row, Path], None]] = {
    "html": write_html, "docx": write_docx, "odt": write_odt, "md": write_md, "pdf": write_pdf,
    "columns-pdf": write_columns,
}  # fmt: skip

if __name__ == "__main__":
    main()
