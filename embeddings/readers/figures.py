"""Figures and days as a sheet shows them: 0.25 as 25%, 45415 as 2024-05-03. Days are written as ISO 8601 has them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

GENERAL: Final = "General"
BUILT_IN: Final = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "14": "yyyy-mm-dd",
    "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm", "19": "h:mm:ss", "20": "h:mm", "21": "h:mm:ss",
    "22": "yyyy-mm-dd h:mm", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00", "45": "mm:ss",
    "46": "[h]:mm:ss", "47": "mm:ss",
}  # fmt: skip
_LITERAL = re.compile(  # what a format shows as it stands; a format has at most 255 characters
    r'"([^"]{0,255}+)"|\[\$([^\]-]{0,255}+)[^\]]{0,255}+\]|\[[^\]]{0,255}+\]|[_*].|\\(.)'
)
_FIGURES = re.compile(r"[#0?][#0?,.]*")
_MOST_DECIMALS = 15


def shown_figure(written: str, code: str, *, since_1904: bool = False) -> str:
    """Return a figure as the format ``code`` shows it; as it is written where it is none."""
    try:
        value = float(written)
    except ValueError:
        return written
    first = code.partition(";")[0]
    bare = _LITERAL.sub("", first).lower()
    if bare != GENERAL.lower() and any(sign in bare for sign in "ymdhs"):
        return _moment(value, bare, since_1904=since_1904) or written
    match = _FIGURES.search(_LITERAL.sub(lambda literal: " " * len(literal[0]), first))
    if match is None:
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
    before, after = first[: match.start()], first[match.end() :]
    value *= 100 if "%" in bare else 1
    decimals = min(len(match[0].partition(".")[2]), _MOST_DECIMALS)
    comma = "," if "," in match[0].partition(".")[0] else ""
    return f"{_said(before)}{value:{comma}.{decimals}f}{_said(after)}".strip()


def _said(part: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or match[3] or "", part)


def _moment(value: float, code: str, *, since_1904: bool) -> str | None:
    """Return a day, a month, a time of the day, or a day and a time; None where there is no such day."""
    try:
        moment = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  sheets know no zones
        moment += timedelta(seconds=round(value * 86400))
    except (OverflowError, ValueError):
        return None
    has_day, has_time = "y" in code or "d" in code, "h" in code or "s" in code
    day = moment.date().isoformat() if "d" in code else moment.strftime("%Y-%m")
    time = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    return " ".join([*([day] if has_day else []), *([time] if has_time or not has_day else [])])
