"""Credit lines: whose the words above are ("— Otto Wick, fisherman"), or a post below ("Ulla Moe (@ullamoe) · 3 May").

A dash and a bare name below what a reporter writes is the reporter's: another's says what they are, or is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from embeddings.naming.mentions import is_title
from embeddings.naming.patterns import CAPITAL
from embeddings.naming.words import words
from embeddings.turns.lines import Lines
from embeddings.turns.people import person_in
from embeddings.turns.replies import Quoted, quoted_lines
from embeddings.turns.words import INSIDE
from embeddings.types import Part, Span, WrittenTurn

_PART: Final = rf"{CAPITAL}[\w’'.-]{{0,30}}"
_NAME: Final = rf"{_PART}(?: (?:{_PART}|{'|'.join(sorted(INSIDE))})){{0,5}}"
_HANDLE: Final = r" \(?@\w{1,30}(?:@[\w.-]{1,60})?\)?"
_DATE: Final = r"(?:[ ,·•|–—-]{1,4}[^\n,;:!?]{0,30}\d[^\n;:!?]{0,24})?"
_ROLE: Final = r"(?:, (?P<role>[^.!?:;\n]{2,90})| \((?P<brackets>[^()\n]{2,80})\)|)"
_CREDIT = re.compile(
    r"(?:[*_]{0,2}(?:[—–―~]|--?)[ \t]?|[*_]{1,2}(?=[^*_\n]{2,150}[*_]))[*_]{0,2}"
    rf"(?P<name>{_NAME})(?:(?P<handle>{_HANDLE}){_DATE}|{_ROLE})[*_]{{0,2}}"
)
_BEHIND = re.compile(rf"[.!?…](?:[”\"’»]?(?: [★☆⭐*]{{1,5}})? [—–―] ?|[”\"»] )(?P<name>{_NAME}){_ROLE}\Z")
_POST = re.compile(
    rf"(?P<name>{_NAME})(?:{_HANDLE}{_DATE}(?:\n[^\n.!?]{{0,20}}\d[^\n.!?]{{0,24}})?|\n@\w{{1,30}}(?:@[\w.-]{{1,60}})?"
    r"(?:\n[^\n.!?]{1,80}){0,3})"
)
_HANDLE_LINE = re.compile(r"@\w{1,30}(?:@[\w.-]{1,60})?")
_NAME_LINE = re.compile(_NAME)
_DAY_LINE = re.compile(r"[·•]?[ \t]*[^\n.!?@]{0,20}\d[^\n.!?@]{0,20}|[·•]|Replying to @[^\n]{1,60}")
_CARD = re.compile(rf"(?P<name>{_NAME})\n(?P<role>[^\n.!?:;“”\"]{{3,80}})")  # below a quotation
_WHEN = re.compile(r"[^\n.!?]{0,20}\d[^\n.!?]{0,24}")
_BELOW = re.compile(rf"(?P<name>{_NAME})(?P<handle>(?!))?{_ROLE}")  # a quotation, in the next line
_WHOLE = re.compile(r"[“\"«„][^“”\"«»„]{3,900}[”\"»“]")
_NOBODY: Final = words(
    "with additional by from photo photograph picture image source via translated reporting read see more"
)
_BYLINE: Final = words("reporter reporting reported contributing contributed correspondent staff writer editor")
_CLOSERS: Final = ("”", '"', "’", "»")
_LONGEST = 900  # characters of words that bear a credit
_TAIL = 150  # and of the credit
_LEAST = 3  # words
_QUOTATION_DASH = "―"  # which stands before no reporter's name
_TRADE = 5  # letters, more than which a word that ends as one may be a trade


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph; ``quoted`` is one that ">" stands before, ``named`` a name in the line below a quotation.

    What is ``close`` has no blank line above.
    """

    start: int
    end: int
    quoted: bool
    named: bool = False
    close: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end


def find_credits(text: str, lines: Lines, parts: Sequence[Part] = ()) -> list[WrittenTurn]:
    """Return what bears a credit, with whose it is, in order."""
    headings = {part.start for part in parts if part.kind in ("heading", "row", "code")}
    paragraphs = _paragraphs(text, lines)
    found = {one.start: turn for one in paragraphs if (turn := _signed_behind(text, one)) is not None}
    for above, below in pairwise(_without_lists(text, paragraphs)):
        sure = _is_said(text, above, headings) or below.named or _is_dashed(text, below)
        signs = _signed if sure else _on_card
        name = signs(text, above, below)
        post = _POST.fullmatch(text, *above.span) if _is_said(text, below, headings) else None
        if name is not None:
            found[above.start] = WrittenTurn(name, (above.span,))
        if post is not None:
            found[below.start] = WrittenTurn(post.span("name"), (below.span,))
    return [found[start] for start in sorted(found)]


