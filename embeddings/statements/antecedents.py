"""Who speaks where a pronoun does: whoever spoke before, or whom the sentences before it tell of. In doubt nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from embeddings.statements.doubts import (
    comments,
    goes_on_with_one,
    is_doubtful,
    is_no_speaker,
    is_parallel,
    last_told,
    speaks_of,
    tells_earlier,
)
from embeddings.statements.full_names import surname_of
from embeddings.statements.named import PREPOSITIONS
from embeddings.statements.pairs import OF_TWO, of_two
from embeddings.statements.people import People
from embeddings.statements.pieces import outside, touching
from embeddings.statements.pronouns import (
    BY_THE_WAY,
    acts_last,
    asked_last,
    asks_last,
    first_of,
    is_another_near,
    is_named_near,
    leads,
    one_meant,
)
from embeddings.statements.unnamed import persons_in
from embeddings.types import Span

_ADDS = re.compile(r" (?:add|went on|goes on|continue|conclude)")  # whoever spoke before
_REPLIES = re.compile(r" (?:repl(?:y|ie)|answer|retort|respond)")
_OPENING = 30  # characters of a sentence before a pronoun that opens it
_SENTENCE = re.compile(r"[.!?…][”\"’')]* +")
_LONGEST_LOOK = 1500  # characters in which somebody is looked for whom a pronoun means
_LONGEST_WORD = 30
_CLOSE = 20  # characters between a pronoun and the quotation that it introduces
_NEAR, _HEARD = 1, 2  # paragraphs in which a pronoun goes on with a speaker, and in which one is not forgotten


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker of one statement, in the order of the document."""

    span: Span
    name: str
    is_pronoun: bool
    paragraph: int
    role: str | None = None


