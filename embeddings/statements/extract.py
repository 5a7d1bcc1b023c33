"""Documents in, statements out: what was said, by whom, in the document's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from embeddings.statements.clauses import Claim, claims, subject_of
from embeddings.statements.cues import CUE_WORD
from embeddings.statements.parser import parse
from embeddings.statements.plausibility import plausibility
from embeddings.statements.quotemarks import Quotation, find_quotations, paragraphs
from embeddings.statements.quotes import cue_of, sayer, speech_cues
from embeddings.statements.segments import MAX_SENTENCE, STAND_IN, Segment, segments
from embeddings.statements.speakers import phrase
from embeddings.types import Span, Speaker, Statement, StatementKind

BATCH = 32  # documents whose sentences are parsed together
PLAUSIBLE = 0.7
PLAUSIBLE_SPEECH = 0.45
DEBUG: list = []


def extract_statements(documents: Iterable[tuple[str, str]]) -> Iterator[list[Statement]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        cut = [_segments(text) for _, text in batch]
        wanted = [segment for document in cut for segment in document if _worth_parsing(segment)]
        parsed = {id(s): doc for s, doc in zip(wanted, parse(s.text for s in wanted), strict=True)}
        for (document_id, text), document in zip(batch, cut, strict=True):
            reader = _Reader(document_id, text)
            reader.read(document, parsed)
            yield reader.statements()


def _worth_parsing(segment: Segment) -> bool:
    carries = bool(segment.whole) or segment.text.endswith(":") or CUE_WORD.search(segment.text) is not None
    return carries and not segment.bare and len(segment.text) <= MAX_SENTENCE


def _segments(text: str) -> list[Segment]:
    spans = paragraphs(text)
    quotations = find_quotations(text, spans)
    found: list[Segment] = []
    first = 0
    for number, span in enumerate(spans):
        while first < len(quotations) and quotations[first].end <= span[0]:
            first += 1
        after = first
        while after < len(quotations) and quotations[after].start < span[1]:
            after += 1
        found.extend(segments(text, span, number, quotations[first:after]))
    return found


@dataclass(slots=True)
class _Found:
    """A statement in the making: tokens are those of the sentence it was found in."""

    pieces: list[Span]
    speaker: Token | None
    cue: tuple[Token, ...]
    segment: Segment
    extendable: bool
    order: int
    introduces: bool = False


class _Reader:
    def __init__(self, document_id: str, text: str) -> None:
        self.document_id = document_id
        self.text = text
        self.found: list[_Found] = []
        self.seen: set[int] = set()

    def read(self, document: list[Segment], parsed: dict[int, Doc]) -> None:
        before: Segment | None = None
        last: _Found | None = None
        for segment in document:
            fresh = [q for _, q in segment.whole if q.start not in self.seen]
            self.seen.update(q.start for q in fresh)
            doc = parsed.get(id(segment))
            if segment.bare:
                if fresh:
                    last = self._bare(segment, fresh, before, last)
            elif doc is not None:
                last = self._sentence(segment, doc, fresh, last, before)
            else:
                last = self._tail(segment, before, last)
            before = segment

    def statements(self) -> list[Statement]:
        return [self._statement(found) for found in self.found]

    def _tail(self, segment: Segment, before: Segment | None, last: _Found | None) -> _Found | None:
        """A sentence that opens with quoted words and names no speaker goes on with the one before."""
        same = before is not None and before.paragraph == segment.paragraph
        if same and last is not None and last.extendable and any(q.start <= segment.start <= q.start + 2 and q.end - q.start > 25 for q in segment.fragments):
            last.pieces.append((min(q.start for q in segment.fragments if q.end > segment.start), segment.end))
            return last
        return None

    def _bare(self, segment: Segment, fresh: list[Quotation], before: Segment | None, last: _Found | None) -> _Found:
        pieces = [piece for quotation in fresh for piece in quotation.pieces]
        same = before is not None and before.paragraph == segment.paragraph
        if same and last is not None and last.introduces:
            found = _Found(pieces, last.speaker, last.cue, last.segment, True, 0)
            self.found.append(found)
            return found
        if same and last is not None and last.extendable:
            last.pieces.extend(pieces)
            return last
        introduced = before is not None and before.text.rstrip().endswith(":") and last is not None
        found = _Found(pieces, None, (), segment, True, 0)
        if introduced and last is not None:
            found = _Found(pieces, last.speaker, last.cue, last.segment, True, 0)
            if not last.pieces:
                pass
        self.found.append(found)
        return found

    def _sentence(self, segment: Segment, doc: Doc, fresh: list[Quotation], last: _Found | None, before: Segment | None) -> _Found | None:
        same = before is not None and before.paragraph == segment.paragraph
        extended = None
        stand = {}
        for offset, quotation in segment.whole:
            span = doc.char_span(offset, offset + len(STAND_IN), alignment_mode="expand")
            if span is not None and quotation in fresh:
                stand[span[0].i] = quotation
        cues = speech_cues(doc, stand)
        said: dict[int, _Found] = {}
        orphans: list[_Found] = []
        for place, quotation in stand.items():
            link = cue_of(doc[place], cues)
            if link is None:
                if last is not None and last.extendable and same and segment.text.startswith(STAND_IN):
                    last.pieces.append((quotation.start, segment.end))
                    extended = last
                continue
            cue, speaker = link
            if cue[0].i in said:
                said[cue[0].i].pieces.extend(quotation.pieces)
            else:
                said[cue[0].i] = _Found(list(quotation.pieces), speaker, cue, segment, True, cue[0].i)
        entries = list(said.values())
        colon = None
        candidates: list[tuple[Claim, list[Span]]] = []
        for claim in claims(doc):
            place = claim.cue[0].i
            if place in said and claim.frame == "beside":
                said[place].pieces.extend(self._between(segment, claim, stand, cues))
            if place in stand or place in said or (claim.speaker is not None and claim.speaker.i in stand):
                continue
            pieces = self._pieces(segment, [t for t in claim.content if t.i not in stand])
            if pieces:
                candidates.append((claim, pieces))
        for claim, pieces in candidates:
            sp = phrase(claim.speaker) if claim.speaker is not None else None
            DEBUG.append((self.document_id, pieces, claim, segment.span(sp[0].idx, sp[1].idx + len(sp[1].text)) if sp else None, not any(claim.cue[0].i in {t.i for t in o.content} for o, _ in candidates if o is not claim)))
        for claim, pieces in outermost([c for c in candidates if plausibility(c[0]) >= (PLAUSIBLE_SPEECH if plain(c[0]) else PLAUSIBLE)]):
            ext = claim.frame in ("clause", "beside") and claim.cue[0] in cues
            entries.append(_Found(pieces, claim.speaker, claim.cue, segment, ext, claim.cue[0].i))
        entries.sort(key=lambda found: found.order)
        self.found.extend(entries)
        if segment.text.rstrip().endswith(":") and not cues:
            root = next(t for t in doc if t.dep_ == "ROOT")
            subject = subject_of(root)
            if subject is not None and (subject.tag_ in ("NNP", "NNPS") or subject.lower_ in ("he", "she", "they")):
                return _Found([], subject, (root,), segment, False, 0)
        if segment.text.rstrip().endswith(":") and cues:
            return _Found([], sayer(cues[-1]), (cues[-1],), segment, False, 0)
        if not entries and cues and cues[-1].dep_ == "ROOT" and not any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in cues[-1].children):
            return _Found([], sayer(cues[-1]), (cues[-1],), segment, False, 0, True)
        if not entries and extended is None and not cues:
            extended = self._tail(segment, before, last)
        return next((f for f in reversed(entries) if f.order in said), entries[-1] if entries else extended)

    def _between(self, segment: Segment, claim: Claim, stand: dict[int, Quotation], cues: list[Token]) -> list[Span]:
        """The reporter's words that go on with a quotation before its cue: "…" and more of it, she said."""
        tokens = [t for t in claim.content if min(stand) < t.i < claim.cue[0].i and t.i not in stand]
        words = [t for t in tokens if not t.is_punct]
        if len(words) < 4 or any(t in cues for t in words):
            return []
        return self._pieces(segment, tokens)

    def _pieces(self, segment: Segment, tokens: Sequence[Token]) -> list[Span]:
        runs: list[list[Token]] = []
        for token in sorted(tokens, key=lambda t: t.i):
            if runs and runs[-1][-1].i == token.i - 1:
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = []
        for run in runs:
            words = [i for i, token in enumerate(run) if any(map(str.isalnum, token.text))]
            if words:
                first, last = run[words[0]], run[words[-1]]
                spans.append(whole_quotations(segment.span(first.idx, last.idx + len(last.text)), segment.fragments))
        return spans

    def _statement(self, found: _Found) -> Statement:
        pieces = tuple(sorted(found.pieces))
        kind: StatementKind = "indirect"
        speaker = None
        if found.speaker is not None:
            first, last = phrase(found.speaker)
            span = found.segment.span(first.idx, last.idx + len(last.text))
            written = self.text[slice(*span)]
            speaker = Speaker(written, written, span)
        cue_span = None
        if found.cue:
            cue_span = found.segment.span(found.cue[0].idx, found.cue[-1].idx + len(found.cue[-1].text))
        return Statement(self.document_id, pieces, speaker, self.text[slice(*cue_span)] if cue_span else None, cue_span, kind)


