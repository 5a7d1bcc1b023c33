"""A line that names who speaks before their words: "MENSAH:", "[00:09] Ama Mensah:", "**Q:**", "09:14 <ama>"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.naming.words import TITLES, words
from embeddings.turns.lines import TextLine
from embeddings.turns.stamps import BEHIND, stamp_at
from embeddings.turns.titles import ADDRESSES, untitled
from embeddings.turns.words import ANSWERS, ASKERS, INSIDE, NOBODY, QUESTIONS, ROLES
from embeddings.types import Span

# Captions mark a change of speaker; depositions number their lines, committees their questions.
_BEFORE = re.compile(
    r"(?:>{2,3}[ \t]*|[-–—•][ \t]+|\d{1,4}[ \t]+(?=[^\W\d_])|Q\.?\d{1,4}\.?[ \t]+(?=[^\n:]{2,80}:[ \t])|)"
)
_EMPHASIS = r"(?:\*{1,3}|_{1,3}|</?(?:b|i|strong|em)>)"
_SHORT = (
    r"(?:[^\W\d_]|(?i:mr|mrs|ms|dr|prof|hon|cllr|cr|ald|sen|rep|rev|fr|st|sgt|capt|lt|gen|col|adm|maj|cpl|brig|cmdr|det"
    r"|insp|supt|amb|pres|jr|sr|bro|mme|gov))"
)
_WORD = rf"(?:{_SHORT}\.(?=[ \t(:*])|[^\W\d_](?:[\w'’&/-]|\.(?=[^\W_])){{0,30}})"
_HEAD = re.compile(
    rf"(?P<open>{_EMPHASIS})?(?P<name>{_WORD}(?: {_WORD}){{0,6}}(?: \d{{1,2}}(?=[ *_]*:(?!\d)| \([^\W\d_]))?)"
    rf"(?P<more>, [^:\n.?!()]{{2,70}}(?=[*_]{{0,3}}[:：])"
    rf"|(?: (?:--|[–—]) [^:\n.?!()–—\d-]{{2,60}}){{1,3}}(?=[:：]|\n|\Z)"
    rf"|(?: ?\((?!\d)[^()\n]{{1,80}}\)){{0,3}})(?P<late>{BEHIND})?"
    rf"(?P<close>{_EMPHASIS})?"
    r"(?P<sep>[ \t]*[:：](?=\s|\*|_|<|\Z)|\.?[ \t]?[—–](?=[ \t]?\S)|\t|[ ]{2,}(?=\S)|\.(?=[ \t])|)"
    rf"(?P<close2>{_EMPHASIS})?[ \t]*"
)
# As programs for meetings write it: "Speaker: Ama Mensah", and "From Ama Mensah to Everyone : ".
_PROGRAM = re.compile(
    r"(?i:speaker|name): (?P<alone>[^\W\d_][^\n:]{1,40})\Z"
    r"|(?i:from) (?P<name>[^\W\d_][^\n:]{1,40}?)(?: to [^\n:]{1,80}?)?[ \t]*:[ \t]+"
)
_LETTER = re.compile(r"(?:\*\*|__|[*_])?(?P<name>[AQFRPDSV])(?:\d{1,3})?(?:\.|:|\)|\.:)(?:\*\*|__|[*_])?[ \t]+(?=\S)")
_ANGLED = re.compile(r"<(?:v(?:\.[\w.]+)? )?(?P<name>[^<>\n/]{1,40})>[ \t]*")
_BRACKETED = re.compile(r"\[(?P<name>[^\W\d_][^\[\]\n\d]{3,40})\]:?[ \t]+(?=\S)")
_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_LONGEST = 200
_NUMBERED = re.compile(
    r"(?i)(?:speaker|interviewer|interviewee|participant|respondent|juror|witness|voice)[ _-]?\w{1,3}"
)
_CALLED = words("mr mrs ms dr miss sir senator")  # before a name that ends with a full stop
_COLONS, _DASHES = (":", "："), ("—", "–")
_POSTS = words("booth desk line unit team table channel room station crew cabin kabine cabine cabina")
_SERVING = words("agent host moderator interviewer presenter support representative")
_MOST_WORDS = 4  # of a name beside a time


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks from here on: ``name`` leaves out titles, brackets, and the office that stands before a name.

    ``stamped`` is 1 where a time stands beside the name, and 2 where that is all that the line can be; ``marked``
    tells of bold type or italics. ``asks`` and ``replies`` is what the word says that stands there: "Q", "Host", "A".
    """

    line: TextLine
    name: Span
    words: int  # where they begin
    full: str
    stamped: int = 0
    marked: bool = False
    titled: bool = False
    asks: bool = False
    replies: bool = False

    @property
    def is_shouted(self) -> bool:
        """Whether the name is in capitals."""
        return len(self.full) > 1 and self.full.split()[-1].isupper()

    @property
    def is_role(self) -> bool:
        """Whether it is no name but an office: "CHAIR", "Q"."""
        return self.asks or self.replies or not ROLES.isdisjoint(self.full.casefold().split())


