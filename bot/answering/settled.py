"""What settles a question that yes or no answers. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.answering.sentences import LEANING
from bot.answering.windows import Window
from bot.answering.wish import Wish
from bot.questions.yes_or_no import YesOrNo, is_kin, is_of_another, settles
from embeddings.retrieve import Found
from embeddings.text.calendar import months_of
from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import term_of, terms

_SETTLED: Final = 15.0  # beside scores, what settles it
_OWN: Final = 0.75  # what a sentence has itself counts, beside what its title has


def settled(asked: YesOrNo, found: Found) -> Wish:
    """Wish for the sentence that settles it, which is enough where it has all that is asked.

    Of a rule, what does not name what the rule is for tells nothing. Nor does anything, but what is read as an answer,
    where only a neighbour's rule is told: of charcoal barbecues, for gas ones.
    """
    language, meant = found.query.language, asked.terms
    tells_of_others = asked.apart is not None and _tell_of_others(asked.apart, found)

    def named(terms_wanted: frozenset[str], text: str) -> int:
        held = {*terms(text, language), *map(term_of, months_of(text))}
        return sum(any(is_kin(term, other) for other in held) for term in terms_wanted)

    def share(sentence: str, title: str) -> float:
        is_fact = not asked.of_rule and named(meant, sentence) == len(meant)
        is_settled = is_fact or settles(sentence, frozenset(terms(sentence, language)), asked)
        of_deed = asked.deed in meant and named(frozenset((asked.deed,)), sentence) > 0
        told = named(meant, sentence) + asked.of_rule + of_deed > 1
        held = _OWN * named(meant, sentence) + (1 - _OWN) * named(meant, f"{sentence} {title}")
        return (held + of_deed * (len(meant) - held) / 2) / len(meant) if is_settled and told else 0.0

    def prefers(window: Window) -> float:
        title = window.hit.document.title or ""
        return _SETTLED * max((share(one, title) for one in _statements_in(window.text)), default=0.0)

    def fits(window: Window) -> bool:
        if tells_of_others and window.features["read_words"] <= 0:
            return False
        return not asked.about or named(asked.about, f"{window.hit.document.title or ''} {window.hit.passage.text}") > 0

    return Wish(fits=fits, prefers=prefers, enough=_SETTLED)


def _tell_of_others(apart: tuple[str, str], found: Found) -> bool:
    """Whether what was found names only other things by the noun that is asked about."""
    told = [is_of_another(one, apart) for hit in found.hits for one in _statements_in(hit.passage.text)]
    return True in told and False not in told


def _statements_in(text: str) -> list[str]:
    """Return the sentences of a text; one that leans on that before it has that, too: "Those on the left stay on."."""
    sentences = [text[slice(*span)] for span in sentence_spans(text, 0, len(text))]
    leaning = (f"{one} {other}" for one, other in pairwise(sentences) if LEANING.match(other))
    return [*sentences, *leaning]
