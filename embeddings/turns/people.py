"""Who is interviewed, and who asks, where the turns bear no names: said in the title, above the turns or below them."""

from __future__ import annotations

import re
from typing import Final

from embeddings.naming.patterns import HONORIFIC, INITIAL, NAME_WORD, PARTICLE
from embeddings.naming.words import BARE_TITLES, BODIES, NOT_NAMES
from embeddings.text.possessives import owner
from embeddings.turns.words import INSIDE, NOBODY, ROLES
from embeddings.types import Span

_NAME: Final = rf"(?:{HONORIFIC}){{0,2}}{NAME_WORD}(?: (?:{INITIAL}|{PARTICLE}|{NAME_WORD})){{0,3}}"
_WITH: Final = re.compile(
    r"(?i:\b(?:interview|conversation|talk|call|chat|questions|q ?& ?a|minutes|deposition|examination|evidence"
    r"|statement|testimony|transcript|gespräch|entretien|entrevista|intervista|entrevue|interviu|wywiad|rozhovor)\b"
    r"[^.\n:]{0,25}?\b(?:with|of|to|for|mit|avec|con|a|com|met|med|z|s)) "
    rf"(?P<name>{_NAME})"
)
_SPOKE: Final = re.compile(
    rf"(?P<name>{_NAME})(?:, [^,.\n]{{1,80}},|,)? (?:was |has been )?"
    rf"(?:(?i:spoke|speak(?:s|ing)|talk(?:s|ed|ing)|interviewed|in conversation) (?:to|with|by)(?: (?P<asker>{_NAME}))?"
    r"|(?i:answers|answered|replies|replied|takes|took)(?: to)? (?:[a-z’']+ ){0,2}questions\b)"
)
_ASKED: Final = re.compile(
    r"(?i:\b(?:interview(?:ed)?|questions|examined|notes|interviewer|moderated|words|text)\b)"
    rf"(?: conducted| put)?(?: by|,|:)? (?P<name>{_NAME})"
)
_HEADED: Final = re.compile(  # "Interviewee: Ama Mensah (b. 1921)", above the turns
    r"(?im:^(?:\*\*)?(?:interviewee|narrator|respondent|guest|witness|interviewed)(?: name)?:(?:\*\*)?)[ \t]+"
    rf"(?P<name>{_NAME})(?=[ \t]*(?:[(,\n]|\Z))"
)
_HEAD_LINE: Final = re.compile(rf"{_NAME}(?:[ \t]*\([^()\n]{{0,60}}\)|,[^\n.?!]{{0,60}})?")
_CALLED: Final = re.compile(rf"(?:\A|[,;] |\A\W{{0,3}})(?P<name>{_NAME})(?=, |[?.!]|\Z)")
_ANY: Final = re.compile(_NAME)
_TOKEN = re.compile(r"\S+")
_YOUR_NAME: Final = re.compile(r"(?i:\b(?:your (?:full )?name|who you are|who are you)\b)")
_MY_NAME: Final = re.compile(rf"[\W_]{{0,9}}(?:A[.:]\s+)?(?:My name is |I am |I['’]m )?(?P<name>{_NAME})(?=[.,])")
_ELSEWHERE: Final = re.compile(r"(?:\b(?:at|in|near|on|into|outside|across) (?:the )?|[“\"«‘„](?:The )?)\Z")
_INTRO = 1500  # characters above the first turn that are looked at
_OUTRO = 300
_LONGEST_BEFORE = 12


def interviewed(text: str, start: int, end: int, questions: list[Span], *, any_name: bool = True) -> Span | None:
    """Return where the one who replies is named: in the text above ``start``, below ``end``, or by who asks or replies.

    None where two could be meant. The only person named above, or below, is the one where ``any_name`` says so.
    """
    above, below = (max(0, start - _INTRO), start), (end, min(len(text), end + _OUTRO))
    for pattern in (_HEADED, _WITH, _SPOKE):
        for low, high in (above, below):
            match = pattern.search(text, low, high)
            if match is not None and (span := person_in(text, *match.span("name"))) is not None:
                return span
    called = _called(text, questions)
    if called:
        return called[0] if len({text[slice(*span)].rsplit(maxsplit=1)[-1] for span in called}) == 1 else None
    return _only(text, above, below) if any_name else None