def read_label(text: str, line: TextLine) -> Label | None:
    """Return the label of a line; None where it has none. It may be that of a list: only what is around it tells."""
    before = _BEFORE.match(text, line.start, line.end)
    at = line.start if before is None else before.end()
    stamp = stamp_at(text, at, line.end)
    at = at if stamp is None else stamp[0]
    stamped = 0 if stamp is None else 1 + stamp[1]
    enclosed = _enclosed(text, line, at, stamped)
    if enclosed is not None:
        return enclosed
    letter = _LETTER.match(text, at, line.end)
    if letter is not None:
        name, asked = letter.span("name"), letter["name"] == "Q"
        return Label(line, name, letter.end(), letter["name"], stamped, asks=asked, replies=letter["name"] == "A")
    head = _HEAD.match(text, at, min(line.end, at + _LONGEST))
    if head is None or not _is_set_apart(head, line, stamped):
        return None
    name = _named(text, head)
    first = head["name"].casefold().split()
    return _checked(
        text,
        Label(
            line,
            name,
            head.end(),
            "",
            stamped or int(_is_late(head)),
            marked=head["open"] is not None,
            titled=_is_titled(text, name, head.start("name")),
            asks=not ASKERS.isdisjoint(first) or first[0] in QUESTIONS,
            replies=first[0] in ANSWERS and len(first) == 1,
        ),
    )


def _enclosed(text: str, line: TextLine, at: int, stamped: int) -> Label | None:
    """Return the label of a name in brackets, or as programs have it: "<ama>", "[Ama Mensah]", "Speaker: Ama"."""
    program = _PROGRAM.match(text, at, line.end) if stamped else None
    if program is not None:
        name = program.span("alone" if program["alone"] else "name")
        return _checked(text, Label(line, untitled(text, name), program.end(), "", stamped))
    angled = _ANGLED.match(text, at, line.end)
    if angled is not None:
        return _checked(text, Label(line, angled.span("name"), angled.end(), "", stamped or 1))
    found = _BRACKETED.match(text, at, line.end)
    if found is None or not _is_person(found["name"]):
        return None
    return _checked(text, Label(line, found.span("name"), found.end(), "", stamped))


def _is_late(head: re.Match[str]) -> bool:
    return bool((head["late"] or "").strip())


def _is_set_apart(head: re.Match[str], line: TextLine, stamped: int) -> bool:
    """Whether something stands between a name and the words: a colon, a dash, bold type, a full stop in a debate."""
    mark, parts = head["sep"].strip(" ")[-1:], head["name"].split()
    closed = head["open"] is not None and (head["close"] or head["close2"]) is not None
    if mark in _COLONS:
        return True
    if head["sep"].startswith("  "):
        return head["name"].isupper() and len(parts) > 1  # a play, or a debate, in columns
    if mark in _DASHES:
        return parts[-1].isupper() or closed or stamped > 0
    if mark == ".":
        return _is_called(parts)
    return closed or mark == "\t" or (head.end() >= line.end and _is_alone(head, stamped))


