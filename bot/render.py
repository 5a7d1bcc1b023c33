"""Answer -> plain text | Telegram HTML. Escaping and length live here, and nowhere else.

Telegram counts UTF-16 units after parsing, 4,096 a message (https://core.telegram.org/bots/api#sendmessage).
Text is put together from whole blocks; marked-up text is never cut.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.answer import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Document, Statement

LIMIT = 4096  # UTF-16 units of a Telegram message
_LONGEST_FACT = 200  # UTF-16 units of a title or another fact that is shown
_LONGEST_LINK = 2000

REASONS = {
    "empty_index": "Not on record: there are no documents yet.",
    "nothing_relevant": "Not on record: no document here answers that.",
    "filtered_out": "Not on record: what matches was filtered out.",
}
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEAREST = "Closest, not an answer:"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message, as HTML and as what is left of it after parsing. Optional ones are added last."""

    html: str
    plain: str
    optional: bool = False

    @property
    def units(self) -> int:
        """How many UTF-16 units Telegram counts."""
        return len(self.plain.encode("utf-16-le", "surrogatepass")) // 2


def about_line(about: str) -> str:
    """Return the line that says how a follow-up question was read, for a terminal."""
    return f"about: {short(about)}"


def to_text(outcome: Answer | NotOnRecord) -> str:
    """Return an outcome as plain text for a terminal: no markup and no control characters."""
    if isinstance(outcome, NotOnRecord):
        lines = [_reason(outcome), *([f"\n{_NEAREST}"] if outcome.nearest else [])]
        return "\n".join([*lines, *(f"- {_source_lines(citation)}" for citation in outcome.nearest)])
    quotes = [_quote_lines(quote, document, in_one=outcome.by_speaker) for quote, document in _shown(outcome)]
    sources = [f"[{citation.number}] {_source_lines(citation)}" for citation in outcome.citations]
    quotes = ["\n".join(quotes)] if outcome.by_speaker else quotes
    return "\n\n".join([*quotes, "\n".join(sources)])


def to_html(outcome: Answer | NotOnRecord, about: str | None = None) -> str:
    """Return an outcome as the HTML of one Telegram message, at most LIMIT units after parsing.

    ``about`` is how a follow-up question was read, and stands on a line before all else.
    """
    head = [] if about is None else [_tagged("i", about_line(about)), _plain("\n")]
    if isinstance(outcome, NotOnRecord):
        head += [_tagged("b", _reason(outcome))]
        head += [_plain(f"\n\n{_NEAREST}")] if outcome.nearest else []
        return _fit([*head, *(block for citation in outcome.nearest for block in _nearest_blocks(citation))])
    quotes = [_quote_block(quote, document) for quote, document in _shown(outcome)]
    return _fit([*head, *quotes, *_source_blocks(outcome.citations)])


def sources_html(documents: Sequence[Document]) -> str:
    """Return the list of documents as the HTML of one Telegram message; how many did not fit is said."""
    if not documents:
        return _plain("There are no documents yet.").html
    head = _tagged("b", f"{len(documents)} documents")
    blocks = [Block(f"\n• {linked.html}", f"\n• {linked.plain}") for linked in map(_linked, documents)]
    fitting, room = 0, LIMIT - head.units - len(f"\n… and {len(blocks)} more")
    for block in blocks:
        room -= block.units
        fitting += room >= 0
    more = [_plain(f"\n… and {len(blocks) - fitting} more")] if fitting < len(blocks) else []
    return _fit([head, *blocks[:fitting], *more])


def listing_text(head: str, lines: Sequence[str]) -> str:
    """Return a head and lines as plain text for a terminal."""
    return clean("\n".join([head, *(f"- {line}" for line in lines)]))


def listing_html(head: str, lines: Sequence[str]) -> str:
    """Return a head and as many of the lines as fit as the HTML of one Telegram message."""
    return _fit([_tagged("b", clean(head)), *(_plain(clean(f"\n• {line}")) for line in lines)])


def why(outcome: Answer | NotOnRecord, snapshot: str) -> str:
    """Return how the passages of an outcome scored, a line each."""
    citations = outcome.citations if isinstance(outcome, Answer) else outcome.nearest
    lines = [f"confidence {outcome.confidence:.2f}, snapshot {snapshot}"]
    for citation in citations:
        scores = citation.scores
        stages = (("fused", scores.fused), ("dense", scores.dense), ("keyword", scores.keyword))
        shown = ", ".join(f"{stage} {'none' if score is None else f'{score:.3f}'}" for stage, score in stages)
        lines.append(f"[{citation.number}] {shown}: {describe(citation.document)}, {_place(citation)}")
    return "\n".join(lines)


