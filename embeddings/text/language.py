"""Which language a text is in, by py3langid: a model of byte n-grams that comes whole with its package.

How it was chosen, and what it gets right, stands in docs/languages.md.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_STRETCHES, _STRETCH = 4, 250  # how many stretches of a long text are looked at, and their characters
_LOADING = Lock()
_LEAST_SURE = 0.5  # of 1; below it nothing is said

# Those of its 140 that somebody writes documents in, and that a text of a few lines is told from its neighbours by;
# zxx is what is no language, such as code and addresses.
_LANGUAGES: Final = (
    "af am ar az be bg bn ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky"
    " lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tl tr uk ur uz vi zh"
    " zxx"
)


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that most of ``text`` is in, or None where it can't be told."""
    sample = _sample(text)
    if not any(character.isalpha() for character in sample):
        return None
    with _LOADING:  # files are read by several threads, and each that is first would load it
        identifier = _identifier()
    language: str = identifier.classify(sample)[0]
    return None if language in ("und", "zxx") else language


def base_language(code: str | None) -> str | None:
    """Return the language of a code without its region: that of "en-GB" is "en"."""
    return (code or "").lower().partition("-")[0] or None


def _sample(text: str) -> str:
    """Return a text, or stretches from all over it: the first page of a book may be in another language."""
    if len(text) <= _STRETCHES * _STRETCH:
        return text
    step = (len(text) - _STRETCH) // (_STRETCHES - 1)
    return " ".join(text[start : start + _STRETCH] for start in range(0, step * _STRETCHES, step))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  half a second

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=_LEAST_SURE)
    identifier.set_languages(_LANGUAGES.split())
    identifier.nb_ptc = identifier.nb_ptc.copy(order="C")  # a row is read whole: in half the time
    return identifier
