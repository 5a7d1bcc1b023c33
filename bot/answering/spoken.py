"""Questions about speakers, answered from statements: the speaker first, the quote as the proof. Pure.

What is shown is chosen by the rules of ``attribution``: a speaker is named only where the shown words say so.
No stance is invented: who "disagrees" is somebody whose own cue ("denied", "criticised") says that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.answering.called import Called, called, has_title, is_named, may_be
from bot.answering.citations import cite
from bot.answering.confidence import sure_of
from bot.answering.heard import Heard, Said, cued, distinct, without_retold
from bot.answering.topics import telling
from bot.questions.asked import OPPOSING, REPLYING, lemma_of, opposed_in, opposes
from bot.questions.cued import is_deed
from bot.types import Answer, NotOnRecord
from embeddings.search.query import SpeakerQuestion
from embeddings.text.passages import is_question
from embeddings.types import Document, Speaker, Statement

# Set by hand; each has an example in the tests that fails beyond it.
_FIRST = 3  # passages, one of which must carry a statement that fits a who-question
_SPEAKERS, _QUOTES = 6, 4  # shown at most
_NEAR_ENOUGH = 0.5  # a further quote is shown if it holds at least this share of the best one's terms
NEAR_ENOUGH_ALIKE = 0.7  # of the best words, whoever says them, where it is asked who does
_NEAR_ENOUGH_TOPIC = 0.4  # where nobody opposed, who says what on the topic
_WHOLE = 0.99  # of the topic: then they spoke of it, however unlike an answer it is
LEAST = 0.25  # of the topic's terms, by weight, that the best statement must hold


def speak(heard: Heard, outcome: Answer | NotOnRecord) -> Answer | None:
    """Answer a question about speakers from what was heard; None where ordinary answering does better.

    ``outcome`` is what would be told without regard to who speaks.
    """
    if heard.asked.kind == "said":
        return _said(heard, outcome)
    others = replace(heard, said=[one for one in heard.said if not _is_asked_about(one, heard)])
    if isinstance(outcome, NotOnRecord):
        return _met(others, outcome) if heard.asked.kind == "disagrees" else None
    if heard.asked.kind == "who":
        return _each(others, outcome, share=NEAR_ENOUGH_ALIKE)
    return _against(others, outcome)


def _said(heard: Heard, outcome: Answer | NotOnRecord) -> Answer | None:
    """Show what the speakers said: the best on the topic, or the latest where there is none."""
    asked = heard.asked
    theirs = _of_them(heard)
    if _is_final(outcome, asked):
        theirs = _on_all_of_it(theirs, asked)
    theirs = [one for one in theirs if _fits(one, asked)] or ([] if is_deed(asked) else theirs)
    if asked.topic:
        theirs.sort(key=lambda one: -one.score)
        best = max((one.held for one in theirs), default=0.0)
        theirs = [one for one in theirs if one.held >= max(LEAST, _NEAR_ENOUGH * best)]
    else:
        theirs.sort(key=lambda one: one.newest_first, reverse=True)
    theirs.sort(key=lambda one: one.statement.kind == "stance")  # what they want comes after what they said
    shown = _told(outcome, distinct(theirs)[:_QUOTES], heard)
    return shown and replace(shown, by_speaker=shown.by_speaker and len(asked.names) > 1)


def _on_all_of_it(said: Sequence[Said], asked: SpeakerQuestion) -> list[Said]:
    return [one for one in said if asked.topic and one.held >= _WHOLE]


def _of_them(heard: Heard) -> list[Said]:
    """Return what those who are asked about said: not what somebody did who shares a surname with one of them."""
    theirs = [one for one in heard.said if one.key in heard.keys]
    names = [called(name) for name in heard.asked.names]
    titled = {one.key for one in theirs for name in names if name.titles and _speaker(one, name, has_title)}
    return [one for one in theirs if one.key in titled or any(_speaker(one, name, may_be) for name in names)]


def _speaker(one: Said, name: Called, test: Callable[[Called, Speaker], bool]) -> bool:
    return one.statement.speaker is not None and test(name, one.statement.speaker)


def _is_final(outcome: Answer | NotOnRecord, asked: SpeakerQuestion) -> bool:
    """Whether a refusal stands where they did not say all of it: whatever somebody said need not be like a question."""
    return isinstance(outcome, NotOnRecord) and bool(asked.topic or outcome.reason != "nothing_relevant")


def _is_asked_about(one: Said, heard: Heard) -> bool:
    """Whether the question names who speaks: nobody answers who criticised or contradicted them by what they said."""
    return one.key in heard.keys or is_of_question(one.statement, heard.material.question.query.typed)


def is_of_question(statement: Statement, question: str) -> bool:
    """Return whether a question names the speaker of a statement: "Who called on Whitlock to resign?" is no Whitlock.

    Where it lets choose between several, it may be one of them.
    """
    if statement.speaker is None or " or " in question:
        return False
    return is_named(question, called(statement.speaker.name))


def _against(heard: Heard, outcome: Answer) -> Answer | None:
    """Show who opposed by their own cue, of the matter or near the name of whom they oppose.

    Where nobody did, and no words tell of it, show who else says what on the topic.
    """
    asked, names = heard.asked, [called(name) for name in heard.asked.names]
    opposing = _each(replace(heard, said=_opposed(heard, names)), outcome, share=_NEAR_ENOUGH)
    if opposing is not None or not asked.topic or opposes(outcome.quotes[0].text):
        return opposing
    said = [one for one in heard.said if not tells_of(one.excerpt.hit.document, one.statement, names)]
    return _each(replace(heard, said=said), outcome, share=_NEAR_ENOUGH_TOPIC)


def _opposed(heard: Heard, names: Sequence[Called]) -> list[Said]:
    """Return what was said by those who are told to oppose one of these by name, or whose cue does so near the name."""
    by_cue = replace(heard.asked, cues=OPPOSING)
    return [
        one for one in heard.said if _opposes_them(one, names) or (_fits(one, by_cue) and _is_near(one, heard, names))
    ]


def _is_near(one: Said, heard: Heard, names: Sequence[Called]) -> bool:
    """Whether something was said of the matter, or in a passage that names one of these; not by them."""
    hit = one.excerpt.hit
    near = bool(heard.asked.topic) or any(is_named(hit.passage.text, name) for name in names)
    return near and not tells_of(hit.document, one.statement, names)


def _met(heard: Heard, outcome: NotOnRecord) -> Answer | None:
    """Show who is told to oppose one of these by name, however unlike an answer their words are."""
    if outcome.reason != "nothing_relevant" or heard.asked.topic:
        return None
    names = [called(name) for name in heard.asked.names]
    best = {one.key: one for one in reversed(heard.said) if _opposes_them(one, names)}
    return _told(outcome, list(best.values())[:_SPEAKERS], heard)


def _opposes_them(one: Said, names: Iterable[Called]) -> bool:
    """Whether it is told that who speaks opposes one of these: "She disagreed with Lee", "… and said that"."""
    document, statement = one.excerpt.hit.document, one.statement
    telling_who = who_speaks(document, statement)
    if opposes(statement.cue or ""):
        telling_who = " ".join([telling_who, *(document.text[slice(*piece)] for piece in statement.quote[:1])])
    opposed = opposed_in(telling_who)
    before = telling_who[: len(telling_who) - len(opposed)]
    return any(is_named(opposed, name) and not is_named(before, name) for name in names)


def tells_of(document: Document, statement: Statement, names: Iterable[Called]) -> bool:
    """Return whether one of these is named where it stands who speaks: "The mayor, Ann Lee, denied"."""
    return any(is_named(who_speaks(document, statement), name) for name in names)


def who_speaks(document: Document, statement: Statement) -> str:
    """Return the words that tell who speaks, with what stands between them and the cue."""
    spans = telling([statement])
    return document.text[spans[0][0] : spans[-1][1]] if spans else ""


def _each(heard: Heard, outcome: Answer, *, share: float) -> Answer | None:
    """Show the best that each speaker said; None where nobody fits among the best passages.

    What is shown holds the topic about as well as the best words do, which may be nobody's.
    """
    fitting = sorted(without_retold([one for one in heard.said if _fits(one, heard.asked)]), key=lambda one: -one.score)
    if not any(one.excerpt.hit.rank <= _FIRST for one in fitting):
        return None
    least = max(LEAST, share * heard.most)
    best: dict[str | None, Said] = {}
    for one in distinct([one for one in fitting if one.held >= least]):
        best.setdefault(one.key, one)
    return _told(outcome, list(best.values())[:_SPEAKERS], heard)


def says_so(heard: Heard) -> bool:
    """Return whether somebody said all of a topic in the way that is asked for: "I am against the closure".

    A reply need not have the words that were asked with.
    """
    asked = heard.asked
    told = asked.cues and asked.topic and any(one.held >= _WHOLE and _fits(one, asked) for one in heard.said)
    return asked.cues == REPLYING or bool(told)


def _fits(one: Said, asked: SpeakerQuestion) -> bool:
    """Whether it was said in the way that is asked for; what was asked, or said only perhaps, answers no "who"."""
    if asked.cues:
        is_asked = "ask" in asked.cues and is_question(one.excerpt.text)
        return is_asked or cued(one.excerpt.hit.document, one.statement, asked.cues)
    if asked.kind == "who" and is_question(one.excerpt.text):
        return False
    if asked.kind != "said" and one.statement.kind == "stance":
        return False  # who wants something does not say it
    return asked.kind == "said" or lemma_of(one.statement.cue or "said") != ""


def _told(outcome: Answer | NotOnRecord, said: Sequence[Said], heard: Heard) -> Answer | None:
    """Show statements in the place of what would have been shown without regard to who speaks; None where none is."""
    if not said:
        return None
    shown = [one.excerpt for one in said]
    cited = list(dict.fromkeys(one.cited for one in shown))
    several = len({one.key for one in said}) > 1
    sure = sure_of(heard.material, shown[0].hit, shown[0].span)
    return Answer(outcome.question, sure, *cite(shown, cited, heard.material.hits), several)
