"""A strict Telegram Bot API server for tests."""

from .errors import ApiError
from .faults import FloodLimits
from .markup import parse_html
from .records import Attachment
from .server import BotApiServer, Call
from .text import format_html

__all__ = ["ApiError", "Attachment", "BotApiServer", "Call", "FloodLimits", "format_html", "parse_html"]
