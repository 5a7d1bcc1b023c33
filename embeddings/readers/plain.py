"""Plain text and Markdown. Their text is stored as it stands; front matter is no part of it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft, Origin
from embeddings.readers.facts import given_facts, text_fact

_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(.*?)^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 16 << 10  # characters of front matter, whose parser is slow
_DEEPEST = 10  # brackets in each other: the parser looks at all that are open with each word
_LINE = re.compile(r"\S[^\r\n]*")
_HEADING = re.compile(r"\A\s*#[^\S\n]+(\S[^\n]*)(?:\n|\Z)")
_CLOSING = re.compile(r"(?<=\s)#+\Z")


def read_text(text: str, name: str, *, titled: bool = False) -> Draft:
    """Read plain text, whose first line is its title; one that is ``titled`` beside the file may lack it."""
    lines = [*_LINE.finditer(text)]
    if not lines:
        raise DocumentError(name, "is empty")
    if titled:
        return Draft(text)
    if len(lines) == 1:
        raise DocumentError(name, "has only a title; the text should follow below the first line", line=1)
    return Draft(text, {"title": " ".join(lines[0][0].split())}, body_start=lines[0].end())


def read_markdown(text: str, name: str, *, titled: bool = False) -> Draft:
    """Read Markdown, with facts as YAML between two lines of dashes above it, and a heading as title."""
    values: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(text.replace("\r\n", " \n")):
        values, text = _front_matter(match[1], name), text[match.end() :]
    heading = _HEADING.match(text)
    body_start = heading.end() if heading else 0
    if not text[body_start:].strip():
        raise DocumentError(name, "is empty" if not values else "has front matter and no text below it")
    facts = given_facts(values, name)
    origins: dict[str, Origin] = dict.fromkeys(facts, "front matter")
    if "title" not in facts:
        if heading is not None:
            facts["title"] = " ".join(_CLOSING.sub("", heading[1].strip()).split())
        elif not titled:
            raise DocumentError(name, "has no title; give it one in the front matter (title: …)", line=1)
    return Draft(text, facts, origins, identity=text_fact(values, "id", name, None), body_start=body_start)


class _Loader(yaml.BaseLoader):  # the safest: every scalar stays text
    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803, ANN401  as the library has it
        if self.flow_level >= _DEEPEST:
            raise yaml.YAMLError("too many brackets in each other")
        super().fetch_flow_collection_start(TokenClass)


def _front_matter(block: str, name: str) -> dict[str, Any]:
    if len(block) > _LONGEST:
        what = f"the front matter has {len(block):,} characters, and at most {_LONGEST:,} are read"
        raise DocumentError(name, f"{what}; leave in it what is known of the document", line=1)
    try:
        facts = yaml.load(block, Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise DocumentError(
            name, "the front matter is not YAML; write lines of the form 'title: …'", line=line
        ) from None
    if not isinstance(facts, dict):
        raise DocumentError(name, "the front matter should be lines of the form 'title: …'", line=1)
    return facts
