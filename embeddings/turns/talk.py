"""Conversations in a text: which of its labels are those of speakers, and how far each turn goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise, takewhile

from embeddings.naming.words import TITLES
from embeddings.turns.labels import Label, read_label
from embeddings.turns.lines import Lines, TextLine, chunks
from embeddings.turns.people import is_head
from embeddings.turns.spoken import are_people, is_personal, is_spoken
from embeddings.turns.stamps import CUE_LINE, stamp_at
from embeddings.turns.words import ASKERS, PAIRS, REPLIERS
from embeddings.types import Span

_LEAST = 3  # labels of a conversation, of two speakers at least, one of them twice
_MOST_STAMPED = 0.6  # of the lines with a time, at least, bear a name in a chat
_SENTENCE_ENDS = ".?!…\"”'’)»。？！"
_QUESTION = 400  # characters behind a label in which it asks
_WORD = re.compile(r"[\w’']+")
_STAGE = re.compile(r"[(\[][^()\[\]]*[)\]]|[*_][^*_?]+[*_]")  # "(Laughter)"
_AGE = re.compile(r"(?:, | \()\d{1,3}\b")
_NUMBER = re.compile(r"\d{1,5}")
_TIMED = re.compile(r"[\[(]?\d")
_AGAIN = 1.5  # labels for each who speaks, at least, where a time and a name are all of a line
_HEADING = 80  # characters, without a full stop
_MARKS = '“"«„”»'


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn: its label, None where typography alone tells; its paragraphs; whether it asks another for a reply."""

    label: Label | None
    words: tuple[Span, ...]
    asks: bool = False


def find_talk(text: str, lines: Lines) -> list[Talk]:
    """Return the turns of the conversations in a text, in order; none where its labels are those of a list."""
    labels = [label for line in lines if (label := read_label(text, line)) is not None and not _is_head(text, label)]
    read = _without_programme(text, labels)
    if len(read) < 2:
        return []
    labels = _of_chat(text, lines, read)
    if labels:
        return _asking(text, list(_messages(text, lines, labels)))
    labels = _of_letters(text, read) or _of_speakers(text, read) or _of_asked(text, read)
    return _asking(text, list(_turns(text, lines, labels))) if labels else []


def _without_programme(text: str, labels: Sequence[Label]) -> Sequence[Label]:
    """Leave out times with a name that has a line to itself, where few come again: "10:00 Coffee Break"."""
    timed = [one for one in labels if one.words >= one.line.end and _TIMED.match(text, one.line.start, one.name[0])]
    again = len(timed) >= _AGAIN * len({one.full.casefold() for one in timed})
    return labels if again else [one for one in labels if one not in timed]


def _is_head(text: str, label: Label) -> bool:
    """Whether a line says who asks or replies below: "Interviewer: Ama Mensah"."""
    role = label.full.casefold()
    return (role in REPLIERS or role in ASKERS) and len(role) > 1 and is_head(text, label.words, label.line.end)


def by_speaker(labels: Iterable[Label]) -> dict[int, str]:
    """Return a key of the speaker of each label, by where it stands: "VANE" and "PV" may be Peter Vane."""
    folded = {label.line.start: label.full.casefold() for label in labels}
    full: dict[str, set[str]] = {}
    for name in folded.values():
        parts = name.split() if " " in name else []
        for part in {*parts, "".join(part[0] for part in parts)} - {""}:
            full.setdefault(part, set()).add(name)
    return {start: next(iter(full[name])) if len(full.get(name, ())) == 1 else name for start, name in folded.items()}


def _of_chat(text: str, lines: Lines, read: Sequence[Label]) -> list[Label]:
    """Return the labels of a chat, or of a recording: lines with a time and a name."""
    stamped = [label for label in read if label.stamped]
    beside = sum(stamp_at(text, line.start, line.end) is not None for line in lines)
    if len(stamped) < 2 or len(stamped) < _MOST_STAMPED * max(beside, len(read) if beside else 0):
        return []
    counts = Counter(by_speaker(stamped).values())
    firm = all(label.stamped > 1 for label in stamped)
    return stamped if firm or max(counts.values()) > 1 else []


