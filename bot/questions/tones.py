"""What somebody calls a thing is for it or against it: "called the plan a fairy tale", "described it as a triumph"."""

from __future__ import annotations

import re
from typing import Final

_CALLING: Final = frozenset("call describe brand label term dub think find consider".split())
_AGAINST: Final = frozenset(
    "absurd absurdity abomination bad betrayal blunder bribe catastrophe charade con crazy crime cruel cynical"
    " dangerous dead deceit disaster disgrace disgraceful disgusting dishonest dreadful evil failure fairy fantasy"
    " farce farcical fiction flawed folly foolish fraud hoax horrible hypocrisy hypocritical idiocy idiotic illegal"
    " immoral inadequate incompetent indefensible inhumane insane insult irresponsible joke lie lies ludicrous mad"
    " madness mess"
    " mistake mockery monstrous naive nonsense novel obscene outrage outrageous pointless poor reckless ridiculous"
    " robbery scandal scandalous sham shambles shame shameful short-sighted shortsighted shocking sick stupid swindle"
    " terrible theatre theft travesty trick unacceptable unfair unjust unworkable useless vandalism vanity waste"
    " wasteful weak worthless wrong".split()
)
_FOR: Final = frozenset(
    "brave bold brilliant courageous excellent fair fine good great heroic historic honest ideal just magnificent"
    " marvellous overdue perfect right sensible splendid success triumph victory welcome wise wonderful".split()
)
_NOT: Final = frozenset("not no never hardly far nothing anything".split())
_WORD = re.compile(r"[\w-]+")


def tone_of(lemma: str, said: str) -> str:
    """Return "criticize" or "praise" for what something is called, "" where its words are neither or both."""
    words = {word.lower() for word in _WORD.findall(said)} if lemma in _CALLING else set()
    against, praised = not words.isdisjoint(_AGAINST), not words.isdisjoint(_FOR)
    if against == praised or not words.isdisjoint(_NOT):
        return ""
    return "criticize" if against else "praise"
