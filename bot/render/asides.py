"""What is said beside what is on record: to a greeting, of the bot itself, of what is shown instead of a summary."""

from __future__ import annotations

from typing import Final

from bot.locale import N_, _
from bot.render.facts import clean, short
from bot.types import Aside, AsideKind

_SAID: Final[dict[AsideKind, str]] = {
    "greeting": N_("Hello. Ask me what the documents say."),
    "thanks": N_("You are welcome."),
    "goodbye": N_("Goodbye. I am here whenever you ask."),
    "fine": N_("Ask on whenever you like."),
    "unclear": N_("Name what you want to know of, in a few words."),
    "help": N_(
        "Ask a question. I answer from the documents of this library only: the exact words, who said them, and where "
        "they stand. Where nothing is on record, I say so."
    ),
    "compare": N_("I don't compare, I quote: this is who says what."),
    "summarise": N_("I don't summarise, I quote: these are the passages."),
    "translate": N_("I don't translate: these are the passages, as they were written."),
}
_EXAMPLE: Final = N_("For example: {question}")


def aside_text(aside: Aside) -> str:
    """Return what is said, as plain text: a line, or what there is to ask about."""
    if aside.kind == "sources":
        return clean("\n".join([*aside.listing[:1], *(f"- {line}" for line in aside.listing[1:])]))
    example = f" {_(_EXAMPLE).format(question=short(aside.example))}" if aside.example else ""
    return f"{_(_SAID[aside.kind])}{example}"
