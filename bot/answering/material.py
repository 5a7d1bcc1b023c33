"""What an answer is chosen from: what was found for a question, read once, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.attribution import statement_in
from bot.answering.sentences import ReadPassage, read_passage
from bot.answering.windows import Window, windows_of
from bot.questions.question import ReadQuestion
from embeddings.library.statement_store import Record
from embeddings.retrieve import Found
from embeddings.types import Hit, Span, Statement


@dataclass(frozen=True, slots=True)
class Material:
    """A question, what was found for it, the sentences of each passage found, and every window of these."""

    question: ReadQuestion
    found: Found
    passages: Sequence[ReadPassage]
    windows: tuple[Window, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The passages as they were found, best first."""
        return self.found.hits

    @property
    def weights(self) -> Mapping[str, float]:
        """How rare each of the question's terms is."""
        return self.found.weights

    def records(self, hit: Hit) -> Sequence[Record]:
        """Return the statements in a passage, with whose they are."""
        return self.found.statements.get(hit.passage.id, ())

    def statements(self, hit: Hit) -> list[Statement]:
        """Return the statements in a passage."""
        return [record.statement for record in self.records(hit)]

    def statement(self, hit: Hit, span: Span) -> Statement | None:
        """Return the statement whose words some words of a passage are, None where they are nobody's."""
        return statement_in(hit.document, span, self.statements(hit))


def gather(question: ReadQuestion, found: Found) -> Material:
    """Read what was found for a question, or for a part of it: what somebody said of its topic alone."""
    question = replace(question, query=found.query)
    evidence, likeness = found.evidence, found.likeness
    ids = [hit.passage.id for hit in found.hits]
    passages = [
        read_passage(hit, question, evidence.get(known), likeness.get(known, {}))
        for hit, known in zip(found.hits, ids, strict=True)
    ]
    return Material(question, found, passages, windows_of(passages, question, found.weights))
