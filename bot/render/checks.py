"""What came of a check -> Telegram's HTML, and plain text: the verdict first, then where, then what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checking.checked import Alteration, Checked, Place
from bot.locale import N_, _, ngettext
from bot.render.dates import date_run
from bot.render.facts import NEAREST, clean, location, outlet_and_date, short, shortened, speaker_line, title
from bot.render.links import citation_link
from bot.render.markup import to_markup
from bot.render.model import Block, Run, bold_in, line
from bot.render.split import choose
from bot.types import Citation
from embeddings.types import Span

_LONGEST = 700  # UTF-16 units of a quote that is shown
_LISTED = 5  # places after the first
_LINK = 900  # characters
_TOLD = 3  # differences in the first line
_DIFFERENCES = {
    ("negation", "changed"): N_("a negation changed, {pasted} for {recorded}"),
    ("negation", "left_out"): N_("a negation left out, {recorded}"),
    ("negation", "put_in"): N_("a negation put in, {pasted}"),
    ("number", "changed"): N_("a number changed, {pasted} for {recorded}"),
    ("number", "left_out"): N_("a number left out, {recorded}"),
    ("number", "put_in"): N_("a number put in, {pasted}"),
    (None, "changed"): N_("{pasted} for {recorded}"),
    (None, "left_out"): N_("left out, {recorded}"),
    (None, "put_in"): N_("put in, {pasted}"),
}


def check_html(checked: Checked) -> str:
    """Return a verdict as the HTML of one message that Telegram accepts."""
    kept, _left = choose(list(_blocks(checked)))
    return to_markup(kept)


def check_text(checked: Checked) -> str:
    """Return a verdict as plain text; what differs stands between stars."""
    lines = []
    for block in _blocks(checked):
        words = "".join(f"*{run.text}*" if run.bold and block.kind == "quote" else run.text for run in block.runs)
        lines += [*([""] if block.gap else []), words]
    links = [f"[{one.number}] {short(one.document.url)}" for one in checked.citations if one.document.url]
    return "\n".join([*lines, *links])


def verdict_line(checked: Checked) -> str:
    """Return the verdict in one sentence; what turns the sense round, who else said it and who denied it are in it."""
    if checked.verdict == "not_on_record":
        return _("Not on record here: these words stand in no document.")
    told = {
        "word_for_word": _word_for_word,
        "changed": _changed,
        "other_speaker": _other_speaker,
        "put_together": _put_together,
        "only_reported": _only_reported,
    }
    return told[checked.verdict](checked)


def _word_for_word(checked: Checked) -> str:
    name = _who(checked.places[0])
    return _("On record, word for word: {name}.", name=name) if name else _("On record, word for word.")


def _only_reported(checked: Checked) -> str:
    name = _who(checked.places[0]) or _("somebody")
    return _("Only reported, not quoted, as said by: {name}.", name=name)


def _other_speaker(checked: Checked) -> str:
    name, claimed = _who(checked.places[0]), short(checked.speaker or "")
    if not name:
        return _("On record, but not as {name}'s words: the document doesn't say that {name} said them.", name=claimed)
    if checked.places[0].by == "report":
        return _("On record, but said by somebody else: {name} by a report, not {claimed}.", name=name, claimed=claimed)
    return _("On record, but said by somebody else: {name}, not {claimed}.", name=name, claimed=claimed)


def _put_together(checked: Checked) -> str:
    count = len(checked.places)
    joined = ngettext("{count} passage was put together", "{count} passages were put together", count)
    if checked.weights:
        return _("Not on record like this: {joined}, and changed: {told}.", joined=joined, told=_told(checked))
    return _("Not on record like this: {joined}.", joined=joined)


def _changed(checked: Checked) -> str:
    name = _who(checked.places[0])
    told = _("On record, but changed: {told}.", told=_told(checked))
    if checked.confirmed is not False or not name:
        return told
    return f"{told} {_('Said by {name}, not {claimed}.', name=name, claimed=short(checked.speaker or ''))}"


def _told(checked: Checked) -> str:
    """Say what was changed: negations and numbers first, then the others as far as there is room."""
    ordered = sorted(checked.differences, key=lambda one: one.weight is None)
    shown = [_difference(one, checked.words) for one in ordered[:_TOLD]]
    more = len(ordered) - len(shown)
    left = [ngettext("and {count} more difference", "and {count} more differences", more)] if more else []
    return "; ".join([*shown, *left])


def _difference(one: Alteration, words: str) -> str:
    pasted, recorded = (f"“{short(text)}”" for text in (words[slice(*one.pasted)], one.words))
    return _(_DIFFERENCES[one.weight, one.kind], pasted=pasted, recorded=recorded)


def _who(place: Place) -> str:
    statement = place.quote.statement
    if statement is None or statement.speaker is None:
        return ""
    role = f", {short(statement.speaker.role)}" if statement.speaker.role else ""
    return f"{short(statement.speaker.name)}{role}"


def _blocks(checked: Checked) -> Iterator[Block]:
    yield line(Run(verdict_line(checked), bold=True))
    if not checked.places:
        yield from _nearest(checked)
        return
    if checked.differences:
        spans = [one.pasted for one in checked.differences]
        yield line(_("Pasted:"), gap=True)
        yield Block(_marked(checked.words, 0, spans), "quote")
    several = checked.verdict == "put_together"
    for place in checked.places if several else checked.places[:1]:
        yield from _place(place, checked)
    others = [] if several else checked.places[1 : _LISTED + 1]
    yield from (_also(place, checked, first=place is others[0]) for place in others)
    left = checked.more + (0 if several else max(0, len(checked.places) - 1 - len(others)))
    if left:
        yield line(ngettext("and in {count} more place", "and in {count} more places", left))


def _place(place: Place, checked: Checked) -> Iterator[Block]:
    """Show the whole sentences: in bold the words that differ or, where none does, those that were pasted."""
    said = place.quote.statement
    before, name, after = speaker_line(said) if said is not None else ("", "", "")
    yield line(before, Run(name, bold=True), f"{after}:", gap=True) if name else line(_("On record:"), gap=True)
    quote, differing = place.quote, [one.recorded for one in checked.differences if one.words]
    spans = differing or [place.matched]
    yield Block(_marked(quote.text, quote.start, spans), "quote")
    yield _source(checked, place)


def _marked(text: str, at: int, spans: Sequence[Span]) -> tuple[Run, ...]:
    pieces = bold_in(text, [(start - at, end - at) for start, end in spans])
    shown: list[Run] = []
    room = _LONGEST
    for piece, bold in pieces:
        words = shortened(clean(piece), room)
        shown.append(Run(words, bold=bold))
        room -= len(words.encode("utf-16-le")) // 2
        if room <= 1:
            break
    return tuple(shown)


def _source(checked: Checked, place: Place) -> Block:
    (citation,) = (one for one in checked.sources if one.number == place.quote.citation)
    return _cited(citation, place.matched)


def _cited(citation: Citation, shown: Span) -> Block:
    document = citation.document
    link = citation_link(citation, shown, longest=_LINK)
    label = f"[{citation.number}] {title(document)}"
    known = [Run(f", {short(document.publisher)}")] if document.publisher else []
    dated = [Run(", "), date_run(document.date)] if document.date else []
    return line(Run(label, link=link), *known, *dated, f", {location(citation)}")


def _also(place: Place, checked: Checked, *, first: bool) -> Block:
    (citation,) = (one for one in checked.sources if one.number == place.quote.citation)
    name, reported = _who(place), f", {_('reported')}" if place.by == "report" else ""
    who = f"{name}{reported}: " if name else ""
    cited = _cited(citation, place.matched)
    return line(f"{_('also:')} ", who, *cited.runs, gap=first)


def _nearest(checked: Checked) -> Iterator[Block]:
    if checked.nearest:
        yield line(_(NEAREST), gap=True)
    for citation in checked.nearest:
        passage = citation.passage
        yield _cited(citation, (passage.start, passage.end))
        yield Block((Run(clean(passage.text)),), "expandable", optional=True, label=outlet_and_date(citation.document))
