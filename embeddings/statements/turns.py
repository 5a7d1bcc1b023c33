"""Turns of a chat, an e-mail or a transcript -> statements: who wrote words is who says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from embeddings.naming.mentions import with_affiliation
from embeddings.naming.names import is_pronoun
from embeddings.statements.full_names import full_names, told_offices
from embeddings.statements.pieces import touching
from embeddings.turns.titles import office_before
from embeddings.types import Document, Span, Speaker, Statement, WrittenTurn

_ROLE = re.compile(r"(?:\*\*)?((?: ?\([^()\d\n]{2,80}\)){1,3})(?=\W)|, ([^:\n.?!()]{2,70})(?=[*_]{0,3}:)")
_DASHED = re.compile(r"[—–―][ *_]{0,3}\Z")
_BEHIND_CREDIT = re.compile(r"[*_]{0,2}, ([a-z][^\n,.:;?!()]{2,70})")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_INVERTED = re.compile(r"([^\W\d_][\w'’-]{1,40}), ([^\W\d_][\w'’.-]{1,40}(?: [^\W\d_]\.?)?)")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_BEFORE = re.compile(r"(?:[^\W\d_][\w'’-]{0,20}\.? ){1,4}\Z")
_REACH = 60  # characters before a name in which its title stands
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"([^\W\d_a-z])\. (\S+)")
_SHORT = 3  # letters of a name in capitals that may be initials: "BBC"
_FIRST_PERSONS = frozenset({"i", "me", "my", "we", "us", "our"})
_OF_OWN = ("my ", "our ")
_GREETING = 3  # words of a greeting or a signature, without a full stop


def with_turns(document: Document, found: Iterable[Statement]) -> list[Statement]:
    """Return what a document's turns say, and what was ``found`` in its text: each within one turn, or outside of all.

    What is told in a turn is told by whom it names there; what "I" and "we" say is in the turn already.
    """
    if not document.turns:
        return list(found)
    return [*written_statements(document), *_apart(document, found)]


def written_statements(document: Document) -> list[Statement]:
    """Return a statement for each paragraph that somebody wrote or said, direct and without a cue, in their order."""
    speakers = _speakers(document.text, document.turns)
    return [
        Statement(document.id, (piece,), speakers[turn.writer], None, None, "direct")
        for turn in document.turns
        if turn.writer is not None
        for piece in _worth_telling(document.text, turn)
    ]


def _worth_telling(text: str, turn: WrittenTurn) -> Sequence[Span]:
    """Return the paragraphs of a turn without greetings and names below; a turn that is no more keeps them."""
    told = [piece for piece in turn.words if text[piece[1] - 1] != "," or len(text[slice(*piece)].split()) > _GREETING]
    return [piece for piece in told if not _is_greeting(text[slice(*piece)])] or told


def _is_greeting(words: str) -> bool:
    return len(words.split()) <= _GREETING and words.rstrip()[-1:] not in ".!?…”\"'’"


def _apart(document: Document, found: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements that lie within one turn, or outside of all."""
    spans = sorted((span, number) for number, turn in enumerate(document.turns) for span in turn.words)
    starts = [span[0] for span, _ in spans]
    named = list(_headers(document))
    for statement in found:
        places = {_turn_of(spans, starts, part) for part in _parts(statement)}
        outside = places == {-1} and not any(touching(named, *part) for part in _parts(statement))
        if outside or (len(places) == 1 and _is_told(document, statement, places.pop())):
            yield statement


def _headers(document: Document) -> Iterator[Span]:
    """Yield what says whose turn comes, with all of its paragraph: "On 2 March Ama Mensah wrote:"."""
    before = 0
    for turn in document.turns:
        start, end = turn.words[0][0], turn.words[-1][1]
        if turn.writer is not None and before <= turn.writer[0] < start:
            yield max(before, document.text.rfind("\n\n", before, turn.writer[0])), start
        before = max(before, end)


def _turn_of(spans: Sequence[tuple[Span, int]], starts: Sequence[int], part: Span) -> int:
    """Return the number of the turn that a part of a statement stands in; -1 outside of all, -2 where it is cut."""
    place = bisect_right(starts, part[0]) - 1
    if place >= 0 and part[1] <= spans[place][0][1]:
        return spans[place][1]
    touches = any(part[0] < end and start < part[1] for (start, end), _ in spans[max(place, 0) : place + 2])
    return -2 if touches else -1


def _parts(statement: Statement) -> Iterator[Span]:
    yield from statement.quote
    if statement.cue_span is not None:
        yield statement.cue_span
    if statement.speaker is not None:
        yield statement.speaker.span


def _is_told(document: Document, statement: Statement, number: int) -> bool:
    """Whether what is found within a turn is of somebody whom the turn names, or of nobody for certain ("it")."""
    speaker = statement.speaker
    if number < 0 or (document.turns[number].writer is not None and _is_own(statement)):
        return False
    if speaker is not None and _is_writer(document, number, speaker.as_written):
        return False
    if speaker is None or is_pronoun(speaker.name):
        return True
    said = (document.text[slice(*span)] for span in document.turns[number].words)
    return not is_pronoun(speaker.as_written) or any(speaker.name.split()[-1] in words for words in said)


