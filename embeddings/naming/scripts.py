"""Names across scripts: "Путин" finds "Putin", and "Zelensky" finds "Зеленський". By anyascii, letter for letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final
from unicodedata import name

import regex
from anyascii import anyascii

from embeddings.naming.names import shorter_forms

_ALPHABETS: Final = (0x370, 0x1100)  # from Greek to Georgian
_LEAST_HEARD, _ENDING = 4, 2  # letters that must sound alike, and that may follow in one language alone
_OTHER_THAN_LETTERS: Final = regex.compile(r"[^a-z]+")
# What two letters of Greek are together, which stand for one sound that Greek has no letter for.
_GREEK: Final = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in ((r"ο[υύ]", "u"), (r"([αε])[υύ]", r"\1v"), (r"γγ|(?<=\w)γκ", "ng"), (r"γκ", "g"))
)
# Ways in which one sound is written in Latin letters, each to one of them: "Gorbachyov" and "Gorbachev".
_ALIKE: Final = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch", "sh"), (r"sht", "st"), (r"c(?=[aoulrt]|$)", "k"), (r"kh", "h"), (r"zh", "j"), (r"tz", "ts"),
        (r"ck|q", "k"), (r"ph", "f"), (r"w", "v"), (r"y[eo]|i[oe]|j[eo]", "e"), (r"(?:y|j)(?=[aeiou])", "i"),
        (r"y", "i"), (r"ou", "u"), (r"m[pb]", "b"), (r"n[td]h?", "d"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


def sound_of(form: str) -> str | None:
    """Return the normal form of a name as it is found from another script: what it sounds like, and its own script.

    None where it has no sound, as a number has none.
    """
    sound = _sound(form)
    return f"{'latin' if _is_latin(form) else 'other'}~{sound}" if sound else None


def sounds_like(asked: str) -> Sequence[str]:
    """Return what a name that is asked for is looked up by, the fullest first, where nobody is called just so.

    Two names in Latin letters are never one because they sound alike.
    """
    scripts = ("other",) if _is_latin(asked) else ("latin", "other")
    return [f"{script}~{_sound(form)}" for form in shorter_forms(asked) if _sound(form) for script in scripts]


def heard_in(term: str, other: str) -> bool:
    """Return whether a term is a name's in another script, whatever the endings that its language gives it."""
    if _is_latin(term) == _is_latin(other):
        return False
    short, long = sorted((_sound(term), _sound(other)), key=len)
    return len(short) >= _LEAST_HEARD and long.startswith(short) and len(long) - len(short) <= _ENDING


def first_letters(term: str) -> Sequence[str]:
    """Return the small letters with which a name can begin in other scripts: all that sound like its first."""
    latin = _is_latin(term)
    sounds = {anyascii(term)[:1].lower(), _sound(term)[:1]}
    return sorted({letter for sound in sounds for letter in _letters()[not latin].get(sound, ())})


@cache
def _letters() -> Mapping[bool, Mapping[str, Sequence[str]]]:
    """Return the letters of Latin, and of the other scripts that have an alphabet, by what they begin to sound like."""
    found: Mapping[bool, defaultdict[str, list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
    for letter in map(chr, (*range(ord("a"), ord("z") + 1), *range(*_ALPHABETS))):
        if letter.isalpha() and letter == letter.lower():
            for sound in {anyascii(letter)[:1].lower(), _sound(letter)[:1]} - {""}:
                found[_is_latin(letter)][sound].append(letter)
    for sound, letter in (("b", "μ"), ("d", "ν")):  # "Μπάιντεν", "Ντόναλντ"
        found[False][sound].append(letter)
    return found


def _is_latin(text: str) -> bool:
    return all(name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())


@lru_cache(maxsize=1 << 14)
def _sound(form: str) -> str:
    greek = form.lower()
    for pattern, sound in _GREEK:
        greek = pattern.sub(sound, greek)
    plain = _OTHER_THAN_LETTERS.sub("", anyascii(greek).lower())
    for pattern, sound in _ALIKE:
        plain = pattern.sub(sound, plain)
    return plain
