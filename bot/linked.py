"""An outcome -> the same, of which each source without a web address has a link to the page that it is checked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from bot.checking.checked import Checked
from bot.render.links import LONGEST, web_link
from bot.sealed import Seal
from bot.settings import Settings
from bot.types import Answer, Citation, NotOnRecord
from embeddings.types import Span

TELEGRAM: Final = "telegram"
TOKEN: Final = "token"  # noqa: S105  a kind of reader
Shown = TypeVar("Shown", Answer, NotOnRecord, Answer | NotOnRecord)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What links are made with: the seal, and the address at which others reach ``onrecord serve``."""

    seal: Seal
    root: str


def telegram_reader(user: int | None) -> str:
    """Name somebody on Telegram; nobody where the id isn't known."""
    return "" if user is None else f"{TELEGRAM} {user}"


def token_reader(name: str) -> str:
    """Name who bears a token."""
    return f"{TOKEN} {name}"


def page_links(settings: Settings) -> PageLinks | None:
    """Return what links are made with; None where it isn't told at which address the pages are."""
    return None if settings.public_url is None else PageLinks(Seal(settings.data), settings.public_url.rstrip("/"))


def linked(outcome: Shown, pages: PageLinks | None, reader: str) -> Shown:
    """Return an outcome with its links. Those to private documents open for as long as ``reader`` may see them."""
    if pages is None:
        return outcome
    spans = {one.citation: (one.start, one.end) for one in reversed(outcome.quotes)}
    if isinstance(outcome, Answer):
        return replace(outcome, citations=_linked(outcome.citations, spans, pages, reader))
    return replace(outcome, nearest=_linked(outcome.nearest, spans, pages, reader))


def linked_check(checked: Checked, pages: PageLinks | None, reader: str) -> Checked:
    """Return what came of a check with its links, as ``linked`` does."""
    if pages is None:
        return checked
    spans = {one.quote.citation: one.matched for one in reversed(checked.places)}
    sources, nearest = (_linked(cited, spans, pages, reader) for cited in (checked.sources, checked.nearest))
    return replace(checked, sources=sources, nearest=nearest)


def _linked(
    citations: Iterable[Citation], spans: Mapping[int, Span], pages: PageLinks, reader: str
) -> tuple[Citation, ...]:
    return tuple(
        one if web_link(one.document.url) else replace(one, link=_link(one, spans, pages, reader)) for one in citations
    )


def _link(citation: Citation, spans: Mapping[int, Span], pages: PageLinks, reader: str) -> str | None:
    shown = spans.get(citation.number, (citation.passage.start, citation.passage.end))
    link = f"{pages.root}/source/{pages.seal.key(citation.document, shown, reader)}#quote"
    return link if len(link) <= LONGEST else None
