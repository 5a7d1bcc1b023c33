"""What the parser is given: sentences in which each whole quotation is one word.

A quotation that is a sentence of its own says nothing about who speaks, costs time to parse and leads the
parser astray; it stands in the parsed text as ``Yes``. Quoted fragments (a "violation of trust") are part of
their sentence: they stay, without their marks. A segment maps every place of its text back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from embeddings.naming.patterns import ABBREVIATION, CAPITAL
from embeddings.statements.asides import opening, without_asides
from embeddings.statements.cues import BESIDE_FORMS, SPEECH_FORMS, SPOKEN_FORMS
from embeddings.statements.quotemarks import Quotation
from embeddings.types import Span

STAND_IN = "Yes"
MAX_SENTENCE = 900  # characters given to the parser; longer runs are lists and tables
_CONTEXT = 60  # characters before a quotation that say what it is
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])|(?<!\s)\s+(?=[•●▪])")
_ABBREVIATION = re.compile(rf"(?:\b{ABBREVIATION}|\b[A-Z]|\b(?:[A-Z]\.)+[A-Z]|\b[ap]\.m)\.$")
_LAST_WORDS = re.compile(r"(\w+)\W*$")
_FIRST_WORDS = re.compile(r"[\w’']+")
_NAMED_SAYER = re.compile(rf"\A\s+(?:{CAPITAL}[\w’'.-]*\s+){{1,4}}([a-z]+)")
_CREDIT = re.compile(rf"\s\({CAPITAL}[\w.’'-]*(?: {CAPITAL}[\w.’'-]*){{0,3}}\)")
_LEAST_UNCLOSED = 3  # words: a quotation that ends without a mark has more, or is a title: "Long Winter Days"
_LEAST_BEHIND_DASH = 2  # words: more, or it is a name: "the show – 'Summer Again!' – ended"
_LEAST_SPOKEN = 2  # words: more, or it is a term: "she said 'no' to them"
_LAST_NAMED = 5  # words behind a quotation in which its cue stands: "'Why?' the old mayor Ama *asked*"
_CONTEXT_BEHIND = 80  # characters that hold so many words
_MARKS = "“”„«»\"‘’'` "
_SENTENCE_ENDS = ".!?”\"'’…"
_ENDS = ("?", "!", ".")
_LETTER = re.compile(r"[^\W\d_]")
_DASHES = "-–—―"
_DASH = re.compile(rf"―|(?<!\S)-(?={CAPITAL})")  # the tokenizer knows this one only: —


@dataclass(slots=True)
class Segment:
    """One sentence: ``text`` for the parser, and where its whole quotations stand in it.

    ``anchors`` are the runs of text copied from the document: (place in text, place in document).
    """

    text: str = ""
    anchors: list[Span] = field(default_factory=list)
    whole: list[tuple[int, Quotation]] = field(default_factory=list)
    fragments: list[Quotation] = field(default_factory=list)
    paragraph: int = 0
    start: int = 0
    end: int = 0

    def place(self, offset: int) -> int:
        """The document's offset of the character at ``offset`` of the segment's text."""
        at = bisect_right(self.anchors, (offset, 1 << 60)) - 1
        inside, outside = self.anchors[max(at, 0)]
        return outside + offset - inside

    def span(self, start: int, end: int) -> Span:
        """The document's span for a span of the segment's text."""
        return self.place(start), self.place(end - 1) + 1

    @property
    def is_bare(self) -> bool:
        """Whether nothing is left once its whole quotations are out."""
        return bool(self.whole) and not _LETTER.search(self.text.replace(STAND_IN, ""))


def is_whole(text: str, quotation: Quotation, paragraph: Span) -> bool:
    """Whether a quotation is an utterance of its own rather than a fragment, a title or a scare quote."""
    if len(quotation.pieces) > 1:
        return True  # it runs over paragraphs
    before = text[max(paragraph[0], quotation.start - _CONTEXT) : quotation.start].rstrip()
    after = text[quotation.end : min(quotation.end + _CONTEXT, paragraph[1])]
    quoted = _quoted(text[quotation.start : quotation.end], after)
    if not quoted.words:
        return False
    if not before or before[-1] in _SENTENCE_ENDS:
        return _is_whole_first(quoted, after)
    if before[-1] in ",:":
        # "She said, 'We will go on'", "'It will,' she said, 'in the end,' and left"; not "a tall, 'odd' man"
        return _is_spoken(quoted) or (quoted.closed and _resumes(before))
    sentence = quoted.capital and quoted.closed
    if before[-1] in _DASHES:
        return sentence and quoted.words > _LEAST_BEHIND_DASH  # "Then – 'We are going!' – a cry"
    return _ends_with_saying(before) and (sentence or quoted.words > _LEAST_SPOKEN)  # "she said 'it is safe' twice"


def _ends_with_saying(before: str) -> bool:
    last = _LAST_WORDS.search(before)
    return last is not None and last.group(1).lower() in SPOKEN_FORMS


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What is inside quotation marks: how many words, whether it begins as a sentence does, whether it ends as one."""

    words: int
    capital: bool
    closed: bool


