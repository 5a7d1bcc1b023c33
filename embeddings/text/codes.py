"""Codes that are written with a hyphen, a space or neither: E-107, E 107 and E107 are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_CODE: Final = re.compile(r"(?<![\w-])(?:([A-Za-z]{1,4})-?|([A-Z]{1,3}) )(\d+)(?![\w-])")


def other_forms(term: str, question: str) -> Iterator[str]:
    """Yield the terms under which a text may have a code of the question that a term is of: 107 for e107, and back."""
    for letters, apart, digits in _CODE.findall(question):
        whole = f"{letters}{apart}{digits}".lower()
        if term == whole:
            yield digits
        elif term == digits:
            yield whole
