"""Word -> stem, by Snowball's rules for the language (Porter 2001).

Where Snowball has none, by the endings of its file in ``languages/``, in Snowball's manner: of each line the longest
ending that a word has is taken off, or another put for it, as long as three letters are left, and a vowel.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Final

import regex
import Stemmer

from embeddings.text.lexicon import lexicon

_ALGORITHMS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_VOWEL: Final = regex.compile("[аеиіоуюяєї]")
_LEAST: Final = 3  # letters of a stem
_ONE_AT_A_TIME: Final = Lock()  # a stemmer is not to be shared between threads


def stems(language: str | None) -> bool:
    """Return whether there are rules for a language."""
    return language in _ALGORITHMS or bool(lexicon(language).endings)


def stem(word: str, language: str) -> str:
    """Return the stem of a word in small letters: the word as it is, where there are no rules."""
    if language not in _ALGORITHMS:
        return _without_endings(word, language)
    with _ONE_AT_A_TIME:
        return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])


def _without_endings(word: str, language: str) -> str:
    for endings in lexicon(language).endings:
        lefts = (word.removesuffix(ending) + instead for ending, instead in endings if word.endswith(ending))
        word = next((left for left in lefts if len(left) >= _LEAST and _VOWEL.search(left)), word)
    return word
