"""One word as it is spelled in Britain and in America: "harbour" and "harbor"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ENDS: Final = r"(?=s?\Z)"
_PAIRS: Final = (  # each is written for the other, the longer ones first
    ("our", "or", r"(?=(?:s|ed|ing|able|ful|less|ite|ites|hood|er|ers)?\Z)"),
    ("tre", "ter", _ENDS),
    ("bre", "ber", _ENDS),
    ("is", "iz", r"(?=(?:e|es|ed|er|ers|ing|ation|ations)\Z)"),
    ("ys", "yz", r"(?=(?:e|es|ed|er|ers|ing)\Z)"),
    ("ogue", "og", _ENDS),
    ("amme", "am", _ENDS),
    ("ence", "ense", _ENDS),
    ("ae", "e", r"(?=\w{3})"),
    ("grey", "gray", r""),
    ("tyre", "tire", _ENDS),
    ("plough", "plow", r""),
    ("cheque", "check", _ENDS),
)
_SPELLINGS: Final = tuple(
    (re.compile(f"(?i){one}{behind}"), other)
    for british, american, behind in _PAIRS
    for one, other in ((british, american), (american, british))
)
_SHORTEST: Final = 4  # letters


def variants_of(word: str) -> Iterator[str]:
    """Yield how a word may be spelled on the other side of the ocean, with its first letter as it is."""
    for pattern, other in _SPELLINGS if len(word) >= _SHORTEST else ():
        spelled = pattern.sub(other, word)
        if spelled != word and spelled[0].casefold() == word[0].casefold():
            yield spelled
