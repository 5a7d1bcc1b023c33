"""Who said what, as a reader says it, against what is found: words found, with the right name, none, a wrong one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bot.contract.rows import read_lines
from bot.evaluation import measures
from bot.evaluation.bootstrap import estimate
from bot.evaluation.figures import Figure
from embeddings.errors import UsageError
from embeddings.naming.names import is_pronoun, normal_form
from embeddings.naming.words import TITLES
from embeddings.statements.registry import statements_of
from embeddings.statements.turns import with_turns
from embeddings.turns.turns import find_turns
from embeddings.types import Document, Span, Speaker, Statement

Verdict = Literal["right", "no name", "wrong name", "not found"]
VERDICTS: dict[Verdict, str] = {
    "wrong name": "Found, with the name of somebody else",
    "not found": "Not found",
    "no name": "Found, with nobody's name",
}
_FORM = '{"id": …, "text": "…", "said": [{"speaker": "…", "words": "…"}]}'
_FOUND = 0.5  # the share of the said words that a statement must hold
_CONTEXT = 120  # characters around the words that are shown with a miss
_BEHIND_HEAD = re.compile(r" (?:of|for|in|at|on|from|to|with|who|which|that|and|involved) ")
_OWNERS = re.compile(r"\A(?:its|his|her|their|our|my) ")
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "one", "some", "two"})


@dataclass(frozen=True, slots=True)
class Gold:
    """What somebody said in a text, as a reader resolves it: ``speaker`` is the full name, ``words`` the place."""

    document_id: str
    text: str
    speaker: str
    words: Span


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of it; ``found`` is the speaker of the statement that holds the words."""

    said: Gold
    verdict: Verdict
    found: Speaker | None

    @property
    def context(self) -> tuple[str, str, str]:
        """The words, with what stands before and behind them."""
        (start, end), text = self.said.words, self.said.text
        return text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]


def read_said(path: Path) -> list[Gold]:
    """Read a file of texts with what is said in them. Raises UsageError, naming file and line."""
    lines = [(number, line) for number, line in enumerate(read_lines(path), start=1) if line.strip()]
    found = [said for number, line in lines for said in _row(line, f"{path}, line {number}")]
    if not found:
        raise UsageError(f"{path} holds nothing that is said; rows of the form {_FORM} were expected")
    return found


def judge(gold: Sequence[Gold]) -> tuple[Judged, ...]:
    """Extract the statements of the texts, as a rebuild does, and look for what is said in them."""
    texts = {said.document_id: said.text for said in gold}
    found = statements_of((name, text, None) for name, text in texts.items())
    documents = {name: Document(name, text, "", turns=find_turns(text, ())) for name, text in texts.items()}
    told = {name: with_turns(documents[name], found[name]) for name in texts}
    return tuple(_judged(said, told[said.document_id]) for said in gold)


def figures(judged: Sequence[Judged]) -> tuple[Figure, ...]:
    """Return the share that is found, and of all the share with the right name, with none and with a wrong one."""
    wanted: tuple[tuple[str, str, bool, tuple[Verdict, ...]], ...] = (
        ("said_found", "Said words found", True, ("right", "no name", "wrong name")),
        ("said_right", "Said words with the right name", True, ("right",)),
        ("said_unnamed", "Said words with nobody's name", False, ("no name",)),
        ("said_wrong", "Said words with a wrong name", False, ("wrong name",)),
    )
    return tuple(
        Figure(key, label, "share", better, len(judged), estimate(measures.share, _column(judged, verdicts)))
        for key, label, better, verdicts in wanted
    )


def same_speaker(gold: str, found: str) -> bool:
    """Whether two names are one speaker's: the same but for titles, or one is the other with less said of them.

    "Greer" is Mutale Greer; "A former clerk of the firm" is "former clerk", as "Its clerk" is the firm's; Greer's
    spokesman is not Greer.
    """
    one, other = (_OWNERS.sub("", normal_form(name)) for name in (gold, found))
    if one == other:
        return True
    less, more = sorted((one.split(), other.split()), key=len)
    return {*less} <= {*more} and _head(one) == _head(other)


def _head(form: str) -> str:
    """The word of a name that the others describe: the last before what is behind a preposition."""
    words = _BEHIND_HEAD.split(form, maxsplit=1)[0].split()
    return words[-1] if words else ""


def _judged(said: Gold, statements: Iterable[Statement]) -> Judged:
    """Judge the statement that holds most of the words; of several, as where a turn holds a report, the narrowest."""
    held = [(_held(one, said.words), -_length(one), one) for one in statements]
    most, _, best = max(held, key=lambda pair: pair[:2], default=(0, 0, None))
    if best is None or not most or most < _FOUND * (said.words[1] - said.words[0]):
        return Judged(said, "not found", None)
    return Judged(said, _verdict(said.speaker, best.speaker), best.speaker)


def _held(statement: Statement, words: Span) -> int:
    """How many characters of the words stand in a statement, or in its cue: "denied the claim"."""
    cue = () if statement.cue_span is None else (statement.cue_span,)
    return sum(_shared(piece, words) for piece in (*statement.quote, *cue))


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.quote)


def _verdict(gold: str, speaker: Speaker | None) -> Verdict:
    if speaker is None or is_pronoun(speaker.name):
        return "no name"
    if same_speaker(gold, speaker.name):
        return "right"
    first = gold.split()[:1] == speaker.name.split()  # "Ama", who may be any Ama
    return "wrong name" if _is_name(speaker.name) and not first else "no name"


def _is_name(name: str) -> bool:
    """Whether words name somebody, rather than describe them: "Ama Mensah"; not "the mayor", "Two jurors", "CHAIR"."""
    words = name.split()
    own = words[1:] if words[0].lower() in _ARTICLES else words
    return bool(own) and own[-1][0].isupper() and own[-1].lower() not in TITLES


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _column(judged: Sequence[Judged], verdicts: Sequence[Verdict]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([one.verdict in verdicts for one in judged], dtype=np.float64)


def _row(line: str, where: str) -> Iterator[Gold]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"{where}: is not JSON; rows of the form {_FORM} were expected") from None
    known = isinstance(row, dict) and isinstance(row.get("text"), str) and isinstance(row.get("said"), list)
    if not known:
        raise UsageError(f'{where}: holds no "text" and "said"; rows of the form {_FORM} were expected')
    for said in row["said"]:
        speaker, words = _pair(said, where)
        start = row["text"].find(words)
        if start < 0:
            raise UsageError(f"{where}: the words {words!r} don't stand in the text")
        yield Gold(str(row.get("id", where)), row["text"], speaker, (start, start + len(words)))


def _pair(said: object, where: str) -> tuple[str, str]:
    pair = (said.get("speaker"), said.get("words")) if isinstance(said, dict) else ()
    match pair:
        case (str(speaker), str(words)) if speaker.strip() and words.strip():
            return speaker, words
    raise UsageError(f'{where}: "said" holds no speaker and words; rows of the form {_FORM} were expected')
