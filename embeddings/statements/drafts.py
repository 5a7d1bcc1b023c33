"""The statements of one parsed sentence: its quotations with their cues, and what its clauses report."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.statements.attitudes import is_wordless
from embeddings.statements.claim import Claim
from embeddings.statements.clauses import claims
from embeddings.statements.cues import CUES
from embeddings.statements.fragments import whose
from embeddings.statements.labelled import NamedPeople, credit_of, is_label, label_of
from embeddings.statements.pieces import pieces_of
from embeddings.statements.plausibility import is_plausible, plausibility
from embeddings.statements.quotemarks import Quotation
from embeddings.statements.quotes import cue_of, sayer, speech_cues
from embeddings.statements.segments import STAND_IN, Segment
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    either,
    is_complement,
    is_name,
    is_object,
    is_open_complement,
    is_root,
)
from embeddings.statements.unsaid import is_unsaid
from embeddings.turns.stamps import is_item, stamp_at
from embeddings.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAST_WORDS = 4
_REPORTING = frozenset({"clause", "beside", "according", "before colon", "as reported", "opinion"})  # frames of claims
_CLAUSAL = frozenset({"clause", "stance clause"})
_carries_words = either(is_complement, is_open_complement)
_TELLING = frozenset({"tell", "tells", "told"})


@dataclass(slots=True)
class DraftStatement:
    """A statement in the making: tokens are those of the sentence that names its speaker.

    ``pieces`` are the document's; a draft that ``is_open`` takes the quotation in the next sentence too; one
    that ``introduces`` has no words of its own yet ("She had a warning:"), one that ``is_stance`` is of no words said.
    """

    pieces: list[Span]
    speaker: Token | None
    cue: tuple[Token, ...]
    segment: Segment
    is_open: bool = False
    introduces: bool = False
    is_stance: bool = False


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a sentence gave: its drafts in order, quotations without a cue, and the draft that may go on."""

    drafts: list[DraftStatement]
    uncued: list[Quotation]
    last: DraftStatement | None


@dataclass(frozen=True, slots=True)
class _ParsedSentence:
    """A sentence as it is read: ``fresh`` are quotations by the places of what stands for them in ``doc``.

    ``stand_ins`` are the places of all, also of those that were taken before; ``cues`` may go with the fresh ones.
    """

    segment: Segment
    doc: Doc
    fresh: Mapping[int, Quotation]
    stand_ins: Collection[int]
    cues: Sequence[Token]
    known: NamedPeople


def read_sentence(segment: Segment, doc: Doc, fresh: Iterable[Quotation], known: NamedPeople) -> SentenceReading:
    """Find the drafts of ``segment``, parsed as ``doc``; ``fresh`` are the quotations not yet taken.

    ``known`` are the people of its text.
    """
    stand_ins, starts = _stand_ins(segment, doc), {quotation.start for quotation in fresh}
    untaken = {place: quotation for place, quotation in stand_ins.items() if quotation.start in starts}
    sentence = _ParsedSentence(segment, doc, untaken, stand_ins.keys(), speech_cues(doc, stand_ins), known)
    said, uncued = _quotations(sentence)
    drafts = {**said, **_reported(sentence, said)}
    drafts.update(_fragments(sentence, drafts))
    places = sorted(drafts)
    ordered = [drafts[place] for place in places]
    quoted = [drafts[place] for place in places if place in said]
    last = _introduction(sentence, empty=not ordered) or next(reversed(quoted or ordered), None)
    return SentenceReading(ordered, uncued, last)


def _stand_ins(segment: Segment, doc: Doc) -> dict[int, Quotation]:
    found: dict[int, Quotation] = {}
    for offset, quotation in segment.whole:
        span = doc.char_span(offset, offset + len(STAND_IN), alignment_mode="expand")
        if span is not None and len(span):
            found[span[0].i] = quotation
    return found


def _quotations(sentence: _ParsedSentence) -> tuple[dict[int, DraftStatement], list[Quotation]]:
    """The drafts of whole quotations by the places of their cues, and the quotations that have none."""
    said: dict[int, DraftStatement] = {}
    uncued: list[Quotation] = []
    for place, quotation in sentence.fresh.items():
        quoted, known = sentence.doc[place], sentence.known
        link = credit_of([quoted], known) or cue_of(quoted, sentence.cues) or label_of(quoted, known)
        if link is None:
            uncued.append(quotation)
            continue
        cue, speaker = link
        if is_unsaid(cue[0], speaker):
            speaker = None  # "'It is safe,' nobody said"
        draft = said.setdefault(cue[0].i, DraftStatement([], speaker, cue, sentence.segment, is_open=True))
        draft.pieces.extend(quotation.pieces)
    return said, uncued


