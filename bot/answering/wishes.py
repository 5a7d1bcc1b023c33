"""Which windows may answer, and which of them are to come first, whatever their scores. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from bot.answering.called import called, is_named
from bot.answering.comprehended import is_record
from bot.answering.holders import names_holder, successors
from bot.answering.introductions import introduces
from bot.answering.latest import latest_version
from bot.answering.lists import REPLIED, counted_in, wanted_list
from bot.answering.settled import settled
from bot.answering.topics import topic_of
from bot.answering.windows import Window
from bot.answering.wish import ANY, STEP, Wish
from bot.questions.decisive import codes_of
from bot.questions.forms import Form
from bot.questions.people import PersonQuestion, working_as
from bot.questions.question import ReadQuestion
from bot.questions.same import is_same_question
from bot.questions.sections import Section, asks_for_nothing_else
from bot.questions.wanted import holds
from bot.questions.words import AUXILIARIES, HOLLOW, acting_names, read_sentences
from embeddings.retrieve import Found
from embeddings.text.dates import MONTHS, Period, names
from embeddings.text.identifiers import are_held
from embeddings.text.language import base_language
from embeddings.text.outline import headings_above
from embeddings.text.passages import part_at
from embeddings.text.terms import terms
from embeddings.types import Hit

_UNSURE = -2.0  # log-odds by which words answer that have nothing of the form that an answer has
_REPLY = 20.0  # likewise, a reply to the same question
_ABOUT = 0.6  # of what an office is of, that a passage must hold
_NAMED = 0.5  # of the words for a text, that it must hold; its title has half of them
_FORMER = re.compile(
    r"(?i)\b(?:former|formerly|ex|late|predecessors?|retired|resigned|stepped down|stood down|was succeeded|died"
    r"|until \d{4})\b"
)
_WORD = re.compile(r"[\w-]+")
_SENTENCE = re.compile(r"\n|[.!?][\"'”’»)]*\Z")  # no heading ends so, but short titles
_WHO_WON = re.compile(r"(?i)\W{0,3}(?:so|and|please|tell me)?,? ?(?:who|which \w+) (?:has |have )?won\b")
_WINNING = re.compile(
    r"(?i)\b(?:won|wins?|winning|winners?|victor(?:y|ies|ious)?|triumph(?:s|ed)?|beat|beats|beaten|defeat(?:s|ed)?"
    r"|champions?|(?:re-?)?elected|prize|awarded|gold medals?|first place|came first"
    r"|(?:cup|trophy|title|medal|award|competition|contest)\b[^.!?]{0,40}\b(?:goes|went|gone|to))\b"
)
_ABOUT_CODES = frozenset(  # terms of a question that wants what is told of a code or a number
    "address answer ask becom belong call chang code concern contact contain cover deal dial display e email"
    " error fault flash happen item mail mean messag model new number oper order page part phone reach regard releas"
    " show spare telephon ticket unit version whose write".split()
)


def wish_of(question: ReadQuestion, found: Found) -> Wish:
    """Return what a question that isn't about speakers wishes of its answer."""
    person = question.person
    if question.section is not None and any(question.section.find(hit.passage.text) for hit in found.hits):
        return _in_section(question.section, question, found)
    if (newest := latest_version(question.text, found)) is not None:
        return newest
    if question.day is not None:
        return _of_day(question.day, question)
    if question.decisive.codes or question.decisive.identifiers:
        return _identified(question)
    if person is None:
        wish = _of_form(question, found)
        return _replied(wish, question) if any(map(_asks, found.hits)) else wish
    return _introduction(person.name) if person.name else _holder(person, question, found)


def _asks(hit: Hit) -> bool:
    return "?" in hit.passage.text


def _replied(wish: Wish, question: ReadQuestion) -> Wish:
    """Wish for the words that reply to the same question in the text above all; they are enough."""

    def prefers(window: Window) -> float:
        is_reply = window.asked != "" and is_same_question(question.text, window.asked, question.language)
        return _REPLY if is_reply else wish.prefers(window)

    return replace(wish, prefers=prefers, enough=min(wish.enough, _REPLY))