def whole_quotations(span: Span, quotations: list[Quotation]) -> Span:
    """``span`` with the rest of any quotation that it enters: its marks, its full stop, its other sentences."""
    start, end = span
    for quotation in quotations:
        if start <= quotation.start + 2 and quotation.start < end <= quotation.end:
            start, end = min(start, quotation.start), quotation.end
        elif quotation.start < start and start < quotation.end <= end:
            start = quotation.start
    return start, end


def plain(claim: Claim) -> bool:
    return claim.lemma in PLAIN or claim.frame == "according"


PLAIN = frozenset("""say tell add write ask note tweet explain argue declare announce insist reply respond continue warn state claim
acknowledge suggest conclude recall joke report assert admit testify contend remark quip predict wrote according""".split())


def outermost(candidates: list[tuple[Claim, list[Span]]]) -> list[tuple[Claim, list[Span]]]:
    """Claims that are not themselves part of what another claim reports; of two in each other, the likelier."""
    contents = [{token.i for token in claim.content} for claim, _ in candidates]
    chances = [plausibility(claim) for claim, _ in candidates]
    rank = lambda at: (candidates[at][0].frame == "beside", chances[at], at)
    kept = []
    for this, (claim, _) in enumerate(candidates):
        place = claim.cue[0].i
        for other, (rival, _) in enumerate(candidates):
            same = rival.cue[0].i == place
            if other == this or not (same or place in contents[other]):
                continue
            mutual = same or rival.cue[0].i in contents[this]
            if not mutual or rank(other) > rank(this):
                break
        else:
            kept.append(candidates[this])
    return kept
