"""Which language a question is in, by its script, its letters and its small words.

What tells the language of documents (language.py) takes a second and 90 MB to load, which an answer has no use for.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

import regex

from embeddings.text.lexicon import fold, languages, lexicon

_SCRIPTS: Final = {  # those of one language, or mostly; and of more, those to choose from
    "Latin": "ca cs da de en es fi fr hu id it nl no pl pt ro sv tr vi", "Cyrillic": "ru uk bg sr",
    "Greek": "el", "Arabic": "ar", "Hebrew": "he", "Devanagari": "hi", "Bengali": "bn", "Tamil": "ta", "Telugu": "te",
    "Gujarati": "gu", "Gurmukhi": "pa", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th", "Lao": "lo",
    "Khmer": "km", "Myanmar": "my", "Georgian": "ka", "Armenian": "hy", "Ethiopic": "am", "Hangul": "ko",
    "Hiragana": "ja", "Katakana": "ja", "Han": "zh",
}  # fmt: skip
_PATTERNS: Final = {script: regex.compile(rf"\p{{{script}}}") for script in _SCRIPTS}
_LETTERS: Final = (  # that others of the same script don't have
    ("uk", "іїєґ"), ("ru", "ыэё"), ("sr", "јљњћђџ"), ("fa", "پچژگ"), ("ur", "ٹڈڑںے"), ("es", "¿¡ñ"), ("de", "ß"),
    ("ro", "șțşţă"), ("tr", "ğış"), ("pl", "łęąśż"), ("cs", "ěřů"),
    ("vi", "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư"),
    ("hu", "őű"), ("pt", "ãõ"), ("sv", "å"), ("fr", "œ"),
)  # fmt: skip
_BESIDE_LATIN: Final = 3  # what a letter of another script counts: names are often left in Latin
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")


@lru_cache(maxsize=64)  # an answer asks several times
def question_language(text: str) -> str | None:
    """Return the code of the language that a question is in, None where nothing tells."""
    counts = _letters(text)
    foreign = {script: _BESIDE_LATIN * count for script, count in counts.items() if script != "Latin"}
    script = max(counts, key=lambda one: foreign.get(one, counts[one]))
    if not counts[script]:
        return None
    if script == "Han" and counts["Hiragana"] + counts["Katakana"]:
        return "ja"
    choice = _SCRIPTS[script].split()
    lower = text.casefold()
    marked = Counter(code for code, letters in _LETTERS for letter in letters if letter in lower)
    if script == "Arabic":
        return marked.most_common(1)[0][0] if marked else "ar"
    return choice[0] if len(choice) == 1 else _by_words(lower, choice, marked)


def _letters(text: str) -> Counter[str]:
    """Count the letters of each script."""
    scripts = ("Latin",) if text.isascii() else _PATTERNS
    return Counter({script: len(_PATTERNS[script].findall(text)) for script in scripts})


def _by_words(lower: str, choice: list[str], marked: Counter[str]) -> str | None:
    """Count small words and telling letters. A tie says nothing, unless English or Russian is among the best."""
    words = _WORD.findall(fold(lower))
    known = [code for code in choice if code in languages()]
    scores = {code: sum(word in lexicon(code).stopwords for word in words) + marked[code] for code in known}
    most = max(scores.values(), default=0)
    best = [code for code, score in scores.items() if score == most]
    if "ru" in best:
        return "ru"
    if not most:
        return None
    return "en" if "en" in best else best[0] if len(best) == 1 else None
