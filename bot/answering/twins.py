"""Hits that tell of a twin: another year, number or code than the question's. Their facts are no answer. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bot.answering.called import called, is_another
from bot.answering.relations import tells_relation
from bot.answering.siblings import is_sibling
from bot.answering.windows import Window
from bot.questions.decisive import Decisive, codes_of, numbers_of
from bot.questions.people import office_of_place
from bot.questions.question import ReadQuestion
from bot.questions.relations import Relation, relation_of
from bot.questions.sections import Section
from bot.questions.slots import Slot
from bot.questions.words import is_person
from embeddings.retrieve import Found
from embeddings.search.query import is_foreign
from embeddings.text.dates import Period, fit
from embeddings.text.identifiers import are_held
from embeddings.text.language import base_language
from embeddings.text.numerals import CARDINALS, ORDINALS, ROMAN
from embeddings.text.terms import terms
from embeddings.types import Document, Hit

_LAST_YEAR: Final = re.compile(r"(?i)\b(?:last|previous|past) year|\byear (?:ago|earlier|before)\b")
_NEXT_YEAR: Final = re.compile(r"(?i)\b(?:next|coming|following) year\b")
_YEAR: Final = re.compile(r"(?i)\b(?:in|for|of|during|by)\s+(?:the\s+year\s+)?((?:1[5-9]|20)\d\d)(?![\w-]|[.,]\d)")
_SLIPS: Final = 5  # letters of a name in which a slip is seen as one
_STEM: Final = 5  # letters of a place that its people begin with: Vietnamese
_IRREGULAR: Final = {  # and what begins otherwise
    **dict.fromkeys(("french", "france"), ("franc", "frenc")),
    **dict.fromkeys(("dutch", "netherlands"), ("dutch", "netherl")),
    **dict.fromkeys(("danish", "denmark"), ("danis", "denm")),
    **dict.fromkeys(("spanish", "spain"), ("spani", "spain")),
    **dict.fromkeys(("polish", "poland"), ("poland", "polish")),
    **dict.fromkeys(("turkish", "turkey"), ("turk",)),
    **dict.fromkeys(("british", "britain"), ("brit",)),
    **dict.fromkeys(("swiss", "switzerland"), ("swiss", "switz")),
    **dict.fromkeys(("greek", "greece"), ("greek", "greec")),
    **dict.fromkeys(("finnish", "finland"), ("finni", "finla")),
    **dict.fromkeys(("swedish", "sweden"), ("swed",)),
}
_BESIDE: Final = 50  # characters between an office and what it is of
_WORD: Final = re.compile(r"[\w-]+")
_OFTEN: Final = 3  # times that a document names what it tells of
_TOKEN: Final = re.compile(r"(?<![\w.])\w++(?:\.\d\w*+)*+")
_ENDINGS: Final = ("", "st", "nd", "rd", "th")


def without_twins(question: ReadQuestion, found: Found) -> Found:
    """Return what was found without the hits that lack what tells apart the thing that is asked about.

    So are what was found among somebody's words. None are left where none of them has a name of the question.
    """
    spoken = None if found.of_speakers is None else _left(question, found.of_speakers)
    return replace(_left(question, found), of_speakers=spoken)


def _left(question: ReadQuestion, found: Found) -> Found:
    decisive, slots = question.decisive, question.slots
    text = question.text
    tells_apart = decisive or slots or question.day or office_of_place(text) or relation_of(text)
    if not tells_apart or _has_foreign(found):
        return found
    if not all(_is_called(name, found.hits) for name in decisive.names):
        return replace(found, hits=())
    if question.section is not None and (parts := _with_part(question.section, found.hits)):
        return replace(found, hits=parts)
    if question.section is not None and _with_part(replace(question.section, part=None), found.hits):
        return replace(found, hits=())  # it has no such part
    return _without_years(replace(found, hits=_without_others(question, found)), decisive.years)


def _without_others(question: ReadQuestion, found: Found) -> tuple[Hit, ...]:
    """Return the hits that are not about a twin."""
    decisive, office, relation = question.decisive, office_of_place(question.text), relation_of(question.text)
    hits = found.hits if relation is None else [hit for hit in found.hits if _has(relation, hit, found)]
    labels = {label for label, _ in decisive.numbers if any(numbers_of(_read(hit), label) for hit in hits)}
    is_twin = _telling(decisive, question.slots, question.day, labels)
    return tuple(hit for hit in hits if not is_twin(hit) and (office is None or _tells_of(*office, hit)))


def _has(relation: Relation, hit: Hit, found: Found) -> bool:
    """Whether a hit tells of a relation, in its words or by others that what reads it is sure of."""
    read = found.evidence.get(hit.passage.id)
    return tells_relation(relation, _read(hit)) or (read is not None and read.strength > 0 and read.score > 0)


def _tells_of(place: str, words: frozenset[str], hit: Hit) -> bool:
    """Whether a hit names an office near its place or those from there, or its document tells mostly of the place."""
    stems = _IRREGULAR.get(place.casefold(), (place.casefold()[:_STEM],))
    text = _read(hit).casefold()
    near = (text[max(0, at.start() - _BESIDE) : at.end() + _BESIDE] for at in _WORD.finditer(text) if at[0] in words)
    is_near = any(stem in around for around in near for stem in stems)
    return is_near or sum(map(hit.document.text.casefold().count, stems)) >= _OFTEN


def _without_years(found: Found, years: Collection[str]) -> Found:
    """Return the same without those years as terms that the date of the first hit has, and its text need not have."""
    dated = {year for year in years if found.hits and year not in _read(found.hits[0])}
    if not dated:
        return found
    query = found.query
    terms, names = (tuple(term for term in its if term not in dated) for its in (query.terms, query.names))
    weights = {term: weight for term, weight in found.weights.items() if term not in dated}
    return replace(found, query=replace(query, terms=terms, names=names), weights=weights)


def _with_part(section: Section, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return the hits in which a numbered part begins."""
    return tuple(hit for hit in hits if section.find(hit.passage.text) is not None)


