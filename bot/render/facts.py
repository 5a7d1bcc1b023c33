"""What is said of a source, a speaker or a refusal, in words that are clean and short."""

from __future__ import annotations

from pathlib import PurePosixPath

from bot.locale import N_, _, language, ngettext
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.text.language import base_language
from embeddings.text.tongue import question_language
from embeddings.text.wording import printable
from embeddings.types import Document, Statement

NEAREST = N_("Closest, not an answer:")
REASONS = {
    "empty_index": N_("Not on record: there are no documents yet."),
    "nothing_relevant": N_("Not on record: no document here answers that."),
    "filtered_out": N_("Not on record: what matches was filtered out."),
}
_LONGEST_FACT = 200  # UTF-16 units of a title or another fact that is shown
_ALSO = 3  # other documents with the same words that are named


def clean(text: str) -> str:
    """Replace control and direction-changing characters, which could rewrite a line, by the replacement sign."""
    return printable(text)


def short(fact: str) -> str:
    """Return a fact on one line, cut where it is overlong."""
    return shortened(" ".join(clean(fact).split()), _LONGEST_FACT)


def shortened(text: str, limit: int) -> str:
    """Return clean text, cut to at most ``limit`` UTF-16 units."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * limit else units[: 2 * limit - 2].decode("utf-16-le", "ignore") + "…"


def describe(document: Document) -> str:
    """Return title, publisher and date on one line, as far as they are known."""
    return ", ".join([title(document), *published(document)])


def title(document: Document) -> str:
    """Return a document's title, or the name of its file where it has none."""
    return short(document.title or PurePosixPath(document.path).name or _("(no title)"))


def outlets(document: Document) -> list[str]:
    """Return who published a document, if that is known."""
    return [short(document.publisher)] if document.publisher else []


def published(document: Document) -> list[str]:
    """Return who published a document, and when, as far as that is known."""
    return [*outlets(document), *([short(document.date)] if document.date else [])]


def outlet_and_date(document: Document) -> str:
    """Return where and when something was published, as far as that is known."""
    return ", ".join(published(document))


def location(citation: Citation) -> str:
    """Return the page, where there is one, and the paragraph; and that its words are those that OCR made out."""
    page = "" if citation.page is None else f"{_('p. {page}', page=citation.page)}, "
    read = "" if citation.recognised is None else f", {_('read by OCR')}"
    return f"{page}¶ {citation.paragraph}{read}"


def in_language(document: Document, question: str) -> str:
    """Return ", in German" where a document is in another language than its question; empty where nothing tells."""
    asked, theirs = question_language(question), base_language(document.language)
    if not asked or not theirs or asked == theirs:
        return ""
    from babel import Locale  # noqa: PLC0415  few answers need it

    return f", {_('in {language}', language=Locale(language()).languages.get(theirs, short(theirs)))}"


def also_in(citation: Citation) -> str:
    """Say in which other documents the same words stand; empty where there are none."""
    others = citation.also_in
    named = "; ".join(outlet_and_date(document) or title(document) for document in others[:_ALSO])
    more = len(others) - _ALSO
    if more > 0:
        return ngettext("also in: {named} and {count} more", "also in: {named} and {count} more", more, named=named)
    return _("also in: {named}", named=named) if others else ""


def elsewhere(citation: Citation) -> str:
    """Say in how many other documents the same words stand, as an addition to a line; empty where in none."""
    count = len(citation.also_in)
    return f", {ngettext('also in {count} other', 'also in {count} others', count)}" if count else ""


def about_line(about: str) -> str:
    """Return the line that says how a follow-up question was read."""
    return _("about: {about}", about=short(about))


def reason(outcome: NotOnRecord) -> str:
    """Return the sentence that says why nothing is on record, and the one that says who else spoke of it."""
    filters = _(" and ").join(outcome.excluding)
    if outcome.silent:
        others = "; ".join(map(short, outcome.others))
        told = f" {_('Others who spoke of it: {names}.', names=others)}" if others else ""
        names = _(" or ").join(outcome.silent)
        return f"{short(_('Not on record: nothing by {names} answers that.', names=names))}{told}"
    if not filters:
        return _(REASONS[outcome.reason])
    if outcome.reason == "filtered_out":
        dated = any(one.startswith(("after:", "before:")) for one in outcome.excluding)
        undated = f" {_('A document without a date never passes that.')}" if dated else ""
        return f"{short(_('Not on record: nothing is left by {filters}.', filters=filters))}{undated}"
    return short(_("Not on record: no document here answers that under {filters}.", filters=filters))


def speaker_line(statement: Statement) -> tuple[str, str, str]:
    """Return what stands before a speaker's name, the name, and what follows: role and cue."""
    speaker = statement.speaker
    if speaker is None:
        return "", "", ""
    name, cue = short(speaker.name), short(statement.cue or "")
    if cue.lower() in ("word", "words") or not any(map(str.isalpha, cue)):
        cue = ""  # a colon, a dash, "in her words"
    role = f", {short(speaker.role)}" if speaker.role else ""
    if cue.lower().startswith("according to"):
        before, _name, after = _("According to {name}").partition("{name}")
        return before, name, f"{after}{role}"
    return "", name[:1].upper() + name[1:], f"{role}{f', {cue}' if role and cue else f' {cue}' if cue else ''}"


def shown_quotes(answer: Answer) -> list[tuple[Quote, Citation]]:
    """Return the quotes with what they cite, in the order of reading: by their numbers."""
    cited = {citation.number: citation for citation in answer.citations}
    return sorted(((quote, cited[quote.citation]) for quote in answer.quotes), key=lambda pair: pair[0].citation)
