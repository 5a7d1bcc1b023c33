"""The house rules that a reader relies on: which way imports point, and by which door each library enters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("bot", "embeddings") for path in (ROOT / folder).rglob("*.py"))
DOORS = {
    "sentence_transformers": ["embeddings/encoding/encoder.py", "embeddings/encoding/reranker.py"],
    "transformers": ["embeddings/encoding/encoder.py", "embeddings/encoding/reranker.py"],
    "torch": [f"embeddings/encoding/{name}.py" for name in ("encoder", "export", "reranker")],
    "openvino": ["embeddings/encoding/compiled.py"],
    "tokenizers": ["embeddings/encoding/compiled.py", "embeddings/encoding/e5.py"],
    "spacy": ["embeddings/statements/*.py"],
    "faiss": ["embeddings/library/index.py"],
    "sqlite3": ["embeddings/library/store.py", "embeddings/library/statement_store.py", "bot/state/database.py"],
    "telegram": ["bot/telegram/*.py"],
    "httpx": ["bot/telegram/*.py", "bot/commands/token.py", "embeddings/fetching/*.py"],
    "apscheduler": ["bot/schedule.py"],
    "watchfiles": ["bot/telegram/rebuilds.py"],
    "PIL": ["bot/telegram/stats.py"],
    "tornado": ["bot/telegram/updates/webhook.py"],
    "trafilatura": ["embeddings/readers/webpage.py"],
    "feedparser": ["embeddings/readers/listings.py"],
    "lxml": ["embeddings/readers/markup.py"],
    "pypdf": ["embeddings/readers/pdf.py"],
    "docx": ["embeddings/readers/office.py"],
    "striprtf": ["embeddings/readers/office.py"],
    "charset_normalizer": ["embeddings/readers/decode.py"],
    "py3langid": ["embeddings/text/language.py"],
    "yaml": ["embeddings/readers/plain.py"],
    "subprocess": ["embeddings/readers/pool.py"],
}
ENVIRONMENT = [
    "bot/settings.py",
    "embeddings/readers/confine.py",
    "embeddings/encoding/encoder.py",
    "embeddings/encoding/reranker.py",
]


def imported(path: Path) -> Iterator[str]:
    """Yield the whole name of every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def reads_environment(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return bool(names & {"environ", "environb", "getenv", "putenv"})


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_check() -> None:
    assert {"bot/answering/answer.py", "embeddings/library/index.py", "bot/telegram/app.py"} <= set(map(place, SOURCES))
    assert "faiss" in imported(ROOT / "embeddings/library/index.py")
    assert reads_environment(ROOT / "bot/settings.py")


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_embeddings_never_imports_bot(path: Path) -> None:
    names = set(imported(path))
    assert not any(name.startswith(".") for name in names), "relative imports hide where they point"
    if place(path).startswith("embeddings/"):
        assert not {name for name in names if name.split(".")[0] == "bot"}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_enters_by_its_door(library: str) -> None:
    users = {place(path) for path in SOURCES if library in {name.split(".")[0] for name in imported(path)}}
    assert not {user for user in users if not any(fnmatch(user, door) for door in DOORS[library])}


def test_the_environment_is_read_in_one_place() -> None:
    assert {place(path) for path in SOURCES if reads_environment(path)} <= set(ENVIRONMENT)


def test_the_bot_api_server_stands_alone() -> None:
    files = sorted((ROOT / "tests" / "botapi").glob("*.py"))
    names = {name for path in files for name in imported(path)}
    assert "httpx" in names
    assert not {name for name in names if name.split(".")[0] in {"bot", "embeddings", "benchmarks", "tests"}}
    assert not {name for name in names if name.startswith("..")}
