"""A dossier -> a Word file, with the same rows as the page."""

from __future__ import annotations

import io
import unicodedata

import docx

from bot.dossier.entries import Dossier, Entry
from bot.dossier.page import marked
from bot.locale import _
from bot.render import clean


def dossier_docx(dossier: Dossier) -> bytes:
    """Return a dossier as the bytes of a .docx file; the speaker's words are in bold."""
    document = docx.Document()
    document.add_heading(
        f"{_('On record:')} {_(' and ').join(_plain(voice.name) for voice in dossier.voices)}", level=1
    )
    facts = [_("About {topic}.", topic=_plain(dossier.about))] if dossier.about else []
    if dossier.between:
        facts += [_("From {first} to {last}.", first=dossier.between[0], last=dossier.between[1])]
    facts += [_("Index {snapshot}, as of {moment}.", snapshot=dossier.snapshot, moment=dossier.built_at)]
    document.add_paragraph(" ".join(facts))
    for voice in dossier.voices:
        document.add_heading(_plain(voice.name), level=2)
        for entry in voice.entries:
            document.add_heading(_head(entry), level=3)
            paragraph = document.add_paragraph(style="Quote")
            for text, said in marked(entry):
                paragraph.add_run(_plain(text)).bold = said
            document.add_paragraph(_source(entry))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _head(entry: Entry) -> str:
    reported = f" ({_('reported')})" if entry.statement.kind == "indirect" else ""
    return _plain(f"{entry.day or _('no date')} {entry.statement.cue or ''}{reported}")


def _source(entry: Entry) -> str:
    document = entry.document
    facts = [document.title or document.path, document.publisher]
    facts += [_("p. {page}", page=entry.page) if entry.page is not None else None, f"¶ {entry.paragraph}", document.url]
    facts += [_("fetched {day}", day=document.fetched[:10]) if document.fetched else None]
    return _plain(", ".join(filter(None, facts)))


def _plain(text: str) -> str:
    """Return what XML can hold."""
    kept = (sign for sign in clean(text) if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "".join(sign for sign in kept if sign not in "\ufffe\uffff")
