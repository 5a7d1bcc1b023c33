"""Documents in, statements out: what was said, by whom, in the document's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from embeddings.statements.clauses import Claim, claims, speaker_of
from embeddings.statements.cues import CUE_WORD, CUES
from embeddings.statements.parser import load_parser
from embeddings.statements.quotemarks import Quotation, find_quotations, paragraphs
from embeddings.statements.segments import MAX_SENTENCE, Segment, segments
from embeddings.statements.speakers import phrase
from embeddings.types import Span, Speaker, Statement, StatementKind


def extract_statements(documents: Iterable[tuple[str, str]]) -> Iterator[list[Statement]]:
    for document_id, text in documents:
        segs = _segments(text)
        todo = [i for i, s in enumerate(segs) if worth(s)]
        parsed: dict[int, Doc] = dict(zip(todo, load_parser().pipe([one(segs[i].text) for i in todo], batch_size=128)))
        yield Assembly(document_id, text).run(segs, parsed)


DEBUG: list = []


def one(text: str) -> Doc:
    doc = load_parser().make_doc(text)
    for t in doc[1:]:
        t.is_sent_start = False
    return doc


def worth(segment: Segment) -> bool:
    return len(segment.text) <= MAX_SENTENCE and not segment.bare and bool(segment.whole or CUE_WORD.search(segment.text))


def _segments(text: str) -> list[Segment]:
    spans = paragraphs(text)
    quotations = find_quotations(text, spans)
    out: list[Segment] = []
    at = 0
    for number, span in enumerate(spans):
        while at < len(quotations) and quotations[at].end <= span[0]:
            at += 1
        here = []
        k = at
        while k < len(quotations) and quotations[k].start < span[1]:
            here.append(quotations[k])
            k += 1
        out.extend(segments(text, span, number, here))
    return out


class Assembly:
    def __init__(self, document_id: str, text: str) -> None:
        self.id, self.text = document_id, text
        self.out: list[Statement] = []
        self.done: set[int] = set()

    def run(self, segs: list[Segment], parsed: dict[int, Doc]) -> list[Statement]:
        last: int | None = None  # index into out that a bare quotation may continue
        lastseg: Segment | None = None
        for i, seg in enumerate(segs):
            doc = parsed.get(i)
            if seg.bare:
                fresh = [q for _, q in seg.whole if id(q) not in self.done]
                for q in fresh:
                    self.done.add(id(q))
                if not fresh:
                    lastseg = seg
                    continue
                if last is not None and lastseg is not None and (lastseg.paragraph == seg.paragraph):
                    s = self.out[last]
                    self.out[last] = replace(s, quote=(*s.quote, *(p for q in fresh for p in q.pieces)))
                elif lastseg is not None and lastseg.paragraph == seg.paragraph - 1 and lastseg.text.rstrip().endswith(":") and self.colon is not None:
                    sp, cue = self.colon
                    self.out.append(self.make([p for q in fresh for p in q.pieces], sp, (cue,), seg0=lastseg))
                    last = len(self.out) - 1
                else:
                    self.out.append(Statement(self.id, tuple(p for q in fresh for p in q.pieces), None, None, None, "direct"))
                    last = len(self.out) - 1
                lastseg = seg
                continue
            self.colon = None
            if doc is None:
                last = None
                lastseg = seg
                continue
            last = self.segment(seg, doc)
            lastseg = seg
        return self.out

    def make(self, pieces, speaker: Token | None, cue: tuple[Token, ...], seg0: Segment, kind="direct") -> Statement:
        sp = None
        if speaker is not None:
            a, b = phrase(speaker)
            span = seg0.span(a.idx, b.idx + len(b.text))
            sp = Speaker(self.text[slice(*span)], self.text[slice(*span)], span)
        cs = seg0.span(cue[0].idx, cue[-1].idx + len(cue[-1].text))
        return Statement(self.id, tuple(sorted(pieces)), sp, self.text[slice(*cs)], cs, kind)

    def segment(self, seg: Segment, doc: Doc) -> int | None:
        last = None
        stand = {}
        for offset, q in seg.whole:
            span = doc.char_span(offset, offset + 3, alignment_mode="expand")
            if span is not None:
                stand[span[0].i] = q
        linked: dict[int, list[Quotation]] = {}
        cues = [t for t in doc if t.lower_ in CUES and CUES[t.lower_].speech and t.tag_[:2] == "VB" and t.i not in stand]
        for i, q in stand.items():
            if id(q) in self.done:
                continue
            cue = self.governor(doc[i], cues)
            if cue is None:
                self.done.add(id(q))
                continue
            self.done.add(id(q))
            linked.setdefault(cue.i, []).append(q)
        entries = []
        for c, qs in linked.items():
            entries.append((c, self.make([p for q in qs for p in q.pieces], speaker_of(doc[c]), (doc[c],), seg)))
        for claim in claims(doc):
            if claim.cue[0].i in stand: continue
            tokens = [t for t in claim.content if t.i not in stand]
            if claim.cue[0].i in linked:
                continue
            pieces = self.pieces(seg, tokens)
            if not pieces or claim.speaker is not None and claim.speaker.i in stand:
                continue
            DEBUG.append((self.id, pieces, claim))
            entries.append((claim.cue[0].i, self.make(pieces, claim.speaker, claim.cue, seg, "indirect")))
        if seg.text.rstrip().endswith(":") and cues:
            c = cues[-1]
            self.colon = (speaker_of(c), c)
        entries.sort(key=lambda e: e[0])
        for c, s in entries:
            self.out.append(s)
            if c in linked:
                last = len(self.out) - 1
        return last

    def governor(self, token: Token, cues: list[Token]) -> Token | None:
        ids = {c.i for c in cues}
        t = token
        for _ in range(6):
            if t.head is t:
                break
            t = t.head
            if t.i in ids:
                return t
        return min(cues, key=lambda c: abs(c.i - token.i), default=None)

    def pieces(self, seg: Segment, tokens: list[Token]) -> list[Span]:
        runs: list[list[Token]] = []
        for t in sorted(tokens, key=lambda t: t.i):
            if runs and runs[-1][-1].i == t.i - 1:
                runs[-1].append(t)
            else:
                runs.append([t])
        out = []
        for run in runs:
            while run and (run[-1].is_punct or run[-1].is_space):
                run.pop()
            while run and (run[0].is_punct or run[0].is_space):
                run.pop(0)
            if run and any(any(ch.isalpha() or ch.isdigit() for ch in t.text) for t in run):
                out.append(seg.span(run[0].idx, run[-1].idx + len(run[-1].text)))
        return out