def _quoted(quotation: str, after: str) -> _Quoted:
    inner = quotation.strip(_MARKS + "\n")
    letter = _LETTER.search(inner)
    capital = letter is not None and (not letter.group().islower() or inner[0] in "[…")
    closed = quotation.rstrip(_MARKS)[-1:] in ".,!?…-–—" or after[:1] in (",", ".")
    return _Quoted(len(inner.split()), capital, closed)


def _is_whole_first(quoted: _Quoted, after: str) -> bool:
    """Whether a quotation that opens a sentence is an utterance."""
    if quoted.closed:
        return quoted.words > 1 or after[:1] != "."  # not a one-word title: "'Gone'."
    return quoted.capital and quoted.words > _LEAST_UNCLOSED and _names_sayer(after)  # "'It is safe for all' Ama said"


def _is_spoken(quoted: _Quoted) -> bool:
    """Whether a quotation behind a comma or a colon begins as a sentence does, and ends as one or is long."""
    return quoted.capital and (quoted.closed or quoted.words > _LEAST_UNCLOSED)


def _names_sayer(after: str) -> bool:
    """Whether a quotation without a mark at its end goes on with who said it: "It is safe" Ama Mensah said."""
    named = _NAMED_SAYER.match(after)
    return named is not None and named[1] in SPEECH_FORMS


def _resumes(before: str) -> bool:
    """Whether the words before a comma are those of "…," he said, "…": the second half may begin small."""
    words = [word.lower() for word in _FIRST_WORDS.findall(before)]
    return any(word in SPEECH_FORMS for word in words[-6:])


def segments(text: str, paragraph: Span, number: int, quotations: list[Quotation]) -> list[Segment]:
    """The sentences of one paragraph. ``quotations`` are those that touch it, in order."""
    reduced = _reduce(text, paragraph, quotations)
    reduced.paragraph = number
    return list(_slices(reduced, _sentences(reduced)))


def _reduce(text: str, paragraph: Span, quotations: list[Quotation]) -> Segment:
    segment = Segment(start=paragraph[0], end=paragraph[1])
    at = paragraph[0] + opening(text, paragraph)
    parts: list[str] = []
    length = 0

    def copy(start: int, end: int) -> None:
        nonlocal length
        for first, last in without_asides(text, start, end):
            segment.anchors.append((length, first))
            blanks = _SPACE.sub(lambda blank: " " * len(blank.group()), text[first:last])
            parts.append(_DASH.sub("—", blanks))
            length += last - first

    for quotation in quotations:
        piece = next(piece for piece in quotation.pieces if piece[1] > paragraph[0])
        if piece[0] < at:
            continue
        copy(at, piece[0])
        if is_whole(text, quotation, paragraph):
            stand_in = STAND_IN + _ending(text, piece, paragraph)
            segment.anchors.append((length, piece[0]))
            segment.whole.append((length, quotation))
            parts.append(stand_in)
            length += len(stand_in)
        else:
            opened = 2 if text[piece[0] : piece[0] + 2] in ("''", "``") else 1
            closed = 2 if text[piece[1] - 2 : piece[1]] in ("''", "’’") else 1
            copy(piece[0] + opened, piece[1] - closed)
            segment.fragments.append(quotation)
        at = piece[1]
    copy(at, paragraph[1])
    segment.text = "".join(parts)
    return segment


