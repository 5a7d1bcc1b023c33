"""``onrecord check``: have these words been said, by whom, and where?"""

from __future__ import annotations

import sys
from contextlib import closing

import typer

from bot.checking.claim import read_claim
from bot.contract.checks import check_json
from bot.locale import speaking
from bot.render.checks import check_text
from bot.responder import Responder
from bot.settings import Settings, spoken
from embeddings.errors import UsageError

_STANDARD_INPUT = "-"


def run_check(settings: Settings, words: str, *, said_by: str | None = None, json: bool = False) -> bool:
    """Print what came of checking words, "-" for those on standard input; return whether they stand word for word."""
    text = _read() if words == _STANDARD_INPUT else words
    read_claim(text, said_by)  # a bad claim is refused before a model is loaded for it
    with closing(Responder(settings)) as responder:
        response = responder.check(text, said_by, private=True)
    with speaking(spoken(settings)):
        typer.echo(check_json(response) if json else check_text(response.checked))
    return response.checked.verdict == "word_for_word"


def _read() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"What stands on standard input can't be read: {error}. UTF-8 was expected") from None
