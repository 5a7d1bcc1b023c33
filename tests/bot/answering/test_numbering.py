from __future__ import annotations

from dataclasses import replace

from bot.answering.numbering import numbered
from bot.types import Answer
from tests.bot.render.samples import answer_of, refusal_of
from tests.samples import make_document


def backwards(*dates: str | None) -> Answer:
    """Return an answer whose best quote bears the last number."""
    documents = [make_document(f"Body {at}.", id=str(at), date=date) for at, date in enumerate(dates)]
    outcome = answer_of(*documents)
    return replace(outcome, quotes=tuple(reversed(outcome.quotes)))


def test_the_best_quote_is_the_first() -> None:
    outcome = numbered(backwards(None, None, None))
    assert [(quote.citation, quote.text) for quote in outcome.quotes] == [
        (1, "Body 2."),
        (2, "Body 1."),
        (3, "Body 0."),
    ]
    assert [(one.number, one.document.id) for one in outcome.citations] == [(1, "2"), (2, "1"), (3, "0")]


def test_the_newest_is_the_first_where_several_speak() -> None:
    outcome = numbered(replace(backwards("2019", "2021", None), by_speaker=True))
    assert [one.document.date for one in outcome.citations] == ["2021", "2019", None]
    assert [quote.citation for quote in outcome.quotes] == [3, 1, 2]  # still the best first


def test_a_refusal_is_left_alone() -> None:
    refused = refusal_of(make_document("Body."))
    assert numbered(refused) is refused
