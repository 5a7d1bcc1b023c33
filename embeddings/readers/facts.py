"""The facts of a document: those of its sidecar, those that a reader found, and who has the last word on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from embeddings.errors import DocumentError
from embeddings.readers.dating import found_date
from embeddings.readers.draft import FACTS, Draft, Origin
from embeddings.readers.folders import NO_DEFAULTS, Defaults
from embeddings.readers.given import given_facts, text_fact
from embeddings.text.language import detect_language
from embeddings.text.sentences import paragraph_starts
from embeddings.text.wording import one_form
from embeddings.turns.turns import breaks, find_turns
from embeddings.types import FETCHED, OCR, Document, WrittenTurn

_WHO: Final = ("publisher", "visibility", "url")
_LEAST_LETTERS = 20  # that a language is told from


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands beside a document: a person's facts, what the feed says that it came by, and when it was fetched.

    ``wrong`` is, in words, what was wrong with other facts.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    fetched: str | None = None
    wrong: tuple[str, ...] = ()


NO_SIDECAR: Final = Sidecar()


def read_sidecar(values: Mapping[str, Any], name: str) -> Sidecar:
    """Check what stands in a sidecar. Raises DocumentError where it can't be what it says."""
    listed = values.get("feed", {})
    if not isinstance(listed, dict):
        raise DocumentError(name, "[feed] should be a table of what the feed says of the document")
    for key in {**listed, **{key: value for key, value in values.items() if key not in ("feed", "fetched")}}:
        if key not in FACTS:
            raise DocumentError(name, f"{key!r} is unknown; {', '.join(FACTS)} are known")
    fetched = text_fact(values, "fetched", name, None)
    if fetched is not None and not _is_moment(fetched):
        raise DocumentError(name, f"'fetched' is {fetched!r}, a moment such as 2026-11-24T22:00:00+00:00 was expected")
    given, said = given_facts(values, name), given_facts(listed, name)
    return Sidecar(given.facts, said.facts, fetched, given.wrong + said.wrong)


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def without_a_say(draft: Draft) -> Draft:
    """Return what was fetched without what it says of who it is: that is for its address, and whoever follows it."""
    facts = {key: value for key, value in draft.facts.items() if key not in _WHO}
    return replace(draft, facts=facts, identity=None)


def make_document(
    draft: Draft, path: str, sidecar: Sidecar, folder: Defaults = NO_DEFAULTS, source: Defaults = NO_DEFAULTS
) -> Document:
    """Put the operator's facts over those of the file, and under them its feed's, its folder's and its source's."""
    facts, origins = _merged(draft, sidecar, folder, source)
    told = _told(draft, path, facts, origins, is_fetched=sidecar.fetched is not None)
    facts |= {key: value for key, (value, _) in told.items()}
    origins |= {key: origin for key, (_, origin) in told.items()}
    if draft.message is not None and "url" in facts:
        facts["url"] = f"{facts['url'].rstrip('/')}/{draft.message}"
    turns = draft.turns or find_turns(draft.text, draft.parts)
    starts = paragraph_starts(draft.text, draft.parts, breaks(draft.text, turns, draft.parts))
    return Document(
        id=one_form(draft.identity or f"{path}{draft.key}"),
        text=draft.text,
        path=path,
        title=facts.get("title"),
        publisher=facts.get("publisher"),
        author=facts.get("author"),
        date=facts.get("date"),
        url=facts.get("url"),
        visibility="private" if facts.get("visibility") == "private" else "public",
        body_start=draft.body_start if facts.get("title") == draft.facts.get("title") else 0,
        language=facts.get("language"),
        pages=draft.pages,
        paragraphs=starts,
        turns=turns,
        question=draft.question,
        origins=(*_origins(facts, origins, sidecar.fetched), *_recognised(draft)),
        parts=draft.parts,
        left_out=draft.left_out + sidecar.wrong,
    )


def _told(
    draft: Draft, path: str, facts: Mapping[str, str], origins: Mapping[str, Origin], *, is_fetched: bool
) -> dict[str, tuple[str, Origin]]:
    """Return facts that nobody states, and what tells them: the file's name, the first lines, the letters."""
    found: dict[str, tuple[str, Origin] | None] = {}
    if "title" not in facts and not (draft.key or is_fetched):
        found["title"] = one_form(PurePosixPath(path).stem), "file name"
    if "language" not in facts:
        language = detect_language(draft.text) if _tells(draft.text) else None
        found["language"] = (language, "detected") if language else None
    if "date" not in facts and not (draft.key or draft.question):
        title = "" if origins.get("title") == "file name" else facts.get("title", "")
        found["date"] = found_date(path, title, _opening_prose(draft))
    return {key: told for key, told in found.items() if told is not None}


def _opening_prose(draft: Draft) -> str:
    """Return the text down to a table or a list, or to what another wrote: a date there is of something else."""
    ends = [part.start for part in draft.parts if part.kind != "heading"]
    ends += [_end_of_own(turn) for turn in draft.turns[:1]]
    return draft.text[: min(ends, default=len(draft.text))]


def _end_of_own(first: WrittenTurn) -> int:
    """Return where the words of who stands at the top end; else where whoever wrote first is named."""
    named = 0 if first.writer is None else first.writer[0]
    return named or max((end for _, end in first.words), default=0)


def _origins(facts: Mapping[str, str], origins: Mapping[str, str], fetched: str | None) -> tuple[tuple[str, str], ...]:
    known = tuple((key, origins[key]) for key in FACTS if key in facts)
    return known if fetched is None else (*known, (FETCHED, fetched))


def _recognised(draft: Draft) -> Iterator[tuple[str, str]]:
    return ((OCR, f"{one.start} {one.end} {one.sure}") for one in draft.recognised)


def _merged(
    draft: Draft, sidecar: Sidecar, folder: Defaults, source: Defaults
) -> tuple[dict[str, str], dict[str, Origin]]:
    facts: dict[str, str] = {}
    origins: dict[str, Origin] = {}
    above: tuple[tuple[Defaults, Origin], ...] = ((source, "sources.toml"), (folder, "folder.toml"))
    layers: Iterable[tuple[Mapping[str, str], Origin]] = (
        (_of_address(sidecar), "address"),
        *((defaults.facts(), place) for defaults, place in above),
        ({key: value for key, value in sidecar.listed.items() if key not in _WHO}, "feed"),
        (draft.facts, "extracted"),
        (sidecar.facts, "sidecar"),
    )
    for layer, origin in layers:
        for key, value in layer.items():
            facts[key] = value
            origins[key] = draft.origins.get(key, origin) if origin == "extracted" else origin
    for defaults, place in above:
        if defaults.visibility == "private":
            facts["visibility"], origins["visibility"] = "private", place
    return facts, origins


def _of_address(sidecar: Sidecar) -> dict[str, str]:
    """Return the host that a page was fetched from, as its publisher."""
    if sidecar.fetched is None or "url" not in sidecar.facts:
        return {}
    try:
        host = urlsplit(sidecar.facts["url"]).hostname
    except ValueError:  # somebody wrote another one there
        return {}
    return {"publisher": host.removeprefix("www.")} if host else {}


def _tells(text: str) -> bool:
    return sum(map(str.isalpha, text[:200])) >= _LEAST_LETTERS or any(letter > "\u0e00" for letter in text[:200])
