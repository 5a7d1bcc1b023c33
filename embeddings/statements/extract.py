"""Documents in, statements out: what was said, by whom, in the document's own characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.naming.mentions import brackets_behind, with_affiliation, without_nickname
from embeddings.naming.patterns import CAPITAL, NAME_WORD
from embeddings.statements.antecedents import Mention
from embeddings.statements.cues import holds_cue
from embeddings.statements.drafts import DraftStatement, SentenceReading, read_sentence
from embeddings.statements.labelled import NamedPeople
from embeddings.statements.parser import parse
from embeddings.statements.pieces import joined, kind_of
from embeddings.statements.quotemarks import CLOSERS, Quotation, blocks, find_quotations
from embeddings.statements.resolve import resolve
from embeddings.statements.segments import MAX_SENTENCE, Segment, segments
from embeddings.statements.speakers import describe
from embeddings.statements.subjects import whole_cue, with_particle
from embeddings.statements.tokens import is_one_name
from embeddings.statements.voices import voice_of
from embeddings.types import Span, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

Extractor = Callable[[Iterable[tuple[str, str]]], Iterator[list[Statement]]]
_BATCH = 32  # documents whose sentences are parsed together
_LEAST_BELOW = 40  # characters of one that goes on in the next paragraph
_LONGEST_ASIDE = 200  # characters between words of one speaker
_NAMES = re.compile(rf"(?<=[\w,;:] ){NAME_WORD}")  # capitals inside a sentence
_SPEAKER = re.compile(rf"{CAPITAL}[\w.'’-]{{0,30}}(?: {CAPITAL}[\w.'’-]{{0,30}}){{0,4}}:\s+(?=\S)")
_BRACKETED = re.compile(rf"[^():]{{2,40}}\([^():]{{0,30}}{CAPITAL}[^():]{{1,40}}\):\s+(?=\S)")
_LEAST_TAIL = 25  # characters of a quotation that goes on with the sentence before


def extract_statements(documents: Iterable[tuple[str, str]]) -> Iterator[list[Statement]]:
    """For each (id, English text) its statements, in document order. Reads ahead a few documents."""
    rest = iter(documents)
    while batch := list(islice(rest, _BATCH)):
        cut = [_cut(text) for _, text in batch]
        wanted = [segment for sentences, _ in cut for segment in sentences if _can_carry(segment)]
        trees = {id(segment): tree for segment, tree in zip(wanted, parse(s.text for s in wanted), strict=True)}
        for (document_id, text), (sentences, quotations) in zip(batch, cut, strict=True):
            drafts = _Reader(text, sentences).read(trees)
            yield list(_statements(document_id, text, drafts, quotations))


def sentences_of(text: str) -> list[Segment]:
    """The sentences of ``text`` that may carry a statement: what the parser is given."""
    return [segment for segment in _cut(text)[0] if _can_carry(segment)]


def _cut(text: str) -> tuple[list[Segment], list[Quotation]]:
    spans = blocks(text)
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
    return found, quotations


def _can_carry(segment: Segment) -> bool:
    """Whether a sentence is worth the parser's time."""
    if segment.is_bare or len(segment.text) > MAX_SENTENCE:
        return False
    credited = bool(segment.fragments) and "(" in segment.text  # "as it is 'too bright for the birds' (Ama Mensah)"
    marked = bool(segment.whole) or credited or segment.text.endswith(":")
    return marked or holds_cue(segment.text) or _names_speaker(segment.text)


def _names_speaker(sentence: str) -> bool:
    """Whether a sentence begins with what may be a speaker's name, and a colon: "Mensah: The bridge is safe"."""
    return _SPEAKER.match(sentence) is not None or _BRACKETED.match(sentence) is not None


