"""Logging for the bot: to standard error, in lines a person can read, and without the token, whoever logs it."""

from __future__ import annotations

import logging
import sys

from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError

_SHOWN_INSTEAD = "<token>"


class Redacting(logging.Formatter):
    """Formats a record and takes a secret out of what came of it, tracebacks included."""

    def __init__(self, secret: SecretStr) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret.get_secret_value()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secret."""
        return super().format(record).replace(self._secret, _SHOWN_INSTEAD)


def set_up_logs(token: SecretStr) -> None:
    """Log warnings of everybody and the news of ours. Request lines of httpx, which carry the token, are left out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(token))
    handler.addFilter(_without_needless_traceback)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)


def _without_needless_traceback(record: logging.LogRecord) -> bool:
    """Leave out what is told in a sentence elsewhere, and the traceback where the network alone is at fault."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, NetworkError):
        record.msg, record.args, record.exc_info = f"{record.getMessage()} ({error})", (), None
    return not isinstance(error, InvalidToken)
