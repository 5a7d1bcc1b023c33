"""The marks of replies and forwards: from the first of them on, nothing in a mail is its writer's. In any language.

A mark is a line with a colon at its end that holds a day or an address and a name ("Am 2. März schrieb Ama Mensah:"),
a block of headers ("From: … / Sent: …"), or a rule that says that a message follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from embeddings.naming.words import words
from embeddings.turns.lines import Lines, TextLine
from embeddings.types import Span

_DEPTH = re.compile(r"(?:[ \t]{0,3}>){1,20}[ \t]?")
_FROM: Final = words("""
from von de da van från fra od от від 发件人 差出人 보낸사람 gönderen feladó lähettäjä kimden saatja expéditeur
remitente mittente remetente afzender avsändare afsender odesílatel nadawca отправитель відправник
""")
_FIELDS: Final = _FROM | words("""
to an à a para voor till til komu do кому 收件人 宛先 받는사람 kime címzett vastaanottaja aan ai pour destinataire sent
gesendet envoyé enviado enviada inviato verzonden skickat sendt date datum data fecha dato дата wysłano odesláno
отправлено päivämäärä tarih dátum 日期 发送时间 送信日時 날짜 lähetetty subject betreff objet asunto assunto oggetto
onderwerp ämne emne předmět temat тема konu tárgy aihe 主题 件名 제목 cc bcc kopie copie copia reply-to antwort
""")
_FIELD = re.compile(
    r"[*_]{0,3}(?P<field>[^\W\d_][\w-]{0,20}(?: ?[^\W\d_]{1,20})?)[*_]{0,3}[ \t\u00a0]?[:：][*_]{0,3}"
    r"(?:[ \t]+(?P<value>\S[^\n]*))?"
)
# "---- On 2 March 2026 Ama Mensah wrote ----", ">>> Ama Mensah <ama@…> 2-3-2026 09:12 >>>"
_RULED_MARK = re.compile(r"(?:-{2,}|>{3})[ \t]*(?P<said>[^\W\d_][^\n]{2,200}?)[ \t]*(?:-{2,}|>{3})")
_RULE = re.compile(r"[-–—_=*#]{2,}[ \t]*(?P<said>[^\W\d_][^\n]{2,60}?)[ \t]*[-–—_=*#]{2,}")
_MESSAGE = re.compile(
    r"(?i)messag|mensa|nachricht|bericht|original|forward|meddel|viest|zpráv|wiadomo|сообщ|письм|邮件"
)
_BARE_RULE = re.compile(r"_{10,}|-{20,}|={20,}")
_BEGIN = re.compile(
    r"(?i)(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|videresendt besked|začátek přeposlané zprávy|forwarded by)\b"
    r"[^\n]{0,60}"
)
_RULES: Final = (_RULE, _BEGIN, _RULED_MARK)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?")
_DAY = re.compile(
    r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)?(?: de| d['’])?[ \u00a0]?"
    r"[^\W\d_]{3,12}\.?,?(?: de| del)?[ \u00a0]\d{4}(?: г\.| р\.)?"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?\.?,? \d{4}|\d{4}\. [^\W\d_]{3,12}\.? \d{1,2}\."
)
_ADDRESS = re.compile(
    r"[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[>)\]]?(?:[ \t]*[(<\[]mailto:[^\s>)\]]+[>)\]])?"
)
_BARE_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,200}\w")
_CALLED = re.compile(r"[^\W\d_][\w’'.-]*(?:,? [^\W\d_][\w’'.-]*){0,5}")
_INVERTED = re.compile(r"[\"“]([^\W\d_][\w’'-]{0,40}, [^\W\d_][\w’'.-]{0,40})[\"”]")
_NAME_PART = re.compile(r"[^\W\d_][\w’'-]*\.?")
_PARTICLES: Final = words("de der den del van von bin al la le du da di dos ten ter el")
_NO_NAMES: Final = words(
    "quoting quote zitat citando cita citation citeren"
    " on am le el il em op den dne dnia w de la los las re at um à às a om kl kl. o pm utc gmt cet"
)
_ENDED = re.compile(r"[^\W\d]{5,}[.)][ \t]*\Z")
_ENDED_INSIDE = re.compile(r"[^\W\d_]{4,}[.!?] +[^\W\d_a-z][a-z]+ [a-z]+ ")
_WROTE = re.compile(
    r"(?i)\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|skreiv|napisał|napsal|kirjoitti|írta"
    r"|yazdı|написал|пише|scrisse|a scris)"
)
_CLOSING = re.compile(r"[:：][ \t]*$")
_FIELDS_AT_MOST = 14  # of a block of headers
_LINES = 4  # that an attribution is broken into, at most
_LONGEST = 400  # characters of a mark
_SHORTEST = 12  # of a mark
_SHORT = 60  # of a line that is a day and a time


@dataclass(frozen=True, slots=True)
class Reply:
    """A mark: the lines ``first`` to ``last``, after which words are those of ``writer``, or nobody's."""

    first: int
    last: int
    writer: Span | None
    is_block: bool = False
    is_addressed: bool = False  # an address stands in it


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line as a mail holds it: how often it is quoted, and where its words stand."""

    depth: int
    start: int
    end: int
    opens: bool


def quoted_lines(text: str, lines: Lines) -> list[Quoted]:
    """Return the lines of a mail with how often each is quoted: "> > It is safe."."""
    return [_quoted(text, line) for line in lines]


def _quoted(text: str, line: TextLine) -> Quoted:
    is_mark = text.endswith(">>>", line.start, line.end) and line.end - line.start > _SHORTEST
    match = None if is_mark else _DEPTH.match(text, line.start, line.end)
    depth, start = (0, line.start) if match is None else (match[0].count(">"), match.end())
    return Quoted(depth, min(start, line.end), line.end, line.opens)


def find_replies(text: str, lines: Sequence[Quoted]) -> Iterator[Reply]:
    """Yield the marks in a mail, in order."""
    number = 0
    while number < len(lines):
        mark = _mark(text, lines, number)
        if mark is not None:
            yield mark
        number = number + 1 if mark is None else mark.last + 1


def headers_at(text: str, lines: Sequence[Quoted], number: int) -> Reply | None:
    """Return a block of headers that says who wrote a message, and when or to whom; None where there is none."""
    first, fields, writer, named = number, 0, None, False
    while number < min(len(lines), first + _FIELDS_AT_MOST) and lines[number].depth == lines[first].depth:
        line = lines[number]
        match = _FIELD.match(text, line.start, line.end)
        field = "" if match is None else match["field"].lower()
        if match is None or not _is_among(field, _FIELDS):
            if not fields or not _is_moment(text, line):
                break  # "Monday, 12 Sep 2022, 18:30" is a header without its name
        elif _is_among(field, _FROM):
            if named:
                break
            named, writer = True, _named(text, *match.span("value")) if match["value"] else None
        number, fields = number + 1, fields + 1
    return Reply(first, number - 1, writer, is_block=True) if fields > 1 and named else None


def _is_among(field: str, fields: frozenset[str]) -> bool:
    return not fields.isdisjoint((field, *field.split()[:1]))


def _is_moment(text: str, line: Quoted) -> bool:
    return line.end - line.start < _SHORT and _DAY.search(text, line.start, line.end) is not None


def _mark(text: str, lines: Sequence[Quoted], number: int) -> Reply | None:
    line = lines[number]
    if line.end - line.start > _LONGEST:
        return None
    rule = next((one for rule in _RULES if (one := rule.fullmatch(text, line.start, line.end)) is not None), None)
    if rule is None and _BARE_RULE.fullmatch(text, line.start, line.end) is None:
        return headers_at(text, lines, number) or _attribution(text, lines, number)
    ruled = _ruled(text, line, number)
    if ruled is not None:
        return ruled
    block = headers_at(text, lines, number + 1) if number + 1 < len(lines) else None
    if block is not None:
        return Reply(number, block.last, block.writer, is_block=True)
    return Reply(number, number, None) if rule is not None and _MESSAGE.search(rule[0]) else None


def _ruled(text: str, line: Quoted, number: int) -> Reply | None:
    """Return an attribution between two rules: "---- On 2 March 2026 Ama Mensah <…> wrote ----"."""
    match = _RULED_MARK.fullmatch(text, line.start, line.end)
    if match is None or _DAY.search(match["said"]) is None or not _is_sure(match["said"]):
        return None
    return Reply(number, number, _writer(text, *match.span("said")), is_addressed=_is_addressed(match["said"]))


def _is_sure(said: str) -> bool:
    return _WROTE.search(said) is not None or _is_addressed(said)


def _attribution(text: str, lines: Sequence[Quoted], number: int) -> Reply | None:
    """Return a line, or several that it was broken into, that says who wrote what follows, and when."""
    last = _closes(text, lines, number)
    if last is None:
        return None
    start, end = lines[number].start, lines[last].end
    said = text[start:end]
    addressed = _is_addressed(said)
    if _ENDED_INSIDE.search(said) or not (addressed or _DAY.search(said)):
        return None
    deeper = last + 1 < len(lines) and lines[last + 1].depth > lines[number].depth
    sure = addressed or deeper or _TIME.search(said) or _WROTE.search(said)
    writer = _writer(text, start, end)
    return Reply(number, last, writer if sure else None, is_addressed=addressed) if sure or writer is not None else None


def _is_addressed(said: str) -> bool:
    """Whether an address is that of who wrote: in brackets, or beside a day or a word for writing."""
    address = _ADDRESS.search(said)
    if address is None:
        return False
    return address[0][0] in "<([" or (_DAY.search(said) or _WROTE.search(said)) is not None


def _closes(text: str, lines: Sequence[Quoted], number: int) -> int | None:
    """Return the line that ends with the colon of an attribution that begins with another; None where none does."""
    first = lines[number]
    for last in range(number, min(len(lines), number + _LINES)):
        line = lines[last]
        if line.depth != first.depth or (last > number and line.opens) or line.end - first.start > _LONGEST:
            return None
        if _CLOSING.search(text, line.start, line.end):
            return last
        ended = _ENDED.search(text, max(line.start, line.end - _SHORT), line.end)
        if ended is not None or line.start >= line.end or text[line.end - 1] in "!?":
            return None
    return None


def _writer(text: str, start: int, end: int) -> Span | None:
    """Return where an attribution names who wrote: what is left of it without days, times and addresses."""
    said = text[start:end]
    inverted = _INVERTED.search(said)
    if inverted is not None:
        return start + inverted.start(1), start + inverted.end(1)
    for pattern in (_ADDRESS, _DAY, _TIME):
        said = pattern.sub(_blanked, said)
    found = list(_runs(said))
    long = [span for span in found if " " in said[slice(*span)].strip()]
    beside = [span for span in found if _stands_beside(said, span)]
    chosen = long[-1] if long else beside[-1] if beside else None
    return None if chosen is None else (start + chosen[0], start + chosen[1])


def _blanked(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _stands_beside(said: str, span: Span) -> bool:
    """Whether one word stands behind a comma, or beside a day or an address, and so is a name."""
    before, behind = said[: span[0]].rstrip(" \t\n"), said[span[1] :].lstrip(" \t\n(")
    return before[-1:] in ("\0", ",") or behind[:1] == "\0"


def _runs(said: str) -> Iterator[Span]:
    """Yield where words with capitals stand one behind the other."""
    run: list[Span] = []
    before = 0
    for match in _NAME_PART.finditer(said):
        is_part = match[0][0].isupper() or (bool(run) and match[0].lower() in _PARTICLES)
        if run and (not is_part or said[before : match.start()].strip(" \t\"'“”\n")):
            yield run[0][0], run[-1][1]
            run = []
        if is_part and match[0].lower() not in _NO_NAMES:
            run.append(match.span())
        before = match.end()
    if run:
        yield run[0][0], run[-1][1]


def _named(text: str, start: int, end: int) -> Span | None:
    """Return where a header names somebody: their name, or else their address."""
    value = text[start:end]
    shift = len(value) - len(value.lstrip("\"'*_ ["))
    match = _CALLED.match(value, shift)
    if match is not None and value[match.end() :][:1] != "@":
        return start + shift, start + shift + len(match[0].rstrip(" ,"))
    address = _BARE_ADDRESS.search(value)
    return None if address is None else (start + address.start(), start + address.end())
