"""``onrecord dossier``: all that somebody has on record, as a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import typer

from bot.dossier.entries import Dossier, make_dossier
from bot.live import open_live
from bot.locale import speaking
from bot.settings import Settings, spoken
from embeddings.errors import UsageError
from embeddings.owner import write_file
from embeddings.text.wording import many

_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
SUFFIXES: Final = (".html", ".docx", ".csv", ".json")


def run_dossier(
    settings: Settings, names: Sequence[str], out: Path, *, about: str | None, between: tuple[str, str] | None
) -> None:
    """Write a dossier. Raises UsageError where it can't be made of what was asked, or not be written there."""
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{out} is no file that a dossier is written to. End its name with {', '.join(SUFFIXES)}.")
    for day in between or ():
        if not _DAY.fullmatch(day):
            raise UsageError(f"{day!r} is no date. Write 2017, 2017-10 or 2017-10-18.")
    with closing(open_live(settings)) as snapshot:
        dossier = make_dossier(snapshot, names, about=about, between=between, private=True)
    try:
        with speaking(spoken(settings)):
            content = written(dossier, out.suffix.lower())
        write_file(out, content)
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror}") from None
    typer.echo(f"{out}: {many(len(dossier.entries), 'statement')}.", err=True)


def written(dossier: Dossier, suffix: str) -> bytes | str:
    """Return a dossier in the form that a file's name asks for."""
    from bot.dossier.page import dossier_page  # noqa: PLC0415  each brings what the others don't need
    from bot.dossier.tables import dossier_csv, dossier_json  # noqa: PLC0415

    if suffix == ".docx":
        from bot.dossier.word import dossier_docx  # noqa: PLC0415

        return dossier_docx(dossier)
    return {".html": dossier_page, ".csv": dossier_csv, ".json": dossier_json}[suffix](dossier)