def _of_form(question: ReadQuestion, found: Found) -> Wish:
    """Wish for words that settle what yes or no answers, have the form of an answer, or count or list what is asked."""
    if question.yes_or_no is not None:
        return settled(question.yes_or_no, found)
    if question.form is not None and question.listed is None:
        return _formed(question.form, question, found)
    return _of_things(question, found)


def _of_things(question: ReadQuestion, found: Found) -> Wish:
    """Wish for words that count what is to be counted, stand in its list, or tell of somebody who is as is asked."""
    counting = counted_in(question.listed, found)
    if counting is not None:
        enough = 1 if question.listed is not None and question.listed.thing == "members" else REPLIED
        return Wish(prefers=lambda window: STEP * counting(window.hit, window.span), enough=STEP * enough)
    if _WHO_WON.match(question.text):
        return Wish(fits=_tells_of_winning)
    if work := working_as(question.text):
        return Wish(fits=lambda window: _names_one(work, window) or window.features["read_words"] > 0)
    wish = listed_in(question, found)
    if wish.wants is None and question.listed is not None and question.listed.counts_things:
        return replace(wish, fits=_may_count)  # nothing says so in so many words
    return wish


def _tells_of_winning(window: Window) -> bool:
    """Whether a passage tells that somebody won, or what reads it finds who did."""
    told = _WINNING.search(f"{window.hit.document.title or ''} {window.hit.passage.text}") is not None
    return told or window.features["read_words"] > 0


def _names_one(words: frozenset[str], window: Window) -> bool:
    return any(word.casefold().removesuffix("s") in words for word in _WORD.findall(window.text))


def _may_count(window: Window) -> bool:
    part = part_at(window.hit.document, window.start)
    return window.features["read_words"] > _UNSURE or is_record(window.text, part)


def _formed(form: Form, question: ReadQuestion, found: Found) -> Wish:
    """Wish for words of the form that an answer has, the more of the question they have; some forms are enough."""
    own = {term: weight for term, weight in found.weights.items() if term not in found.query.carried}
    rest = topic_of(question, own, " ".join(word for word in form.words.split() if word not in AUXILIARIES))

    named = topic_of(question, found.weights, " ".join(found.query.carried))

    def prefers(window: Window) -> float:
        passage = window.hit.passage
        of_text = named.held(window.hit.document, (passage.start, passage.end)) >= _NAMED
        return STEP * rest.held(window.hit.document, window.span) if of_text and form.is_in(window.text) else 0.0

    def fits(window: Window) -> bool:
        return not form.must or form.is_in(window.text) or window.features["read_words"] > 0

    return Wish(fits, prefers, STEP if form.exact or form.must or found.query.carried else inf)


def listed_in(question: ReadQuestion, found: Found) -> Wish:
    """Wish for the list that a question wants, whole."""
    wanted = wanted_list(question.listed, found)
    if wanted is None:
        return ANY
    enough = STEP if wanted.sure else inf
    return Wish(prefers=lambda window: STEP * wanted.has(window.hit, window.start), enough=enough, wants=wanted)


def _of_day(day: Period, question: ReadQuestion) -> Wish:
    """Wish for words that name the day; they are enough where it asks for nothing else: "What happened on …?"."""
    words = (word for sentence in read_sentences(question.text) for word in sentence)
    alone = all(word in HOLLOW or word.lower() in MONTHS or not word.isalpha() for word in words)
    return Wish(
        prefers=lambda window: STEP * names(window.text, day, base_language(window.hit.document.language)),
        enough=STEP if alone else inf,
    )