def _ending(text: str, piece: Span, paragraph: Span) -> str:
    """The mark that ends a quotation, as the sentence around it needs it."""
    inner = text[piece[0] : piece[1]].rstrip(_MARKS)
    rest = text[piece[1] : min(piece[1] + _CONTEXT_BEHIND, paragraph[1])]
    last = inner[-1:]
    if not rest or rest[0] in ",.;:":
        return ""  # "'It is safe', she said"
    if _CREDIT.match(rest) is not None:
        return ","  # "'It is safe.' (Ama Mensah)"
    if rest[0] in _DASHES:
        return ", "  # "'It is safe' – she said"
    before = text[max(paragraph[0], piece[0] - _CONTEXT) : piece[0]].rstrip()
    follows = rest.lstrip()[:1]
    if before[-1:] in (",", ":") and last in _ENDS and follows.isupper():
        return last  # "She said: 'It is safe.' He left."
    if last in (*_ENDS, "…") and (follows.islower() or _is_followed_by_sayer(inner, rest)):
        return ","  # "'Is it safe?' she asked", "'Is it safe?' Ama Mensah asked"
    return last if last in (",", *_ENDS) else ("," if follows else ".")


def _is_followed_by_sayer(inner: str, rest: str) -> bool:
    """Whether words that ask, shout or break off go on with who said them: a full stop would be a comma there."""
    goes_on = inner[-1:] in ("?", "!", "…") or inner.endswith("...")
    words = [word.lower() for word in _FIRST_WORDS.findall(rest)[:_LAST_NAMED]]
    return goes_on and any(word in SPEECH_FORMS or word in BESIDE_FORMS for word in words)


def _sentences(segment: Segment) -> list[Span]:
    text = segment.text
    spans: list[Span] = []
    start = 0
    for found in _BREAK.finditer(text):
        if text[found.start()] == "." and _ABBREVIATION.search(text, max(start, found.start() - 12), found.start() + 1):
            continue
        spans.append((start, found.end()))
        start = found.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip()]


def _slices(whole: Segment, spans: list[Span]) -> Iterator[Segment]:
    """Cut a paragraph's segment into those of its sentences, in one pass."""
    offsets = [offset for offset, _ in whole.anchors]
    stand_ins = [offset for offset, _ in whole.whole]
    first_fragment = 0
    for start, blank_end in spans:
        end = blank_end
        while whole.text[end - 1].isspace():
            end -= 1
        place, after = whole.place(start), whole.place(end - 1) + 1
        inner = whole.anchors[bisect_right(offsets, start) : bisect_left(offsets, end)]
        while first_fragment < len(whole.fragments) and whole.fragments[first_fragment].end <= place:
            first_fragment += 1
        past = first_fragment
        while past < len(whole.fragments) and whole.fragments[past].start < after:
            past += 1
        yield Segment(
            text=whole.text[start:end],
            anchors=[(0, place), *((offset - start, outside) for offset, outside in inner)],
            whole=[
                (offset - start, quotation)
                for offset, quotation in whole.whole[bisect_left(stand_ins, start) : bisect_left(stand_ins, end)]
            ],
            fragments=whole.fragments[first_fragment:past],
            paragraph=whole.paragraph,
            start=place,
            end=after,
        )
