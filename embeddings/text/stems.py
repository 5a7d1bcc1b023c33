"""Word -> stem, by Snowball's rules for the language (Porter 2001)."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Final

import Stemmer

_ALGORITHMS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_ONE_AT_A_TIME: Final = Lock()  # a stemmer is not to be shared between threads


def stems(language: str | None) -> bool:
    """Return whether there are rules for a language."""
    return language in _ALGORITHMS


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word."""
    with _ONE_AT_A_TIME:
        return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])
