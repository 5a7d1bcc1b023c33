"""What turns a sense round."""

from __future__ import annotations

import pytest

from bot.checking.checked import Weight
from bot.checking.weighty import weight_of


@pytest.mark.parametrize(
    ("pasted", "recorded", "weight"),
    [
        ("never", "", "negation"),
        ("", "not", "negation"),
        ("is", "isn't", "negation"),
        ("legal", "illegal", "negation"),
        ("нет", "", "negation"),
        ("est", "n'est pas", "negation"),
        ("បាន", "មិនបាន", "negation"),
        ("40", "50", "number"),
        ("two", "three", "number"),
        ("fifth", "tenth", "number"),
        ("zwei", "drei", "number"),
        ("5 %", "5", "number"),
        ("red", "green", None),
        ("not red", "not green", None),
    ],
)
def test_the_weight_of_a_change(pasted: str, recorded: str, weight: Weight | None) -> None:
    assert weight_of(pasted.split(), recorded.split()) == weight
