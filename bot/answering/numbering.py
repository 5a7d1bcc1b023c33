"""Citations are numbered in the order of reading: the first quote is [1], and the numbers rise from there."""

from __future__ import annotations

from dataclasses import replace

from bot.types import Answer, NotOnRecord


def numbered(outcome: Answer | NotOnRecord) -> Answer | NotOnRecord:
    """Return an outcome whose citations are numbered as their quotes are read, and stand in that order.

    Quotes are read best first; where several speakers speak, the newest first.
    """
    if isinstance(outcome, NotOnRecord):
        return outcome
    cited = {citation.number: citation for citation in outcome.citations}
    read = [quote.citation for quote in outcome.quotes]
    if outcome.by_speaker:
        read.sort(key=lambda number: cited[number].document.date or "", reverse=True)
    order = list(dict.fromkeys([*read, *cited]))
    new = {old: number for number, old in enumerate(order, start=1)}
    return replace(
        outcome,
        quotes=tuple(replace(quote, citation=new[quote.citation]) for quote in outcome.quotes),
        citations=tuple(replace(cited[old], number=number) for old, number in new.items()),
    )
