"""The house rules that a reader relies on: which way imports point, one class one name, how each library enters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median
from textwrap import indent

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("bot", "embeddings") for path in (ROOT / folder).rglob("*.py"))
TYPED = [f"embeddings/readers/{name}.py" for name in ("ocr", "scans")]  # a picture is handed to them
PRETRAINED = "embeddings/comprehension/pretrained.py"
DOORS = {
    "sentence_transformers": ["embeddings/encoding/encoder.py", "embeddings/encoding/reranker.py"],
    "transformers": [*(f"embeddings/encoding/{name}.py" for name in ("encoder", "reranker")), PRETRAINED],
    "torch": [*(f"embeddings/encoding/{name}.py" for name in ("encoder", "export", "reranker")), PRETRAINED],
    "openvino": ["embeddings/encoding/runtime.py"],
    "tokenizers": [
        "embeddings/encoding/pieces.py",
        "embeddings/encoding/e5.py",
        "embeddings/encoding/tokenizer.py",
    ],
    "spacy": ["embeddings/statements/*.py"],
    "faiss": ["embeddings/library/index.py", "embeddings/library/lists.py"],
    "rapidfuzz": ["embeddings/search/spelling.py"],
    "sqlite3": [
        "embeddings/library/store.py",
        "embeddings/library/statement_store.py",
        "embeddings/library/term_ranges.py",
        "embeddings/library/writing.py",
        "embeddings/library/gathered.py",
        "bot/state/sqlite.py",
    ],
    "psycopg": ["bot/state/postgres.py"],
    "ray": ["embeddings/building/cluster.py"],
    "pymilvus": ["embeddings/library/milvus/*.py"],
    "fsspec": ["embeddings/library/shelf.py"],
    "telegram": ["bot/telegram/*.py"],
    "httpx": ["bot/telegram/*.py", "bot/commands/token.py", "embeddings/fetching/*.py"],
    "apscheduler": ["bot/schedule.py"],
    "watchfiles": ["bot/telegram/rebuilds.py"],
    "PIL": ["bot/telegram/stats.py", "embeddings/readers/pictures.py", "embeddings/readers/facsimile.py", *TYPED],
    "tesserocr": ["embeddings/readers/ocr.py"],
    "tornado": ["bot/telegram/updates/webhook.py"],
    "trafilatura": ["embeddings/readers/webpage.py"],
    "feedparser": ["embeddings/readers/listings.py"],
    "lxml": ["embeddings/readers/markup.py"],
    "pypdfium2": ["embeddings/readers/letters.py", "embeddings/readers/glyphs.py", "embeddings/readers/facsimile.py"],
    "charset_normalizer": ["embeddings/readers/decode.py"],
    "py3langid": ["embeddings/text/language.py"],
    "babel": ["embeddings/text/days.py", "bot/render/facts.py", "bot/render/dates.py", "bot/locale/speaking.py"],
    "markdown_it": ["embeddings/readers/markdown.py"],
    "mdit_py_plugins": ["embeddings/readers/markdown.py"],
    "yaml": ["embeddings/readers/frontmatter.py"],
    "prometheus_client": ["bot/eyes/metrics.py"],
    "starlette": ["bot/serving/*.py"],
    "opentelemetry": ["bot/eyes/traces.py"],
    "uvicorn": ["bot/serving/app.py"],
    "mcp": ["bot/serving/mcp.py", "bot/serving/app.py"],
    "subprocess": ["embeddings/readers/pool.py"],
}
WRITERS = {"mkdir", "makedirs", "touch", "write_text", "write_bytes", "copyfile", "copy2", "copytree", "mkstemp"}
MOST_BRANCHES = 12  # of one function
# Modules without a test of their own name, and what tests them instead.
TESTED_ELSEWHERE = {
    "bot/__main__.py": "tests/bot/test_cli.py: every command goes through it",
    "bot/operating.py": "tests/bot/test_cli.py: every command goes through it",
    "bot/serving/desk.py": "tests/bot/serving/test_api.py",
    "bot/serving/forms.py": "tests/bot/serving/test_api.py",
    "bot/serving/page.py": "tests/bot/serving/test_pages.py",
    "bot/serving/openapi.py": "tests/bot/serving/test_api.py",
    "bot/serving/problems.py": "tests/bot/serving/test_api.py",
    "bot/serving/schemas.py": "tests/bot/serving/test_api.py: replies are held against them",
    "bot/serving/service.py": "tests/bot/serving/test_api.py",
    "bot/telegram/updates/owed.py": "tests/bot/telegram/updates/test_intake.py",
    "bot/types.py": "values; each test of answering/ and render/ makes them",
    # Steps on the way from pasted words to a verdict.
    "bot/checking/checked.py": "values; each test of checking/ makes them",
    "bot/checking/differences.py": "tests/bot/checking/test_check.py",
    "bot/checking/find.py": "tests/bot/checking/test_check.py",
    "bot/checking/near.py": "tests/bot/checking/test_check.py",
    "bot/checking/pieces.py": "tests/bot/checking/test_check.py",
    "bot/checking/places.py": "tests/bot/checking/test_check.py",
    "bot/checking/whose.py": "tests/bot/checking/test_check.py",
    # What needs Telegram is tested against the strict server, by what a chat sees.
    "bot/telegram/admission.py": "tests/bot/telegram/test_access.py",
    "bot/telegram/pairing.py": "tests/bot/telegram/test_access.py",
    "bot/telegram/answering.py": "tests/bot/telegram/test_app.py",
    "bot/telegram/commands.py": "tests/bot/telegram/test_app.py",
    "bot/telegram/context.py": "tests/bot/telegram/test_app.py",
    "bot/telegram/keyboards.py": "tests/bot/telegram/test_buttons.py",
    "bot/telegram/logs.py": "tests/bot/telegram/test_process.py",
    "bot/telegram/owner.py": "tests/bot/telegram/test_access.py",
    "bot/telegram/questions.py": "tests/bot/telegram/test_groups.py",
    "bot/telegram/replying.py": "tests/bot/telegram/test_app.py",
    "bot/telegram/updates/polling.py": "tests/bot/telegram/updates/test_running.py",
    "bot/telegram/updates/reading.py": "tests/bot/telegram/updates/test_running.py",
    # Steps on the way from documents to a library file.
    "embeddings/building/rows.py": "tests/embeddings/building/test_stages.py: and test_reuse.py",
    "embeddings/building/texts.py": "tests/embeddings/building/test_build.py: and test_stages.py",
    "embeddings/library/writing.py": "tests/embeddings/library/test_store.py: and test_statement_store.py",
    # Two halves of one thing: what makes it, and what reads it.
    "embeddings/encoding/e5_file.py": "tests/embeddings/encoding/test_e5.py",
    "embeddings/encoding/encoders.py": "tests/embeddings/encoding/test_compiled.py",
    "embeddings/encoding/export.py": "tests/embeddings/encoding/test_compiled.py",
    # A reader is tested by a whole file of its kind, made by the kind's own library, and by broken ones.
    "embeddings/readers/archive.py": "tests/embeddings/readers/test_bad_input.py",
    "embeddings/readers/collection.py": "tests/embeddings/readers/test_folder.py",
    "embeddings/readers/dating.py": "tests/embeddings/readers/test_facts.py",
    "embeddings/readers/epub.py": "tests/embeddings/readers/test_kinds.py",
    "embeddings/readers/excel.py": "tests/embeddings/readers/test_sheets.py",
    "embeddings/readers/faq.py": "tests/embeddings/readers/test_kinds.py",
    "embeddings/readers/frontmatter.py": "tests/embeddings/readers/test_facts.py",
    "embeddings/readers/given.py": "tests/embeddings/readers/test_facts.py",
    "embeddings/readers/listings.py": "tests/embeddings/sources/test_items.py",
    "embeddings/readers/office.py": "tests/embeddings/readers/test_kinds.py",
    # One suite for each way of keeping a library.
    "embeddings/library/milvus/passages.py": "tests/embeddings/library/test_open_library.py",
    "embeddings/library/milvus/records.py": "tests/embeddings/library/test_open_library.py",
    "embeddings/library/milvus/schema.py": "tests/embeddings/library/test_open_library.py",
    "embeddings/library/milvus/writing.py": "tests/embeddings/library/test_open_library.py",
    # Steps on the way from a PDF's letters to its text.
    "embeddings/readers/cells.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/columns.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/edges.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/glyphs.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/grids.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/hyphens.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/layout.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/leftward.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/paragraphs.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/runs.py": "tests/embeddings/readers/test_pdf.py",
    "embeddings/readers/pictures.py": "tests/embeddings/readers/test_ocr.py",
    "embeddings/readers/scans.py": "tests/embeddings/readers/test_ocr.py",
    "embeddings/readers/plain.py": "tests/embeddings/readers/test_facts.py",
    "embeddings/readers/pool.py": "tests/embeddings/readers/test_bad_input.py",
    "embeddings/readers/slides.py": "tests/embeddings/readers/test_sheets.py",
    "embeddings/readers/telegram.py": "tests/embeddings/readers/test_kinds.py",
    "embeddings/readers/htmlpieces.py": "tests/embeddings/readers/test_webpage.py",
    "embeddings/readers/messengers.py": "tests/embeddings/readers/test_chats.py",
    "embeddings/readers/whatsapp.py": "tests/embeddings/readers/test_chats.py",
    "embeddings/readers/wordstyles.py": "tests/embeddings/readers/test_word.py",
    # What a line is, only the text around it tells: whole texts are read, of every form.
    "embeddings/turns/interviews.py": "tests/embeddings/turns/test_turns.py",
    "embeddings/turns/labels.py": "tests/embeddings/turns/test_turns.py",
    "embeddings/turns/lines.py": "tests/embeddings/turns/test_turns.py",
    "embeddings/turns/people.py": "tests/embeddings/turns/test_turns.py",
    "embeddings/turns/replies.py": "tests/embeddings/turns/test_turns.py",
    "embeddings/turns/spoken.py": "tests/embeddings/turns/test_talk.py",
    "embeddings/turns/stamps.py": "tests/embeddings/turns/test_turns.py",
}
ENVIRONMENT = [
    "bot/settings.py",
    "embeddings/building/cluster.py",
    "embeddings/readers/confine.py",
    "embeddings/readers/ocr.py",
    "embeddings/encoding/encoder.py",
    "embeddings/encoding/reranker.py",
    PRETRAINED,
]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the whole name of every module that a file imports, inside functions too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def reads_environment(path: Path) -> bool:
    tree = parsed(path)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return bool(names & {"environ", "environb", "getenv", "putenv"})


def writes(path: Path) -> Iterator[str]:
    """Yield what a file calls that makes files or folders of any mode."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            modes = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in WRITERS or (name == "open" and any(set(mode) & {"w", "x", "a", "+"} for mode in modes[-1:])):
                yield name


