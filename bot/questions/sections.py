"""Questions for a numbered part of a text: "What does section 4.3 say?", "§ 2 (3)". Rules for English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LABELS: Final = "sections?|sec\\.?|articles?|art\\.?|paragraphs?|para\\.?|clauses?|chapters?|rules?|annex|appendix|§§?"
_ASKED: Final = re.compile(
    rf"(?i)(?<!\w)(?:{_LABELS})\s*(?P<number>\d+(?:\.\d+)*[a-z]?)(?!\w)(?:\s*\((?P<part>\w{{1,3}})\))?"
)
_HEAD: Final = rf"(?im)^[#* \t]*(?:(?:{_LABELS})\s*)?"


@dataclass(frozen=True, slots=True)
class Section:
    """The number of a part, and of a part of that where one is named."""

    number: str
    part: str | None = None

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the part stands in a text, from its heading to the next one of its depth; None if it doesn't."""
        head = re.search(rf"{_HEAD}{re.escape(self.number)}(?![\w]|\.\d)\.?", text)
        if head is None:
            return None
        digits = r"\.\d+" * self.number.count(".")
        following = re.compile(rf"{_HEAD}\d+{digits}(?!\w|\.\d)\.?\s+\S").search(text, head.end())
        start, end = head.start(), following.start() if following else len(text)
        if self.part is None:
            return start, end
        part = re.compile(rf"(?m)^\s*\({re.escape(self.part)}\)").search(text, start, end)
        after = None if part is None else re.compile(r"(?m)^\s*\(\w{1,3}\)").search(text, part.end(), end)
        return None if part is None else (part.start(), after.start() if after else end)


def read_section(question: str) -> Section | None:
    """Return which numbered part a question asks for, None where it asks for none."""
    asked = _ASKED.search(question)
    return Section(asked["number"], asked["part"]) if asked else None
