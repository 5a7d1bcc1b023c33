"""Outcome -> Markdown: quotes as quotes, numbered sources as links. What documents say can't mark anything up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from bot.locale import _
from bot.render.asides import aside_text
from bot.render.facts import (
    NEAREST,
    about_line,
    also_in,
    clean,
    in_language,
    location,
    outlet_and_date,
    reason,
    shown_quotes,
    speaker_line,
    title,
)
from bot.render.links import citation_link
from bot.types import Answer, Citation, NotOnRecord
from embeddings.types import Span

_KEPT = "!$&'()*+,;=:@/?~-._%#"  # in an address
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~^$&:.-])")


def to_markdown(outcome: Answer | NotOnRecord, about: str | None = None) -> str:
    """Return an outcome as Markdown (CommonMark)."""
    head = [f"*{escape(about_line(about))}*"] if about is not None else []
    head += [] if outcome.aside is None else ["  \n".join(map(escape, aside_text(outcome.aside).splitlines()))]
    body = _refusal(outcome) if isinstance(outcome, NotOnRecord) else _answer(outcome)
    return "\n\n".join([*head, *body])


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))


def _answer(answer: Answer) -> Iterator[str]:
    for quote, citation in shown_quotes(answer):
        if quote.statement is not None and quote.speaker is not None:
            before, name, after = map(escape, speaker_line(quote.statement))
            yield f"{before} **{name}**{'' if after.startswith(',') else ' '}{after}:".strip()
        lines = [escape(line) for line in clean(quote.text).splitlines() if line.strip()]
        yield "\n".join(
            [
                *(f"> {line}" for line in lines),
                ">",
                f"> — {escape(outlet_and_date(citation.document))} \\[{quote.citation}\\]",
            ]
        )
    shown = {quote.citation: (quote.start, quote.end) for quote in reversed(answer.quotes)}
    yield "\n".join(_source(one, shown[one.number], answer.question) for one in answer.citations)


def _refusal(outcome: NotOnRecord) -> Iterator[str]:
    if outcome.aside is None:
        yield f"**{escape(reason(outcome))}**"
    if outcome.nearest:
        yield escape(_(NEAREST))
        passages = [(one, (one.passage.start, one.passage.end)) for one in outcome.nearest]
        yield "\n".join(_source(one, span, outcome.question) for one, span in passages)


def _source(citation: Citation, shown: Span, question: str) -> str:
    link = citation_link(citation, shown)
    name = escape(title(citation.document))
    linked = f"[{name}](<{percent_encoded(link, safe=_KEPT)}>)" if link else name
    more = f", {also_in(citation)}" if citation.also_in else ""
    where = (
        f", {outlet_and_date(citation.document)}, {location(citation)}{in_language(citation.document, question)}{more}"
    )
    return f"{citation.number}. {linked}{escape(where)}"
