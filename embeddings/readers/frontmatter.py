"""Facts above a text: YAML between two lines of dashes, or TOML between two of pluses, or an object of JSON, or title,
author and date as Pandoc has them, each behind a percent sign. They are no part of the text.

What can't be parsed is read line by line, so that a colon too many costs the one fact in whose line it is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

import yaml

from embeddings.errors import DocumentError
from embeddings.readers.draft import FACTS, UNKNOWN_KEY
from embeddings.readers.given import given_facts, text_fact

_BLOCK = re.compile(r"\A\s{0,20}(---|\+\+\+)[^\S\n]*\n(.*?)^(?:\1|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(r"\A\s{0,20}(\{[^\S\n]*\n.*?^\})[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^([A-Za-z_]{1,30})[^\S\n]*[:=](?:[^\S\n]+([^\s].*)|[^\S\n]*)$", re.MULTILINE)
_SIGNED = re.compile(
    r"\A%[^\S\n]{1,9}([^\n]{0,300})\n(?:%(?:[^\S\n]{1,9}([^\n]{0,300}))?\n)?(?:%[^\S\n]{1,9}([^\n]{0,300})\n)?(?=\n|\Z)"
)
_FACTS: Final = ("title", "author", "date")
_DATED: Final = ("published", "created")  # what else a note calls its date
_KNOWN: Final = frozenset({*FACTS, *_DATED, "id"})
_MOST_NAMED: Final = 10  # keys of one text
_LONGEST_KEY: Final = 30
_LONGEST: Final = 16 << 10  # characters, as the parsers are slow
_DEEPEST: Final = 10  # brackets in each other: the parser looks at all that are open with each word


class FrontMatter(NamedTuple):
    """What stands above a text: facts, an id, what was wrong; and where the text begins."""

    facts: dict[str, str]
    identity: str | None
    wrong: tuple[str, ...]
    end: int


def read_front_matter(text: str, name: str) -> FrontMatter:
    """Read what stands above a text: nothing, where it doesn't begin with lines of the form 'title: …'.

    Raises DocumentError where a visibility among them is none.
    """
    match = _BLOCK.match(text)
    if match is not None:
        values, wrong = _values(match[2], is_toml=match[1] == "+++")
    else:
        match, wrong = _JSON.match(text), ()
        values = None if match is None else _json_values(match[1])
    if match is not None and values is not None:
        return _front_matter(values, wrong, match.end(), name)
    signed = _SIGNED.match(text)
    if signed is None:
        return FrontMatter({}, None, (), 0)
    given = given_facts({key: value for key, value in zip(_FACTS, signed.groups(), strict=True) if value}, name)
    return FrontMatter(given.facts, None, given.wrong, signed.end())


def _front_matter(values: Mapping[Any, Any], wrong: tuple[str, ...], end: int, name: str) -> FrontMatter:
    values = {str(key).strip().lower(): value for key, value in values.items()}
    dated = next((values[key] for key in ("date", *_DATED) if values.get(key)), None)
    values |= {} if dated is None else {"date": dated}
    given = given_facts(values, name)
    try:
        identity = text_fact(values, "id", name, None)
    except DocumentError as error:
        identity, wrong = None, (*wrong, error.why)
    return FrontMatter(given.facts, identity, (*wrong, *given.wrong, *_unknown(values)), end)


def _unknown(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what to say of keys that are none of a fact's: one may be written wrongly."""
    keys = (key for key, value in values.items() if value not in (None, "", []) and key not in _KNOWN)
    for key in islice(keys, _MOST_NAMED):
        yield f"{UNKNOWN_KEY}{key[:_LONGEST_KEY]!r} of the front matter, which names no fact"


def _values(block: str, *, is_toml: bool) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Return the values of a block, and what was wrong with it; None where it is something else."""
    if len(block) > _LONGEST:
        return {}, (f"the front matter, whose {len(block):,} characters are more than the {_LONGEST:,} that are read",)
    try:
        found = tomllib.loads(block) if is_toml else yaml.load(block, Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        found = {line[1]: (line[2] or "").strip().strip("\"'") for line in _LINE.finditer(block)}
        what = "TOML" if is_toml else "YAML"
        return found or None, (f"some of the front matter, which is not {what}; its lines were read one by one",)
    return ({} if found is None else found if isinstance(found, dict) else None), ()


def _json_values(block: str) -> dict[str, Any] | None:
    """Return the values of an object that names a fact; what else is in braces is the text's own."""
    try:
        found = json.loads(block) if len(block) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not _KNOWN.isdisjoint(map(str.lower, found)) else None


class _Loader(yaml.BaseLoader):  # the safest: every scalar stays text
    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803, ANN401  as the library has it
        if self.flow_level >= _DEEPEST:
            raise yaml.YAMLError("too many brackets in each other")
        super().fetch_flow_collection_start(TokenClass)
