"""Words that turn a sense round where they are changed: negations and numbers, in many languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import regex

from bot.checking.checked import Weight
from embeddings.text.lexicon import languages, lexicon
from embeddings.text.numerals import CARDINALS, LARGE, ORDINALS, PARTS, TENS

_NEGATIONS: Final = frozenset(
    """
not no never none nobody nothing neither nor nowhere without cannot hardly scarcely barely ain't dont doesnt didnt isnt
wasnt wont cant couldnt wouldnt shouldnt
deny denies denied denying refuse refuses refused refusing reject rejects rejected rejecting dispute disputes disputed
refute refutes refuted false untrue
ne pas jamais rien aucun aucune ni sans nie nient niait
nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder bestreitet bestritt
sin nunca jamás nadie nada ningún ninguna ninguno tampoco niega negó
não nunca nem ninguém sem non mai nessuno niente senza geen niet nooit zonder inte aldrig ikke aldri utan uden
nie nigdy bez nikt nic
не нет ни никогда никто ничего нельзя без ні ніколи ніхто нічого немає
لا ليس لم لن غير بدون नहीं मत
""".split()
)
_UNSPACED_NEGATIONS: Final = ("មិន", "ពុំ", "គ្មាន", "អត់", "កុំ", "ไม่", "ບໍ່", "不", "没", "沒", "無", "ない", "ません")
_NUMBERS: Final = frozenset("double twice once per cent".split()).union(
    CARDINALS, ORDINALS, TENS, PARTS, LARGE, (f"{word}s" for word in LARGE)
)
_PREFIXES: Final = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "не", "un-", "non-")
_NUMERAL: Final = regex.compile(r"[\p{N}%‰\p{Sc}+-]")


def weight_of(pasted: Collection[str], recorded: Collection[str]) -> Weight | None:
    """Return what was changed between words that were pasted and those that are recorded, by their forms."""
    some, others = set(pasted) - set(recorded), set(recorded) - set(pasted)
    if any(map(is_negation, some | others)) or _unspaced(pasted) != _unspaced(recorded) or _opposites(some, others):
        return "negation"
    return "number" if any(map(is_number, some | others)) else None


def is_negation(form: str) -> bool:
    """Whether a word says no."""
    return form in _NEGATIONS or form.endswith("n't")


def is_number(form: str) -> bool:
    """Whether a word counts, or is a sign that a number has."""
    return bool(_NUMERAL.search(form)) or form in _NUMBERS or _counts(form)


def _counts(form: str) -> bool:
    patterns = (lexicon(language).holds.get("number") for language in languages())
    return any(pattern is not None and pattern.fullmatch(form) for pattern in patterns)


def _unspaced(forms: Iterable[str]) -> tuple[int, ...]:
    text = "".join(forms)
    return tuple(text.count(word) for word in _UNSPACED_NEGATIONS)


def _opposites(some: Iterable[str], others: Collection[str]) -> bool:
    """Whether one has a word that says the opposite of the other's: "safe" and "unsafe"."""
    pairs = [(one, other) for one in some for other in others]
    return any(prefix + one == other or prefix + other == one for one, other in pairs for prefix in _PREFIXES)