def clean(text: str) -> str:
    """Replace control and direction-changing characters, which could rewrite a line, by the replacement sign."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if _unsafe(character) else character for character in lines)


def describe(document: Document) -> str:
    """Return title, publisher and date on one line; what is missing is shown as missing."""
    facts = (
        document.title or "(no title)",
        document.publisher or "publisher unknown",
        document.date or "no date",
    )
    return ", ".join(short(fact) for fact in facts)


def _unsafe(character: str) -> bool:
    return (character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs")) or character in _BIDI


def short(fact: str) -> str:
    """Return a fact on one line, cut where it is overlong."""
    line = " ".join(clean(fact).split())
    units = line.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_FACT:
        return line
    return units[: 2 * _LONGEST_FACT - 2].decode("utf-16-le", "ignore") + "…"


def _place(citation: Citation) -> str:
    page = "" if citation.page is None else f"p. {citation.page}, "
    return f"{page}¶ {citation.paragraph}"


def _source_lines(citation: Citation) -> str:
    link = citation.document.url
    line = f"{describe(citation.document)}, {_place(citation)}"
    return f"{line}\n    {short(link)}" if link else line


def _reason(outcome: NotOnRecord) -> str:
    if outcome.reason != "filtered_out" or not outcome.excluding:
        return REASONS[outcome.reason]
    return short(f"Not on record: nothing is left by {' and '.join(outcome.excluding)}.")


def _shown(answer: Answer) -> list[tuple[Quote, Document]]:
    """Return the quotes with their documents: as they come, or the newest first where several speakers speak."""
    documents = {citation.number: citation.document for citation in answer.citations}
    shown = [(quote, documents[quote.citation]) for quote in answer.quotes]
    return sorted(shown, key=lambda pair: pair[1].date or "", reverse=True) if answer.by_speaker else shown


def speaker_line(statement: Statement) -> tuple[str, str, str]:
    """Return what stands before a speaker's name, the name, and what follows: role and cue."""
    speaker = statement.speaker
    if speaker is None:
        return "", "", ""
    name, cue = short(speaker.name), short(statement.cue or "")
    role = f", {short(speaker.role)}" if speaker.role else ""
    if cue.lower().startswith("according to"):
        return "According to ", name, role
    return "", name[:1].upper() + name[1:], f"{role}{f', {cue}' if role and cue else f' {cue}' if cue else ''}"


def outlet_and_date(document: Document) -> str:
    """Return where and when something was published; what is missing is shown as missing."""
    return f"{short(document.publisher or 'publisher unknown')}, {document.date or 'no date'}"


def _quote_lines(quote: Quote, document: Document, *, in_one: bool) -> str:
    text = f"{clean(quote.text)} [{quote.citation}]"
    if quote.statement is None:
        return text
    said = "".join(speaker_line(quote.statement))
    if in_one:
        return f"- {said}: {' '.join(text.split())} ({outlet_and_date(document)})"
    return f"{said}:\n{text}\n{outlet_and_date(document)}"


def _quote_block(quote: Quote, document: Document) -> Block:
    text = f"{clean(quote.text)} [{quote.citation}]"
    if quote.statement is None:
        return Block(f"<blockquote>{_escape(text)}</blockquote>\n", f"{text}\n")
    before, name, after = speaker_line(quote.statement)
    where = outlet_and_date(document)
    head = f"{_escape(before)}<b>{_escape(name)}</b>{_escape(after)}:\n"
    markup = f"{head}<blockquote>{_escape(text)}</blockquote>\n<i>{_escape(where)}</i>\n"
    return Block(markup, f"{before}{name}{after}:\n{text}\n{where}\n")


def _nearest_blocks(citation: Citation) -> list[Block]:
    linked = _linked(citation.document)
    return [Block(f"\n• {linked.html}", f"\n• {linked.plain}"), _passage_block(citation)]


def _source_blocks(citations: Sequence[Citation]) -> list[Block]:
    """List the sources; a passage that several of them cite is shown below the last of these."""
    blocks = []
    last = {citation.passage.id: citation.number for citation in citations}
    for citation in citations:
        linked, place = _linked(citation.document), _place(citation)
        number = f"\n[{citation.number}] "
        blocks.append(Block(f"{number}{linked.html}, {place}", f"{number}{linked.plain}, {place}"))
        if last[citation.passage.id] == citation.number:
            blocks.append(_passage_block(citation))
    return blocks


def _passage_block(citation: Citation) -> Block:
    passage = clean(citation.passage.text)
    return Block(f"\n<blockquote expandable>{_escape(passage)}</blockquote>", f"\n{passage}", optional=True)


def _linked(document: Document) -> Block:
    label = describe(document)
    if not document.url or len(document.url) > _LONGEST_LINK or not _on_the_web(document.url):
        return _plain(label)
    return Block(f'<a href="{_escape(clean(document.url))}">{_escape(label)}</a>', label)


def _on_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:  # brackets that hold no address
        return False


def _plain(text: str) -> Block:
    return Block(_escape(text), text)


def _tagged(tag: str, text: str) -> Block:
    return Block(f"<{tag}>{_escape(text)}</{tag}>", text)


def _escape(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "&#39;")


def _fit(blocks: Sequence[Block]) -> str:
    """Join the blocks that fit, in their order: the optional ones are the first to be left out, then the last."""
    kept: set[int] = set()
    room = LIMIT
    for position in sorted(range(len(blocks)), key=lambda position: (blocks[position].optional, position)):
        if blocks[position].units <= room:
            kept.add(position)
            room -= blocks[position].units
    return "".join(block.html for position, block in enumerate(blocks) if position in kept)
