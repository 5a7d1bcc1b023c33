from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.cases import Case
from bot.evaluation.evaluation import evaluate, public
from bot.responder import Responder
from bot.settings import Settings

CASES = [
    Case("1", "When did the mill at Lower Farrow burn down?", answers=("March",), relevant={"mill": None}),
    Case("2", "Who keeps bees?", answers=("Tilda Roe",)),
    Case("3", "What is the boiling point of mercury?", answerable=False),
]


def test_every_case_is_asked_once_in_order_after_one_that_warms_up(responder: Responder, settings: Settings) -> None:
    passed: list[str] = []

    def track(cases: Sequence[Case]) -> Iterator[Case]:
        for case in cases:
            passed.append(case.question)
            yield case

    found = evaluate(responder, settings, CASES, track)
    assert passed == [case.question for case in CASES]
    assert [seen.case for seen in found.observations] == CASES
    assert found.snapshot == responder.snapshot.name
    assert {figure.key for figure in found.figures} >= {"answer_in_first_quote", "refused_unanswerable"}
    assert found.settings == public(settings)


def test_the_settings_of_a_report_name_no_token_and_no_person() -> None:
    settings = Settings(telegram_token="1:secret", allowed_users=frozenset({42}), webhook_url="https://x.org")
    assert public(settings) == {
        "seeds": "seeds",
        "data": ".onrecord",
        "model": settings.model,
        "reranker": None,
        "reader": "off",
        "exact_up_to": settings.exact_up_to,
    }
