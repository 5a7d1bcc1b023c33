"""RTF: paragraphs, headings, items, rows of tables and notes as they are seen, without what was deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.office import make_draft
from embeddings.readers.pieces import with_lists
from embeddings.readers.rtfpage import NOWHERE, RtfGroup, RtfPage
from embeddings.readers.rtfwords import Token, page_of, tokens_of

_PASSED: Final = frozenset(
    "colortbl fldinst pict nonshppict bkmkstart bkmkend xe tc themedata colorschememapping datastore falt objdata atnid"
    " atnauthor atndate atnref atnicn sp filetbl".split()
)
_EDGES: Final = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_KEPT: Final = frozenset("info title author footnote annotation listtext pntext shptxt fonttbl stylesheet".split())
_THROUGH: Final = frozenset("shp shpinst fldrslt field result object shpgrp ud".split())  # into what they hold
_HIDES: Final = {"v": "hidden text", "deleted": "deletion", "strike": "deletion", "striked": "deletion"}
_ENDS: Final = frozenset("par sect page column".split())
_DEEPEST: Final = 200  # groups in each other


def read_rtf(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an RTF. Raises DocumentError where it is damaged or has no text."""
    page = RtfPage()
    raw = bytearray()
    for token in tokens_of(path.read_bytes()):
        if not token.word and isinstance(token.text, bytes):
            raw += token.text
            continue
        if raw:
            page.add(raw.decode(page.group.encoding, "replace"))
            raw.clear()
        _take(page, token, name)
    page.add(raw.decode(page.group.encoding, "replace"))
    page.end()
    facts = {fact: "".join(texts) for fact, texts in page.facts.items()}
    yield make_draft(list(with_lists(page.pieces)), facts, name, page.gone)


def _take(page: RtfPage, token: Token, name: str) -> None:
    """Take a word or a sign."""
    word, number = token.word, token.number
    if word == "{":
        if len(page.above) > _DEEPEST:
            raise DocumentError(name, f"is a damaged RTF (more than {_DEEPEST} groups in each other); save it anew")
        page.above.append(page.group)
        page.group = replace(page.group, begins=True)
        page.left = 0
    elif word == "}":
        page.leave()
    elif word == "u":
        page.add(chr((number or 0) % 0x10000))
        page.left = page.group.skipped
    elif isinstance(token.text, str):
        page.add(token.text)
    elif word == "*":
        page.group.is_extra = True
    else:
        _begin(page, page.group, word)
        _set(page, page.group, word, number)


def _begin(page: RtfPage, group: RtfGroup, word: str) -> None:
    """Tell where the text of a group goes, if this is its first word."""
    is_first, is_extra = group.begins, group.is_extra
    group.begins, group.is_extra = False, False
    if not is_first or group.goes == NOWHERE:
        return
    if word in _EDGES:
        group.goes = NOWHERE
        page.edges.add(word[:4])
    elif word in _KEPT:
        group.goes = word
    elif word in _PASSED or (is_extra and word not in _THROUGH):
        group.goes = NOWHERE


def _set(page: RtfPage, group: RtfGroup, word: str, number: int | None) -> None:
    """Follow a word of control."""
    if word in _HIDES:
        others = tuple(one for one in group.hidden if one != _HIDES[word])
        group.hidden = others if number == 0 else (*others, _HIDES[word])
    elif word in ("f", "fcharset", "s", "ansicpg", "uc"):
        _choose(page, group, word, number or 0)
    elif word in ("super", "nosupersub", "plain"):
        group.is_super = word == "super" and number != 0
        group.hidden = () if word == "plain" else group.hidden
    elif word in _ENDS:
        page.end_paragraph()
    elif word == "chftn":
        page.add_sign()
    else:
        page.lay_out(word, number)


def _choose(page: RtfPage, group: RtfGroup, word: str, number: int) -> None:
    """Take a font, a style or an encoding, or what a table says of one."""
    if word == "uc":
        group.skipped = max(0, number)
    elif word == "ansicpg":
        page.own = group.encoding = page_of(number, is_charset=False) or page.own
    elif word == "fcharset":
        page.fonts[page.number] = page_of(number, is_charset=True) or ""
    elif group.goes in ("fonttbl", "stylesheet"):
        page.number = number
    elif word == "s":
        page.paragraph.level = page.styles.get(number, 0)
    else:
        group.encoding = page.fonts.get(number) or page.own