class _Reader:
    """Goes through a document's sentences and joins what runs over from one to the next."""

    def __init__(self, text: str, sentences: Sequence[Segment]) -> None:
        self._text = text
        self._known = NamedPeople(text)
        self._sentences = sentences
        self._ends = {quotation.start: segment for segment in sentences for _, quotation in segment.whole}
        self._drafts: list[DraftStatement] = []
        self._taken: set[int] = set()
        self._before: Segment | None = None
        self._last: DraftStatement | None = None

    def read(self, trees: dict[int, Doc]) -> list[DraftStatement]:
        for segment in self._sentences:
            fresh = [q for _, q in segment.whole if q.start not in self._taken and not self._waits(q, segment)]
            self._taken.update(quotation.start for quotation in fresh)
            tree = trees.get(id(segment))
            if segment.is_bare:
                self._last = self._bare(segment, fresh) if fresh else self._last
            elif tree is None:
                self._last = self._tail(segment)
            else:
                self._last = self._sentence(segment, read_sentence(segment, tree, fresh, self._known))
            self._before = segment
        return self._drafts

    def _waits(self, quotation: Quotation, segment: Segment) -> bool:
        """Whether a quotation over paragraphs is to be read where it ends, as its last sentence may say whose it is."""
        end = self._ends[quotation.start]
        if not segment.is_bare or end is segment or end.is_bare or self._goes_on(segment):
            return False
        return self._last is None or not (self._last.introduces and self._follows(segment))

    def _sentence(self, segment: Segment, reading: SentenceReading) -> DraftStatement | None:
        self._drafts.extend(reading.drafts)
        self._drafts.extend(DraftStatement([*q.pieces], None, (), segment) for q in reading.uncued if len(q.pieces) > 1)
        if reading.last is not None:
            return self._said_before(segment, reading.last) or reading.last
        if any(segment.start == quotation.start for quotation in reading.uncued) and self._goes_on(segment):
            # "…" and other words, after a sentence that said whose they are.
            return self._extend([(segment.start, segment.end)])
        return self._tail(segment)

    def _said_before(self, segment: Segment, naming: DraftStatement) -> DraftStatement | None:
        """A sentence that only names who spoke says whose the words before it are: "It is safe." Ama Mensah said."""
        last, before = self._last, self._before
        alone = naming.introduces and not segment.text.rstrip().endswith(":") and naming.speaker is not None
        if last is None or before is None or last.speaker is not None or last.cue or not alone:
            return None
        if not before.is_bare or before.paragraph != segment.paragraph:
            return None
        last.speaker, last.cue, last.segment = naming.speaker, naming.cue, naming.segment
        return last

    def _bare(self, segment: Segment, fresh: list[Quotation]) -> DraftStatement:
        """Quotations that are a sentence, or several, of their own."""
        pieces = [piece for quotation in fresh for piece in quotation.pieces]
        last = self._last
        if last is not None and (self._goes_on(segment) or (self._runs_on(segment, pieces) and self._is_quoted(last))):
            return self._extend(pieces)
        if self._comes_back(segment, pieces):
            self._last = self._drafts[-1]
            return self._extend(pieces)
        draft = DraftStatement(pieces, None, (), segment, is_open=True)
        introduced = last is not None and last.introduces and self._follows(segment)
        if last is not None and (introduced or self._runs_on(segment, pieces)):
            draft = DraftStatement(pieces, last.speaker, last.cue, last.segment, is_open=True)
        self._drafts.append(draft)
        return draft

    def _comes_back(self, segment: Segment, pieces: Sequence[Span]) -> bool:
        """Whether quoted words come after an aside that names nobody ("Yes," she said. She smiled. "We know.")."""
        if not self._drafts or self._last is not None:
            return False
        said = self._drafts[-1]
        if said.speaker is None or not said.is_open or not self._is_quoted(said):
            return False
        aside = self._text[max(said.segment.end, said.pieces[-1][1]) : pieces[0][0]]
        opens = next(iter(aside.lower().split()), "")
        same = opens in ("it", "that", "this") or (
            opens in ("he", "she") and (said.speaker.lower_ == opens or is_one_name(said.speaker))
        )
        here = said.segment.paragraph == segment.paragraph and len(pieces) == 1
        return here and same and len(aside) <= _LONGEST_ASIDE and not _NAMES.search(aside)

    def _is_quoted(self, draft: DraftStatement) -> bool:
        return any(self._text[start] in CLOSERS for start, _ in draft.pieces)

    def _tail(self, segment: Segment) -> DraftStatement | None:
        """A sentence that opens with quoted words and names no speaker goes on with the one before."""
        opening = next((q for q in segment.fragments if q.start <= segment.start <= q.start + 2), None)
        if opening is None or opening.end - opening.start <= _LEAST_TAIL or not self._goes_on(segment):
            return None
        return self._extend([(opening.start, segment.end)])

    def _goes_on(self, segment: Segment) -> bool:
        same = self._before is not None and self._before.paragraph == segment.paragraph
        return same and self._last is not None and self._last.is_open

    def _runs_on(self, segment: Segment, pieces: Sequence[Span]) -> bool:
        """Whether quoted words below a paragraph that ends with somebody's, and asks nothing, are more of them.

        ("It is safe," she said. And below: "We have seen to that.") A second such paragraph may be anybody's.
        """
        last, before, text = self._last, self._before, self._text
        if last is None or before is None or last.speaker is None or not last.is_open or len(pieces) != 1:
            return False
        near = last.segment.paragraph == before.paragraph == segment.paragraph - 1
        start, end = pieces[0]
        marked = text[start] in '“"«'
        asks = text[slice(*last.pieces[-1])].rstrip('”"» ').endswith("?") if last.pieces else True
        whole = end - start >= _LEAST_BELOW and text[start:end].rstrip('”"» ')[-1:] in ".!…"
        return near and marked and whole and not asks

    def _follows(self, segment: Segment) -> bool:
        """Whether a quotation stands where an introduction expects it: behind it, or below its colon."""
        before = self._before
        if before is None:
            return False
        below = before.paragraph == segment.paragraph - 1 and before.text.rstrip().endswith(":")
        return below or before.paragraph == segment.paragraph

    def _extend(self, pieces: list[Span]) -> DraftStatement:
        assert self._last is not None  # noqa: S101  callers asked _goes_on
        self._last.pieces.extend(pieces)
        return self._last


