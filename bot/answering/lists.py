"""Which list of the documents a question wants, whole, and what of it is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.attribution import within
from bot.answering.citations import Excerpt
from bot.answering.sentences import LEANING
from bot.answering.topics import Topic
from bot.questions.decisive import codes_of
from bot.questions.listed import LISTING, ListQuestion, kin_of
from bot.questions.wanted import PEOPLE, counts
from bot.types import QuotedList
from embeddings.retrieve import Found
from embeddings.text.lists import Enumeration, lists_near
from embeddings.text.notes import notes_of
from embeddings.text.outline import headings_above
from embeddings.text.passages import question_before
from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import STOPWORDS, terms
from embeddings.text.things import NUMBER_WORDS
from embeddings.types import Document, Hit, Span

_MOST: Final = 10  # items that are shown at once
_CHARACTERS: Final = 1500  # of them
_ON_TOPIC: Final = 0.5  # of what else the question has, by weight, that a list and what leads to it must hold
_ABOUT: Final = 0.4  # likewise, of a sentence with a count and of its title
_BEFORE: Final = 300  # characters that the sentence before what leads to a list is looked for in
_READ: Final = 2000  # characters of a list that are looked at for that
_GROUP: Final = re.compile(  # "a grouping of some 173 parliamentarians", "the 12-strong crew"
    r"(?i)\b(?:group|grouping|body|union|party|organi[sz]ation|association|alliance|club|team|choir|crew|federation|network"
    r"|league|coalition) of (?:(?:some|about|around|nearly|over|almost|roughly|more than) )?\d[\d,.]{0,11}+ [a-z]"
    r"|(?<![\w,.])\d[\d,.]{0,11}+-(?:member|strong)\b"
)
_THERE: Final = re.compile(  # "There are three: …", in reply to "Which printers do you have?"
    rf"(?i)\b(?:there (?:are|is|were)|(?:we|they) have) (?:\w+ )?(?:\d[\d,.]{{0,11}}+|{NUMBER_WORDS})(?=\W|\Z)(?! \w)"
)
_OPENING_CODE: Final = re.compile(r"\W{0,3}[\w./-]{2,16}")
_NUMBERED: Final = re.compile(r"\(?\d{1,2}[.)]\s")
_OF_CODES: Final = ("code", "number")
REPLIED: Final = 2.0  # what counts in reply to a question with all that is asked
_SOME: Final = 0.9  # what counts them counts, where it has some of the topic
_IN_LEAD, _ABOVE, _IN_ITEMS = 3, 2, 1  # where the word for the things stands


@dataclass(frozen=True, slots=True)
class WantedList:
    """A list that a hit leads to. Where it is ``counted``, it is asked how many items it has.

    It is ``sure`` where what leads to it says so, or it has all that is asked.
    """

    hit: Hit
    listing: Enumeration
    counted: bool
    sure: bool = True

    def has(self, hit: Hit, start: int) -> bool:
        """Return whether words of a hit that begin at ``start`` are of the list, or lead to it."""
        return hit.document.id == self.hit.document.id and self.listing.start <= start < self.listing.end


def wanted_list(asked: ListQuestion | None, found: Found) -> WantedList | None:
    """Return the list that a question wants: of its things, and on what else it has. None where no hit has it."""
    if asked is None:
        return None
    named, rest = _sought(asked, found)
    own = frozenset(terms(asked.thing, found.query.language)) if asked.counts else named  # a working day is no employee
    ranked = [
        (
            *_fit(hit.document, listing, (named, own), rest, found.query.language),
            -hit.rank,
            -listing.start,
            hit,
            listing,
        )
        for hit, listing in _lists(found.hits)
    ]
    fitting = [one for one in ranked if one[0] >= _ON_TOPIC and one[1]]
    best = max(fitting, key=lambda one: one[:4], default=None)
    if best is None:
        return None
    share, place, *_, hit, listing = best
    if listing.within:  # what commas part stands in any text
        sure = place == _IN_LEAD and share == 1.0 and _leads_alone(hit.document, listing, {*named, *rest})
    else:
        sure = place > _IN_ITEMS or share == 1.0
    return WantedList(hit, listing, asked.counts, sure)


def _leads_alone(document: Document, listing: Enumeration, asked: Collection[str]) -> bool:
    """Whether what leads to a list says nothing but what is asked: "Our nurses are …"."""
    return STOPWORDS.union(asked).issuperset(terms(_lead(document, listing)))


def counted_in(asked: ListQuestion | None, found: Found) -> Callable[[Hit, Span], float] | None:
    """Return what tells whether words of a hit say how many there are of the things that a question counts.

    It is 1 where they have all else of the question, too, a little less where they have some of it, and more where they
    reply to a question that has it. None where it counts nothing, or no hit says it.
    """
    if asked is None or not asked.counts:
        return None
    named, rest = _sought(asked, found)
    things, topic = {*terms(asked.thing, found.query.language)}, Topic(rest, found.query.language)

    def counting(hit: Hit, span: Span) -> float:
        text = hit.document.text[slice(*span)]
        by_name = counts(text, things - PEOPLE)
        of_people = counts(text, PEOPLE) and not named.isdisjoint(terms(text))  # "employs 412 people"
        of_group = "member" in named and _GROUP.search(text) is not None
        in_reply = _THERE.search(text) is not None and things <= _put(hit, span)
        held = topic.held(hit.document, span) if by_name or of_people or of_group or in_reply else 0.0
        if in_reply and rest.keys() <= _put(hit, span):
            return REPLIED
        return 0.0 if held < _ABOUT else 1.0 if held == 1.0 else _SOME

    told = any(counting(hit, span) for hit in found.hits for span in _sentences(hit))
    return counting if told else None


def _put(hit: Hit, span: Span) -> set[str]:
    """Return the terms of the question that some words reply to."""
    return {*terms(question_before(hit.document, span[0]))}


def with_lists(shown: Sequence[Excerpt], wanted: WantedList | None) -> list[Excerpt]:
    """Return excerpts with the list that is wanted in the place of the first, and any that one leads to, whole."""
    wide = [_whole(one, wanted if place == 0 else None) for place, one in enumerate(shown)]
    kept = list[Excerpt]()
    for one in wide:
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return kept


def shown_of(listing: Enumeration) -> tuple[Span, QuotedList | None]:
    """Return what of a list is shown, its first ten items at most, and how many it has; a sentence is shown whole."""
    if listing.within:
        return (listing.start, listing.end), QuotedList(len(listing.items), len(listing.items), listing.end)
    fitting = [end for _, end in listing.items[:_MOST] if end - listing.start <= _CHARACTERS]
    count = max(1, len(fitting))
    return (listing.start, listing.items[count - 1][1]), QuotedList(len(listing.items), count, listing.end)


def _sentences(hit: Hit) -> Iterator[Span]:
    yield from ((one.start, one.end) for noted in notes_of(hit.document, hit.passage).paragraphs for one in noted)


def _sought(asked: ListQuestion, found: Found) -> tuple[frozenset[str], dict[str, float]]:
    """Return the terms that name what is listed, or lead to it, and what else the question has, with its weight."""
    things = terms(asked.thing, found.query.language)
    named = kin_of(things[-1]) if things else frozenset[str]()
    if not PEOPLE.isdisjoint(things):
        named |= kin_of("member")
    return named, {term: weight for term, weight in found.weights.items() if term not in (*things, *LISTING)}


def _lists(hits: Sequence[Hit]) -> Iterator[tuple[Hit, Enumeration]]:
    for hit in hits:
        for listing in lists_near(hit.document, hit.passage.start, hit.passage.end):
            yield hit, listing


def _fit(
    document: Document,
    listing: Enumeration,
    words: tuple[frozenset[str], frozenset[str]],
    rest: dict[str, float],
    language: str | None,
) -> tuple[float, int]:
    """Return the share of the other terms that a list is on, and where the word for its things stands; 0 nowhere.

    Of the ``words`` the first may lead to it, the second stand in its items.
    """
    named, own = words
    text, people = document.text, not PEOPLE.isdisjoint(named)
    lead = {*terms(_lead(document, listing), language)}
    headings = headings_above(document, listing.items[0][0])
    above = {*terms(" ".join((document.title or "", document.publisher or "", *headings)), language)}
    items = [_words(text[slice(*span)], language) for span in _first(listing)]
    held = lead.union(above, *items)
    total = sum(rest.values())
    share = sum(weight for term, weight in rest.items() if term in held) / total if total else 1.0
    of_them = people and bool(rest) and rest.keys() <= lead  # "The jury are …"
    place = _IN_LEAD if of_them else _place(named, lead, above, items, own)
    are_steps = "step" in named and all(_NUMBERED.match(text, start) for start, _ in listing.items)
    return share, place or _IN_ITEMS * are_steps


def _lead(document: Document, listing: Enumeration) -> str:
    """Return what leads to a list; what leans on the sentence before it ("Their demands were:") has that, too."""
    text, start = document.text, listing.start
    if LEANING.match(text, start):
        before = sentence_spans(text, max(0, text.rfind("\n", 0, start), start - _BEFORE), start)
        start = before[-1][0] if before else start
    return text[start : listing.items[0][0]]


def _place(
    named: Collection[str], lead: set[str], above: set[str], items: Sequence[set[str]], own: Collection[str]
) -> int:
    if not lead.isdisjoint(named):
        return _IN_LEAD
    if sum(not item.isdisjoint(own) for item in items) * 2 > len(items):
        return _IN_ITEMS
    tells_of_others = bool(lead - above - STOPWORDS)
    return 0 if tells_of_others else _ABOVE * (not above.isdisjoint(named))


def _words(item: str, language: str | None) -> set[str]:
    """Return the terms of an item; what begins with a code lists codes: "E04: no water"."""
    opening = _OPENING_CODE.match(item)
    return {*terms(item, language), *(_OF_CODES if opening and codes_of(opening[0]) else ())}


def _first(listing: Enumeration) -> list[Span]:
    return [span for span in listing.items if span[1] - listing.start <= _READ]


def _whole(one: Excerpt, wanted: WantedList | None) -> Excerpt:
    if wanted is not None and _holds(wanted.listing, one, wanted.hit.document.id):
        listing: Enumeration | None = wanted.listing
    else:
        listing = _led_to(one)
    if listing is None:
        return one
    span, listed = shown_of(listing)
    is_shown = one.answer is not None and within(one.answer, span)
    return replace(one, span=span, listed=listed, statement=None, answer=one.answer if is_shown else None)


def _holds(listing: Enumeration, one: Excerpt, document_id: str) -> bool:
    is_here = one.hit.document.id == document_id
    return is_here and listing.start < one.span[1] and one.span[0] < listing.end


def _led_to(one: Excerpt) -> Enumeration | None:
    """Return the list that an excerpt leads to: it ends with a colon, and says nothing without the list."""
    if not one.text.rstrip().endswith(":"):
        return None
    near = lists_near(one.hit.document, *one.span)
    return next((listing for listing in near if not listing.within and listing.items[0][0] >= one.span[1]), None)


def _overlap(one: Excerpt, other: Excerpt) -> bool:
    if one.hit.document.id != other.hit.document.id:
        return False
    end = max(other.span[1], other.listed.end if other.listed else 0)
    return one.span[0] < end and other.span[0] < one.span[1]