def is_head(text: str, start: int, end: int) -> bool:
    """Whether words behind a label are no more than a name: "Interviewer: Dr Ama Mensah", above the turns."""
    return _HEAD_LINE.fullmatch(text, start, end) is not None


def _called(text: str, questions: list[Span]) -> list[Span]:
    """Return the names that the first questions call, else those by which they are answered."""
    called = [span for low, high in questions[:3] if (span := addressed(text, low, high)) is not None]
    return called or [span for low, high in questions[:3] if (span := _told_to(text, low, high)) is not None]


def asker(text: str, start: int, end: int) -> Span | None:
    """Return where the one who asks is named, None where nothing says so."""
    for low, high in ((end, min(len(text), end + _OUTRO)), (max(0, start - _INTRO), start)):
        spoke = _SPOKE.search(text, low, high)
        if spoke is not None and spoke["asker"] and (span := person_in(text, *spoke.span("asker"))) is not None:
            return span
        match = _ASKED.search(text, low, high)
        if match is not None and (span := person_in(text, *match.span("name"))) is not None:
            return span
    return None


def addressed(text: str, start: int, end: int) -> Span | None:
    """Return the name that a question calls: "How far do you walk, Mr Mensah?"."""
    words = text[start:end]
    for match in _CALLED.finditer(words):
        name = match["name"]
        if name.split()[0].lower().rstrip(".") in _TITLED:
            span = person_in(text, start + match.start("name"), start + match.end("name"))
            if span is not None:
                return span
    return None


def _told_to(text: str, start: int, end: int) -> Span | None:
    """Return the name by which a question for it is answered: "What's your name? *Ama Mensah*."."""
    own = _MY_NAME.match(text, end) if _YOUR_NAME.search(text, start, end) is not None else None
    return None if own is None else person_in(text, *own.span("name"))


def _only(text: str, above: Span, below: Span) -> Span | None:
    """Return the one person with a full name above, or below where none is and nobody asked; None where two are."""
    found = _full_names(text, *above)
    if not found and _ASKED.search(text, *below) is None:
        found = _full_names(text, *below)
    return next(iter(found.values())) if len(found) == 1 else None


def _full_names(text: str, start: int, end: int) -> dict[str, Span]:
    """Return the persons with a full name in a stretch of text, and where they are named."""
    found: dict[str, Span] = {}
    for match in _ANY.finditer(text, start, end):
        span = person_in(text, match.start(), match.start() + len(owner(match[0])))
        if span is not None and len(text[slice(*span)].split()) > 1 and not _is_elsewhere(text, span[0]):
            inside = text[max(0, span[0] - 2) : span[0]]
            if inside[:1].islower() or inside[:1] in (",", "") or "\n" in inside or text.count(text[slice(*span)]) > 1:
                found.setdefault(text[slice(*span)], span)
    return found


def _is_elsewhere(text: str, start: int) -> bool:
    """Whether a name stands where that of a place or of a work does: "at Keta Point", "“The Long Winter”"."""
    return _ELSEWHERE.search(text, max(0, start - _LONGEST_BEFORE), start) is not None


def person_in(text: str, start: int, end: int) -> Span | None:
    """Return where a person's name is in words with capitals: without what stands before it; None where it is none."""
    parts = [*_TOKEN.finditer(text, start, end)]
    titled = False
    while len(parts) > 1 and (word := parts[0][0].lower().rstrip(".")) in _BEFORE:
        titled = titled or word in _TITLED
        parts = parts[1:]
    words = {part[0].lower() for part in parts}
    if not words.isdisjoint(BODIES | ROLES | NOBODY | NOT_NAMES) or (len(parts) < 2 and not titled):
        return None
    if parts[-1][0].lower() in INSIDE or (len(parts) == 1 and len(parts[0][0]) < 2):
        return None
    return parts[0].start(), end


_TITLED = BARE_TITLES | set("madame monsieur frau herr señor señora".split())
_BEFORE = _TITLED | set("the dr prof vice deputy former ex acting then".split())
