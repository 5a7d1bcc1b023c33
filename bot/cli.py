"""The commands. What is heavy is imported by the command that needs it, so that ``--help`` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import __version__
from bot.operating import operating
from bot.settings import load_settings, settings_help
from embeddings.errors import UsageError

NOT_ON_RECORD = 3
Style = Literal["words", "apa", "chicago"]  # as bot.render has it, which is not needed for --help

Questions = Annotated[
    Path | None, typer.Option("--questions", help='Rows {"id", "question", "answers", "relevant"}; see docs.')
]
Unanswerable = Annotated[
    Path | None, typer.Option("--unanswerable", help="Rows of questions that the documents don't answer.")
]

app = typer.Typer(
    help="Answers from your own documents: the exact words, the document and the speaker, or 'not on record'.",
    epilog=f"Settings come from the environment, then onrecord.toml, then the defaults:\n\n{settings_help()}",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(operating)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def onrecord(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold what comes before a command."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    file: Annotated[
        Path | None,
        typer.Option("--file", help='Answer every row {"id", "question"} of a file; needs --json.'),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Say how each stage ranked what is shown.")] = False,
    cite: Annotated[
        Style | None, typer.Option("--cite", help="Print the quotes alone, as they are cited in this style.")
    ] = None,
) -> None:
    """Answer one question. Exit code: 0 answered, 3 not on record, 2 bad usage, 1 failure."""
    from bot.commands.ask import ask_file, ask_one  # noqa: PLC0415

    if (question is None) == (file is None):
        raise UsageError('Give one question, or a file of them: onrecord ask "…" | onrecord ask --json --file FILE')
    if file is not None and why:
        raise UsageError('One question at a time is explained: onrecord ask --why "…"')
    if cite is not None and json:
        raise UsageError('Quotes are cited as text: onrecord ask --cite apa "…", without --json')
    if file is not None and not json:
        raise UsageError("A file of questions is answered as JSON: onrecord ask --json --file FILE")
    settings = load_settings()
    if file is not None:
        ask_file(settings, file)
    elif not ask_one(settings, question or "", json=json, why=why, style=cite):
        raise typer.Exit(NOT_ON_RECORD)


@app.command()
def check(
    words: Annotated[str, typer.Argument(help='A quote that goes round, or "-" for one on standard input.')],
    said_by: Annotated[
        str | None, typer.Option("--said-by", metavar="NAME", help="Who is said to have said it.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Tell whether words have been said, by whom and where. Exit code: 0 word for word, 3 otherwise, 2 bad usage."""
    from bot.commands.check import run_check  # noqa: PLC0415

    if not run_check(load_settings(), words, said_by=said_by, json=json):
        raise typer.Exit(NOT_ON_RECORD)


@app.command()
def repl() -> None:
    """Ask from the keyboard, or line by line from standard input."""
    from bot.commands.repl import run_repl  # noqa: PLC0415

    run_repl(load_settings())


@app.command()
def telegram() -> None:
    """Run the Telegram bot, whose token ONRECORD_TELEGRAM_TOKEN holds."""
    from bot.telegram.app import run_telegram  # noqa: PLC0415

    run_telegram(load_settings())


@app.command()
def rebuild(
    full: Annotated[bool, typer.Option("--full", help="Build anew even where nothing changed.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail where a document can't be read.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Publish even what the gate refuses.")] = False,
    ray: Annotated[
        str | None, typer.Option("--ray", metavar="ADDRESS", help="Let a Ray cluster do the work; see docs.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="ADDRESS", help="Build nothing: copy the live index to Milvus, or to a folder."),
    ] = None,
) -> None:
    """Build a new index from the documents and make it the live one."""
    if to is not None:
        from bot.rebuilds.copying import copy_to  # noqa: PLC0415

        if full or strict or ray is not None:
            raise UsageError("The live index is copied as it is: onrecord rebuild --to ADDRESS, with --accept at most")
        typer.echo(copy_to(load_settings(), to, accept=accept), err=True)
        return
    from bot.rebuilds.rebuilding import run_rebuild  # noqa: PLC0415

    run_rebuild(load_settings(), full=full, strict=strict, accept=accept, ray=ray)


@app.command()
def add(
    target: Annotated[
        str, typer.Argument(metavar="PATH|URL|FEED", help="A file or folder, or the address of a page, file or feed.")
    ],
    follow: Annotated[
        bool, typer.Option("--follow", help="Look at the page again at each rebuild, as feeds always are.")
    ] = False,
) -> None:
    """Keep a file or a fetched page among the documents, or follow a folder, feed or sitemap from now on."""
    from bot.commands.add import run_add  # noqa: PLC0415

    run_add(load_settings(), target, follow=follow)


@app.command()
def sources(
    json: Annotated[bool, typer.Option("--json", help="Print the sources as JSON.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Let the next rebuild try everything at once.")] = False,
) -> None:
    """Show what is followed: state, last success, last error, next try, and which pages failed and why."""
    from bot.commands.sources import print_sources  # noqa: PLC0415

    print_sources(load_settings(), json=json, retry=retry)


@app.command()
def snapshots() -> None:
    """List the indexes that are kept: date, counts, size and what the gate found; a star marks the live one."""
    from bot.commands.status import print_snapshots  # noqa: PLC0415

    print_snapshots(load_settings())


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="Print the status as JSON.")] = False) -> None:
    """Show what is live, as of when, and what came of the last rebuild."""
    from bot.commands.status import print_status  # noqa: PLC0415

    print_status(load_settings(), json=json)


