"""What may be asked for: the bodies of requests, each field with what it means."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from embeddings.search.query import QUESTION_CHARACTERS

DEEPEST = 100  # passages or statements behind which no page begins
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_QUOTE = re.compile(r'["“”\s]+')

Words = Annotated[str, StringConstraints(min_length=1, max_length=QUESTION_CHARACTERS)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Day = Annotated[str, StringConstraints(pattern=_DATE)]
Offset = Annotated[int, Field(ge=0, le=DEEPEST, description="how many to pass over, for the next page")]


class Narrowed(BaseModel):
    """The filters that every request may have."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    publisher: Name | None = Field(None, description="only documents of this publisher")
    after: Day | None = Field(None, description="only documents of this day or later: 2017, 2017-10 or 2017-10-18")
    before: Day | None = Field(None, description="only documents from before this day")

    def filtered(self, question: str, speaker: str | None = None) -> str:
        """Return a question with the filters behind it, as they are typed."""
        named = {"from": speaker, "in": self.publisher}
        filters = [f'{kind}:"{_plain(name)}"' for kind, name in named.items() if name and _plain(name)]
        filters += [f"{kind}:{day}" for kind, day in (("after", self.after), ("before", self.before)) if day]
        return " ".join([question, *filters])


class Question(Narrowed):
    """A question to answer."""

    question: Words = Field(description="the question, in the asker's own words")
    earlier: list[Words] = Field([], max_length=8, description="the questions asked before it, which it may lean on")
    speaker: Name | None = Field(None, description="only words of this person")
    quotes: int = Field(3, ge=1, le=10, description="how many quotes at most")


class SearchFor(Narrowed):
    """Passages to find."""

    query: Words = Field(description="a question, or words to look for")
    speaker: Name | None = Field(None, description="only passages with words of this person")
    limit: int = Field(10, ge=1, le=10, description="how many passages at most")
    offset: Offset = 0


class StatementsOf(Narrowed):
    """Statements to list."""

    speaker: Name = Field(description="whose statements, by name; a surname may be several people's")
    limit: int = Field(10, ge=1, le=10, description="how many statements at most")
    offset: Offset = 0


class WordsToCheck(BaseModel):
    """Words that are said to have been said."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    words: Words = Field(description="the words, as they go round; who is said to have said them may stand beside them")
    said_by: Name | None = Field(None, description="who is said to have said them")


def _plain(name: str) -> str:
    return _QUOTE.sub(" ", name).strip()
