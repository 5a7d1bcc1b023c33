"""Outcome -> one message, and what it had no room for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.render.dates import date_run
from bot.render.facts import (
    NEAREST,
    about_line,
    also_in,
    clean,
    in_language,
    location,
    outlet,
    reason,
    shortened,
    shown_quotes,
    speaker_line,
    title,
)
from bot.render.links import LONGEST, source_link, web_link
from bot.render.lists import count_line, quoted_words, rests_of
from bot.render.markup import to_markup
from bot.render.model import Block, Run, bold_in, line
from bot.render.split import beginning, choose, fits, pack, split
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Document, Span

_LINKS = 7500  # characters of all the links of a message together
_LONGEST_QUOTE = 2000  # UTF-16 units; longer ones than the contract allows are cut, and say so


@dataclass(frozen=True, slots=True)
class Message:
    """One Telegram message as HTML. ``preview`` is the link to preview; ``more`` says whether something is left out."""

    html: str
    preview: str | None = None
    more: bool = False


def to_html(outcome: Answer | NotOnRecord, about: str | None = None) -> str:
    """Return the HTML of an outcome's message."""
    return to_message(outcome, about).html


def to_message(outcome: Answer | NotOnRecord, about: str | None = None) -> Message:
    """Return an outcome as one message that Telegram accepts; passages are the first to be left out.

    ``about`` is how a follow-up question was read, and stands on a line before all else.
    """
    kept, left = _chosen(outcome, about)
    first = outcome.citations[0].document if isinstance(outcome, Answer) else None
    rests = rests_of(outcome) if isinstance(outcome, Answer) else []
    return Message(to_markup(kept), web_link(first.url) if first else None, more=bool(left or rests))


def more_messages(outcome: Answer | NotOnRecord, about: str | None = None) -> list[str]:
    """Return what an outcome's message had no room for, as the HTML of further ones; what follows of a list is first.

    Of a passage that is too long for any message, the beginning is shown.
    """
    _, left = _chosen(outcome, about)
    rests = rests_of(outcome) if isinstance(outcome, Answer) else []
    passages = [_apart(block) for block in left if block.optional]
    quotes = [Block((Run(rest),), "quote") for rest in rests] + [block for block in left if not block.optional]
    return [to_markup(blocks) for blocks in [*split(quotes), *pack(passages)]]


def numbered_source(citation: Citation, shown: Span, *, longest: int = LONGEST) -> list[Run]:
    """Return a citation's number and title, linked where there is a link, and its location."""
    link = source_link(citation.document, citation.passage, shown, longest=longest)
    label = f"[{citation.number}] {title(citation.document)}"
    return [Run(label, link=link), Run(f", {_location(citation)}")]


def _location(citation: Citation) -> str:
    """Return the location with its sign and number on one line, however narrow the screen."""
    return location(citation).replace("¶ ", "¶\N{NO-BREAK SPACE}")


def passage_runs(text: str, at: int, shown: Sequence[Span]) -> tuple[Run, ...]:
    """Return a slice of a document that begins at ``at``, with the spans of the document that are quoted in bold."""
    pieces = bold_in(text, [(start - at, end - at) for start, end in shown])
    return tuple(Run(clean(piece), bold=bold) for piece, bold in pieces)


def _apart(block: Block) -> list[Block]:
    """Return a passage, or the beginning of one that is too long, with its source over it."""
    label, dots = line(block.label), line("…")
    return [label, block] if fits([label, block]) else [label, beginning(block, [label, dots]), dots]


def _chosen(outcome: Answer | NotOnRecord, about: str | None) -> tuple[list[Block], list[Block]]:
    head = [] if about is None else [line(Run(about_line(about), italic=True))]
    if isinstance(outcome, NotOnRecord):
        return choose([*head, *_refusal(outcome)])
    return _with_fewer_quotes(head, outcome)


