"""Logging for the bot: to standard error, in lines a person can read, and without secrets, whoever logs them."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Callable
from urllib.parse import quote

from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError

from bot.eyes.logs import JsonLines

Redact = Callable[[str], str]
_SHOWN_INSTEAD = "<token>"


def redactor(*secrets: SecretStr | None) -> Redact:
    """Return what takes secrets out of a text, however they are written; the part after the token's colon, too.

    In capitals and small letters alike: the library changes them in the errors that Telegram answers with.
    """
    plain = [secret.get_secret_value() for secret in secrets if secret is not None]
    parts = {part for text in plain for part in (text, quote(text, safe=""), text.partition(":")[2]) if part}
    if not parts:
        return str
    hidden = re.compile("|".join(map(re.escape, sorted(parts, key=len, reverse=True))), re.IGNORECASE)
    return lambda text: hidden.sub(_SHOWN_INSTEAD, text)


class Redacting(logging.Formatter):
    """Formats a record and takes secrets out of what came of it, tracebacks included."""

    def __init__(self, redact: Redact) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secrets."""
        return self._redact(super().format(record))


def set_up_logs(redact: Redact, *, debug: bool = False, as_json: bool = False) -> None:
    """Log warnings of everybody and the news of ours; with ``debug``, all that anybody says, questions too."""
    warnings.filterwarnings("ignore", message=".*PTB_TIMEDELTA")  # the library's own use of what it deprecates
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(redact) if as_json else Redacting(redact))
    if not debug:
        handler.addFilter(_without_needless_traceback)
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.DEBUG if debug else logging.INFO)


def _without_needless_traceback(record: logging.LogRecord) -> bool:
    """Leave out what is told in a sentence elsewhere, and the traceback where the network alone is at fault."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, NetworkError):
        record.msg, record.args, record.exc_info = f"{record.getMessage()} ({error})", (), None
    return not isinstance(error, InvalidToken)