def _reported(sentence: _ParsedSentence, said: Mapping[int, DraftStatement]) -> dict[int, DraftStatement]:
    """The drafts of what clauses report; words beside a quotation that its own cue carries are added to ``said``."""
    stand_ins, segment = sentence.stand_ins, sentence.segment
    candidates = []
    happened = _is_dated(segment.text)
    for claim in each_its_own(list(claims(sentence.doc))):
        if happened and claim.frame not in _REPORTING:
            continue  # "12 May: the council announces the sale" tells what was done
        place = claim.cue[0].i
        if place in said:
            said[place].pieces.extend(_between(sentence, claim))
        elif place not in stand_ins and (claim.speaker is None or claim.speaker.i not in stand_ins):
            pieces = pieces_of(segment, [token for token in claim.content if token.i not in stand_ins])
            if pieces and _is_sure(sentence, claim, pieces):
                candidates.append((claim, pieces))
    return {
        claim.cue[0].i: DraftStatement(
            pieces, claim.speaker, claim.cue, segment, _is_open(claim, sentence.cues), is_stance=is_wordless(claim)
        )
        for claim, pieces in outermost(candidates)
    }


def _is_sure(sentence: _ParsedSentence, claim: Claim, pieces: Sequence[Span]) -> bool:
    return is_label(claim, sentence.known) or is_plausible(claim, quotes=_quotes(sentence.segment, pieces))


def _is_dated(text: str) -> bool:
    """Whether a sentence is an item of a timeline or a log: a day or a time stands before it."""
    return is_item(text, 0, len(text)) or stamp_at(text, 0, len(text)) is not None


def each_its_own(found: Sequence[Claim]) -> Iterator[Claim]:
    """What one reports ends at a semicolon behind or before which another does.

    "Ama said it was safe; Kofi said it was not", "Ama denied it; the bridge, Kofi said, was closed".
    """
    spoken = [claim for claim in found if claim.speaker is not None]
    openings = [min(claim.cue[0].i, claim.speaker.left_edge.i) for claim in spoken if claim.speaker is not None]
    cues = [claim.cue[0].i for claim in spoken]
    for claim in found:
        start, end = _marks_around(claim)
        low = start if any(cue < start for cue in cues) else -1
        high = end if any(opening > end for opening in openings) else math.inf
        yield replace(claim, content=tuple(token for token in claim.content if low < token.i < high))


def _marks_around(claim: Claim) -> tuple[int, int]:
    """The places of the last semicolon of what is reported before its cue, and of the first behind it."""
    cue, marks = claim.cue[0].i, [token.i for token in claim.content if token.text == ";"]
    end = len(claim.cue[0].doc)
    return max((mark for mark in marks if mark < cue), default=-1), min((m for m in marks if m > cue), default=end)


def _is_open(claim: Claim, cues: Sequence[Token]) -> bool:
    """Whether a quotation in the next sentence is more of what is said: "It is safe, she said. '…'"."""
    return claim.frame in ("beside", "according") or (claim.frame in _CLAUSAL and claim.cue[0] in cues)


def _between(sentence: _ParsedSentence, claim: Claim) -> list[Span]:
    """The reporter's words beside a quotation, before its cue: "…" and more of it, she said; more, she said, "…"."""
    if claim.frame == "clause":
        return _before_quotation(sentence, claim)
    if claim.frame != "beside":
        return []
    first, cue = min(sentence.fresh), claim.cue[0].i
    after = first if first < cue else -1
    tokens = [token for token in claim.content if after < token.i < cue and token.i not in sentence.stand_ins]
    words = [token for token in tokens if not token.is_punct]
    if len(words) < _LEAST_WORDS or any(token in sentence.cues for token in words):
        return []
    return pieces_of(sentence.segment, tokens)


