"""The statements of one parsed sentence: its quotations with their cues, and what its clauses report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.naming.words import words as word_list
from embeddings.statements.clauses import Claim, claims
from embeddings.statements.cues import CUES, DOCUMENT_NOUNS, PLAIN_SPEECH, STANCES
from embeddings.statements.plausibility import plausibility
from embeddings.statements.quotemarks import Quotation
from embeddings.statements.quotes import cue_of, sayer, speech_cues
from embeddings.statements.segments import STAND_IN, Segment
from embeddings.statements.subjects import speaker_of, subject_of
from embeddings.statements.tokens import is_name
from embeddings.statements.unsaid import is_unsaid
from embeddings.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How sure to be. Plain reporting is nearly always meant as such; attitudes are not.
PLAUSIBLE_SPEECH = 0.45
PLAUSIBLE = 0.7
# Somebody's own document, or a named person's stance in the passive, says who speaks better than the average.
PLAUSIBLE_GROUNDED = 0.2
_LEAST_WORDS = 4
_LEAST_NAMED = 3  # "what she called 'a perception problem'"
_QUANTITIES = word_list("half most many some number majority third quarter percent dozens hundreds thousands millions")
_TELLING = frozenset({"tell", "tells", "told"})
_SHORT = 3  # letters of words that titles leave small


@dataclass(slots=True)
class DraftStatement:
    """A statement in the making: tokens are those of the sentence that names its speaker.

    ``pieces`` are the document's; a draft that ``is_open`` takes the quotation in the next sentence too; one
    that ``introduces`` has no words of its own yet ("She had a warning:").
    """

    pieces: list[Span]
    speaker: Token | None
    cue: tuple[Token, ...]
    segment: Segment
    is_open: bool = False
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a sentence gave: its drafts in order, quotations without a cue, and the draft that may go on."""

    drafts: list[DraftStatement]
    uncued: list[Quotation]
    last: DraftStatement | None


def read_sentence(segment: Segment, doc: Doc, fresh: Iterable[Quotation]) -> SentenceReading:
    """Find the drafts of ``segment``, parsed as ``doc``; ``fresh`` are the quotations not yet taken."""
    stand_ins = _stand_ins(segment, doc, fresh)
    cues = speech_cues(doc, stand_ins)
    said, uncued = _quotations(segment, doc, stand_ins, cues)
    candidates = []
    for claim in claims(doc):
        place = claim.cue[0].i
        if place in said and claim.frame == "beside":
            said[place].pieces.extend(_between(segment, claim, stand_ins, cues))
        if place in stand_ins or place in said or (claim.speaker is not None and claim.speaker.i in stand_ins):
            continue
        pieces = pieces_of(segment, [token for token in claim.content if token.i not in stand_ins])
        if pieces:
            candidates.append((claim, pieces))
    drafts = dict(said)
    for claim, pieces in outermost(
        candidate for candidate in candidates if is_plausible(candidate[0], quotes=_quotes(segment, candidate[1]))
    ):
        is_open = claim.frame in ("beside", "according") or (claim.frame == "clause" and claim.cue[0] in cues)
        drafts[claim.cue[0].i] = DraftStatement(pieces, claim.speaker, claim.cue, segment, is_open)
    drafts.update(_fragments(segment, doc, drafts))
    ordered = [draft for _, draft in sorted(drafts.items())]
    last = next((draft for place, draft in sorted(drafts.items(), reverse=True) if place in said), None)
    introduction = _introduction(segment, doc, cues, empty=not ordered)
    return SentenceReading(ordered, uncued, introduction or last or (ordered[-1] if ordered else None))


def _stand_ins(segment: Segment, doc: Doc, fresh: Iterable[Quotation]) -> dict[int, Quotation]:
    starts = {quotation.start for quotation in fresh}
    found: dict[int, Quotation] = {}
    for offset, quotation in segment.whole:
        span = doc.char_span(offset, offset + len(STAND_IN), alignment_mode="expand")
        if span is not None and len(span) and quotation.start in starts:
            found[span[0].i] = quotation
    return found


def _quotations(
    segment: Segment, doc: Doc, stand_ins: Mapping[int, Quotation], cues: list[Token]
) -> tuple[dict[int, DraftStatement], list[Quotation]]:
    said: dict[int, DraftStatement] = {}
    uncued: list[Quotation] = []
    for place, quotation in stand_ins.items():
        link = cue_of(doc[place], cues)
        if link is None:
            uncued.append(quotation)
            continue
        cue, speaker = link
        if is_unsaid(cue[0], speaker):
            speaker = None
        draft = said.setdefault(cue[0].i, DraftStatement([], speaker, cue, segment, is_open=True))
        draft.pieces.extend(quotation.pieces)
    return said, uncued


