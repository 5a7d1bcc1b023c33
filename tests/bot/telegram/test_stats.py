"""The picture of /stats, looked at pixel by pixel where its bars must be."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.telegram.stats import ANSWERED, REFUSED, chart, summary

GREEN, OCHRE, WHITE = (42, 127, 98), (217, 164, 65), (255, 255, 255)
FIRST = date(2026, 1, 30)


def drawn(*counts: dict[str, int]) -> Image.Image:
    days = [(FIRST + timedelta(days=number), each) for number, each in enumerate(counts)]
    return Image.open(io.BytesIO(chart(days)))


def test_a_bar_is_as_high_as_its_day() -> None:
    """Two days, so that each is 366 pixels wide; 10 questions, so that 31.6 pixels are one."""
    image = drawn({ANSWERED: 5, REFUSED: 5}, {REFUSED: 2})
    assert (image.format, image.size) == ("PNG", (800, 400))
    first, second = 48 + 183 + 30, 48 + 549 + 30  # off the middle
    assert [image.getpixel((first, height)) for height in (355, 206, 198, 48)] == [GREEN, GREEN, OCHRE, OCHRE]
    assert [image.getpixel((second, height)) for height in (355, 300, 290)] == [OCHRE, OCHRE, WHITE]


@pytest.mark.parametrize("most", [0, 1, 5, 6, 11, 26, 51, 999_999])
def test_whatever_the_count_it_stays_below_the_highest_line(most: int) -> None:
    image = drawn({ANSWERED: most})
    shown = [height for height in range(40, 360) if image.getpixel((300, height)) == GREEN]
    assert (len(shown) > 50) == (most > 0)
    assert min(shown, default=360) >= 44


def test_no_days_are_a_picture_too() -> None:
    assert drawn().size == (800, 400)


def test_said_in_a_sentence() -> None:
    counts: list[dict[str, int]] = [{ANSWERED: 5, REFUSED: 1}, {}, {}, {ANSWERED: 2}]
    days = [(FIRST + timedelta(days=number), each) for number, each in enumerate(counts)]
    assert summary(days) == "8 questions in the last 4 days: 7 answered, 1 not on record."
    assert summary(days[1:3]) == "Nothing was asked in the last 2 days."