def _in_section(section: Section, question: ReadQuestion, found: Found) -> Wish:
    """Wish for the words of a numbered part, before those of its heading; from its first on where it is asked whole.

    Where a time is asked, the date of the heading answers what the words below it don't tell of.
    """
    where = {hit.rank: section.find(hit.passage.text) for hit in found.hits}
    whole = asks_for_nothing_else(question.text)

    def prefers(window: Window) -> float:
        span, start = where[window.hit.rank], window.hit.passage.start
        if span is None or window.start < start + span[0] or window.end > start + span[1]:
            return 0.0
        is_heading = window.start == start + span[0] and section.part is None and not _SENTENCE.search(window.text)
        is_asked = question.kind == "time" and holds("time", window.text, question.text)
        below = {*terms(window.hit.passage.text[slice(*span)], question.language)}.difference(terms(window.text))
        if is_heading and not (is_asked and below.isdisjoint(question.query.terms)):
            return STEP
        behind = (window.start - start - span[0]) / len(window.hit.passage.text) if whole else 0.0
        return (3 - behind) * STEP if whole and not is_heading else 2 * STEP

    return Wish(prefers=prefers, enough=STEP)


def _identified(question: ReadQuestion) -> Wish:
    """Wish for words with the codes and identifiers of the question; they are enough where they have all else, too.

    The heading right above them may have the codes.
    """
    asked = question.decisive
    pieces = {piece for one in asked.identifiers for piece in terms(one)}
    others = {term for term in question.query.terms if term not in pieces and not term.isdecimal()} - _ABOUT_CODES
    sought = {term for term in others if not any(term in code for code in asked.codes)}

    def prefers(window: Window) -> float:
        text = " ".join((*headings_above(window.hit.document, window.start)[-1:], window.text))
        has_codes = asked.codes <= codes_of(text) and are_held(asked.identifiers, text)
        held = sought.intersection(terms(window.text, question.language))
        return STEP * has_codes * (bool(held) + (held == sought) if sought else 1)

    return Wish(prefers=prefers, enough=2 * STEP if sought else STEP)


def _introduction(name: str) -> Wish:
    """Wish for words that say who somebody is; words that don't name them are none, if the name is written as one."""
    who = called(name)
    return Wish(
        fits=lambda window: is_named(window.text, who, window.hit.passage.text) or name.islower(),
        prefers=lambda window: STEP * introduces(window.text, who),
        enough=2 * STEP,
    )


def _holder(person: PersonQuestion, question: ReadQuestion, found: Found) -> Wish:
    """Wish for words that name somebody beside the word for an office, where the text is about what they hold it of.

    Where no text has a word for the office, none tells who holds it.
    """
    others = (word for word in _WORD.findall(question.text) if not (word.isdecimal() or word.casefold() in MONTHS))
    words = " ".join(word for word in others if word not in person.office)  # what tells the time tells of no body
    rest = topic_of(question, found.weights, words)

    def prefers(window: Window) -> float:
        named = any(name not in question.text for name in acting_names(window.text))
        if not named or not has_office(window.text) or (not question.of_the_past and is_over(window.text)):
            return 0.0
        document, passage = window.hit.document, window.hit.passage
        titled = rest.weights.keys() <= {*terms(document.title or "", question.language)}
        is_about = titled or rest.held(document, (passage.start, passage.end)) >= _ABOUT
        return STEP * (1 + names_holder(window.text, person.office, person.must)) * is_about

    def is_over(text: str) -> bool:
        return _FORMER.search(text) is not None and next(successors(text, person.office), None) is None

    def has_office(text: str) -> bool:
        return not person.office.isdisjoint(word.casefold() for word in _WORD.findall(text))

    def is_of_it(window: Window) -> bool:
        held = set(terms(f"{window.hit.document.title or ''} {window.hit.passage.text}", question.language))
        return (told and must <= held) or window.features["read_words"] > 0

    must = {term for word in person.must for term in terms(word, question.language)}
    told = any(has_office(f"{hit.document.title or ''} {hit.passage.text}") for hit in found.hits)
    return Wish(fits=is_of_it, prefers=prefers, enough=2 * STEP)