FORKS = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.comprehension, ast.match_case, ast.ExceptHandler)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def branches(function: ast.AST) -> int:
    """Count where a function may go two ways; one inside it counts for itself.

    An if, a loop, a comprehension and each condition in it, a case, an except, and each "and" and "or".
    """
    count = 0
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        count += isinstance(node, FORKS) + branches(node)
        count += len(node.ifs) if isinstance(node, ast.comprehension) else 0
        count += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
    return count


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


def test_everything_is_written_for_its_owner_alone() -> None:
    assert "mkdir" in set(writes(ROOT / "embeddings/owner.py"))
    assert {place(path): [*writes(path)] for path in SOURCES if [*writes(path)]}.keys() == {"embeddings/owner.py"}


def test_the_bot_api_server_stands_alone() -> None:
    files = sorted((ROOT / "tests" / "botapi").glob("*.py"))
    names = {name for path in files for name in imported(path)}
    assert "httpx" in names
    assert not {name for name in names if name.split(".")[0] in {"bot", "embeddings", "benchmarks", "tests"}}
    assert not {name for name in names if name.startswith("..")}


def own_test(path: Path) -> Path:
    relative = path.relative_to(ROOT)
    return ROOT / "tests" / relative.parent / f"test_{relative.name}"


def room(name: str) -> str:
    """Return the room of a module: its package below ``bot`` or ``embeddings``, or what lies there loose."""
    return ".".join(name.split(".")[:2])


