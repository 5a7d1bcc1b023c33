"""Questions for a numbered part of a text: "What does section 4.3 say?", "§ 2 (3)". Rules for English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LABELS: Final = "sections?|sec\\.?|articles?|art\\.?|paragraphs?|para\\.?|clauses?|chapters?|rules?|annex|appendix|§§?"
_ASKED: Final = re.compile(
    rf"(?i)(?<!\w)(?:{_LABELS})\s*(?P<number>\d+(?:\.\d+)*[a-z]?)(?!\w)(?:\s*\((?P<part>\w{{1,3}})\))?"
)
_HEADING: Final = re.compile(
    rf"(?im)^[#* \t]*+(?:(?:{_LABELS})\s*+)?"
    r"(?P<number>\d++(?:\.\d++)*+[a-z]?)(?!\w|\.\d)\.?(?=\s++(?P<title>\S)|)"
)
_PART: Final = re.compile(r"(?m)^[^\S\n]*+\((?P<part>\w{1,3})\)")


@dataclass(frozen=True, slots=True)
class Section:
    """The number of a part, and of a part of that where one is named."""

    number: str
    part: str | None = None

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the part stands in a text, from its heading to the next one of its depth; None if it doesn't."""
        headings = _HEADING.finditer(text)
        head = next((one for one in headings if one["number"].lower() == self.number.lower()), None)
        if head is None:
            return None
        following = next(filter(self._is_as_deep, headings), None)
        start, end = head.start(), following.start() if following else len(text)
        if self.part is None:
            return start, end
        parts = _PART.finditer(text, start, end)
        part = next((one for one in parts if one["part"] == self.part), None)
        after = next(parts, None)
        return None if part is None else (part.start(), after.start() if after else end)

    def _is_as_deep(self, heading: re.Match[str]) -> bool:
        number = heading["number"]
        return bool(heading["title"]) and number[-1].isdigit() and number.count(".") == self.number.count(".")


def read_section(question: str) -> Section | None:
    """Return which numbered part a question asks for, None where it asks for none."""
    asked = _ASKED.search(question)
    return Section(asked["number"], asked["part"]) if asked else None