def _is_alone(head: re.Match[str], stamped: int) -> bool:
    """Whether a name may have a line to itself: "00:12 Ama Mensah", and her words below."""
    return (
        _is_late(head) or head["name"].isupper() or " --" in head["more"] or (stamped > 0 and _is_person(head["name"]))
    )


def _is_called(parts: Sequence[str]) -> bool:
    """Whether words are a name in capitals with a title, as debates print it: "Mr. VANE. I rise"."""
    capital = any(len(part) > 1 and part.isalpha() and part.isupper() for part in parts[1:])
    return capital and parts[0].lower().rstrip(".") in _CALLED


def _named(text: str, head: re.Match[str]) -> Span:
    """Where the name is: in the brackets behind an office ("The MINISTER (Dr Ama Mensah):"), else before them."""
    inner = _BRACKETS.match(head["more"])
    is_office = not ROLES.isdisjoint(head["name"].casefold().split())
    is_named = _is_person(head["name"]) and not _is_post(head["name"])
    served = _is_post(head["name"]) or head["name"].lower() in _SERVING
    person = inner is not None and (_is_person(inner[1]) or (served and _is_given(inner[1])))
    if inner is not None and person and (is_office or _is_post(head["name"])) and not is_named:
        shift = head.start("more")
        return untitled(text, (shift + inner.start(1), shift + inner.end(1)))
    return untitled(text, head.span("name"))


def _is_titled(text: str, name: Span, start: int) -> bool:
    """Whether a title, or an office with the name in brackets, stands before what is surely a name."""
    address = any(part.lower().rstrip(".") in ADDRESSES for part in text[start : name[0]].split())
    return start < name[0] and (address or " " in text[slice(*name)] or text[name[0] - 1] == "(")


def _is_post(name: str) -> bool:
    """Whether words are those of a desk or a booth: "Booth ES", "Line 2"."""
    parts = name.split()
    return len(parts) > 1 and (parts[-1].isdigit() or parts[0].lower() in _POSTS)


def _is_given(name: str) -> bool:
    """Whether a word may be somebody's only name: "Iker"."""
    return name.istitle() and name.isalpha() and name.lower() not in NOBODY | ROLES


def _is_person(name: str) -> bool:
    """Whether words can be a person's name: two with capitals, or one with a title, and none of an office."""
    parts = name.split()
    if not parts or not ROLES.isdisjoint(part.lower() for part in parts) or "," in name:
        return False
    titled = len(parts) > 1 and parts[0].lower().rstrip(".") in ADDRESSES | TITLES
    return titled or (len(parts) > 1 and all(part[0].isupper() for part in parts if part.lower() not in INSIDE))


def _checked(text: str, label: Label) -> Label | None:
    """Return a label that can be somebody's: no word of lists and forms, no number, no sentence."""
    start, end = label.name
    written = text[start:end].rstrip(" .,:")
    full = written.strip("*_~ ")
    start += written.find(full) if full else 0
    parts = full.split()
    folded = {part.lower().strip(".") for part in parts}
    if not parts or (NOBODY.issuperset(folded) and not label.asks and not label.replies):
        return None
    if not _NUMBERED.fullmatch(full) and not _is_name(parts, label.stamped):
        return None
    return Label(
        label.line, (start, start + len(full)), label.words, full, label.stamped, label.marked, label.titled,
        label.asks, label.replies,
    )  # fmt: skip


def _is_name(parts: list[str], stamped: int) -> bool:
    if stamped:
        return len(parts) <= _MOST_WORDS
    capital = (not part[0].islower() or part.lower() in INSIDE for part in parts)
    return all(capital) and not any(letter.isdigit() for part in parts for letter in part)
