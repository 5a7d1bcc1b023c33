from __future__ import annotations

import pytest

from bot.evaluation.cases import Case
from bot.evaluation.observations import Observation
from bot.evaluation.why import MISSES, explain, miss
from tests.bot.evaluation.samples import make_observation, make_seen

NONE = Case("u", "Who?", answerable=False)
UNJUDGED = Case("o", "Who?", relevant={"d": None})
OPEN = Case("o", "Who?")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (make_observation("It was Roe."), None),
        (make_observation("It was Roe.", rank=2), "document"),
        (make_observation("Nobody.", "It was Roe."), "later_quote"),
        (make_observation("Nobody."), "no_quote"),
        (make_observation(answered=False), "refused"),
        (make_observation("Nobody.", case=NONE), "false_answer"),
        (make_observation(answered=False, case=NONE), None),
        (make_observation("Nobody.", case=UNJUDGED), None),
        (make_observation("Nobody.", case=UNJUDGED, rank=None), "document"),
        (make_observation("Nobody.", case=OPEN, rank=None), None),
        (make_observation(answered=False, case=OPEN), "refused"),
    ],
)
def test_kinds_of_miss(seen: Observation, expected: str | None) -> None:
    assert miss(seen) == expected
    assert expected is None or expected in MISSES


ANSWERED = "Answered with a confidence of 0.50."
REFUSED = "Refused with a confidence of 0.50."
NOWHERE = "The answer stands, as it was written down, in no passage of the first 100 that counts as right."
HELD = make_seen(held=True)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (make_observation("It was Roe.", shown=(HELD,)), [ANSWERED]),
        (make_observation("Nobody.", "It was Roe.", shown=(HELD,)), [ANSWERED]),
        (
            make_observation("Nobody.", shown=(make_seen(), HELD)),
            [ANSWERED, "The answer stands in shown passage 2, outside the quote."],
        ),
        (
            make_observation(answered=False, shown=(HELD, HELD)),
            [REFUSED, "The answer stands in shown passages 1 and 2, though nothing was quoted."],
        ),
        (
            make_observation("Nobody.", rank=4, overlooked=make_seen(rank=9, held=True)),
            [
                ANSWERED,
                "The first relevant document is number 4 of those found.",
                "The answer stands in the passage of rank 9, which was not shown.",
            ],
        ),
        (make_observation("Nobody.", overlooked=make_seen(relevant=True)), [ANSWERED, NOWHERE]),
        (
            make_observation("Nobody.", rank=None),
            [ANSWERED, "No relevant document is among the first 100 passages.", NOWHERE],
        ),
        (make_observation("Nobody.", case=NONE), [ANSWERED]),
        (make_observation("Nobody.", case=OPEN, rank=None), [ANSWERED]),
    ],
)
def test_where_it_went_wrong(seen: Observation, expected: list[str]) -> None:
    assert explain(seen) == expected
