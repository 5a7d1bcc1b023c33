"""The words of a question that only frame it: "What does … mean?", "according to the document". English."""

from __future__ import annotations

import re
from typing import Final

_ASKED: Final = re.compile(
    r"(?P<ask>what (?:does|do|did) )(?P<what>.+?) (?:mean|stand for|say|state|provide|specify|stipulate)"
    r"(?P<rest>(?: about| on| in| of)? .+)?",
    re.IGNORECASE,
)
_MEANING: Final = re.compile(r"\b(?:the )?(?:meaning|definition) of\b|^(?:define|explain|describe)\b", re.IGNORECASE)
_TEXT: Final = "documents?|texts?|articles?|passage|author|files?|page|library|material|record"
_ACCORDING: Final = re.compile(
    rf"\b(?:according to|based on|as stated in|in) (?:the|this|that|these|your) (?:{_TEXT})\b,?", re.IGNORECASE
)
_POLITE: Final = re.compile(
    r"^(?:(?:please|hi|hello|hey)\b[ ,]*|(?:can|could|would) you (?:please )?(?:tell|show|give) me\b"
    r"|(?:please )?tell me\b|do you know\b|i(?:'d| would) like to know\b|i want to know\b)+",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"\b(?:current|currently|now|nowadays|latest|newest|today|still|at present|at the moment|these days|as of now)\b"
    r"(?:['’]s\b)?"
)
_LABEL: Final = re.compile(r"\b(?:section|sec|article|art|paragraph|para|clause|chapter)\b\.?(?=\s*\d)", re.IGNORECASE)


def unframed(question: str) -> str:
    """Return a question without the words that say how it is asked rather than what about."""
    question = _LABEL.sub(" ", question)
    text = _NOW.sub(" ", _ACCORDING.sub(" ", _POLITE.sub(" ", question)))
    asked = _ASKED.fullmatch(text.strip(" ?!."))
    text = f"{asked['ask']}{asked['what']} {asked['rest'] or ''}" if asked else _MEANING.sub(" ", text)
    return text if any(map(str.isalnum, text)) else question