def _without_lists(text: str, paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Leave out what stands behind dashes one below the other."""
    dashed = [text[one.start] in "-–—~" for one in paragraphs]
    listed = {place for place, pair in enumerate(pairwise(dashed)) if all(pair)}
    return [one for place, one in enumerate(paragraphs) if place not in listed and place - 1 not in listed]


def _paragraphs(text: str, lines: Lines) -> list[_Paragraph]:
    """Return the paragraphs; a credit below the lines of one, and who posts what is below, stand apart from them."""
    found: list[_Paragraph] = []
    blank = True
    for line in _with_handles(text, quoted_lines(text, lines)):
        if line.start >= line.end:
            blank = True
            continue
        opens, above = blank or line.opens, found[-1] if found else None
        named = not opens and above is not None and _names_below(text, above, line)
        apart = opens or named or _stands_apart(text, above, line)
        if above is not None and not apart and above.quoted == (line.depth > 0):
            found[-1] = replace(above, end=line.end)
        else:
            found.append(_Paragraph(line.start, line.end, line.depth > 0, named, close=not opens))
        blank = False
    return found


def _with_handles(text: str, lines: Sequence[Quoted]) -> Iterator[Quoted]:
    """Yield the lines; a name, a handle and a day that stand one below the other are one."""
    number = 0
    while number < len(lines):
        line, last = lines[number], number
        below = lines[number + 1] if number + 1 < len(lines) else line
        if _NAME_LINE.fullmatch(text, line.start, line.end) and _HANDLE_LINE.fullmatch(text, below.start, below.end):
            last = number + 1
            while last + 1 < len(lines) and _DAY_LINE.fullmatch(text, lines[last + 1].start, lines[last + 1].end):
                last += 1
        yield Quoted(line.depth, line.start, lines[last].end, line.opens)
        number = last + 1


def _names_below(text: str, above: _Paragraph, line: Quoted) -> bool:
    """Whether a line below a quotation says who it is by, and what they are."""
    short = line.end - line.start <= _TAIL and above.end - above.start <= _LONGEST
    match = _BELOW.fullmatch(text, line.start, line.end) if short else None
    return match is not None and _is_role(match) and _WHOLE.fullmatch(text, *above.span) is not None


def _stands_apart(text: str, above: _Paragraph | None, line: Quoted) -> bool:
    """Whether a line is a credit, or says who posts what, or is the first of that."""
    end = min(line.end, line.start + _TAIL)
    if _CREDIT.fullmatch(text, line.start, end) is not None or _POST.fullmatch(text, line.start, end) is not None:
        return True
    if above is None or above.end - above.start > _TAIL or _POST.fullmatch(text, *above.span) is None:
        return False
    return "\n" in text[slice(*above.span)] or _WHEN.fullmatch(text, line.start, line.end) is None


def _signed(text: str, above: _Paragraph, below: _Paragraph) -> Span | None:
    """Return where a paragraph names who said the one above."""
    credit = _BELOW if below.named else _CREDIT
    match = credit.fullmatch(text, *below.span) if below.end - below.start <= _TAIL else None
    if match is None or not _NOBODY.isdisjoint(match["name"].lower().split()):
        return None
    if match["handle"]:
        return match.span("name")
    inside = below.close and below.end < len(text.rstrip())  # a reporter's name ends the text
    sure = above.quoted or _is_role(match) or inside or _is_dashed(text, below)
    return person_in(text, *match.span("name")) if sure else None


def _is_dashed(text: str, one: _Paragraph) -> bool:
    return text[one.start : one.start + 3].lstrip("*_").startswith(_QUOTATION_DASH)


def _on_card(text: str, above: _Paragraph, below: _Paragraph) -> Span | None:
    """Return the name below a quotation that stands alone, with what they are in the next line: "Chair of the jury"."""
    short = below.end - below.start <= _TAIL
    card = (_CARD.fullmatch(text, *below.span) or _BELOW.fullmatch(text, *below.span)) if short else None
    if card is None or _WHOLE.fullmatch(text, *above.span) is None:
        return None
    if not any(map(_is_trade, (card["role"] or "").split())):
        return None
    known = _BYLINE.isdisjoint(card["role"].lower().split()) and _NOBODY.isdisjoint(card["name"].lower().split())
    return person_in(text, *card.span("name")) if known else None


def _is_trade(word: str) -> bool:
    plain = word.lower().strip(",")
    return is_title(plain) or (len(plain) > _TRADE and plain.endswith(("er", "or", "ist", "ian", "man", "woman")))


def _signed_behind(text: str, one: _Paragraph) -> WrittenTurn | None:
    """Return a paragraph with its credit at its end, in one line."""
    if not _LEAST < one.end - one.start <= _LONGEST or text[one.start] in "-–—":
        return None
    match = _BEHIND.search(text, max(one.start, one.end - _TAIL), one.end)
    if match is None or len(text[one.start : match.start()].split()) < _LEAST:
        return None
    name = person_in(text, *match.span("name"))
    said = one.start, match.start() + 1 + text.startswith(_CLOSERS, match.start() + 1)
    sure = one.quoted or _is_role(match) or _WHOLE.fullmatch(text, *said) is not None
    return WrittenTurn(name, (said,)) if name is not None and sure else None


def _is_role(match: re.Match[str]) -> bool:
    """Whether a credit says what somebody is, rather than for whom they report: "fisherman", "55, of Accra"."""
    role = match["role"] or match["brackets"] or ""
    return role[:1] != "" and not role[0].isupper() and _BYLINE.isdisjoint(role.lower().split())


def _is_said(text: str, one: _Paragraph, headings: Collection[int]) -> bool:
    """Whether a paragraph can be somebody's words: no heading, none that is in quotation marks, which say so."""
    said = text[slice(*one.span)]
    whole = one.start not in headings and said[0] not in '“"«„#-–—' and len(said) <= _LONGEST
    return whole and len(said.split()) >= _LEAST and said.rstrip('’)”"')[-1:] in ".!?…"
