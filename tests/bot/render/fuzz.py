"""Render hostile answers and have the strict Bot API read them: python -m tests.bot.render.fuzz 10000"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from typing import get_args

from bot.render import LIMIT, clean, more_messages, source_messages, to_html, to_message, to_text
from bot.render.checks import check_html, check_text
from bot.state.standing import StandingQuestion
from bot.telegram.watching import _digest
from bot.types import Answer, Aside, AsideKind
from tests.bot.render.hostile import checked, outcome, seen, words
from tests.botapi import format_html

SHORT = 1000  # characters of a passage that is always shown whole, by "More" if not at once


def check(seed: int) -> Counter[str]:
    """Render one outcome in every way there is, and count the messages. Raises where the strict parser refuses one."""
    rng = random.Random(seed)  # noqa: S311  a test's own numbers
    made = outcome(rng)
    about = rng.choice([None, words(rng, 300)])
    message = to_message(made, about)
    shown = [format_html(message.html).text]
    more = [format_html(html).text for html in more_messages(made, about)]
    assert message.more == bool(more)
    sources = [
        format_html(html).text
        for one in made.citations
        for html in source_messages(one, [(one.passage.start, one.passage.start + 1)])
    ]
    for text in (*shown, *more, *sources, to_text(made)):
        assert clean(text) == text
    for text in (*shown, *more, *sources):
        assert 0 < len(text.encode("utf-16-le")) // 2 <= LIMIT
    verdict = checked(rng)
    told = format_html(check_html(verdict)).text
    assert clean(told) == told
    assert 0 < len(told.encode("utf-16-le")) // 2 <= LIMIT
    assert clean(check_text(verdict)) == check_text(verdict)
    listing = tuple(words(rng, 300) for _ in range(rng.randint(0, 70)))
    aside = Aside(rng.choice(get_args(AsideKind)), words(rng, 300), listing)
    beside = format_html(to_html(replace(made, aside=aside), about)).text
    question = StandingQuestion(1, 1, 1, None, words(rng, 300), muted=False, digest=0.0)
    digest = format_html(_digest(question, [made] * rng.randint(1, 40))).text
    for text in (beside, digest):
        assert clean(text) == text
        assert 0 < len(text.encode("utf-16-le")) // 2 <= LIMIT
    if isinstance(made, Answer):
        together, cited = seen("".join([*shown, *more])), {one.number: one for one in made.citations}
        first = min(made.quotes, key=lambda quote: quote.citation)
        assert seen(f"{clean(first.text)} [{first.citation}]") in seen(shown[0])
        short = [quote for quote in made.quotes if len(cited[quote.citation].passage.text) < SHORT]
        assert all(seen(clean(quote.text)) in together for quote in short)
        assert all(f"[{quote.citation}]" in together for quote in made.quotes)
    return Counter(answers=1, messages=len(shown) + len(more) + len(sources), continued=int(message.more))


def main() -> None:
    """Check as many as are asked for, 10,000 if nothing is said."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    total: Counter[str] = Counter()
    for seed in range(wanted):
        try:
            total += check(seed)
        except Exception as error:  # whatever it is, the seed is what helps
            raise SystemExit(f"seed {seed}: {type(error).__name__}: {error}") from error
    counts = f"{total['answers']:,} answers, {total['continued']:,} of them with more to show"
    sys.stdout.write(f"{counts}: {total['messages']:,} messages, none refused\n")


if __name__ == "__main__":
    main()
