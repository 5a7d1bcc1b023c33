"""What came of comparing pasted words with the library: frozen values, and nothing that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bot.types import Citation, Quote
from embeddings.types import Span

Verdict = Literal["word_for_word", "changed", "other_speaker", "put_together", "only_reported", "not_on_record"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Change = Literal["changed", "left_out", "put_in"]
Weight = Literal["negation", "number"]
# Whose the words are: in somebody's mouth, told of somebody, or the document's own.
By = Literal["speaker", "report", "document"]


@dataclass(frozen=True, slots=True)
class Alteration:
    """Words that differ: ``pasted`` are offsets of what was compared, ``recorded`` of the document; ``words`` are
    what stands there.

    One of the two is empty where words were put in or left out. ``weight`` says whether it turns the sense round.
    """

    kind: Change
    pasted: Span
    recorded: Span
    words: str
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand: ``quote`` are the whole sentences, ``matched`` the span of the words in the document."""

    quote: Quote
    matched: Span
    by: By


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict on pasted words.

    ``words`` are what was compared, without who is claimed to have said them: the ``speaker``. Of ``places`` there is
    one for each where all the words stand, the best first, or one for each part where they were put together;
    ``more`` is how many were left out. ``confirmed`` says whether the claimed speaker said them by the document's
    own account, None where nobody is claimed. ``differences`` are those from the first place.
    """

    typed: str
    words: str
    speaker: str | None
    verdict: Verdict
    places: tuple[Place, ...] = ()
    sources: tuple[Citation, ...] = ()
    differences: tuple[Alteration, ...] = ()
    nearest: tuple[Citation, ...] = ()
    more: int = 0
    confirmed: bool | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is cited: where the words stand, or what is nearest to them."""
        return self.sources or self.nearest

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The whole sentences of each place."""
        return tuple(place.quote for place in self.places)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """What turns the sense round, each once."""
        return tuple(dict.fromkeys(one.weight for one in self.differences if one.weight is not None))
