"""The date of a document that states none among its facts: one in its first lines, or in the name of its file.

It must be meant as that: a line that is a date, or ends with one behind a label, a name or a place; none in a sentence.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from embeddings.readers.draft import Origin
from embeddings.text.days import read_day

_LINES: Final = 5  # that are looked at
_OPENING: Final = 1000  # characters that they are in
_LONGEST: Final = 100  # characters of a line
_LINE = re.compile(r"\S[^\r\n]*")
_AROUND: Final = " \t#*_>()[]."
_ITEM = re.compile(r"[-*•] |\d{1,3}[.)] ")
_ASIDE = re.compile(r" (?:\([^()]*\)|by [^\d,.:]{1,40})\s*\Z")  # … (NPA); … by Ann Lee
_HOLDS_YEAR = re.compile(r"\d{4}|\d{1,2}\.\d{1,2}\.\d{2}")
_EDGE = re.compile(r"[\s,|–—·•:]+")
_LABELS: Final = (
    "date dated published posted updated modified created written issued recorded released held stand minutes meeting"
    " session notes letter diary entry report release veröffentlicht datum protokoll sitzung fecha publicado publié"
    " publication data pubblicato дата"
)
_LABEL = re.compile(
    rf"(?:last |press |as |date de )?(?:{'|'.join(_LABELS.split())})"
    r"(?: of the [\w ]{1,40})?(?: on| of| vom| am| le| el| del)?:?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^:;!?\n]{0,70}(?:[,|–—·•]| -)")  # Harwick, …; By Ann Lee, …; Minutes of the council – …
_HEAD = re.compile(r"(\d{4}-\d{2}-\d{2})[ :–—-]{1,3}[^\W\d_][^.!?]{0,80}")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(\d\d)\2(\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-._])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d(?![\d-])")
_WORD = re.compile(r"[^\s_,()-]+")


def found_date(path: str, title: str, text: str) -> tuple[str, Origin] | None:
    """Return the day of a document, or the month, and what tells it; None where nothing does."""
    lines = (match[0] for match in _LINE.finditer(text[:_OPENING]))
    opening = dict.fromkeys([title, *islice(lines, _LINES)])
    if day := next(filter(None, map(_of_line, opening)), None):
        return day, "first lines"
    named = _of_name(PurePosixPath(path).stem)
    return (named, "file name") if named else None


def _of_line(line: str) -> str | None:
    """Return the day that a line ends with, or that a title begins with."""
    if len(line) > _LONGEST or _ITEM.match(line) or not _HOLDS_YEAR.search(line):
        return None
    bare = _ASIDE.sub("", line.replace("*", "")).strip(_AROUND)
    for place in (0, *(match.end() for match in _EDGE.finditer(bare))):
        before = bare[:place].strip()
        if (not before or _LABEL.fullmatch(before) or _NAME.fullmatch(before)) and (day := _day(bare[place:])):
            return day
    return _day(head[1]) if (head := _HEAD.fullmatch(bare)) else None


def _of_name(name: str) -> str | None:
    """Return the one day that a name holds, or the one month."""
    found = {read_day("-".join((one[1], one[3], one[4]))) for one in _COMPACT.finditer(name)}
    found |= {read_day(one[0].replace("_", "-")) for one in _YEAR_LAST.finditer(name)}
    words = _WORD.findall(name)
    for count, also in ((3, set()), (2, {read_day(one[0]) for one in _MONTH.finditer(name)})):
        runs = (words[start : start + count] for start in range(len(words) - count + 1))
        found |= also | {read_day(" ".join(run)) for run in runs if any(map(_is_month, run))}
        days = found - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _is_month(word: str) -> bool:
    return word[:1].isalpha()


def _day(written: str) -> str | None:
    day = read_day(written)
    return day if day and len(day) == len("2017-10-18") else None
