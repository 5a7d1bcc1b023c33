"""Of quotes that answer alike, from one series of documents or of dated headings, the newest leads. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.answering.attribution import within
from bot.answering.holders import names_holder
from bot.answering.windows import Window
from bot.questions.question import ReadQuestion
from bot.questions.wanted import without_capitals
from embeddings.text.dates import MONTHS, asked_period
from embeddings.text.outline import headings_above
from embeddings.text.terms import terms

Scored = tuple[float, Window]

_ALIKE: Final = 0.5  # of the words of two quotes together, names and numbers aside, that both have
_NEAR, _NEAR_NOW = 3.0, 6.0  # how far behind the best what is alike may be, and where it is asked what holds now
_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w-]|[.,/]\d)")
_SEASONS: Final = "spring|summer|autumn|fall|winter|christmas|easter|(?:first|second|third|fourth) quarter|q[1-4]"
_DATED: Final = re.compile(rf"(?i)\d+|\b(?:{'|'.join(MONTHS)}|{_SEASONS})\b|\W+")


def newest_first(scored: Sequence[Scored], question: ReadQuestion) -> Sequence[Scored]:
    """Return windows with their scores so that, of those alike to the best, the newest has the best score.

    Questions of some time choose their own. One for what holds now has no older words beside it but those alike.
    """
    of_before = question.side is not None and not question.side.after
    is_of_then = question.query.when is not None and not question.of_now  # "today" is a day, too
    if not scored or is_of_then or question.decisive.years or of_before:
        return scored
    alike = _holding(scored, question) or _alike(scored, _NEAR_NOW if question.of_now else _NEAR)
    newest = sorted(alike, key=lambda one: _date(one[1]), reverse=True)
    if newest == alike:
        return scored
    points = sorted((points for points, _ in alike), reverse=True)
    ordered = [(better, window) for better, (_, window) in zip(points, newest, strict=True)]
    return [*ordered, *_beside(alike, scored, now=question.of_now)]


def is_earlier(window: Window, first: Window) -> bool:
    """Return whether a window answers like the first one, in an older document of its series."""
    return "" < _date(window) < _date(first) and _answers_alike(first, window)


def _beside(alike: Sequence[Scored], scored: Sequence[Scored], *, now: bool) -> list[Scored]:
    """Return the other windows; of the documents of what is alike none, where it is asked what holds now."""
    windows, places = [window for _, window in alike], {_place(window) for _, window in alike}
    others = [one for one in scored if all(one[1] is not window for window in windows)]
    return [one for one in others if not (now and _place(one[1]) in places)]


def _alike(scored: Sequence[Scored], near: float) -> list[Scored]:
    """Return the best window, and the best of each other document, or dated part, of its series that answers alike."""
    best = scored[0]
    found: dict[tuple[str, str], Scored] = {}
    if not _date(best[1]):
        return [best]
    parts = [one for _, one in scored if one.hit is best[1].hit and within(one.span, best[1].span)]
    for one in scored:
        far = near if one[1].features.get("read", 1.0) else _NEAR_NOW  # what was not read is behind for that alone
        if one[0] < best[0] - far or _place(one[1]) in found:
            continue
        if any(_answers_alike(part, one[1]) for part in parts):
            found[_place(one[1])] = one
    return list(found.values())


def _holding(scored: Sequence[Scored], question: ReadQuestion) -> list[Scored]:
    """Return the best window and the best of each other document that name who holds the office asked about.

    Nothing where it is asked who held it, or the best is of no known date.
    """
    person, best = question.person, scored[0]
    if person is None or not person.office or question.of_the_past or not _date(best[1]):
        return []
    found: dict[tuple[str, str], Scored] = {}
    asked = person.office.intersection(question.lower.rstrip("?. ").split()) or person.office  # a chair is no director
    for one in scored:
        if one[0] >= best[0] - _NEAR_NOW and names_holder(one[1].text, asked, person.must) and _date(one[1]):
            found.setdefault(_place(one[1]), one)
    return list(found.values()) if found.get(_place(best[1])) == best else []


def _answers_alike(one: Window, other: Window) -> bool:
    documents = one.hit.document, other.hit.document
    if not _date(other) or len({_series(document.title or document.id) for document in documents}) > 1:
        return False
    held, also = _words(one), _words(other)
    return len(held & also) >= _ALIKE * len(held | also)


def _place(window: Window) -> tuple[str, str]:
    return window.hit.document.id, _date(window)


def _date(window: Window) -> str:
    """Return the date of the nearest heading above that has one, or else of the document; "" where nobody knows."""
    document = window.hit.document
    headings = (_day_of(heading) for heading in reversed(headings_above(document, window.start)))
    return next(filter(None, headings), document.date or _day_of(document.title or ""))


def _day_of(heading: str) -> str:
    """Return the first day of what a heading names, or the year; "" where it names no time."""
    if not _YEAR.search(heading):
        return ""
    period = asked_period(heading)
    return period.first.isoformat() if period is not None else _YEAR.findall(heading)[-1]


@lru_cache(maxsize=256)
def _series(title: str) -> str:
    """Return what the titles of documents of one series share: all but the dates in them."""
    return _DATED.sub(" ", title).casefold().strip()


def _words(window: Window) -> set[str]:
    return {term for term in terms(without_capitals(window.text)) if not any(map(str.isdigit, term))}