def _of_letters(text: str, read: Sequence[Label]) -> list[Label]:
    """Return the labels of questions and answers, and of whoever answers a question by name."""
    pairs = PAIRS & {*pairwise(label.full.casefold() for label in read if len(label.full) == 1)}
    asked = {first for first, _ in pairs}
    marked = [label for label in read if label.asks or label.full.casefold() in asked]
    if not any("?" in text[label.words : label.words + _QUESTION] for label in marked):
        return []
    if asked - {"q"}:
        return _speaking(read, {*chain.from_iterable(pairs)})
    return _speaking(read) if _are_answered(read, len(marked)) else []


def _are_answered(read: Sequence[Label], count: int) -> bool:
    """Whether behind half of the questions somebody answers: "A", or by name."""
    replies = sum(one.asks and _may_answer(other) for one, other in pairwise(read))
    return replies > 0 and count <= replies * 2


def _may_answer(label: Label) -> bool:
    named = label.titled or ((label.is_shouted or " " in label.full) and not label.asks)
    return label.replies or named


def _speaking(read: Sequence[Label], letters: Collection[str] = ()) -> list[Label]:
    """Return those labels that are of somebody, where some are of questions and answers."""
    counts = Counter(label.full.casefold() for label in read)
    return [label for label in read if label.full.casefold() in letters or _speaks(label, counts)]


def _speaks(label: Label, counts: Mapping[str, int]) -> bool:
    named = label.titled or label.is_shouted or label.marked or " " in label.full
    again = counts[label.full.casefold()] > 1
    return label.asks or label.replies or (len(label.full) > 1 and (named or again))


def _of_asked(text: str, read: Sequence[Label]) -> list[Label]:
    """Return the labels of people with their ages, of whom each says one thing: "Ama Mensah, 44, plumber: …"."""
    aged = [one for one in read if " " in one.full and _AGE.match(text, one.name[1], one.words)]
    return aged if len(aged) > 1 else []


def _of_speakers(text: str, read: Sequence[Label]) -> list[Label]:
    """Return the labels of a transcript: names that come again, and what stands beside them in the same form."""
    who = by_speaker(read)
    counts = Counter(who.values())
    again = [label for label in read if counts[who[label.line.start]] > 1]
    form = _Form(
        shouted=sum(label.is_shouted for label in again) * 2 > len(again),
        marked=sum(label.marked for label in again) * 2 > len(again),
    )
    kept = form.kept(text, read, {label.line.start for label in again})
    speakers = {who[label.line.start] for label in kept}
    enough = len(kept) >= _LEAST and len(speakers) > 1 and _come_again(kept, again)
    return kept if enough and are_people(kept, text) and is_spoken(text, kept) else []


def _come_again(labels: Sequence[Label], again: Sequence[Label]) -> bool:
    """Whether half of the labels come again; of those in capitals or with titles some: "Dr JON SAND (Survey):"."""
    called = all(label.is_shouted or label.titled for label in labels)
    return len(again) > 0 and (called or len(again) * 2 >= len(labels))


def _is_bare(text: str, label: Label) -> bool:
    """Whether a name is all of its line, without a mark behind it: once only, it may be a heading."""
    return label.words >= label.line.end and text[label.line.end - 1] not in ":：*_"


@dataclass(frozen=True, slots=True)
class _Form:
    """How the names are written that come again in a text: others are speakers only if they are written so."""

    shouted: bool
    marked: bool

    def kept(self, text: str, read: Sequence[Label], again: Collection[int]) -> list[Label]:
        """Return the labels of speakers; ``again`` are where those stand whose names come again."""
        fitting = [label for label in read if self.fits(label, again=label.line.start in again)]
        return [label for label in fitting if label.line.start in again or not _is_bare(text, label)]

    def fits(self, label: Label, *, again: bool) -> bool:
        if self.shouted and label.is_shouted:
            return True
        written = (label.titled or not self.shouted) and (label.marked or not self.marked)
        return written and (again or label.titled or label.asks or " " in label.full)


