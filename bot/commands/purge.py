"""``onrecord purge``: asks whether that is meant, and says what went and what is left to do."""

from __future__ import annotations

import typer

from bot.keeping.purge import purge
from bot.rebuilds.rebuilding import run_rebuild
from bot.render import describe, short
from bot.settings import Settings
from embeddings.text.wording import many

ASKED = (
    "This removes every index but the live one, which is built anew where it holds the document, and all answers that "
    "cite it. There is no way back. Go on?"
)


def run_purge(settings: Settings, name: str, *, sure: bool) -> None:
    """Purge a document. Raises UsageError where there is none, or where it still stands in the documents' folder."""
    if not sure:
        typer.confirm(ASKED, abort=True, err=True)
    gone = purge(settings, name, lambda: run_rebuild(settings, full=False, strict=False))
    typer.echo(
        f"{describe(gone.document)} ({short(gone.document.path)}) is gone, with {many(len(gone.snapshots), 'index')} "
        f"and {many(gone.answers, 'answer')} that cited it. Backups, and messages on Telegram, are as they were.",
        err=True,
    )
    if gone.copies:
        typer.echo(f"The same words, or nearly, stand in: {', '.join(map(short, gone.copies))}.", err=True)