def room_of(path: Path) -> str:
    module = path.parent if path.name == "__init__.py" else path.with_suffix("")
    return room(".".join(module.relative_to(ROOT).parts))


def rooms_used(path: Path) -> set[str]:
    names = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom)]
    used = {
        room(f"{node.module}.{alias.name}" if "." not in (node.module or "") else str(node.module))
        for node in names
        for alias in node.names
        if (node.module or "").split(".")[0] in {"bot", "embeddings"}
    }
    return used - {room_of(path)}


def test_rooms_stand_one_above_another() -> None:
    arrows: dict[str, set[str]] = {}
    for path in SOURCES:
        arrows.setdefault(room_of(path), set()).update(rooms_used(path))
    order = list(TopologicalSorter(arrows).static_order())  # raises CycleError, which names the circle
    assert order.index("embeddings.library") < order.index("bot.answering") < order.index("bot.telegram")


def test_the_labels_of_the_parser_stand_in_one_file() -> None:
    rules = [path for path in SOURCES if room_of(path) == "embeddings.statements"]
    reads = {
        place(path): {one.attr for one in ast.walk(parsed(path)) if isinstance(one, ast.Attribute)} for path in rules
    }
    labels = {"tag", "tag_", "dep", "dep_", "pos", "pos_", "morph"}
    assert [name for name, attributes in reads.items() if attributes & labels] == ["embeddings/statements/tokens.py"]