def of_no_twin(question: ReadQuestion, windows: Sequence[Window]) -> Callable[[Window], bool]:
    """Return what tells whether words name nothing else in the place of what is asked about.

    Passages tell of several things. Words are left that have more of the question than all others of their passage.
    """
    slots, numbers, codes, day = question.slots, question.decisive.numbers, question.decisive.codes, question.day
    hits = {window.hit.rank: window.hit for window in windows}.values()
    if question.section is not None and _with_part(question.section, hits):
        return lambda _: True
    if not (slots or numbers or codes or day):
        return lambda window: not _names_other_years(window, question.decisive.years)

    def names_another(window: Window) -> bool:
        return _names_another(window, slots, numbers, day) or _has_another_code(window.text, codes)

    most: defaultdict[int, float] = defaultdict(lambda: -1.0)
    twins = {(window.hit.rank, window.span): names_another(window) for window in windows}
    for window in windows:
        if not twins[window.hit.rank, window.span]:
            most[window.hit.rank] = max(most[window.hit.rank], window.features["overlap"])

    def is_of_it(window: Window) -> bool:
        has_more = window.features["overlap"] > most[window.hit.rank]
        is_kept = has_more or not twins[window.hit.rank, window.span]
        return is_kept and not _names_other_years(window, question.decisive.years)

    return is_of_it


def _names_other_years(window: Window, years: Collection[str]) -> bool:
    """Whether words tell of some year, and not of one that is asked about; nor did they come out then."""
    text, date = window.text, window.hit.document.date or ""
    return bool(years) and bool(_YEAR.search(text)) and not any(_has_year(text, date, int(year)) for year in years)


def _names_another(
    window: Window, slots: Sequence[Slot], numbers: Collection[tuple[str, str]], day: Period | None
) -> bool:
    """Whether words have another value of a sort, number another thing, or name other days than those asked about."""
    text = window.text
    held = [(number, numbers_of(text, label)) for label, number in numbers]
    is_of_another = is_sibling(slots, text) or any(those and number not in those for number, those in held)
    return is_of_another or _names_another_day(text, window.hit.document, day)