def _fragments(segment: Segment, doc: Doc, drafts: Mapping[int, DraftStatement]) -> dict[int, DraftStatement]:
    """Quoted words that no clause carried, with the verb that they hang on: "led chants of '…'"."""
    found: dict[int, DraftStatement] = {}
    for quotation in segment.fragments:
        start, end = quotation.start, quotation.end
        covered = any(low < end and start < high for draft in drafts.values() for low, high in draft.pieces)
        inside = [] if covered else [t for t in doc if start <= segment.place(t.idx) < end and not t.is_punct]
        title = sum(token.is_lower and len(token) > _SHORT for token in inside) < 2
        named = bool(inside) and inside[0].i > 0 and doc[inside[0].i - 1].lower_ in ("called", "calls")
        if title or len(inside) < (_LEAST_NAMED if named else _LEAST_WORDS):
            continue
        verb = next((t for t in inside[0].ancestors if t.lower_ in CUES and t not in inside), None)
        speaker = None if verb is None else speaker_of(verb)
        if verb is not None and speaker is not None and verb.i not in drafts and speaker not in inside:
            found.setdefault(verb.i, DraftStatement([], speaker, (verb,), segment)).pieces.append((start, end))
    return found


def _introduction(segment: Segment, doc: Doc, cues: list[Token], *, empty: bool) -> DraftStatement | None:
    """The draft for the quotation that this sentence announces: by a colon, or a cue without words yet."""
    announces = segment.text.rstrip().endswith(":")
    if announces and cues:
        return DraftStatement([], sayer(cues[-1]), (cues[-1],), segment, introduces=True)
    if announces:
        root = next(token for token in doc if token.dep_ == "ROOT")
        subject = subject_of(root)
        if subject is not None and (is_name(subject) or subject.lower_ in ("he", "she", "they")):
            cue = root if root.lower_ in CUES else doc[-1]
            return DraftStatement([], subject, (cue,), segment, introduces=True)
    if empty and cues and cues[-1].dep_ == "ROOT":
        told = cues[-1].lower_ in _TELLING  # whose object is whom
        carries = any(c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "dobj" and not told) for c in cues[-1].children)
        return None if carries else DraftStatement([], sayer(cues[-1]), (cues[-1],), segment, introduces=True)
    return None


def _quotes(segment: Segment, pieces: Iterable[Span]) -> bool:
    return any(q.start < end and start < q.end for start, end in pieces for q in segment.fragments)


def is_plausible(claim: Claim, *, quotes: bool) -> bool:
    """Whether a claim is sure enough for its kind."""
    cue = claim.cue[0]
    if is_unsaid(cue, claim.speaker):
        return False
    if claim.frame == "object" and claim.speaker is not None and claim.speaker.lower_ in _QUANTITIES:
        return False  # "half of them fled, citing fears": a number of people has reasons, not words
    threshold = PLAUSIBLE
    if quotes or claim.lemma in PLAIN_SPEECH or claim.frame == "according":
        threshold = PLAUSIBLE_SPEECH
    own_document = cue.dep_ == "acl" and cue.head.lower_ in DOCUMENT_NOUNS and claim.speaker != cue.head
    stance = claim.frame in ("passive", "object") and claim.lemma in STANCES and claim.speaker is not None
    if own_document or (stance and claim.speaker is not None and claim.speaker.tag_ == "NNP"):
        threshold = PLAUSIBLE_GROUNDED
    return plausibility(claim) >= threshold


def outermost(found: Iterable[tuple[Claim, list[Span]]]) -> list[tuple[Claim, list[Span]]]:
    """Claims that are no part of what another reports; of two with one cue or in each other, the likelier."""
    candidates = list(found)
    contents = [{token.i for token in claim.content} for claim, _ in candidates]
    ranks = [(claim.frame == "beside", plausibility(claim), at) for at, (claim, _) in enumerate(candidates)]
    kept = []
    for this, (claim, _) in enumerate(candidates):
        for other, (rival, _) in enumerate(candidates):
            same = rival.cue[0].i == claim.cue[0].i
            if other == this or not (same or claim.cue[0].i in contents[other]):
                continue
            mutual = same or rival.cue[0].i in contents[this]
            if not mutual or ranks[other] > ranks[this]:
                break
        else:
            kept.append(candidates[this])
    return kept


def _between(segment: Segment, claim: Claim, stand_ins: Mapping[int, Quotation], cues: list[Token]) -> list[Span]:
    """The reporter's words beside a quotation, before its cue: "…" and more of it, she said; more, she said, "…"."""
    first = min(stand_ins)
    first = -1 if first > claim.cue[0].i else first
    tokens = [t for t in claim.content if first < t.i < claim.cue[0].i and t.i not in stand_ins]
    words = [token for token in tokens if not token.is_punct]
    if len(words) < _LEAST_WORDS or any(token in cues for token in words):
        return []
    return pieces_of(segment, tokens)


def pieces_of(segment: Segment, tokens: Sequence[Token]) -> list[Span]:
    """The document's spans of ``tokens``: one for each run, without punctuation at its ends."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=_place):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        words = [token for token in run if any(map(str.isalnum, token.text))]
        while words and words[-1].tag_ == "CC":
            words.pop()
        if words:
            span = segment.span(words[0].idx, words[-1].idx + len(words[-1].text))
            spans.append(_whole_quotations(span, segment.fragments))
    return spans


def _place(token: Token) -> int:
    return token.i


def _whole_quotations(span: Span, quotations: Iterable[Quotation]) -> Span:
    """``span`` with the rest of any quotation that it enters: marks, full stop, other sentences."""
    start, end = span
    for quotation in quotations:
        if start <= quotation.start + 2 and quotation.start < end <= quotation.end:
            start, end = min(start, quotation.start), quotation.end
        elif quotation.start < start < quotation.end <= end:
            start = quotation.start
    return start, end
