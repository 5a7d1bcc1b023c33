"""A dossier -> one HTML file that opens offline and prints well. Whatever is put into the template is escaped by it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.dossier.entries import Dossier, Entry, months
from bot.locale import _, language, ngettext
from bot.render import clean
from bot.render.links import web_link
from bot.render.model import bold_in

_WIDTH: Final = 720  # of the picture, as all lengths below
_HEIGHT: Final = 84
_LABELS: Final = 12  # months that are named, at most
_LABEL: Final = 44  # that a name takes


def dossier_page(dossier: Dossier) -> str:
    """Return a dossier as the text of an HTML file."""
    pictures = [timeline(months(voice.entries)) for voice in dossier.voices]
    said = {"_": _, "ngettext": ngettext, "language": language()}
    return _template().render(dossier=dossier, pictures=pictures, clean=clean, link=_link, marked=marked, **said)


def timeline(counts: Sequence[tuple[str, int]]) -> Markup:
    """Draw how many statements there are in each month, as SVG; nothing where no month is known."""
    if not counts:
        return Markup()
    highest, wide = max(count for _month, count in counts), _WIDTH / len(counts)
    every = -(-len(counts) // _LABELS)
    bars = []
    for place, (month, count) in enumerate(counts):
        tall = round(count / highest * (_HEIGHT - 24), 1)
        left, top = round(place * wide, 1), round(_HEIGHT - 16 - tall, 1)
        bar = Markup('<rect x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>')
        bars.append(bar.format(left, top, round(max(1.0, wide - 2), 1), tall, month, count))
        if place % every == 0 and left <= _WIDTH - _LABEL:
            bars.append(Markup('<text x="{}" y="{}">{}</text>').format(left, _HEIGHT - 3, month))
    picture = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    total = sum(count for _month, count in counts)
    told = ngettext("{count} statement by month", "{count} statements by month", total)
    return picture.format(_WIDTH, _HEIGHT, told, Markup().join(bars))


def marked(entry: Entry) -> list[tuple[str, bool]]:
    """Return the sentence in pieces, and whether each is the speaker's words."""
    spans = [(start - entry.at, end - entry.at) for start, end in entry.statement.quote]
    return [(clean(text), said) for text, said in bold_in(entry.sentence, spans)]


def _link(entry: Entry) -> str | None:
    return web_link(entry.document.url)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.dossier"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("dossier.html")