def _messages(text: str, lines: Lines, labels: Sequence[Label]) -> Iterator[Talk]:
    """Yield the turns of a chat: a message goes on to the next line with a time."""
    ends = {label.line.start for label in labels}
    for label, following in _following(lines, labels):
        body: list[TextLine] = []
        for line in following:
            stamp = stamp_at(text, line.start, line.end)
            if line.start not in ends and stamp is not None and not CUE_LINE.match(text, line.start):
                break  # "Ann joined the group"
            body.append(line)
        spans = list(_spans(label, [line for line in body if not _is_of_captions(text, line)]))
        if spans:  # the last one ends where a paragraph does
            yield Talk(label, tuple(spans[:1] if label is labels[-1] else spans))


def _is_of_captions(text: str, line: TextLine) -> bool:
    """Whether a line is the number or the times of a caption."""
    return CUE_LINE.match(text, line.start, line.end) is not None or _NUMBER.fullmatch(line.of(text)) is not None


def _following(lines: Lines, labels: Sequence[Label]) -> Iterator[tuple[Label, Lines]]:
    """Yield each label with the lines below it, up to the next one."""
    places = {line.start: place for place, line in enumerate(lines)}
    starts = [places[label.line.start] for label in labels]
    for label, start, end in zip(labels, starts, [*starts[1:], len(lines)], strict=True):
        yield label, lines[start + 1 : end]


def _spans(label: Label, body: Sequence[TextLine]) -> Iterator[Span]:
    """Yield the paragraphs of a turn, the first without its label."""
    has_words = label.words < label.line.end
    first = [TextLine(label.words, label.line.end, opens=True)] if has_words else []
    yield from chunks([*first, *body])


def _turns(text: str, lines: Lines, labels: Sequence[Label]) -> Iterator[Talk]:
    """Yield the turns of a transcript. What nobody's label stands above may still be the last speaker's."""
    keys = {part for label in labels for part in _surnames(label)}
    bodies = [
        (label, list(_spans(label, [line for line in body if not _is_of_captions(text, line)])))
        for label, body in _following(lines, labels)
    ]
    mixed = any(_names_somebody(text[slice(*span)], keys) for _, spans in bodies[:-1] for span in spans[1:])
    for label, spans in bodies:
        spoken = [span for span in spans if not _STAGE.fullmatch(text, *span)]
        if spoken:
            first = text[slice(*spoken[0])]
            goes_on = partial(_goes_on, text, first, keys, label, strict=mixed or label is labels[-1])
            yield Talk(label, (spoken[0], *takewhile(goes_on, spoken[1:])))


def _goes_on(text: str, first: str, keys: set[str], label: Label, span: Span, *, strict: bool) -> bool:
    """Whether a paragraph without a label is more of the turn above, rather than the reporter's, or a heading."""
    words = text[slice(*span)]
    if words.startswith("#") or (len(words) < _HEADING and words[-1] not in _SENTENCE_ENDS):
        return False
    if (
        (first[0] in _MARKS and first.rstrip(".,")[-1:] in _MARKS)
        or _names_somebody(words, keys)
        or _surnames(label) & {*_WORD.findall(words.lower())}
    ):
        return False
    return not strict or is_personal(words)


def _names_somebody(words: str, keys: set[str]) -> bool:
    """Whether a paragraph begins with the name of one of the speakers, or of somebody with a title."""
    opening = [word.lower() for word in _WORD.findall(words[:_HEADING])[:4]]
    titled = any(word in TITLES or f"{word}." in TITLES or word == "cllr" for word in opening[:2])
    return titled or not keys.isdisjoint(opening)


def _surnames(label: Label) -> set[str]:
    return set() if label.is_role else {label.full.casefold().split()[-1]}


def _asking(text: str, talks: Sequence[Talk]) -> list[Talk]:
    """Mark the turns that ask somebody else, who replies next."""
    who = by_speaker(talk.label for talk in talks if talk.label is not None)
    found = []
    for talk, after in zip(talks, [*talks[1:], None], strict=True):
        another = after is not None and _who(after, who) != _who(talk, who)
        asked = talk.label is not None and talk.label.asks
        ends = text[slice(*talk.words[-1])].rstrip('”"’)*_ ')[-1:] in ("?", "？")
        found.append(Talk(talk.label, talk.words, another and (asked or ends)))
    return found


def _who(talk: Talk, who: dict[int, str]) -> str:
    return "" if talk.label is None else who[talk.label.line.start]
