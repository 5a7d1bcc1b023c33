"""Which language a text is in, cheaply: by its script, and in the Latin script by the commonest small words.

Documents are whole texts, not search queries, and only one thing hangs on the answer: which extractor of statements
reads them. Over whole texts a few dozen function words decide as surely as a model of n-grams does, without one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

_SAMPLE = 20_000  # characters of a text that are looked at
_LEAST_SHARE = 0.12  # of the words, that must be function words of the language
_LEAST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# The first word of a letter's Unicode name, for scripts that one language (nearly) has for itself.
_SCRIPTS: Final = {
    "KHMER": "km", "THAI": "th", "LAO": "lo", "MYANMAR": "my", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "CJK": "zh", "GREEK": "el", "HEBREW": "he", "ARMENIAN": "hy", "GEORGIAN": "ka", "ARABIC": "ar", "CYRILLIC": "ru",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "ETHIOPIC": "am",
}  # fmt: skip

_FUNCTION_WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to that is was for with as he be by at are this have from or had not but what were when we"
        " there been has who would will if which their she they it his her him said says than its our you your on",
        "fr": "le la les des et est une du que dans qui pour pas sur au avec ce il elle par sont cette aux mais ont ses"
        " nous vous leur été plus être comme",
        "es": "el la los las y en que del se por con una para su es al lo como más pero sus le ha este esta entre"
        " cuando muy sin sobre también fue son",
        "pt": "o a os as e em que do da dos das um uma para com não por mais se na no ao como mas foi são à pela pelo"
        " sua seu também",
        "it": "il lo la gli le e di che un una per non con del della dei delle sono è si da nel nella al alla più come"
        " ma anche ha questo",
        "de": "der die das und ist von mit den dem des nicht ein eine zu im auf für sich auch als es an werden aus er"
        " hat dass sie nach bei wird einer",
        "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door maar wordt hij naar uit"
        " heeft deze worden",
        "sv": "och att det som en på är av för med den till inte har de ett om var men från jag vi så hade kan",
        "da": "og at det som en på er af for med den til ikke har de et om var men fra vi så havde kan blev",
        "pl": "i w na z się do nie że jest o jak to po za od przez są dla przy tym który która oraz",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar ne ama sonra en",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada oleh adalah",
        "vi": "và của là các trong được cho không có một với những người này đã để khi đến về",
    }.items()
}


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that most of ``text`` is in, or None where it can't be told."""
    sample = text[:_SAMPLE].lower()
    letters = [character for character in sample if character.isalpha()]
    foreign = Counter(_script(letter) for letter in letters if letter > "ͯ")  # above the Latin blocks
    script, count = foreign.most_common(1)[0] if foreign else ("", 0)
    if count > len(letters) / 2 or (script in ("HIRAGANA", "KATAKANA", "CJK") and count > len(letters) / 4):
        return "ja" if foreign["HIRAGANA"] > count / 5 else _SCRIPTS.get(script)
    words = Counter(_WORD.findall(sample))
    total = sum(words.values())
    held = {code: sum(words[word] for word in small) for code, small in _FUNCTION_WORDS.items()}
    best = max(held, key=lambda code: held[code])
    return best if held[best] >= max(_LEAST_WORDS, _LEAST_SHARE * total) else None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