def _with_fewer_quotes(head: list[Block], answer: Answer) -> tuple[list[Block], list[Block]]:
    """Leave out the last quotes, each with its source, where not even quotes and sources fit one message."""
    shown = shown_quotes(answer)
    for count in range(len(shown), 0, -1):
        blocks = [*head, *_answer(answer, shown[:count])]
        if count == 1 or fits([block for block in blocks if not block.optional]):
            break
    kept, left = choose(blocks)
    return kept, [*left, *(_answer(answer, shown[count:]) if shown[count:] else [])]


def _answer(answer: Answer, shown: Sequence[tuple[Quote, Document]]) -> list[Block]:
    cited = {quote.citation for quote, _ in shown}
    citations = [citation for citation in answer.citations if citation.number in cited]
    blocks = [block for position in range(len(shown)) for block in _quote(shown, position)]
    return [replace(blocks[0], gap=False), *blocks[1:], *_sources(answer, citations, [quote for quote, _ in shown])]


def _quote(shown: Sequence[tuple[Quote, Document]], position: int) -> Iterator[Block]:
    """Yield who said it, the words, and where they were published, which quotes in a row from there share."""
    quote, document = shown[position]
    said = None if quote.speaker is None else quote.statement
    if said is not None:
        before, name, after = speaker_line(said)
        yield line(before, Run(name, bold=True), f"{after}:", gap=True)
    goes_on = position > 0 and shown[position - 1][1].id == document.id and shown[position - 1][0].speaker is None
    words = f"{shortened(quoted_words(quote), _LONGEST_QUOTE)} [{quote.citation}]"
    yield Block((Run(words),), "quote", gap=not (said or goes_on))
    yield from [line(Run(count, italic=True))] if (count := count_line(quote)) else []
    if position + 1 == len(shown) or shown[position + 1][1].id != document.id:
        yield line(Run(f"{outlet(document)}, ", italic=True), date_run(document.date, italic=True))


def _sources(answer: Answer, citations: Sequence[Citation], quotes: Sequence[Quote]) -> Iterator[Block]:
    """List the sources; a passage that several of them cite is shown below the last of these."""
    longest = min(LONGEST, _LINKS // len(citations))
    for citation in citations:
        (first, *_) = _spans(quotes, {citation.number})
        language = in_language(citation.document, answer.question)
        others = f"{language}, {also_in(citation)}" if citation.also_in else language
        yield line(*numbered_source(citation, first, longest=longest), others, gap=citation is citations[0])
        sharing = [other.number for other in citations if other.passage.id == citation.passage.id]
        if citation.number == sharing[-1]:
            passage = _passage(citation, _spans(quotes, sharing))
            yield from [passage] if _says_more(passage) else []


def _spans(quotes: Sequence[Quote], numbers: Collection[int]) -> list[Span]:
    """Return what is quoted of the citations with these numbers."""
    return [(quote.start, quote.end) for quote in quotes if quote.citation in numbers]


def _says_more(passage: Block) -> bool:
    """Whether a passage has words that were not quoted: these are in bold."""
    return any(map(str.isalnum, "".join(run.text for run in passage.runs if not run.bold)))


def _passage(citation: Citation, quoted: Sequence[Span] = ()) -> Block:
    passage = citation.passage
    label = f"[{citation.number}] {title(citation.document)}"
    return Block(passage_runs(passage.text, passage.start, quoted), "expandable", optional=True, label=label)


def _refusal(outcome: NotOnRecord) -> Iterator[Block]:
    yield line(Run(reason(outcome), bold=True))
    if outcome.nearest:
        yield line(NEAREST, gap=True)
    for citation in outcome.nearest:
        document, passage = citation.document, citation.passage
        link = source_link(document, passage, (passage.start, passage.end), longest=LONGEST)
        label = f"[{citation.number}] {title(document)}"
        where, language = f", {outlet(document)}, ", in_language(document, outcome.question)
        yield line(Run(label, link=link), where, date_run(document.date), f", {_location(citation)}{language}")
        yield _passage(citation)
