"""Nothing that the bot says of itself is left out of the catalogues.

What reaches a person is written in the rooms below. There, a string is taken for words that are said, and has to be
marked, where it holds two words, or one with a capital. It is not said where it stands as documentation, in the log, in
a pattern, in an error that is not told to askers, in what is compared with or looked up, or in a call of MACHINERY.
A single word in small letters may as well be a code, which no rule can tell: those are found by rendering all there is
in a language of which every word is known (test_pseudo.py).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.locale.marked import SINGLE, marked

ROOT = Path(__file__).parents[3]
ROOMS = (
    "bot/telegram/**/*.py",
    "bot/render/*.py",
    "bot/lookups/*.py",
    "bot/dossier/*.py",
    "bot/commands/ask.py",
    "bot/commands/check.py",
    "bot/commands/repl.py",
)
MODULES = sorted({path for pattern in ROOMS for path in ROOT.glob(pattern)})
SAID = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]|^\W*[A-Z][a-z]{2,}\W*$")
MACHINERY = {
    "compile",
    "set_header",
    "getLogger",
    "getattr",
    "debug",
    "info",
    "warning",
    "error",
    "exception",
    "due",
    "Markup",
    "split",
    "cast",
    "run_once",
    "rebuild_unasked",
    "execute",
}
NOT_SAID = {
    "bot/lookups/why.py": "the readout of /why: names of stages and scores, which --json has, too",
    "bot/render/markup.py": "tags",
    "bot/telegram/app.py": "why the bot can't start, on the operator's terminal",
    "bot/telegram/logs.py": "the log",
    "bot/telegram/updates/polling.py": "the log",
    "bot/telegram/updates/reading.py": "the log, from which a report to the owner quotes",
    "bot/telegram/updates/running.py": "the log",
}
NOT_SAID_EITHER = {
    "Quote": "a style of Word",
    "according to": "a cue, as documents write it",
    "by the owner's command": "what is noted in the state",
    "message to edit not found": "Telegram's words",
    "message can't be edited": "Telegram's words",
    "not on record": "in a picture, whose font has Latin letters alone",
    "questions a day": "in the same picture",
    "It was in hand each of the ": "the log, from which a report to the owner quotes",
    " times that the bot ended without being told to.": "the same",
    "documents in ": "the log",
    "quoted in ": "a citation of the Chicago manual's, which is English",
    "as cited in ": "one of APA's, the same",
    " have changed": "the log",
}


def silent(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node that are said to nobody."""
    parts: list[ast.AST | None] = []
    match node:
        case ast.Raise() | ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="__all__")]):
            parts = [node]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            parts = [node] if name in MACHINERY else [node.func]
        case ast.Compare():
            parts = [node.left, *node.comparators]
        case ast.AnnAssign() | ast.arg():
            parts = [node.annotation]
        case ast.Subscript():
            parts = [node.slice]
        case ast.Dict():
            parts = [*node.keys]
    return [part for part in parts if part is not None]


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Yield where words are said that are not marked, and these."""
    tree = ast.parse(source)
    left_out = {
        id(call.args[at]) for call, words in marked(tree) for at in range(len(words) if isinstance(words, tuple) else 1)
    }
    for node in ast.walk(tree):
        for part in silent(node):
            left_out |= {
                id(one) for one in ast.walk(part) if not isinstance(one, ast.JoinedStr | ast.Call) or part is one
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield from [(node.lineno, node.value)] if is_said(node.value) else []


def is_said(words: str) -> bool:
    return SAID.search(words) is not None and words not in NOT_SAID_EITHER


def test_there_is_something_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in MODULES}
    assert {"bot/telegram/updates/gate.py", "bot/render/facts.py", *NOT_SAID} <= names
    assert {"_", "N_"} <= SINGLE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_said_is_marked(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() not in NOT_SAID:
        assert [*unmarked(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('reply("Ask again")', 1),
        ('reply("Approve")', 1),
        ('reply(f"{name} may ask")', 1),
        ('reply(f"{count} more of them")', 1),
        ('reply(_("Ask again"))', 0),
        ('reply(_("Ask {name}", name="some body"))', 1),
        ('X = N_("Ask again")', 0),
        ('ngettext("{count} more word", "{count} more words", 2)', 0),
        ('"""Documents it."""', 0),
        ('_LOG.info("it is logged")', 0),
        ('re.compile("a b")', 0),
        ('raise ValueError("it is wrong")', 0),
        ('if error == "not found here": pass', 0),
        ('known["a key"]', 0),
        ('button("source")', 0),
        ('send(f"source:{key}")', 0),
    ],
)
def test_words_that_are_said_are_told_from_others(source: str, found: int) -> None:
    assert len([*unmarked(source)]) == found
