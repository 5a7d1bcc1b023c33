"""German documents in, statements out: what was said, by whom, in the document's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from embeddings.statements.german.contents import is_reported
from embeddings.statements.german.drafts import drafts_of
from embeddings.statements.german.people import people_of
from embeddings.statements.german.phrases import NounPhrase
from embeddings.statements.german.reports import Report, ReportCue, said_before, subject_of
from embeddings.statements.german.resolve import Resolved, resolve
from embeddings.statements.german.sentences import MaskedSentence, masked, sentences
from embeddings.statements.pieces import joined, kind_of, touching
from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.types import Span, Speaker, Statement

_LEAST_QUOTED = 3  # words of a quotation that is told though nobody is said to say it


def extract_german(documents: Iterable[tuple[str, str]]) -> Iterator[list[Statement]]:
    """For each (id, German text) its statements, in document order."""
    for document_id, text in documents:
        yield list(_statements(document_id, text))


def _statements(document_id: str, text: str) -> Iterator[Statement]:
    paragraphs = blocks(text)
    quotations = find_quotations(text, paragraphs)
    hidden = masked(text, quotations)
    drafts = _Joiner(text).read(sentences(text, hidden, paragraphs, quotations))
    people = people_of(hidden, [draft.speaker for draft in drafts if draft.speaker is not None])
    quoted = [piece for quotation in quotations for piece in quotation.pieces]
    for draft, resolved in zip(drafts, resolve(people, paragraphs, drafts), strict=True):
        pieces = joined(_trimmed(text, draft.pieces))
        if pieces and not (_is_doubtful(draft, resolved) and not touching(quoted, *pieces[0])):
            yield Statement(
                document_id=document_id,
                quote=pieces,
                speaker=_speaker(text, draft.speaker, resolved),
                cue=None if draft.cue is None else text[slice(*draft.cue)],
                cue_span=draft.cue,
                kind=kind_of(text, pieces, quoted, is_stance=draft.is_stance),
            )


def _is_doubtful(draft: Report, resolved: Resolved | None) -> bool:
    """Whether a single word that the text does not know for a name is all that is told of who speaks: "laut Gesetz"."""
    phrase = draft.speaker
    if phrase is None or resolved is None or phrase.sort != "person" or phrase.role or phrase.gender:
        return False
    return " " not in phrase.name and " " not in resolved.name


def _speaker(text: str, phrase: NounPhrase | None, resolved: Resolved | None) -> Speaker | None:
    if phrase is None or resolved is None:
        return None
    return Speaker(resolved.name, text[slice(*phrase.span)], phrase.span, resolved.role)


class _Joiner:
    """Goes through a document's sentences and joins what runs over from one to the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._drafts: list[Report] = []
        self._last: Report | None = None  # of the sentence before
        self._before: MaskedSentence | None = None
        self._introduced: tuple[ReportCue, NounPhrase, MaskedSentence] | None = None

    def read(self, found: Iterable[MaskedSentence]) -> list[Report]:
        for sentence in found:
            introduced, self._introduced = self._introduced, None
            if sentence.is_bare:
                self._bare(sentence, introduced)
            elif drafts := drafts_of(sentence):
                self._drafts += drafts
                self._last = drafts[-1]
            elif self._goes_on(sentence) and is_reported(sentence) and not sentence.quotations:
                self._extend([(sentence.start, sentence.end)])
            else:
                self._said_before(sentence)
                self._last = None
                self._introduced = _introduction(sentence)
            self._before = sentence
        return self._drafts

    def _said_before(self, sentence: MaskedSentence) -> None:
        """Give a quotation without a cue to whom the next sentence says it is of: "„…“ Das sagte Holz"."""
        last = self._drafts[-1] if self._drafts else None
        found = said_before(sentence) if sentence.clauses and last is not None and last.speaker is None else None
        if last is not None and found is not None and last.sentence is self._before:
            last.cue, last.speaker = found[0].span, found[1]

    def _bare(self, sentence: MaskedSentence, introduced: tuple[ReportCue, NounPhrase, MaskedSentence] | None) -> None:
        """Quotations that are a sentence, or several, of their own."""
        pieces = [piece for quotation in sentence.quotations for piece in quotation.pieces]
        if introduced is not None and sentence.paragraph - introduced[2].paragraph <= 1:
            cue, speaker, before = introduced
            self._last = Report(pieces, speaker, cue.span, before)
            self._drafts.append(self._last)
        elif self._goes_on(sentence):
            self._extend(pieces)
        elif len(self._text[slice(*pieces[0])].split()) >= _LEAST_QUOTED:
            self._drafts.append(Report(pieces, None, None, sentence))

    def _goes_on(self, sentence: MaskedSentence) -> bool:
        last = self._last
        return last is not None and not last.is_stance and last.sentence.paragraph == sentence.paragraph

    def _extend(self, pieces: Sequence[Span]) -> None:
        assert self._last is not None  # noqa: S101  callers asked _goes_on
        self._last.pieces.extend(pieces)


def _introduction(sentence: MaskedSentence) -> tuple[ReportCue, NounPhrase, MaskedSentence] | None:
    """Return who is told to say what comes next: "Holz sagte:"."""
    if not sentence.clauses or not sentence.masked[sentence.start : sentence.end].endswith(":"):
        return None
    found = subject_of(sentence, len(sentence.clauses) - 1, None)
    return None if found is None else (*found, sentence)


def _trimmed(text: str, pieces: Iterable[Span]) -> list[Span]:
    """Without marks at their ends, and without those that are nothing else."""
    ends = ((start, start + len(text[start:last].rstrip(" ,;:\n."))) for start, last in pieces)
    return [(start, end) for start, end in ends if start < end]
