"""Letters and speeches: whose they are, by the name below ("Yours, Ama Mensah") or above ("Speech by Ama Mensah")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from embeddings.naming.mentions import is_title
from embeddings.naming.words import words
from embeddings.turns.lines import Lines, chunks
from embeddings.turns.people import person_in
from embeddings.turns.titles import office_before
from embeddings.turns.words import DESKS
from embeddings.types import Span, WrittenTurn

_PART: Final = r"[^\W\d_a-z][\w’'-]*\.?"
_NAME: Final = rf"{_PART}(?: (?:(?:de|der|den|van|von|bin|al|el|da|di|du|la|le|i|y|af)(?= ))?(?: ?{_PART})){{0,4}}"
_CLOSES: Final = words("""
yours sincerely faithfully truly regards wishes respectfully cordially cheers love thanks best servant signed greetings
grüße grüßen grüsse grüssen gruß hochachtungsvoll herzlichst cordialement salutations amicalement bien saludos saludo
atentamente cordialmente saluti distinti cordiali abraço abraços cumprimentos atenciosamente groet groeten hoogachtend
hilsen hälsningar vänliga mvh mfg lg vg pozdravem pozdrowieniami poważaniem üdvözlettel terveisin
""")
_CLOSING: Final = re.compile(r"[^\W\d_][^\n.!?:;]{1,60}?[,–—-]?")
_SIGNED: Final = re.compile(
    rf"(?:[–—-]{{1,3}} ?|\+)?(?:\((?:Mrs?|Ms|Miss|Dr)\.?\) )?(?P<name>{_NAME})(?:,? (?P<role>[^\n.!?:;]{{2,70}}))?"
)
_SIGNED_BEHIND: Final = re.compile(rf"(?P<closing>[^\W\d_][^\n.!?:;]{{1,40}}?), (?P<name>{_NAME})")
_CALLS: Final = re.compile(
    r"(?i)(?:dear|hello|hi|hey|to|sirs?|madam|my|mr\.?|mrs\.?|ms\.?|your|ladies|friends|colleagues|fellow|liebe[rs]?|"
    r"sehr|hallo|cher|chère|chers|bonjour|querid[oa]s?|estimad[oa]s?|hola|gentile|car[oaie]|ciao|beste|geachte|hej|kära)\b"
    r"[^\n.?]{0,80}"
)
_DELIVERED: Final = re.compile(
    r"(?i:\b(?:speech|remarks|address|sermon|eulogy|lecture|keynote|foreword|preface|reflections|oration|homily)"
    r"(?: as| given| delivered| held| made)* (?:by|from)"
    r"|\b(?:statement|testimony|evidence|declaration|affidavit|letter)(?: given| made| written)? (?:by|of|from):?) "
    r"(?P<who>[^\n]{3,120})"
)
# "Sirs, we saw no light. I ask 35 pounds. A. Mensah", all in one paragraph.
_IN_ONE: Final = re.compile(
    r"(?:[^\n]{0,80}[.\]] )?(?:(?i:dear) [^\n,.:]{1,60}|Sirs?|Madam|Gentlemen), [^\n]*[.!?] "
    rf"(?P<name>{_PART}(?: {_PART}){{1,3}})(?<!\.)"
)
# "SIR – The bridge is not safe.", as newspapers print a letter: two lines below may say who signs it.
_TO_EDITOR: Final = re.compile(
    r"(?:SIRS?|MADAM|Sirs?|Madam|(?i:dear) (?:[Ee]ditor|[Ss]ir))(?: ?[-–—:]|,) ?(?=[^\W\d_a-z])"
)
_I_AM: Final = re.compile(rf"(?:\d{{1,3}}[.)]? )?(?:I, |My name is )(?P<name>{_NAME})(?=[,.])")
_LINE: Final = re.compile(r"[^\n]+")
_ANY_NAME: Final = re.compile(_NAME)
_QUOTED: Final = re.compile(r"[“\"«„][^”\"»“„«]{0,2000}[”\"»“]")
_WORD: Final = re.compile(r"[\w’']+")
_OWN: Final = words("i i'm i've i'd i'll my me mine we our us ich mein mir je mon yo mi io mio eu ik mijn jag jeg")
_SHORT = 80  # characters of a line that ends no sentence
_SIGNATURE = 3  # lines
_FOOT = 4  # paragraphs below a letter: its signature, a notice
_TOP = 3  # paragraphs above a speech
_PERSONAL = 3  # every third paragraph of a text that only a bare name ends says "I" or "we"
_MARKS = ".!?…:;”\"'’»)"


def find_letters(text: str, lines: Lines, *, by_name: bool = True) -> list[WrittenTurn]:
    """Return a text's letters, each signed; or a speech, whose speaker stands above it or below.

    A name alone signs a letter where ``by_name`` says so.
    """
    paragraphs = list(chunks(lines))
    found = list(_signed(text, paragraphs, by_name=by_name))
    return found or list(_delivered(text, paragraphs)) or list(_declared(text, paragraphs))


def signer(text: str, paragraphs: Sequence[Span]) -> Span | None:
    """Return who signs what some paragraphs are; None where nobody does, or several."""
    count = len(paragraphs)
    for place in range(max(count - _FOOT, min(1, count - 2), 0), count):
        name = _closed(text, paragraphs, place)
        if name is not None:
            return name
    below = _bare(text, paragraphs[-1]) if len(paragraphs) > 1 else None
    return below or _in_one(text, paragraphs[-1])


def _signed(text: str, paragraphs: Sequence[Span], *, by_name: bool) -> Iterator[WrittenTurn]:
    """Yield what stands above each signature, from the salutation on."""
    first = 0
    called = printed = False
    last = _last_of_letters(text, paragraphs)
    for place, span in enumerate(paragraphs):
        if _calls(text, span):
            first, called = place, True
        elif _TO_EDITOR.match(text, *span) is not None:
            first, printed = place, True
        name = _closed(text, paragraphs, place) or _in_one(text, span)
        if name is None and place > first:
            above = paragraphs[first:place] if by_name and (called or place in last) else []
            name = _signs(text, span, above, lines=_SIGNATURE if printed else 1)
        if name is None:
            continue
        body = _body(text, [*paragraphs[first:place], (span[0], min(_signs_at(text, span, name), span[1]))])
        first, called, printed = place + 1, False, False
        if body:
            yield WrittenTurn(name, tuple(body))


def _signs(text: str, span: Span, above: Sequence[Span], *, lines: int) -> Span | None:
    """Return the bare name that signs what is above, where somebody says "I" there; of a printed letter any."""
    personal = lines > 1 or _is_personal(text, _body(text, above))
    return _bare(text, span, lines) if personal else None


def _last_of_letters(text: str, paragraphs: Sequence[Span]) -> set[int]:
    """Return the places of short lines below a paragraph, behind which nothing but short lines or a letter comes."""
    found: set[int] = set()
    ends = True
    for place in range(len(paragraphs) - 1, 0, -1):
        short = _is_short(text, paragraphs[place])
        if ends and short and not _is_short(text, paragraphs[place - 1]):
            found.add(place)
        ends = _calls(text, paragraphs[place]) or (ends and short)
    return found


def _closed(text: str, paragraphs: Sequence[Span], place: int) -> Span | None:
    """Return the one name below a complimentary close, which a paragraph is or ends with."""
    start, end = paragraphs[place]
    lines = [*_lines(text, start, end)]
    below = [*_lines(text, *paragraphs[place + 1])] if place + 1 < len(paragraphs) else []
    for number, line in enumerate(lines):
        beside = _SIGNED_BEHIND.fullmatch(text, *line)
        if beside is not None and _is_closing(beside["closing"]):
            return beside.span("name")
        if _CLOSING.fullmatch(text, *line) is not None and _is_closing(text[slice(*line)]):
            return _one_name(text, lines[number + 1 :] or below)
    return None


def _in_one(text: str, span: Span) -> Span | None:
    """Return the name that a paragraph ends with which is a whole letter, from the salutation on."""
    match = _IN_ONE.fullmatch(text, *span)
    return None if match is None else person_in(text, *match.span("name"))


def _signs_at(text: str, span: Span, name: Span) -> int:
    """Return where the signature begins that a name is in: a title before it is no part of the words."""
    before = text[span[0] : name[0]]
    return span[0] if before.strip() and office_before(text, span[0], name[0]) is not None else name[0]


def _is_closing(said: str) -> bool:
    return not _CLOSES.isdisjoint(_WORD.findall(said.lower())) and len(said) < _SHORT


def _one_name(text: str, lines: Sequence[Span]) -> Span | None:
    """Return the name in the first of some lines, unless the next are names too."""
    names = [match for line in lines[:3] if (match := _SIGNED.fullmatch(text, *line)) is not None]
    if not names or names[0].start() != lines[0][0] or _is_closing(names[0][0]):
        return None
    others = [match for match in names[1:] if DESKS.isdisjoint(match[0].lower().split())]  # "Customer Care"
    several = [match for match in others if not match["role"] and person_in(text, *match.span("name"))]
    single = " " not in names[0]["name"]
    name = names[0].span("name") if single else person_in(text, *names[0].span("name"))
    return None if several else name


def _bare(text: str, span: Span, lines: int = 1) -> Span | None:
    """Return the full name that a paragraph begins with and says no more than what they are: "Ama Mensah, Accra"."""
    first, *more = _lines(text, *span)
    match = _SIGNED.fullmatch(text, *first)
    office = len(more) == 1 and any(map(is_title, text[slice(*more[0])].split()))
    if match is None or (len(more) >= lines and not office) or not _is_short(text, span):
        return None
    return person_in(text, *match.span("name")) if " " in match["name"] else None


def _delivered(text: str, paragraphs: Sequence[Span]) -> Iterator[WrittenTurn]:
    """Yield a speech below a line that says whose it is."""
    for place, (start, end) in enumerate(paragraphs[:_TOP]):
        line = next(_lines(text, start, end), (start, end))
        name = _speaks(text, line)
        body = [] if name is None else _body(text, [(line[1], end), *paragraphs[place + 1 :]])
        if name is not None and body and _is_personal(text, body):
            yield WrittenTurn(name, tuple(body))
            return


def _declared(text: str, paragraphs: Sequence[Span]) -> Iterator[WrittenTurn]:
    """Yield a statement that says itself whose it is: "I, Ama Mensah, of Accra, …", "1. My name is Ama Mensah."."""
    for place, (start, end) in enumerate(paragraphs[:_TOP]):
        match = _I_AM.match(text, start, end)
        name = None if match is None else person_in(text, *match.span("name"))
        body = [] if name is None else _body(text, paragraphs[place:])
        if name is not None and _is_personal(text, body):
            yield WrittenTurn(name, tuple(body))
            return


def _speaks(text: str, line: Span) -> Span | None:
    """Return whose speech a line says that the words below are."""
    match = _DELIVERED.search(text, *line) if text[line[1] - 1] not in ".!?" else None
    names = [] if match is None else _ANY_NAME.finditer(text, *match.span("who"))
    return next((span for one in names if (span := person_in(text, *one.span())) is not None), None)


def _body(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Return what of some paragraphs is said: no salutation, heading, place or date."""
    trimmed = [_trimmed(text, *span) for span in paragraphs]
    return [span for span in trimmed if span[0] < span[1] and not _is_short(text, span) and not _calls(text, span)]


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a paragraph without a closing line that is left at its end."""
    lines = [*_lines(text, start, end)]
    while lines and _is_closing(text[slice(*lines[-1])]) and text[lines[-1][1] - 1] not in ".!?":
        lines.pop()
    return (lines[0][0], lines[-1][1]) if lines else (end, end)


def _is_short(text: str, span: Span) -> bool:
    """Whether a paragraph is a line that ends no sentence."""
    return span[1] - span[0] <= _SHORT and text[span[1] - 1] not in _MARKS


def _calls(text: str, span: Span) -> bool:
    """Whether a paragraph is a salutation: "Dear Ms Owusu,", "To the editor"."""
    ends = text[span[1] - 1] in ",:!" or _is_short(text, span)
    return ends and _CALLS.fullmatch(text, *span) is not None


def _is_personal(text: str, body: Sequence[Span]) -> bool:
    """Whether a third of some paragraphs say "I" or "we" outside of quotation marks."""
    said = (_QUOTED.sub(" ", text[slice(*span)]).lower().replace("’", "'") for span in body)
    own = sum(not _OWN.isdisjoint(_WORD.findall(words)) for words in said)
    return own * _PERSONAL >= len(body) > 0


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of a paragraph, without white space around them."""
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        left = len(line) - len(line.lstrip())
        if line.strip():
            yield match.start() + left, match.start() + len(line.rstrip())
