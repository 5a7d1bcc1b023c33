"""Lists: the documents there are, and lines below a head."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale import _, ngettext
from bot.render.dates import date_runs
from bot.render.facts import clean, outlets, title
from bot.render.links import web_link
from bot.render.markup import to_markup
from bot.render.model import Block, Run, line
from bot.render.split import choose, fits
from embeddings.types import Document


def sources_html(documents: Sequence[Document]) -> str:
    """Return the list of documents as the HTML of one message; how many did not fit is said."""
    if not documents:
        return to_markup([line(_("There are no documents yet."))])
    head = ngettext("{count} document", "{count} documents", len(documents))
    return _listed(line(Run(head, bold=True)), [_document(one) for one in documents])


def listing_html(head: str, lines: Sequence[str]) -> str:
    """Return a head and as many of the lines as fit as the HTML of one message; how many did not is said."""
    return _listed(line(Run(clean(head), bold=True)), [line(clean(f"• {text}")) for text in lines])


def listing_text(head: str, lines: Sequence[str]) -> str:
    """Return a head and lines as plain text for a terminal."""
    return clean("\n".join([head, *(f"- {text}" for text in lines)]))


def _listed(head: Block, blocks: Sequence[Block]) -> str:
    if fits([head, *blocks]):
        return to_markup([head, *blocks])
    shown: list[Block] = []
    longest_tail = _more(len(blocks))
    for block in blocks:
        if not fits([head, *shown, block, longest_tail]):
            break
        shown.append(block)
    kept, _left = choose([head, *shown, _more(len(blocks) - len(shown))])
    return to_markup(kept)


def _more(count: int) -> Block:
    return line(f"… {ngettext('and {count} more', 'and {count} more', count)}")


def _document(document: Document) -> Block:
    link = web_link(document.url)
    facts = [Run(f", {name}") for name in outlets(document)]
    return line("• ", Run(title(document), link=link), *facts, *date_runs(document.date))
