"""Python source -> the words in it that are marked for translation, for pybabel (``make messages``).

Babel's own way does not look into f-strings on Python 3.11, nor into the arguments of a marked call.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import BinaryIO

# Errors say their words in the reader's language.
SINGLE = frozenset({"_", "N_", "QuestionError", "ExpiredError", "IndexGoneError"})
COUNTED = "ngettext"
Message = str | tuple[str, str]


def marked(tree: ast.AST) -> Iterator[tuple[ast.Call, Message]]:
    """Yield each call that marks words, and these: two forms where it depends on a count."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if node.func.id == COUNTED and len(words) == 2:
            yield node, (words[0], words[1])
        elif node.func.id in SINGLE and words:
            yield node, words[0]


def extract(
    file: BinaryIO,
    _keywords: Collection[str],
    _comment_tags: Collection[str],
    options: dict[str, object],  # noqa: ARG001  Babel gives it by name
) -> Iterator[tuple[int, str | None, Message, list[str]]]:
    """Yield what Babel asks an extraction method for: line, function, words, comments."""
    for call, words in marked(ast.parse(file.read())):
        yield call.lineno, COUNTED if isinstance(words, tuple) else None, words, []