Spoken: TypeAlias = "tuple[Mention, str]"  # a speaker, and the name that was found for them


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The people of one text, and those it calls by one name; ``quoted`` are its quotations, in order."""

    text: str
    people: People
    called: Collection[str]
    quoted: Sequence[Span]

    def of(self, mention: Mention, before: Spoken | None) -> str | None:
        """Return who is meant by "he" or "she": the speaker ``before``, or the one person near; None in doubt."""
        pronoun = mention.name.lower()
        if pronoun in OF_TWO:
            surname = of_two(self.people, pronoun, self._window(mention))
            return None if surname is None else self._only(pronoun, surname)
        if pronoun not in ("he", "she"):
            return None
        if self._tells_of_unnamed(mention):
            return None
        if before is not None and _is_within(_NEAR, mention, before) and self._goes_on(mention, before):
            return before[1]
        surname = self._meant(mention, before)
        return None if surname is None else self._only(pronoun, surname)

    def is_person(self, name: str) -> bool:
        """Return whether a name is somebody's whom the text names in full, or calls by one name."""
        return name in self.people.full.get(surname_of(name), ()) or name in self.called

    def _only(self, pronoun: str, surname: str) -> str | None:
        """The one person of a surname; by the surname alone, where a title says that it is a person's."""
        names = self.people.full.get(surname, set())
        if not names and (self.people.is_marked(pronoun, surname) or surname in self.called):
            return surname  # "Sister Philomena"
        return next(iter(names)) if len(names) == 1 else None

    def _meant(self, mention: Mention, before: Spoken | None) -> str | None:
        """The surname of the one person whom the words before a pronoun name that can be meant."""
        pronoun, people = mention.name.lower(), self.people
        window = self._window(mention)
        another = self._heard(mention, before, _NEAR)
        replies = _REPLIES.match(self.text, mention.span[1]) is not None
        found = asked_last(people, pronoun, window, replies=replies) or one_meant(people, pronoun, window)
        if found is None and not _ADDS.match(self.text, mention.span[1]) and not asks_last(window):
            found = acts_last(people, pronoun, window, another)
            found = found or leads(people, pronoun, window, quoted=self._tells_more(mention, window))
            found = self._undoubted(mention, window, found, another)
        if found is None and not is_named_near(people, pronoun, window):
            found = self._meant_above(mention, before)
        return found

    def _undoubted(self, mention: Mention, window: str, surname: str | None, another: str | None) -> str | None:
        """The subject of the sentence before, or who comments there on somebody whom the words are about."""
        pronoun, told, said = mention.name.lower(), last_told(window), self._said(mention)
        if surname is not None:
            alone = another in (None, surname) and not is_named_near(self.people, pronoun, window, surname)
            if alone or not is_doubtful(window, pronoun, surname, said, self.people.holders):
                return surname
        first = first_of(self.people, pronoun, told) if speaks_of(pronoun, said) else None
        of_other = first is not None and is_named_near(self.people, pronoun, told, first)
        return first if first is not None and of_other and comments(told, first, pronoun) else None

    def _tells_of_unnamed(self, mention: Mention) -> bool:
        """Whether somebody met by the way may be who had spoken: "Mensah said that a man was held. *He* had told …"."""
        others = persons_in(last_told(self._window(mention)), mention.name.lower(), self.people.holders)
        return tells_earlier(self.text, mention.span[1]) and any(others)

    def _said(self, mention: Mention) -> str:
        """The quotation that ends right before a pronoun, or follows it closely: "“It is safe,” *she said*"."""
        start, end = mention.span
        near = [span for span in touching(self.quoted, start - 3, end + _CLOSE) if span[1] <= start or span[0] >= end]
        return self.text[slice(*near[0])] if near else ""

    def _meant_above(self, mention: Mention, before: Spoken | None) -> str | None:
        """The surname of whom the paragraph above tells, where the pronoun's own names nobody."""
        pronoun, people, end = mention.name.lower(), self.people, mention.span[0]
        above = self.text.rfind("\n\n", 0, max(0, self.text.rfind("\n\n", 0, max(0, self._paragraph(end) - 1)))) + 1
        start = max(above, end - _LONGEST_LOOK)
        window = outside(self.text, start, end, self.quoted)
        found = one_meant(people, pronoun, window)
        if found is None and touching(self.quoted, start, end):  # a paragraph that opens with what they said
            found = acts_last(people, pronoun, window, self._heard(mention, before, _NEAR))
        if found is None:
            found = leads(people, pronoun, window, quoted=False)
            found = found if self._heard(mention, before, _HEARD) in (None, found) else None
        return found

    def _window(self, mention: Mention) -> str:
        """What a mention's paragraph tells before it, without quotations."""
        place = mention.span[0]
        return outside(self.text, self._paragraph(place), place, self.quoted)

    def _paragraph(self, end: int) -> int:
        """Where the paragraph begins that a place stands in, or the part of it that is looked at."""
        return max(self.text.rfind("\n\n", 0, end) + 1, end - _LONGEST_LOOK)

    def _heard(self, mention: Mention, before: Spoken | None, paragraphs: int) -> str | None:
        """The surname of who spoke a few paragraphs before, at most, if a pronoun can mean them."""
        if before is None or not _is_within(paragraphs, mention, before):
            return None
        surname = surname_of(before[1])
        return surname if self.people.may_be(mention.name.lower(), surname) else None

    def _tells_more(self, mention: Mention, window: str) -> bool:
        """Whether a quotation or a report goes on with one: "“It is safe,” *she said*", "Mensah said … *She added*"."""
        place = mention.span[0]
        near = touching(self.quoted, place - 3, place)
        return (len(near) > 0 and near[-1][1] <= place) or is_parallel(window, self.text, mention.span[1])

    def _goes_on(self, mention: Mention, before: Spoken) -> bool:
        """Whether a pronoun goes on with the speaker before: a person, whom it fits, and nobody else came between."""
        pronoun, surname, people = mention.name.lower(), surname_of(before[1]), self.people
        if not (self.is_person(before[1]) and people.may_be(pronoun, surname) and self._acts(before[0])):
            return False
        between = outside(self.text, before[0].span[1], mention.span[0], self.quoted)
        if self._may_another_speak(before[0], between, pronoun) and self._is_another_here(mention, surname):
            return False
        if not is_another_near(people, pronoun, BY_THE_WAY.sub(",", between), surname):
            return True
        # "She said that the minister was wrong. She added …": one goes on, whatever others are spoken of.
        same = before[0].is_pronoun and before[0].name.lower() == pronoun and before[0].paragraph == mention.paragraph
        next_sentence = len(_SENTENCE.findall(between)) <= 1 and len(_SENTENCE.split(between)[-1]) <= _OPENING
        return same and next_sentence and not is_named_near(people, pronoun, between, surname)

    def _may_another_speak(self, before: Mention, between: str, pronoun: str) -> bool:
        """Whether a speaker asked, answered or said nothing: "Mensah asked. Owusu said there was none. *She* …"."""
        answers = asks_last(self._window(before))
        return answers or asks_last(between) or is_no_speaker(between) or goes_on_with_one(between, pronoun)

    def _is_another_here(self, mention: Mention, surname: str) -> bool:
        """Whether the paragraph of a pronoun names somebody else whom it can mean."""
        return is_named_near(self.people, mention.name.lower(), self._window(mention), surname)

    def _acts(self, mention: Mention) -> bool:
        """Whether a speaker is what their sentence is about: not "criticised by Ama Mensah"; but "according to" her."""
        start = mention.span[0]
        words = self.text[max(0, start - _LONGEST_WORD) : start].lower().split()
        return not words or words[-1] not in PREPOSITIONS or words[-2:] == ["according", "to"]


def _is_within(paragraphs: int, mention: Mention, before: Spoken) -> bool:
    return 0 <= mention.paragraph - before[0].paragraph <= paragraphs
