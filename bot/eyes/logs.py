"""Log lines for machines: one JSON object a line, each with the id of the request that it belongs to."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """Formats a record as JSON, and takes secrets out of what it says."""

    def __init__(self, redact: Callable[[str], str] = str) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        row = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._redact(record.getMessage()),
        }
        if request_id.get():
            row["request"] = request_id.get()
        if record.exc_info:
            row["traceback"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(row, ensure_ascii=False)