def _before_quotation(sentence: _ParsedSentence, claim: Claim) -> list[Span]:
    """What is reported before a quotation with the same cue: "said that it was safe: …"."""
    first, cue = min(sentence.fresh), claim.cue[0].i
    told = [token for token in claim.content if cue < token.i < first]
    return pieces_of(sentence.segment, told) if len(told) >= _LEAST_WORDS else []


def _fragments(sentence: _ParsedSentence, drafts: Mapping[int, DraftStatement]) -> dict[int, DraftStatement]:
    """Quoted words that no clause carried, with who is meant to have said them."""
    found: dict[int, DraftStatement] = {}
    carried = [piece for draft in drafts.values() for piece in draft.pieces]
    for quotation in sentence.segment.fragments:
        piece = quotation.start, quotation.end
        words = [] if _shares(carried, piece) else _words_of(sentence, piece)
        link = (_credited(words, sentence.known) or whose(words)) if words else None
        if link is not None and link[0].i not in drafts:
            verb, speaker = link
            draft = found.setdefault(verb.i, DraftStatement([], speaker, (verb,), sentence.segment))
            draft.pieces.append(piece)
    return found


def _credited(words: Sequence[Token], known: NamedPeople) -> tuple[Token, Token] | None:
    link = credit_of(words, known) if len(words) >= _LEAST_WORDS else None
    return None if link is None or link[1] is None else (link[0][0], link[1])


def _shares(spans: Iterable[Span], piece: Span) -> bool:
    """Whether some spans and a piece share a character."""
    return any(start < piece[1] and piece[0] < end for start, end in spans)


def _words_of(sentence: _ParsedSentence, piece: Span) -> list[Token]:
    """The words of a sentence that stand in a piece of the document."""
    place = sentence.segment.place
    return [token for token in sentence.doc if piece[0] <= place(token.idx) < piece[1] and not token.is_punct]


def _introduction(sentence: _ParsedSentence, *, empty: bool) -> DraftStatement | None:
    """The draft for the quotation that this sentence announces: by a colon, or a cue without words yet."""
    segment, cues = sentence.segment, sentence.cues
    announces = segment.text.rstrip().endswith(":")
    if cues and (announces or (empty and _waits(cues[-1]))):
        # "Ama Mensah answered in a letter:", "Ama Mensah explained."
        return DraftStatement([], sayer(cues[-1]), (cues[-1],), segment, introduces=True)
    if not announces:
        return None
    root = next(filter(is_root, sentence.doc))
    subject = subject_of(root)
    if subject is None or not (is_name(subject) or subject.lower_ in ("he", "she", "they")):
        return None  # "The rules are these:"
    cue = root if root.lower_ in CUES else sentence.doc[-1]  # "She had a warning for them:"
    return DraftStatement([], subject, (cue,), segment, introduces=True)


def _waits(cue: Token) -> bool:
    """Whether a cue that is a sentence's main verb has no words yet: whom "told" goes with is no word said."""
    told = cue.lower_ in _TELLING
    carries = any(_carries_words(child) or (is_object(child) and not told) for child in cue.children)
    return is_root(cue) and not carries


def _quotes(segment: Segment, pieces: Sequence[Span]) -> bool:
    """Whether a statement's pieces hold quoted words."""
    return any(_shares(pieces, (quotation.start, quotation.end)) for quotation in segment.fragments)


def outermost(found: Iterable[tuple[Claim, list[Span]]]) -> list[tuple[Claim, list[Span]]]:
    """Claims that are no part of what another reports; of two with one cue or in each other, the likelier."""
    candidates = list(found)
    rivals = [_Rival(claim, at) for at, (claim, _) in enumerate(candidates)]
    return [candidates[one.at] for one in rivals if not any(other.outdoes(one) for other in rivals if other != one)]


class _Rival:
    """A claim beside the others of its sentence."""

    def __init__(self, claim: Claim, at: int) -> None:
        self.at = at
        self._cue = claim.cue[0].i
        self._content = {token.i for token in claim.content}
        self._rank = claim.frame == "beside", plausibility(claim), at

    def outdoes(self, other: _Rival) -> bool:
        """Whether the other is a part of this, or less likely; of two with one cue the longer is taken."""
        same = self._cue == other._cue
        if not (same or other._cue in self._content):
            return False
        if same and self._content != other._content and self._content.issuperset(other._content):
            return True
        if same and self._content < other._content:
            return False
        mutual = same or self._cue in other._content
        return not mutual or self._rank > other._rank
