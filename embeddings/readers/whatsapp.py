"""WhatsApp's export, a text: each message behind its stamp and the writer's name, lines that go on below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, pairwise
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.chats import Chat, ChatMessage, chat_drafts, plain_name
from embeddings.readers.decode import decode
from embeddings.readers.draft import Draft
from embeddings.readers.plain import read_text
from embeddings.text.days import whole_day
from embeddings.text.wording import many

_SIGNS: Final = "\u200e\u200f\u202a\u202c\ufeff"
_STAMP = re.compile(
    rf"[{_SIGNS}]{{0,4}}(\[)?(\d{{1,4}})([./-]) ?(\d{{1,2}})\3 ?(\d{{1,4}})\.?,?[ \u202f\xa0]"
    r"(?:(?:à|kl\.?|um|klo)[ \u202f\xa0])?(?:([上午下前後오전후]{2})[ \u202f\xa0]?)?(\d{1,2})[:.](\d{2})"
    r"(?:[:.](\d{2}))?(?:[ \u202f\xa0]?([AaPp])\.?[ \u202f\xa0]?[Mm]\.?)?(?(1)\] | [-–] )"
)
_WRITER = re.compile(r"([^:\n\"“”„«]{1,60}): ?")
_ATTACHED = re.compile(r"(?:<[^<>\n]{1,80}>|[^\s()<>]{1,100}\.\w{2,5} \([^()\n]{1,40}\)|null)(?=\n|\Z)")
_NO_WORDS = re.compile(  # of a message that was deleted, and of calls
    r"(?i)(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht|du hast diese nachricht "
    r"gelöscht|ce message a été supprimé|se eliminó este mensaje|eliminaste este mensaje|삭제된 메시지입니다"
    r"|(?:missed (?:group )?(?:voice|video) call|verpasster (?:gruppen-?)?(?:sprach|video)anruf"
    r"|appel (?:vocal|vidéo|audio)(?: de groupe)? manqué|(?:video)?llamada (?:de voz )?perdida)"
    r"(?:[,.][^\n]{0,40})?)\.?\Z"
)
_EDITED = re.compile(r"<[^<>\n]{1,40}>\Z")
_NAMED = re.compile(r"(?i)whats ?app[^\n]{0,20}?(?: with| mit| con| avec| com| met| med| -)[ _]([^\n]{1,200})")
_HALVES: Final = {"上午": "a", "下午": "p", "午前": "a", "午後": "p", "오전": "a", "오후": "p"}
_YEAR_FIRST: Final = ("오전", "오후")  # in Korean, even where it has two digits
_FILE: Final = "_chat"  # as it is called within an archive of an iPhone's


@dataclass(frozen=True, slots=True)
class _Line:
    """A message's stamp, as it is written, and what follows it up to the next one."""

    numbers: tuple[int, int, int]
    mark: str
    clock: tuple[int, int, int]
    half: str
    text: str


def opens_whatsapp(head: str) -> bool:
    """Tell whether what a text begins with is the stamp of a message."""
    return _STAMP.match(head.lstrip()) is not None


def read_whatsapp(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the documents of an export; a text that only looks like one is read as any other."""
    text = decode(path.read_bytes(), name).replace("\r\n", "\n")
    lines = list(_lines(text))
    days = _days(lines)
    messages = [_message(*each) for each in zip(count(1), lines, days, strict=False)]
    told = [one for one in messages if one is not None and one.text]
    if not told:
        yield read_text(text, name)
        return
    gone = sum(one is not None and not one.text for one in messages)
    undated = ("its dates, which could be read in two ways",) if days and not any(days) else ()
    chat = Chat(_title(path), left_out=((many(gone, "attachment"),) if gone else ()) + undated)
    yield from chat_drafts(chat, told, name)


def _title(path: Path) -> str:
    found = _NAMED.search(path.stem)
    return plain_name(found[1] if found else path.parent.name if path.stem == _FILE else path.stem)


def _lines(text: str) -> Iterator[_Line]:
    starts = [place for place in _line_starts(text) if _STAMP.match(text, place)]
    for place, after in pairwise([*starts, len(text)]):
        match = _STAMP.match(text, place)
        assert match is not None  # noqa: S101  it was just found
        numbers = int(match[2]), int(match[4]), int(match[5])
        clock = int(match[7]), int(match[8]), int(match[9] or 0)
        if match[6] in _YEAR_FIRST and numbers[0] < 100:
            numbers = numbers[0] + 2000, numbers[1], numbers[2]
        half = _HALVES.get(match[6], match[10] or "")
        yield _Line(numbers, match[3], clock, half, text[match.end() : after].rstrip("\n"))


def _line_starts(text: str) -> Iterator[int]:
    place = 0
    while place >= 0:
        yield place
        place = text.find("\n", place) + 1 or -1


def _message(number: int, line: _Line, day: str | None) -> ChatMessage | None:
    """Return a message, without text where there was only something attached; None for what nobody wrote."""
    writer = _WRITER.match(line.text)
    if writer is None:
        return None
    words = line.text[writer.end() :].strip()
    if _NO_WORDS.match(words.strip(_SIGNS)):
        return None
    if words.startswith("\u200e") or _ATTACHED.match(words):
        words = words.partition("\n")[2]  # below it stands what was written to it
    words = _EDITED.sub("", words.translate(dict.fromkeys(map(ord, _SIGNS))))
    name = plain_name(writer[1].strip(f"{_SIGNS} ~\u202f"))
    return ChatMessage(name, words.strip(), str(number), day, _seconds(line, day))


def _seconds(line: _Line, day: str | None) -> float:
    hour, minute, second = line.clock
    hour = hour % 12 + 12 * (line.half.lower() == "p") if line.half else hour
    if day is None or hour > 23 or minute > 59 or second > 59:
        return float("nan")
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, second=second, tzinfo=UTC).timestamp()


def _days(lines: Sequence[_Line]) -> list[str | None]:
    """Return the day of each message, by the one order of day and month that suits all of them.

    Where both do, it is the one in which they follow each other, else the one of who writes the time so.
    """
    orders = [[_day(line, month_first=first) for line in lines] for first in (False, True)]
    suited = [days for days in orders if all(days)]
    found = list(filter(_in_order, suited)) or suited or [[None] * len(lines)]
    american = any(line.half.isupper() and line.mark == "/" and min(line.numbers[:2]) < 10 for line in lines)
    return found[-1] if american else found[0]


def _in_order(days: Sequence[str | None]) -> bool:
    return all(str(one) <= str(two) for one, two in pairwise(days))


def _day(line: _Line, *, month_first: bool) -> str | None:
    one, two, three = line.numbers
    if one > 99:
        return whole_day(one, two, three)
    month, day = (one, two) if month_first else (two, one)
    return whole_day(three + 2000 if three < 100 else three, month, day)
