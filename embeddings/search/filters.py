"""Filters in a question: from:"Yang Sem"  in:"VOA Khmer"  after:2017-10-01  before:2018  "exact words"

Several of one kind widen each other, exact words and different kinds narrow. ``after`` takes the day itself in,
``before`` leaves it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from embeddings.errors import QuestionError

_FILTER = re.compile(r"""(?<![^\s(])(from|in|after|before):(?:\s*["“”]([^"“”]+)["“”]|([^\s"“”)]+))""", re.IGNORECASE)
# "What did she say? from:" is cut short; "It keeps people from:" asks for the rest of the sentence.
_EMPTY = re.compile(
    r"(?<![^\s(])(from|in|after|before):(?=\s*[\"“”])|(?:^|[.?!]\s+)(from|in|after|before):\s*$", re.IGNORECASE
)
_EXAMPLES = {"from": 'from:"Yang Sem"', "in": 'in:"VOA Khmer"', "after": "after:2017-10-18", "before": "before:2018"}
_EXACT = re.compile(r'"([^"“”]+)"|“([^"“”]+)”')
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MOST = 20  # filters in a question


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must fulfil to be found. Dates are ISO 8601, to the year, month or day."""

    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    phrases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.speakers or self.outlets or self.after or self.before or self.phrases)

    def labels(self) -> dict[str, Filters]:
        """Return each filter by itself, under the words that it is typed in."""
        found = {" ".join(f'from:"{name}"' for name in self.speakers): Filters(speakers=self.speakers)}
        found[" ".join(f'in:"{name}"' for name in self.outlets)] = Filters(outlets=self.outlets)
        found[f"after:{self.after}"] = Filters(after=self.after)
        found[f"before:{self.before}"] = Filters(before=self.before)
        found |= {f'"{phrase}"': Filters(phrases=(phrase,)) for phrase in self.phrases}
        return {label: alone for label, alone in found.items() if alone}


NO_FILTERS = Filters()


def read_filters(question: str) -> tuple[str, Filters]:
    """Return a question without its filters, and those. Exact words stay, as they are also asked about.

    Raises QuestionError where a date is none, or a filter says nothing or isn't closed.
    """
    found: dict[str, list[str]] = {name: [] for name in _EXAMPLES}
    for match in _FILTER.finditer(question):
        value = " ".join((match[2] or match[3]).split())
        found[match[1].lower()] += [value] if value else []
    text = " ".join(_FILTER.sub(" ", question).split())
    _check_closed(text)
    if sum(map(len, found.values())) > _MOST:
        raise QuestionError("The question has more than {most} filters. Leave some out.", most=_MOST)
    return text, Filters(
        speakers=tuple(dict.fromkeys(found["from"])),
        outlets=tuple(dict.fromkeys(found["in"])),
        after=max((_date("after", value) for value in found["after"]), default=None),
        before=min((_date("before", value) for value in found["before"]), default=None),
        phrases=_phrases(text),
    )


def _check_closed(text: str) -> None:
    empty = _EMPTY.search(text)
    if empty is not None:
        name = (empty[1] or empty[2]).lower()
        raise QuestionError(
            "{name}: says nothing, or its quotation mark isn't closed. Write {example}.",
            name=name,
            example=_EXAMPLES[name],
        )


def _phrases(text: str) -> tuple[str, ...]:
    quoted = (" ".join((match[1] or match[2]).split()) for match in _EXACT.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in quoted if any(map(str.isalnum, phrase))))[:_MOST]


def _date(name: str, value: str) -> str:
    try:
        if _DATE.fullmatch(value):
            date.fromisoformat(f"{value}-01-01"[:10])
            return value
    except ValueError:
        pass
    raise QuestionError(
        "{name}:{value} is no date. Write {name}:2017, {name}:2017-10 or {name}:2017-10-18.", name=name, value=value
    )
