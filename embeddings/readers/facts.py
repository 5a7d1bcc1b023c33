"""The facts of a document: what may stand for one, how it is written, and who has the last word on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, get_args
from urllib.parse import urlsplit

from embeddings.errors import DocumentError
from embeddings.readers.draft import FACTS, Draft, Origin
from embeddings.readers.folders import NO_DEFAULTS, Defaults
from embeddings.text.language import detect_language
from embeddings.text.sentences import paragraph_starts
from embeddings.types import FETCHED, Document, Visibility

_DATE = re.compile(r"\d{4}(-\d{2})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST = 1000  # characters of a fact that was extracted
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\s]+")
_WHO: Final = ("publisher", "visibility", "url")
_LEAST_LETTERS = 20  # that a language is told from
VISIBILITIES: Final = get_args(Visibility)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands beside a document: a person's facts, what the feed says that it came by, and when it was fetched."""

    facts: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    fetched: str | None = None


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
    if fetched is not None and not is_date(fetched):
        raise DocumentError(name, f"'fetched' is {fetched!r}, a moment such as 2026-11-24T22:00:00+00:00 was expected")
    return Sidecar(given_facts(values, name), given_facts(listed, name), fetched)


def given_facts(values: Mapping[str, Any], name: str, line: int | None = None) -> dict[str, str]:
    """Check facts that a person wrote. Raises DocumentError where one can't be what it says."""
    facts = {key: text_fact(values, key, name, line) for key in FACTS}
    found = {key: value for key, value in facts.items() if value is not None}
    if "date" in found and not is_date(found["date"]):
        raise DocumentError(name, f"the date {found['date']!r} is not of the form 2017-10-18", line=line)
    if "language" in found and not _LANGUAGE.fullmatch(found["language"]):
        raise DocumentError(name, f"the language {found['language']!r} is not of the form 'km' or 'en-GB'", line=line)
    if found.get("visibility", "public") not in VISIBILITIES:
        raise DocumentError(name, f"the visibility {found['visibility']!r} is neither public nor private", line=line)
    return found


def extracted_facts(values: Mapping[str, object]) -> dict[str, str]:
    """Keep of extracted facts what can be used: they are nobody's mistake, so what can't be is left out."""
    cleaned = {key: _UNFIT.sub(" ", str(value))[:_LONGEST].strip() for key, value in values.items() if value}
    if "date" in cleaned and not is_date(cleaned["date"]):
        del cleaned["date"]
    return {key: value for key, value in cleaned.items() if value and key in FACTS}


def text_fact(facts: Mapping[str, Any], key: str, name: str, line: int | None, *, keep: bool = False) -> str | None:
    """Return a fact as text, None where it is absent or blank; ``keep`` leaves its white space alone."""
    value = facts.get(key)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int) and key in ("id", "date", "title") and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise DocumentError(name, f"the field {key!r} should be text, found {type(value).__name__}", line=line)
    if value is None or not value.strip():
        return None
    return _encodable(value if keep else " ".join(value.split()), key, name, line)


def is_date(value: str) -> bool:
    """Return whether a date is ISO 8601: a year, a month, a day or a moment."""
    try:
        datetime.fromisoformat(value if not _DATE.fullmatch(value) else f"{value}-01-01"[:10])
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
    if "language" not in facts:
        language = detect_language(draft.text) if _tells(draft.text) else None
        if language is not None:
            facts["language"], origins["language"] = language, "detected"
    if draft.message is not None and "url" in facts:
        facts["url"] = f"{facts['url'].rstrip('/')}/{draft.message}"
    return Document(
        id=draft.identity or f"{path}{draft.key}",
        text=draft.text,
        path=path,
        title=facts.get("title"),
        publisher=facts.get("publisher"),
        author=facts.get("author"),
        date=facts.get("date"),
        url=facts.get("url"),
        visibility="private" if facts.get("visibility") == "private" else "public",
        body_start=draft.body_start,
        language=facts.get("language"),
        pages=draft.pages,
        paragraphs=paragraph_starts(draft.text, draft.parts),
        turns=draft.turns,
        question=draft.question,
        origins=_origins(facts, origins, sidecar.fetched),
        parts=draft.parts,
        left_out=draft.left_out,
    )


def _origins(facts: Mapping[str, str], origins: Mapping[str, str], fetched: str | None) -> tuple[tuple[str, str], ...]:
    known = tuple((key, origins[key]) for key in FACTS if key in facts)
    return known if fetched is None else (*known, (FETCHED, fetched))


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


def _encodable(value: str, key: str, name: str, line: int | None) -> str:
    """Refuse what JSON escapes can smuggle in and SQLite can't hold: half characters and NUL."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise DocumentError(name, f"the field {key!r} holds a NUL or half a surrogate pair", line=line)
    return value
