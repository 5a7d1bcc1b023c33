"""``onrecord repl``: questions from the keyboard, or line by line where standard input is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.locale import N_, _, ngettext, speaking, trouble
from bot.lookups.who import who_spelled
from bot.lookups.why import STAGES, Explanation, standing_text, why_lines
from bot.questions.asides import read_aside
from bot.render import Style, about_line, cite, describe, listing_text, rests_of, shown_quotes, to_text
from bot.respond import Response
from bot.responder import Responder
from bot.settings import Settings, spoken
from bot.types import Answer, NotOnRecord
from embeddings.errors import OnrecordError

_HELP = N_(
    "Type a question, then others about the same. /new starts on something else, /why shows the scores of the last"
    " answer, /more the rest of its list, /cite N a quote to paste, /sources the documents, /who NAME what a speaker"
    " has on record, /quit leaves."
)
_UNKNOWN = N_("I don't know that command. /help lists those that I know.")
_WORDS = {"help": "/help", "?": "/help", "quit": "/quit", "exit": "/quit", "more": "/more"}  # that are no questions
_FORGOTTEN = N_("Forgotten. The next question stands by itself.")


def run_repl(settings: Settings) -> None:
    """Answer until the end of input or ``/quit``, which "quit" and "exit" are, too."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
    responder = Responder(settings)
    try:
        with speaking(spoken(settings)):
            converse(_lines(settings, console), responder, console)
    finally:
        responder.close()


def converse(lines: Iterable[str], responder: Responder, console: Console) -> None:
    """Answer each line; one that can't be answered gets its sentence, and the talk goes on."""
    last: Response | None = None
    for line in lines:
        command = _command(line.strip())
        if command == "/quit":
            return
        try:
            last = _obeyed(command, last, responder, console)
        except OnrecordError as error:
            console.print(Text(trouble(error), style="yellow"))


def _obeyed(command: str, last: Response | None, responder: Responder, console: Console) -> Response | None:
    """Do what a line asks for, and return what the next one is about."""
    if command == "/why":
        _why(last, responder, console)
    elif command == "/new":
        console.print(_(_FORGOTTEN))
        return None
    elif command.startswith("/"):
        console.print(_told(command, last, responder))
    elif command:
        return _answer(command, last, responder, console) or last
    return last


def _told(command: str, last: Response | None, responder: Responder) -> str:
    """Return what a command prints."""
    name, _space, rest = command.partition(" ")
    if name == "/who":
        with responder.reading() as snapshot:
            listing = who_spelled(snapshot, rest, private=True)
        return listing_text(listing.head, listing.lines)
    if name == "/cite":
        return _cited(last, rest.strip(), responder.citation)
    plain = {"/more": lambda: _rest(last), "/sources": lambda: _sources(responder), "/help": lambda: _(_HELP)}
    return plain.get(command, lambda: _(_UNKNOWN))()


def _command(line: str) -> str:
    """Return a line as a command where it is one without its slash, or asks for what one tells."""
    aside = read_aside(line)
    asked = "" if aside is None else {"help": "/help", "sources": "/sources"}.get(aside.kind, "")
    return _WORDS.get(line.casefold(), asked or line)


def _answer(question: str, last: Response | None, responder: Responder, console: Console) -> Response | None:
    response = responder.respond(question, last.turn if last else None, private=True)
    if isinstance(response.outcome, NotOnRecord) and response.outcome.is_talk:
        console.print(to_text(response.outcome), end="\n\n")
        return None  # what was asked before stays the last question
    style = "bold" if isinstance(response.outcome, Answer) else "yellow"
    if response.about is not None:
        console.print(Text(about_line(response.about), style="italic"))
    head, _end, rest = to_text(response.outcome).partition("\n")
    console.print(Text(head, style=style), rest, sep="\n", end="\n\n")
    return response


def _cited(last: Response | None, number: str, style: Style) -> str:
    """Return the quotes of the last answer as they are cited: those of one source, or all."""
    shown = shown_quotes(last.outcome) if last is not None and isinstance(last.outcome, Answer) else []
    lines = [cite(quote, source, style) for quote, source in shown if number in ("", str(source.number))]
    return "\n\n".join(lines) or _("There is no quote of that number.")


def _rest(last: Response | None) -> str:
    """Return what the last answer did not show of its lists."""
    rests = rests_of(last.outcome) if last is not None and isinstance(last.outcome, Answer) else []
    return "\n\n".join(rests) or _("There is no more of it.")


def _why(last: Response | None, responder: Responder, console: Console) -> None:
    if last is None:
        console.print(_("Nothing was asked yet."))
        return
    print_why(responder.explain(last.trail, private=True), console)


def print_why(explanation: Explanation, console: Console) -> None:
    """Print an explanation as a table, or as plain lines where nobody looks at a terminal."""
    lines = why_lines(explanation)
    if not console.is_terminal:
        console.print("\n".join(lines))
        return
    used = [stage for stage in STAGES if any(stage in row.stages for row in explanation.rows)]
    table = Table("", *used, "passage", box=SIMPLE_HEAD, title=lines[0], title_justify="left")
    for row in explanation.rows:
        table.add_row(row.mark, *(standing_text(row.stages.get(stage)) for stage in used), row.source)
    console.print(table)


def _lines(settings: Settings, console: Console) -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    console.print(_(_HELP))
    from prompt_toolkit import PromptSession  # noqa: PLC0415  ``ask`` reads no keyboard, and this is a fifth of its start
    from prompt_toolkit.history import FileHistory  # noqa: PLC0415

    session: PromptSession[str] = PromptSession(history=FileHistory(str(settings.data / "repl-history")))
    while True:
        try:
            yield session.prompt("? ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _sources(responder: Responder) -> str:
    with responder.reading() as snapshot:
        documents = snapshot.store.documents(private=True).values()
    lines = [f"- {describe(document)}" for document in documents]
    if not lines:
        return _("There are no documents yet.")
    return "\n".join([ngettext("{count} document", "{count} documents", len(lines)), *lines])