def _is_writer(document: Document, number: int, called: str) -> bool:
    """Whether words name whose turn it is ("JA: …" in a mail of Jo Ann's), or somebody only they know ("my mother")."""
    writer = document.turns[number].writer
    if writer is None:
        return False
    name = document.text[slice(*writer)]
    initials = "".join(word[0] for word in name.split())
    return called in (initials, name, *name.split()) or called.lower().startswith(_OF_OWN)


def _is_own(statement: Statement) -> bool:
    """Whether words are those of whose turn it is, which tells them: "I said so", a quotation without a cue."""
    speaker = statement.speaker
    return statement.cue is None if speaker is None else speaker.name.lower() in _FIRST_PERSONS


def _speakers(text: str, turns: Sequence[WrittenTurn]) -> Mapping[Span, Speaker]:
    """Return whose turns they are, by where they are named: with the full name, and the role that stands behind it."""
    spans = list(dict.fromkeys(turn.writer for turn in turns if turn.writer is not None))
    written = {span: text[slice(*span)] for span in spans}
    cased = _cased_words(text) if any(map(str.isupper, written.values())) else {}
    full = _fuller(text, written.values())
    names = {span: _cased(full(name), cased) for span, name in written.items()}
    roles = {names[span]: role for span in reversed(spans) if (role := _role(text, span)) is not None}
    return {span: Speaker(names[span], written[span], span, roles.get(names[span])) for span in spans}


def _fuller(text: str, written: Iterable[str]) -> Callable[[str], str]:
    """Return what finds the full name of a label: among the labels, in the text, by the office that it names."""
    among = _by_part(name for name in written if " " in name)
    told = _by_part(chain.from_iterable(full_names(text).values()))
    held = _by_office(text)
    return lambda name: _full(name, among) or _full(name, told) or _one(held.get(name.casefold())) or name


def _by_part(names: Iterable[str]) -> dict[str, set[str]]:
    """Return full names by each of their words, and by their initials; one that comes in two cases counts once."""
    found: dict[str, set[str]] = {}
    for name in {name.casefold(): name for name in sorted(names)}.values():
        for part in {*name.casefold().split(), "".join(word[0] for word in name.split()).upper()}:
            found.setdefault(part, set()).add(name)
    return found


def _by_office(text: str) -> dict[str, set[str]]:
    """Return the full names of those of whom a text says what office they hold: whom a label "CHAIR" stands for."""
    found: dict[str, set[str]] = {}
    for office, name in told_offices(text):
        found.setdefault(office, set()).add(name)
    return found


def _full(name: str, names: Mapping[str, set[str]]) -> str | None:
    """Return the full name of a surname, a first name or initials, if it is the only one: "VANE", "NH", "P. Vane"."""
    initial = _INITIAL.fullmatch(name)
    if initial is not None:
        alike = (full for full in names.get(initial[2].casefold(), ()) if full[0] == initial[1] and full != name)
        return _one(set(alike))
    found = set[str]() if " " in name else names.get(name.casefold()) or names.get(name) or set[str]()
    return _one(found)


def _one(names: Collection[str] | None) -> str | None:
    """Return the only name, None where there are more or none."""
    return next(iter(names)) if names is not None and len(names) == 1 else None


def _cased_words(text: str) -> dict[str, str]:
    """Return the words of a text that begin with a capital and go on otherwise, by how they look in capitals."""
    return {word.upper(): word for word in _WORDS.findall(text) if word[0].isupper() and not word.isupper()}


def _cased(name: str, cased: Mapping[str, str]) -> str:
    """Return a name in capitals as the text writes it elsewhere, or with small letters; "Mensah, Ama" turned round."""
    inverted = _INVERTED.fullmatch(name)
    if inverted is not None:
        return f"{inverted[2]} {inverted[1]}"
    if not name.isupper() or (" " not in name and len(name) <= _SHORT):
        return name
    return _WORDS.sub(lambda word: cased.get(word[0]) or _LETTERS.sub(_capitalized, word[0]), name)


def _capitalized(letters: re.Match[str]) -> str:
    return letters[0].capitalize()


def _role(text: str, name: Span) -> str | None:
    """Return the office before a label's name, and what is in brackets or behind a comma: "Cllr", "Northmoor, Blue"."""
    match, before = _ROLE.match(text, name[1]), _BEFORE.search(text, max(0, name[0] - _REACH), name[0])
    beside = None if match is None else ", ".join(_BRACKETS.findall(match[1])) if match[1] else match[2]
    if match is None and _DASHED.search(text, max(0, name[0] - _REACH), name[0]):  # "— Ama Mensah, baker"
        credit = _BEHIND_CREDIT.match(text, name[1])
        beside = None if credit is None else credit[1]
    return with_affiliation(None if before is None else office_before(text, before.start(), name[0]), beside)
