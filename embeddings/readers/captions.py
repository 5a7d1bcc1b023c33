"""Captions and transcripts of recordings, WebVTT and SRT: each turn behind its speaker's name, where a cue has a voice.

Cues of one speaker are put together; where another is named, or they pause for long, a paragraph begins.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.chats import plain_name
from embeddings.readers.decode import decode
from embeddings.readers.draft import Draft
from embeddings.turns.titles import untitled
from embeddings.turns.turns import asking
from embeddings.types import Span, WrittenTurn

_PAUSE: Final = 3.0  # seconds
_LONG: Final = 700  # characters of a paragraph, behind which it ends with its sentence
_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3}) *--> *(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?[ \t]([^<>\n]{1,80})>")
_TAG = re.compile(r"</?[^<>\n]{0,80}>|\{\\[^{}\n]{1,40}\}")
_CHANGE = re.compile(r"(?:>>+|[-–—]) ?(?=\S)")
_LABEL = re.compile(r"[\[(]?[^\W\d_a-z][\w.'’-]{0,40}(?: [\w.'’-]{1,40}){0,4}[\])]?:(?: |\Z)")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_ENDS: Final = '.?!…"”»'


@dataclass(frozen=True, slots=True)
class _Said:
    """What one says in a cue; ``voice`` is who, "" where only words may tell; ``opens`` where they begin anew."""

    start: float
    end: float
    voice: str
    text: str
    opens: bool


@dataclass(slots=True)
class _Turn:
    """What one voice says on end, paragraph by paragraph."""

    voice: str
    paragraphs: list[str] = field(default_factory=list)
    end: float = 0.0


def opens_captions(head: str) -> bool:
    """Tell whether what a text begins with is that of captions."""
    lines = [line for line in head.lstrip("\ufeff\r\n ").splitlines() if line.strip()][:2]
    return bool(lines) and (lines[0].startswith("WEBVTT") or _TIMES.match(lines[-1].strip()) is not None)


def read_captions(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a recording. Raises DocumentError where nothing is said."""
    turns = _turns(_said(decode(path.read_bytes(), name)))
    if not turns:
        raise DocumentError(name, "has no captions; lines such as 00:00:01.000 --> 00:00:05.000 were expected")
    text, written = "", list[WrittenTurn]()
    for turn in turns:
        text += "\n\n" if text else ""
        at, spans = len(text), list[Span]()
        text += f"{turn.voice}: " if turn.voice else ""
        for number, paragraph in enumerate(turn.paragraphs):
            text += "\n\n" if number else ""
            spans.append((len(text), len(text) + len(paragraph)))
            text += paragraph
        if turn.voice:
            written.append(WrittenTurn(untitled(text, (at, at + len(turn.voice))), tuple(spans)))
    yield Draft(text, turns=asking(text, written))


def _said(text: str) -> list[_Said]:
    found: list[_Said] = []
    for block in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in block.strip("\n").split("\n")]
        times = next((match for match in map(_TIMES.match, lines[:2]) if match), None)
        if times is not None:
            start, end = (_seconds(times.groups()[half : half + 4]) for half in (0, 4))
            inside = lines[1:] if _TIMES.match(lines[0]) else lines[2:]
            found += _cue(start, end, inside, found[-1].text if found else "")
    return found


def _cue(start: float, end: float, lines: Iterable[str], before: str) -> Iterator[_Said]:
    """Yield what is said in a cue. Its lines go on, but where another speaks; what the last one showed is old."""
    voice, opens, words = "", False, list[str]()
    for line in lines:
        named = _VOICE.search(line)
        bare = " ".join(html.unescape(_TAG.sub("", line)).split())
        mark = _CHANGE.match(bare)
        anew = named is not None or mark is not None or _LABEL.match(bare) is not None
        if anew and words:
            yield _Said(start, end, voice, " ".join(words), opens)
            words = []
        if anew:
            voice, opens = plain_name(html.unescape(named[1])) if named else "", True
        bare = bare[mark.end() :] if mark else bare
        if bare and not before.endswith(bare):
            words.append(bare)
    if words:
        yield _Said(start, end, voice, " ".join(words), opens)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{parts[3]}")


def _without_label(said: _Said, last: _Turn | None) -> _Said:
    """Return what is said without a label that is the turn's: some programs write it before each cue."""
    label = _LABEL.match(said.text) if last is not None and not (said.voice or last.voice) else None
    if last is None or label is None or not last.paragraphs[0].startswith(label[0]) or label[0] == said.text:
        return said
    return replace(said, text=said.text[label.end() :], opens=False)


def _turns(said: Iterable[_Said]) -> list[_Turn]:
    turns: list[_Turn] = []
    for each in said:
        last = turns[-1] if turns else None
        one = _without_label(each, last)
        if last is None or one.voice != last.voice or (one.opens and not one.voice):
            turns.append(_Turn(one.voice, [one.text]))
        elif one.start - last.end > _PAUSE or (len(last.paragraphs[-1]) > _LONG and last.paragraphs[-1][-1] in _ENDS):
            last.paragraphs.append(one.text)
        else:
            last.paragraphs[-1] += f" {one.text}"
        turns[-1].end = one.end
    return turns
