"""The commands of who runs Onrecord for others: servers, and keeping house. ``bot.cli`` joins them to its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.extras import need_extra
from bot.settings import load_settings

operating = typer.Typer()


@operating.command()
def serve() -> None:
    """Answer other programs over HTTP: JSON at /api, described by /openapi.json."""
    need_extra("serve", "onrecord serve")
    from bot.serving.app import run_serve  # noqa: PLC0415

    run_serve(load_settings())


@operating.command()
def rollback(
    name: Annotated[str | None, typer.Argument(help="Its name; the one before the live one if not given.")] = None,
) -> None:
    """Make an older index the live one again."""
    from bot.rebuilds.sharing import go_back, keep_model  # noqa: PLC0415

    settings = load_settings()
    told = (f"{go_back(settings, name)} is live.", keep_model(settings))
    typer.echo(" ".join(filter(None, told)), err=True)


@operating.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write the state, the live index and the settings without secrets into one file."""
    from bot.keeping.backup import back_up  # noqa: PLC0415

    names = back_up(load_settings(), file)
    typer.echo(f"{file} holds {len(names)} files. Tokens and keys are not among them.", err=True)


@operating.command()
def restore(file: Annotated[Path, typer.Argument(help="What onrecord backup wrote.")]) -> None:
    """Put a backup into an empty data folder, and make its index the live one."""
    from bot.keeping.backup import restore as put_back  # noqa: PLC0415

    typer.echo(f"{put_back(load_settings(), file)} is live.", err=True)


@operating.command(name="move-state")
def move_state(
    back: Annotated[bool, typer.Option("--back", help="From PostgreSQL into the file of the data folder.")] = False,
) -> None:
    """Move the state from the file of the data folder to where ONRECORD_STATE says; nothing is left behind."""
    from bot.keeping.moving import move  # noqa: PLC0415

    typer.echo(move(load_settings(), back=back), err=True)


@operating.command()
def purge(
    document: Annotated[str, typer.Argument(help="Its id, path or title, or a part that no other has.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether that is meant.")] = False,
) -> None:
    """Remove a document from every index that is kept and from the state, after it was taken from the documents."""
    from bot.commands.purge import run_purge  # noqa: PLC0415

    run_purge(load_settings(), document, sure=yes)


@operating.command()
def audit(
    since: Annotated[str, typer.Option("--since", help="A day: 2026-11-01.")] = "1970-01-01",
    json: Annotated[bool, typer.Option("--json", help="Print each request as a line of JSON.")] = False,
) -> None:
    """Print who asked what, when, and which documents were shown, where ONRECORD_AUDIT keeps that."""
    from bot.commands.audit import print_audit  # noqa: PLC0415

    print_audit(load_settings(), since, json=json)


@operating.command()
def mcp(
    private: Annotated[bool, typer.Option("--private", help="Show private documents, too.")] = False,
) -> None:
    """Answer a program that speaks MCP on standard input and output: Claude, an editor."""
    need_extra("serve", "onrecord mcp")
    from bot.serving.mcp import run_mcp  # noqa: PLC0415

    run_mcp(load_settings(), private=private)
