"""What a header says of how text is encoded -> the text, where that is an encoding that the web has."""

from __future__ import annotations

import codecs
import re
from typing import Final

# By Python's names. It has others, too: punycode takes ever longer, and escapes and UTF-7 make half characters.
_ENCODINGS: Final = re.compile(
    r"ascii|utf-8(?:-sig)?|utf-(?:16|32)(?:-[bl]e)?|iso8859-\d+|cp\d+|koi8-\w|kz1048|ptcp154|tis-620|mac-\w+"
    r"|gb\w+|hz|big5\w*|euc_\w+|shift_\w+|iso2022_\w+|johab"
)


def decoded(content: bytes, charset: str) -> str | None:
    """Return bytes as text, None where they are none in the encoding, or it is none."""
    try:
        name = codecs.lookup(charset).name
        return content.decode(name) if _ENCODINGS.fullmatch(name) else None
    except (LookupError, ValueError):
        return None
