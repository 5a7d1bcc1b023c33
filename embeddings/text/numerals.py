"""Numbers as words and as Roman numerals, each at the place of its value. English."""

from __future__ import annotations

from typing import Final

CARDINALS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen".split()
)
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
LARGE: Final = "dozen hundred thousand million billion trillion".split()
PARTS: Final = "half third quarter percent".split()
ORDINALS: Final = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ROMAN: Final = ". I II III IV V VI VII VIII IX X XI XII".split()  # none for zero
