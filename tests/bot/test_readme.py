"""What the texts tell people to type is there: commands, options, make targets. README tells of every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bot import __version__
from bot.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md")])
CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
MAKE = re.compile(r"(?:^|[\s`;&])make ([a-z0-9]+)")
TARGETS = re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
CLI = typer.main.get_command(app)
assert isinstance(CLI, TyperGroup)
OPTIONS = {
    name: {option for parameter in command.params for option in parameter.opts} | {"--help"}
    for name, command in CLI.commands.items()
}


def typed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command that stands in a text's code, and what follows it there."""
    for code in CODE.findall(text):
        yield from re.findall(r"(?<![.\w])onrecord ([a-z][\w-]*)([^\n`|]*)", code)


def test_the_readme_names_every_command() -> None:
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    assert [name for name in OPTIONS if not re.search(rf"^\|.*`onrecord {name}\b", table, re.MULTILINE)] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_text_says_to_type_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = [name for name, _ in typed(text) if name not in OPTIONS]
    unknown += [
        f"{name} {option}"
        for name, rest in typed(text)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)
        if option not in OPTIONS.get(name, ())
    ]
    unknown += [target for code in CODE.findall(text) for target in MAKE.findall(code) if target not in TARGETS]
    assert unknown == []


def test_there_is_something_to_check() -> None:
    assert ("ask", ' "…" [--json] [--why]') in set(typed(README))
    assert {"run", "test", "check"} <= {target for code in CODE.findall(README) for target in MAKE.findall(code)}
    assert OPTIONS["rebuild"] == {"--full", "--strict", "--accept", "--ray", "--to", "--help"}


def test_the_number_of_the_version_has_one_source() -> None:
    assert version("onrecord") == __version__
