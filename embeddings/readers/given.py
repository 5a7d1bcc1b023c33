"""Facts that a person wrote beside a text: what may stand for one. What can't costs that fact alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple, get_args

from embeddings.errors import DocumentError
from embeddings.readers.draft import FACTS
from embeddings.text.days import read_day
from embeddings.text.wording import one_form
from embeddings.types import Visibility

_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # NUL, and half characters
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBERS: Final = ("id", "date", "title")  # facts that may be written as one
_SHOWN: Final = 60  # characters of what was written, in a message
_EXPECTED: Final = {
    "date": "one day was expected, as in 2017-10-18",
    "language": "a code was expected, as in 'km' or 'en-GB'",
}
VISIBILITIES: Final = get_args(Visibility)


class Stated(NamedTuple):
    """The facts that can be used, and in words what was wrong with others."""

    facts: dict[str, str]
    wrong: tuple[str, ...] = ()


def given_facts(values: Mapping[str, Any], name: str, line: int | None = None) -> Stated:
    """Check the facts among some values.

    Raises DocumentError where the visibility is none that there is: whoever wrote it wanted less to be seen.
    """
    facts: dict[str, str] = {}
    wrong: list[str] = []
    for key in FACTS:
        try:
            value = text_fact(values, key, name, line)
        except DocumentError as error:
            if key == "visibility":
                raise
            wrong.append(error.why)
            continue
        fact = None if value is None else _checked(key, value)
        if fact is not None:
            facts[key] = fact
        elif key == "visibility" and value is not None:
            raise DocumentError(name, f"the visibility {value!r} is neither public nor private", line=line)
        elif value is not None:
            wrong.append(wrong_fact(key, value))
    return Stated(facts, tuple(wrong))


def wrong_fact(key: str, value: str) -> str:
    """Say what was written for a fact, and what was expected."""
    return f"the {key} {_short(value)!r}; {_EXPECTED[key]}"


def text_fact(facts: Mapping[str, Any], key: str, name: str, line: int | None, *, keep: bool = False) -> str | None:
    """Return a fact as text, None where it is absent or blank; ``keep`` leaves its characters alone.

    Several names are one author. Raises DocumentError where it can't be text.
    """
    value = _as_text(key, facts.get(key))
    if value is not None and not isinstance(value, str):
        raise DocumentError(name, f"the field {key!r} should be text, found {type(value).__name__}", line=line)
    if value is None or not value.strip():
        return None
    return _encodable(value if keep else one_form(" ".join(value.split())), key, name, line)


def _as_text(key: str, value: Any) -> Any:  # noqa: ANN401  whatever YAML, TOML or JSON may hold
    """Return as text what stands for one: a day, a number as a title, several authors."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int) and key in _NUMBERS and not isinstance(value, bool):
        return str(value)
    if key == "author" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value


def _checked(key: str, value: str) -> str | None:
    """Return a fact as it is kept, None where it can't be what it says."""
    if key == "date":
        return read_day(value)
    if key == "language":
        return value if _LANGUAGE.fullmatch(value) else None
    if key == "visibility":
        return value.lower() if value.lower() in VISIBILITIES else None
    return value


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"


def _encodable(value: str, key: str, name: str, line: int | None) -> str:
    """Refuse what JSON escapes can smuggle in and SQLite can't hold: half characters and NUL."""
    if _NO_TEXT.search(value):
        raise DocumentError(name, f"the field {key!r} holds a NUL or half a surrogate pair", line=line)
    return value
