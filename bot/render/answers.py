"""Outcome -> one message, seen at one glance, and what it had no room for.

Above the fold stands the answer: who said it, the words, one line of source, and a line for each further quote. Below
it, in one quotation to unfold, are the passages, each from its first quoted sentence on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.locale import _
from bot.render.asides import aside_text
from bot.render.dates import date_runs, earlier_words
from bot.render.facts import (
    NEAREST,
    about_line,
    clean,
    elsewhere,
    in_language,
    location,
    outlets,
    reason,
    short,
    shortened,
    shown_quotes,
    speaker_line,
    title,
)
from bot.render.glance import COLUMNS, LINES, QUOTED, columns, lines, within
from bot.render.links import LONGEST, citation_link, web_link
from bot.render.lists import count_line, quoted_words, rests_of
from bot.render.markup import to_markup
from bot.render.model import Block, Run, bold_in, line
from bot.render.split import beginning, choose, fits, pack, split
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Span, Statement

_LINKS = 5000  # characters of all the links above the fold together
_LONGEST_QUOTE = 1500  # UTF-16 units; longer ones than the contract allows are cut, and say so
_MOST_LINES = 2  # of the source, and of each further quote
_NAME = 24  # columns of a name before a further quote
Shown = Sequence[tuple[Quote, Citation]]


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
    quotes = split([Block((Run(rest),), "quote") for rest in rests])
    return [to_markup(blocks) for blocks in [*quotes, *pack([_apart(block) for block in left])]]


def source_runs(
    citation: Citation, shown: Span, question: str = "", *, longest: int = LONGEST, beside: str = ""
) -> list[Run]:
    """Return what is known of where words stand: the title, linked where there is a link, outlet, date, paragraph.

    The title is cut, so that it all takes two lines together with what stands ``beside`` it.
    """
    document = citation.document
    link = citation_link(citation, shown, longest=longest)
    tail = [*_joined(outlets(document)), *date_runs(document.date), Run(f", {_location(citation)}")]
    others = f"{in_language(document, question)}{elsewhere(citation)}"
    runs = [*tail, *([Run(others)] if others else [])]
    room = _MOST_LINES * COLUMNS - columns("".join([beside, *(run.text for run in runs)]))
    return [Run(within(title(document), max(COLUMNS // 2, room)), link=link), *runs]


def passage_runs(text: str, at: int, shown: Sequence[Span]) -> tuple[Run, ...]:
    """Return a slice of a document that begins at ``at``, with the spans of the document that are quoted in bold."""
    pieces = bold_in(text, [(start - at, end - at) for start, end in shown])
    return tuple(Run(clean(piece), bold=bold) for piece, bold in pieces)


def _joined(facts: Sequence[str]) -> list[Run]:
    return [Run(f", {fact}") for fact in facts]


def _location(citation: Citation) -> str:
    """Return the location with its sign and number on one line, however narrow the screen."""
    return location(citation).replace("¶ ", "¶\N{NO-BREAK SPACE}")


def _apart(block: Block) -> list[Block]:
    """Return a passage, or the beginning of one that is too long, with its source over it."""
    label, dots = line(block.label), line("…")
    return [label, block] if fits([label, block]) else [label, beginning(block, [label, dots]), dots]


def _chosen(outcome: Answer | NotOnRecord, about: str | None) -> tuple[list[Block], list[Block]]:
    head = [] if about is None else [line(Run(about_line(about), italic=True))]
    head += [] if outcome.aside is None else [line(one) for one in aside_text(outcome.aside).splitlines()]
    shown = _refusal(outcome) if isinstance(outcome, NotOnRecord) else _answer(outcome, LINES - _height(head))
    return choose([*head, *shown])


def _answer(answer: Answer, room: int) -> list[Block]:
    """Show the best quote in full, and as many lines of the others as there is ``room`` for."""
    shown = shown_quotes(answer)
    lead = _lead(*shown[0], answer.question, room)
    also = _also(shown, room - _height(lead))
    whole = {shown[0][0]} | {quote for quote, (_line, is_whole) in also.items() if is_whole}
    return [*lead, *(block for block, _whole in also.values()), *_passages(shown, whole, answer.question)]


def _height(blocks: Sequence[Block]) -> int:
    return sum(lines(block.text, QUOTED if block.kind == "quote" else COLUMNS) for block in blocks)


def _lead(quote: Quote, citation: Citation, question: str, room: int) -> list[Block]:
    """Return who said it, the words, with what answers in bold, and where they stand; the role is the first to go."""
    words = Block((*_words(quote), Run(f" [{quote.citation}]")), "quote")
    source = line(*source_runs(citation, (quote.start, quote.end), question, longest=min(LONGEST, _LINKS // 2)))
    shown = [words, *([line(Run(count, italic=True))] if (count := count_line(quote)) else []), source]
    if quote.statement is None or quote.speaker is None:
        return shown
    said = _who(quote.statement)
    if _height([said, *shown]) > room:
        said = _who(replace(quote.statement, speaker=replace(quote.speaker, role=None)))
    return [said, *shown]


def _who(statement: Statement) -> Block:
    before, name, after = speaker_line(statement)
    return line(before, Run(name, bold=True), f"{after}:")


def _words(quote: Quote) -> tuple[Run, ...]:
    if quote.answer is None or quote.listed is not None or len(quote.text) > _LONGEST_QUOTE:
        return (Run(shortened(quoted_words(quote), _LONGEST_QUOTE)),)
    return passage_runs(quote.text, quote.start, [quote.answer])


def _also(shown: Shown, room: int) -> dict[Quote, tuple[Block, bool]]:
    """Return a line for each further quote, and whether it is whole, as many as there is room for."""
    others = shown[1 : 1 + max(0, room)]
    made: dict[Quote, tuple[Block, bool]] = {}
    seen = {shown[0][1].document.id}
    for quote, citation in others:
        longest = min(LONGEST, _LINKS // 2 // len(others))
        each = min(_MOST_LINES, room // len(others))
        source = _named_source(quote, citation, seen, longest=longest) if each > 1 else []
        first = [] if made else [Run(_("also:"), italic=True), Run(" ")]
        made[quote] = _line_of(quote, citation, first, source, each * COLUMNS)
        seen.add(citation.document.id)
    return made


def _named_source(quote: Quote, citation: Citation, seen: Collection[str], *, longest: int) -> list[Run]:
    """Return the title of a source, linked, or the paragraph alone in a document that was named before."""
    if citation.document.id in seen:
        return [Run(f" – {_location(citation)}")]
    link = citation_link(citation, (quote.start, quote.end), longest=longest)
    return [Run(" – "), Run(within(title(citation.document), COLUMNS - _NAME), link=link)]


def _line_of(
    quote: Quote, citation: Citation, before: Sequence[Run], source: Sequence[Run], width: int
) -> tuple[Block, bool]:
    words = " ".join(clean(quote.text).split())
    name = "" if quote.speaker is None else within(short(quote.speaker.name), _NAME)
    who = f"{name}: " if name and not words.startswith(name) else ""
    mark = " ".join(filter(None, (f"[{quote.citation}]", earlier_words(quote, citation.document))))
    runs = [*before, Run(f"{mark} {who}")]
    taken = columns("".join(run.text for run in (*runs, *source)))
    cut = within(words, width - taken - _MOST_LINES)
    return line(*runs, Run(cut), *source), cut == words


def _passages(shown: Shown, whole: Collection[Quote], question: str) -> Iterator[Block]:
    """Yield each passage once, from its first quoted sentence on, with its source unless that stands above already."""
    for place in dict.fromkeys(_place(citation) for _quote, citation in shown):
        held = [(quote, citation) for quote, citation in shown if _place(citation) == place]
        block = _passage(held)
        says_more = any(map(str.isalnum, "".join(run.text for run in block.runs[1:] if not run.bold)))
        if says_more or not all(quote in whole for quote, _ in held):
            quote, citation = held[0]
            source = [] if shown[0] in held else source_runs(citation, (quote.start, quote.end), question)
            yield replace(block, runs=(*block.runs, *([Run("\n– "), *source] if source else [])))


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document.id, citation.passage.start, citation.passage.end


def _passage(held: Shown) -> Block:
    """Return a passage from its first quoted sentence on, what is quoted in bold."""
    passage, document = held[0][1].passage, held[0][1].document
    quoted = [(quote.start, quote.end) for quote, _ in held]
    start, end = min(quoted)[0], max(passage.end, *(end for _, end in quoted))
    marks = " ".join(f"[{number}]" for number in dict.fromkeys(quote.citation for quote, _ in held))
    runs = (Run(f"{marks} "), *passage_runs(document.text[start:end], start, quoted))
    return Block(runs, "expandable", optional=True, label=f"{marks} {title(document)}")


def _refusal(outcome: NotOnRecord) -> Iterator[Block]:
    if outcome.aside is None:
        yield line(Run(reason(outcome), bold=True))
    if outcome.nearest:
        yield line(_(NEAREST), gap=True)
    for citation in outcome.nearest:
        span = citation.passage.start, citation.passage.end
        longest = min(LONGEST, _LINKS // len(outcome.nearest))
        mark = f"[{citation.number}] "
        yield line(mark, *source_runs(citation, span, outcome.question, longest=longest, beside=mark))
    for citation in outcome.nearest:
        label = f"[{citation.number}] {title(citation.document)}"
        runs = (Run(f"[{citation.number}] "), Run(clean(citation.passage.text)))
        yield Block(runs, "expandable", optional=True, label=label)