def _has_another_code(text: str, codes: frozenset[str]) -> bool:
    """Whether words have codes that begin as one that is asked about does, with the same letters, and not that one."""
    held = codes_of(text) if codes else frozenset[str]()
    letters = {_letters(code) for code in codes - held}
    return any(_letters(code) in letters for code in held)


def _letters(code: str) -> str:
    return "".join(takewhile(str.isalpha, code))


def _telling(
    decisive: Decisive, slots: Sequence[Slot], day: Period | None, labels: Collection[str]
) -> Callable[[Hit], bool]:
    """Return what tells whether a hit is about a twin."""
    named = [called(name) for name in decisive.names if is_person(name)]

    def is_twin(hit: Hit) -> bool:
        text = _read(hit)
        is_other = any(is_another(f"{text} {hit.document.author or ''}", one) for one in named)
        is_sibling_of = is_sibling(slots, text, hit.document.date or "") or _is_of_another_day(hit, day)
        return is_other or is_sibling_of or _is_twin(hit, decisive, labels)

    return is_twin


def _is_of_another_day(hit: Hit, day: Period | None) -> bool:
    """Whether a hit names days, and none that is asked about; nor did it come out then."""
    return _names_another_day(_read(hit), hit.document, day)


def _names_another_day(text: str, document: Document, day: Period | None) -> bool:
    language = base_language(document.language)
    return day is not None and fit(Period(), None, text, language) > 0 and fit(day, document.date, text, language) == 0


def _has_foreign(found: Found) -> bool:
    """Return whether some of the hits are in another language than the question: they may say it otherwise."""
    languages = (base_language(hit.document.language) for hit in found.hits)
    return any(is_foreign(found.query.language, language) for language in languages)


def _is_called(name: str, hits: Sequence[Hit]) -> bool:
    """Whether some hit has the last word of a name, though it were mistyped, or its initials."""
    initials = "".join(word[0] for word in name.split())
    wanted, is_short = set(terms(name.rsplit(maxsplit=1)[-1])), len(initials) > 1 and initials.isupper()
    for text in (f"{_read(hit)} {hit.document.publisher or ''}" for hit in hits):
        held = set(terms(text))
        if wanted <= held or (is_short and initials in text):
            return True
        if any(_is_slip(one, other) for one in wanted for other in held):
            return True
    return False


def _is_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, doubled or put in the wrong place; another letter makes another name."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SLIPS or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    if len(long) == len(short):
        apart = [at for at in range(len(short)) if short[at] != long[at]]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(short) == sorted(long)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_twin(hit: Hit, decisive: Decisive, labels: Collection[str]) -> bool:
    """Whether a hit lacks something: a year, a code, or a number of what some hits number by its label."""
    text = _read(hit)
    has_years = all(_has_year(text, hit.document.date or "", int(year)) for year in decisive.years)
    has_numbers = all(
        number in numbers_of(text, label) if label in labels else _has_number(text, number)
        for label, number in decisive.numbers
    )
    has_codes = not decisive.codes or decisive.codes <= codes_of(text)
    return not (has_years and has_numbers and has_codes and are_held(decisive.identifiers, text))


def _read(hit: Hit) -> str:
    return f"{hit.document.title or ''}\n{hit.passage.text}"


def _has_year(text: str, date: str, year: int) -> bool:
    """Whether a text tells of a year: by its number, by its date, or by the year before or after that."""
    if str(year) in text or date.startswith(str(year)):
        return True
    if date.startswith(str(year + 1)):
        return _LAST_YEAR.search(text) is not None
    return date.startswith(str(year - 1)) and _NEXT_YEAR.search(text) is not None


def _has_number(text: str, number: str) -> bool:
    """Whether a text has a number, in whatever form."""
    forms = {form + ending for form in (number, *_spelled(number)) for ending in _ENDINGS}
    return any(token in forms or token.lower() in forms for token in _TOKEN.findall(text))


def _spelled(number: str) -> list[str]:
    at = int(number) if number.isdecimal() and int(number) < len(ROMAN) else 0
    return [CARDINALS[at], ORDINALS[at], ROMAN[at]] if at else []