def _statements(
    document_id: str, text: str, drafts: list[DraftStatement], quotations: list[Quotation]
) -> Iterator[Statement]:
    quoted = [piece for quotation in quotations for piece in quotation.pieces]
    mentions = [_mention(text, draft) for draft in drafts]
    names = resolve(text, mentions, quoted)
    for draft, mention, (name, role) in zip(drafts, mentions, names, strict=True):
        pieces = joined(draft.pieces)
        cue_span = None
        if draft.cue:
            first = whole_cue(draft.cue[0], draft.speaker)
            last = with_particle(draft.cue[-1])
            cue_span = draft.segment.span(first.idx, last.idx + len(last.text))
        yield Statement(
            document_id=document_id,
            quote=pieces,
            speaker=None
            if mention is None or name is None
            else Speaker(name, text[slice(*mention.span)], mention.span, role),
            cue=None if cue_span is None else text[slice(*cue_span)],
            cue_span=cue_span,
            kind=kind_of(text, pieces, quoted, is_stance=draft.is_stance),
        )


def _mention(text: str, draft: DraftStatement) -> Mention | None:
    if draft.speaker is None:
        return None
    phrase = describe(draft.speaker, draft.cue[0] if draft.cue else None)
    span = draft.segment.span(phrase.first.idx, phrase.last.idx + len(phrase.last.text))
    voice = voice_of(text, span)
    if voice is not None:
        return Mention(span, voice, is_pronoun=False, paragraph=draft.segment.paragraph, role=phrase.name)
    several = phrase.is_pronoun or " and " in phrase.name
    role = phrase.role if several else with_affiliation(phrase.role, brackets_behind(text, span[1]))
    name = without_nickname(phrase.name, text[slice(*span)])
    return Mention(span, name, phrase.is_pronoun, draft.segment.paragraph, role)
