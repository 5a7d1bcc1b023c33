"""Questions by day, as a small picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import count

from PIL import Image, ImageDraw, ImageFont

from bot.locale import ngettext

DAYS = 30
ANSWERED, REFUSED = "answered", "not on record"
Days = Sequence[tuple[date, dict[str, int]]]

_COLOURS = {ANSWERED: "#2a7f62", REFUSED: "#d9a441"}  # from the ground up
_WIDTH, _HEIGHT = 800, 400  # pixels, as all lengths below
_LEFT, _RIGHT, _TOP, _GROUND = 48, 780, 44, 360
_LINES = 5  # above the ground
_NAMED = 4  # of so many days, one: there is no room for more


def chart(days: Days) -> bytes:
    """Draw how many questions were answered and refused on each day; PNG, 800 by 400 pixels."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.font = ImageFont.load_default(size=14)
    step = _step(max((sum(counts.values()) for _day, counts in days), default=0))
    _lines(draw, step)
    _bars(draw, days, (_GROUND - _TOP) / (step * _LINES))
    _legend(draw)
    picture = io.BytesIO()
    image.save(picture, format="png", optimize=True)
    return picture.getvalue()


def _step(highest: int) -> int:
    """Return the least round number of questions between two lines with which the highest count has room."""
    steps = (int(factor * 10**power) for power in count() for factor in (1, 2, 5))
    return next(step for step in steps if step * _LINES >= highest)


def _lines(draw: ImageDraw.ImageDraw, step: int) -> None:
    for line in range(_LINES + 1):
        height = _GROUND - line * (_GROUND - _TOP) / _LINES
        draw.line([_LEFT, height, _RIGHT, height], "#dddddd" if line else "black")
        draw.text((_LEFT - 8, height), str(line * step), "black", anchor="rm")


def _bars(draw: ImageDraw.ImageDraw, days: Days, pixels_each: float) -> None:
    """Draw a bar for each day, of which the last is always named."""
    wide = (_RIGHT - _LEFT) / max(1, len(days))
    for place, (day, counts) in enumerate(days):
        left, ground = _LEFT + place * wide, float(_GROUND)
        for what, colour in _COLOURS.items():
            top = ground - counts.get(what, 0) * pixels_each
            if top < ground:
                draw.rectangle([left + 2, top, left + wide - 2, ground - 1], colour)
            ground = top
        if (len(days) - 1 - place) % _NAMED == 0:
            draw.text((left + wide / 2, _GROUND + 8), f"{day.day} {day:%b}", "black", anchor="mt")


def _legend(draw: ImageDraw.ImageDraw) -> None:
    for place, (what, colour) in enumerate(_COLOURS.items()):
        left = _LEFT + 110 * place
        draw.rectangle([left, 12, left + 14, 26], colour)
        draw.text((left + 22, 19), what, "black", anchor="lm")
    draw.text((_RIGHT, 19), "questions a day", "black", anchor="rm")


def summary(days: Days) -> str:
    """Say in a sentence what the picture shows."""
    answered, refused = (sum(counts.get(what, 0) for _day, counts in days) for what in (ANSWERED, REFUSED))
    asked = answered + refused
    if not asked:
        return ngettext(
            "Nothing was asked in the last {count} day.", "Nothing was asked in the last {count} days.", len(days)
        )
    return ngettext(
        "{count} question in the last {days} days: {answered} answered, {refused} not on record.",
        "{count} questions in the last {days} days: {answered} answered, {refused} not on record.",
        asked,
        days=len(days),
        answered=answered,
        refused=refused,
    )
