"""A line of the log as JSON: what it says, without secrets, and which request it belongs to."""

from __future__ import annotations

import json
import logging
import sys

from bot.eyes.logs import JsonLines, request_id


def test_a_line_is_one_object_without_secrets() -> None:
    record = logging.LogRecord("bot.x", logging.WARNING, "f", 1, "a %s\nb", ("hush",), None)
    mark = request_id.set("abc")
    line = JsonLines(lambda text: text.replace("hush", "<token>")).format(record)
    request_id.reset(mark)
    row = json.loads(line)
    assert "\n" not in line
    assert (row["level"], row["logger"], row["message"], row["request"]) == ("warning", "bot.x", "a <token>\nb", "abc")


def test_a_traceback_stands_in_the_line() -> None:
    try:
        int("hush")
    except ValueError:
        record = logging.LogRecord("bot.x", logging.ERROR, "f", 1, "broken", (), sys.exc_info())
    row = json.loads(JsonLines(lambda text: text.replace("hush", "…")).format(record))
    assert "invalid literal for int() with base 10: '…'" in row["traceback"]
    assert "request" not in row