@app.command()
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Remove what a rebuild that died left behind.")] = False,
) -> None:
    """Look for anything that is wrong. Exit code: 0 all is well, 1 there is trouble."""
    from bot.commands.doctor import run_doctor  # noqa: PLC0415

    if not run_doctor(load_settings(), mend=mend):
        raise typer.Exit(1)


@app.command()
def show(document: Annotated[str, typer.Argument(help="A document's id, path or title, or a part of it.")]) -> None:
    """Print what is known of a document, and where each fact came from."""
    from bot.commands.show import show_document  # noqa: PLC0415

    show_document(load_settings(), document)


@app.command()
def statements(
    json: Annotated[bool, typer.Option("--json", help="Print each statement as a line of JSON.")] = False,
) -> None:
    """Print who said what: every statement in the documents, one a line."""
    from bot.commands.statements import print_statements  # noqa: PLC0415

    print_statements(load_settings(), json=json)


@app.command()
def dossier(
    speaker: Annotated[list[str], typer.Option("--from", metavar="NAME", help="A speaker; two stand side by side.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Ends with .html, .docx, .csv or .json.")],
    about: Annotated[str | None, typer.Option("--about", metavar="TOPIC", help="Only what holds these words.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", metavar="FIRST LAST", help="Only documents of these days.")
    ] = None,
) -> None:
    """Write all that a speaker has on record, the earliest first, to a file."""
    from bot.commands.dossier import run_dossier  # noqa: PLC0415

    run_dossier(load_settings(), speaker, out, about=about, between=between)


@app.command()
def evaluate(
    questions: Annotated[
        Path | None, typer.Argument(help='Rows {"id", "question", "answers", "relevant"}; see docs.')
    ] = None,
    unanswerable: Unanswerable = None,
    statements: Annotated[
        Path | None, typer.Option("--statements", help='Rows {"id", "text", "said"}: who says what in a text.')
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write an HTML report with every miss.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    compare: Annotated[
        str | None,
        typer.Option("--compare", help="Another data folder, snapshot or settings file (.toml): show what changes."),
    ] = None,
) -> None:
    """Measure the answers to a file of questions, with intervals; or who is found to have said what in texts."""
    from bot.commands.evaluate import Files, run_evaluate  # noqa: PLC0415

    if questions is None and (statements is None or unanswerable is not None or compare is not None):
        raise UsageError("Name questions, or texts: onrecord evaluate FILE | onrecord evaluate --statements FILE")
    run_evaluate(load_settings(), Files(questions, unanswerable, statements), report=report, json=json, against=compare)


@app.command(name="try-model")
def try_model(
    model: Annotated[str, typer.Argument(metavar="NAME", help="A sentence-transformers model, by name or folder.")],
    questions: Questions = None,
    unanswerable: Unanswerable = None,
    publish: Annotated[bool, typer.Option("--publish", help="Make it live, where the gate lets it through.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the figures of both as JSON.")] = False,
) -> None:
    """Build an index by another model aside, and compare both on your golden, judged and given questions."""
    from bot.commands.try_model import run_try_model  # noqa: PLC0415

    run_try_model(load_settings(), model, questions, unanswerable=unanswerable, publish=publish, json=json)


@app.command()
def feedback(
    export: Annotated[
        Path | None, typer.Option("--export", help="Write the judged answers as questions for onrecord evaluate.")
    ] = None,
) -> None:
    """Print what people on Telegram thought of the answers."""
    from bot.commands.feedback import run_feedback  # noqa: PLC0415

    run_feedback(load_settings(), export)


@app.command()
def calibrate(
    questions: Questions = None,
    unanswerable: Unanswerable = None,
    max_wrong: Annotated[
        float, typer.Option("--max-wrong", help="The share of unanswerable questions that may be answered.")
    ] = 0.05,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what to expect, and change nothing.")] = False,
    default: Annotated[bool, typer.Option("--default", help="Go back to the project's calibration.")] = False,
) -> None:
    """Fit confidence, and from where on to answer, to your own questions."""
    from bot.commands.calibrate import run_calibrate, run_default  # noqa: PLC0415

    if default == (questions is not None):
        raise UsageError(
            "Name questions, or go back: onrecord calibrate --questions FILE | onrecord calibrate --default"
        )
    if questions is None:
        run_default(load_settings())
    else:
        run_calibrate(load_settings(), questions, unanswerable=unanswerable, max_wrong=max_wrong, dry_run=dry_run)
