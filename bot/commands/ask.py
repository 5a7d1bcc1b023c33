"""``onrecord ask``: one question, or a file of them."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import typer

from bot.contract.output import as_json
from bot.contract.rows import read_questions
from bot.locale import ENGLISH, speaking
from bot.lookups.why import Explanation
from bot.render import Style, about_line, cite, shown_quotes, to_text
from bot.respond import Response
from bot.responder import Responder
from bot.settings import Settings, spoken
from bot.types import Answer
from embeddings.search.query import make_query


def ask_one(settings: Settings, question: str, *, json: bool, why: bool = False, style: Style | None = None) -> bool:
    """Print the answer to one question, and why it is that; return whether there was one on record.

    With a ``style``, what is printed of an answer are its quotes, cited.
    """
    make_query(question)  # a bad question is refused before a model is loaded for it
    with speaking(ENGLISH if json else spoken(settings)), closing(Responder(settings)) as responder:
        response = responder.respond(question, private=True)
        explanation = responder.explain(response.trail, private=True) if why else None
        if json:
            typer.echo(as_json(response, why=explanation))
        else:
            _print(response, explanation, style)
    return isinstance(response.outcome, Answer)


def _print(response: Response, explanation: Explanation | None, style: Style | None) -> None:
    about = "" if response.about is None else f"{about_line(response.about)}\n"
    if style is not None and isinstance(response.outcome, Answer):
        typer.echo("\n\n".join(cite(*one, style) for one in shown_quotes(response.outcome)))
    else:
        typer.echo(f"{about}{to_text(response.outcome)}")
    if explanation is not None:
        from rich.console import Console  # noqa: PLC0415  few ask why, and a tenth of the start would go to what draws it

        from bot.commands.repl import print_why  # noqa: PLC0415

        typer.echo()
        print_why(explanation, Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty()))


def ask_file(settings: Settings, path: Path) -> None:
    """Print a JSON answer a line for every row of a questions file, in its order."""
    rows = read_questions(path)
    with closing(Responder(settings)) as responder:
        responder.settle()
        for row in rows:
            typer.echo(as_json(responder.respond(row.question, private=True), row_id=row.id))
