"""Who holds an office at present, by the newest of the texts that were found: "the mayor" is nobody who was. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.called import Called, called, describes, is_description, may_be
from bot.answering.holders import is_former, successors
from bot.answering.material import Material
from bot.answering.windows import Window
from bot.questions.people import words_for
from embeddings.text.possessives import owner
from embeddings.types import Speaker, Statement


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, and the day of the newest text that says so."""

    name: Called
    since: str

    def says(self, said: Statement | None) -> bool:
        """Return whether a statement is theirs."""
        speaker = None if said is None else said.speaker
        return speaker is not None and called(speaker.name).last == self.name.last and may_be(self.name, speaker)


def present_holder(description: str, material: Material) -> Holder | None:
    """Return who holds the office that somebody is described by; None where nobody does, or some past is asked."""
    office = words_for(owner(description.strip()))
    if not is_description(description) or not office or material.question.of_the_past:
        return None
    told = [
        (window.hit.document.date, name)
        for window in material.windows
        if window.hit.document.date
        for name in _told_in(window, description, office, material)
    ]
    newest = max(told, default=None, key=lambda one: one[0])
    return newest and Holder(called(newest[1]), newest[0])


def _told_in(window: Window, description: str, office: frozenset[str], material: Material) -> Iterator[str]:
    yield from successors(window.text, office)
    for said in material.statements(window.hit):
        if said.speaker is not None and _holds(said.speaker, description):
            yield said.speaker.name


def _holds(speaker: Speaker, description: str) -> bool:
    role = f"{speaker.role or ''} {speaker.as_written}"
    return not is_description(speaker.name) and describes(description, role) and not is_former(role)