def test_no_class_name_occurs_twice() -> None:
    named: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                named.setdefault(node.name, []).append(place(path))
    assert {name: places for name, places in named.items() if len(places) > 1} == {}


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lines = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: count for name, count in lines.items() if count > 300} == {}


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_every_function_says_what_it_returns(path: Path) -> None:
    assert [node.name for node in functions(parsed(path)) if node.returns is None] == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("return a", 0),
        ("if a and b or c: pass", 3),
        ("if a: pass\nelif b: pass\nelse: pass", 2),
        ("return [x if x else y for x in a if x if b] + [*(x for x in a)]", 5),
        ("while a:\n  for b in c:\n    pass", 2),
        ("try: pass\nexcept A: pass\nexcept B: pass", 2),
        ("match a:\n  case 1 if b and c: pass\n  case _: pass", 3),
        ("def inner():\n  if a: pass", 0),
        ("return lambda x: x or y", 1),
    ],
)
def test_branches_are_counted(source: str, count: int) -> None:
    tree = ast.parse("def outer():\n" + indent(source, "  "))
    assert branches(next(functions(tree))) == count


def test_functions_branch_twelve_times_at_most() -> None:
    written = ((place(path), one) for path in SOURCES for one in functions(parsed(path)))
    assert sorted(f"{where}::{one.name}" for where, one in written if branches(one) > MOST_BRANCHES) == []


def test_every_module_with_logic_has_a_test_of_its_own() -> None:
    modules = [path for path in SOURCES if [*functions(parsed(path))]]
    untested = [place(path) for path in modules if not own_test(path).is_file()]
    assert sorted(untested) == sorted(TESTED_ELSEWHERE)
    named = [why.partition(":")[0] for why in TESTED_ELSEWHERE.values() if why.startswith("tests/")]
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_package_says_what_may_be_imported() -> None:
    packages = [path for path in SOURCES if path.name == "__init__.py"]
    said = {place(path): ast.get_docstring(parsed(path)) or "" for path in packages}
    assert [name for name, words in said.items() if "import" not in words] == []


def test_most_functions_are_short() -> None:
    written = [one for path in SOURCES for one in functions(parsed(path))]
    lines = sorted((one.end_lineno or 0) - one.lineno + 1 for one in written)
    assert median(lines) <= 7
    assert lines[9 * len(lines) // 10] <= 20
