"""A question, and what was found for it -> what is told, by what kind of question it is. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.answering.answer import answer, refuse
from bot.answering.events import has_happened
from bot.answering.heard import hear
from bot.answering.material import Material, gather
from bot.answering.quotes import MOST
from bot.answering.reported import may_say, others_on, reports
from bot.answering.spoken import says_so, speak
from bot.answering.topics import about, topic_of
from bot.answering.twins import of_no_twin, without_twins
from bot.answering.windows import Window
from bot.answering.wish import Wish
from bot.answering.wishes import listed_in, wish_of
from bot.questions.question import ReadQuestion
from bot.types import Answer, NotOnRecord
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion, is_foreign
from embeddings.text.language import base_language

_WORD_FOR_WORD, _FEW_WORDS = 0.9, 2  # of a topic: a share by weight, as a slip may differ, and how many tell nothing


def outcome_of(question: ReadQuestion, found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Choose from what was found, in at most so many quotes; what speakers are shown with has a measure of its own."""
    question = _with_labels(question, found)
    asked, left = question.query.speakers, without_twins(question, found)
    if found.hits and not left.hits:
        return refuse(found, found.hits)
    if asked is None or found.excluding:
        return _of_anything(question, found, left, most)
    if asked.kind == "said":
        return _of_somebody(question, asked, found, left, most)
    return _of_anybody(asked, gather(question, left.of_speakers or left), left.keys, most)


def _with_labels(question: ReadQuestion, found: Found) -> ReadQuestion:
    """Return a question with the numbered part that it asks for as the texts that were found number theirs."""
    section = question.section
    return replace(question, section=section and section.as_labelled(hit.passage.text for hit in found.hits))


def _of_anything(question: ReadQuestion, found: Found, left: Found, most: int) -> Answer | NotOnRecord:
    """Answer from the hits that are left; the others count for how sure that is, unless the best is none of these."""
    wish, ranks = wish_of(question, left), {hit.rank for hit in left.hits}
    material = gather(question, _among(found, left))
    is_of_it = of_no_twin(question, material.windows)
    happened = has_happened(question.text, material.windows)

    def fits(one: Window) -> bool:
        is_wished_for = wish.fits(one) or _is_foreign(one, question)
        return one.hit.rank in ranks and is_of_it(one) and happened(one) and is_wished_for

    return answer(material, most, replace(wish, fits=fits))


def _is_foreign(window: Window, question: ReadQuestion) -> bool:
    """Whether words are in another language, by whose rules nothing was looked for: they may fit all the same."""
    return is_foreign(question.language, base_language(window.hit.document.language))


def _among(found: Found, left: Found) -> Found:
    """Return the hits among which those that are left are weighed: all of them, unless the best is none of these."""
    return replace(left, hits=found.hits) if left.hits[:1] == found.hits[:1] else left


def _of_somebody(
    question: ReadQuestion, asked: SpeakerQuestion, found: Found, left: Found, most: int
) -> Answer | NotOnRecord:
    """Show what somebody said, or what tells of it; else refuse, and name who else spoke of it.

    Somebody else's words never answer what they said. What tells of it is read only where their own words don't do.
    """
    spoken = _spoken(question, asked, left)
    if isinstance(spoken, Answer):
        return spoken
    topic, ranks = topic_of(question, left.weights, asked.topic), {hit.rank for hit in left.hits}
    material = gather(question, about(topic, _among(found, left)))
    tells = reports(asked, topic, material)
    wish = replace(listed_in(question, left), fits=lambda one: one.hit.rank in ranks and tells(one))
    reported = answer(material, most, replace(wish, enough=wish.enough if asked.topic else 0))
    if isinstance(reported, Answer):
        return reported
    typed = tuple(left.query.filters.labels())
    return replace(spoken, excluding=typed, silent=asked.names, others=others_on(topic, material))


def _spoken(question: ReadQuestion, asked: SpeakerQuestion, found: Found) -> Answer | NotOnRecord:
    """Show what somebody said, from what was found among their words, if any are known."""
    if found.of_speakers is None:
        return refuse(found, found.hits)
    theirs = gather(question, found.of_speakers)
    plain = answer(theirs)
    spoken = speak(hear(asked, found.keys, theirs), plain)
    if spoken is None and isinstance(plain, Answer):
        return refuse(theirs.found, theirs.hits)
    return spoken or plain


def _of_anybody(asked: SpeakerQuestion, material: Material, keys: Collection[str], most: int) -> Answer | NotOnRecord:
    """Show who said something or opposes somebody: the words of each, or else what tells of it.

    Where nothing of the kind is on record at all, nobody said it; what is, word for word, was said however unlike an
    answer it is: a reader looks for what a question asks, and this one has its answer's words in it.
    """
    plain, heard = answer(material, most), hear(asked, keys, material)
    is_told = heard.most >= _WORD_FOR_WORD and (len(heard.topic.weights) >= _FEW_WORDS or says_so(heard))
    if isinstance(plain, NotOnRecord) and not is_told:
        return plain
    telling = answer(material, most, Wish(may_say(heard), enough=0))
    return speak(heard, telling) or telling
