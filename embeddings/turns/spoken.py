"""Whether labels are those of people who speak, rather than of a list: by their names, and by what is behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from embeddings.naming.patterns import NAME_WORD
from embeddings.turns.labels import Label
from embeddings.turns.words import PERSONS

_MOST_LABELS = 6  # of a conversation of people with one name each,
_FEW = 3  # so many of them
_ENDS = ".?!…—–-。？！:;,"
_MOST_WHOLE = 0.7  # of the turns of a transcript, at least, end their first paragraph as a sentence ends, or break off
_READ = 2000  # characters of a turn in which somebody says "I"
_WORD = re.compile(r"[\w’']+")
_SURNAME = re.compile(rf"(?<=[\w’'] )(?<![.!?] ){NAME_WORD}")  # behind another word


def _is_persons(label: Label) -> bool:
    return label.is_shouted or label.titled or " " in label.full


def are_people(labels: Sequence[Label], text: str) -> bool:
    """Whether most labels can be those of people: in capitals, with a title, of two words, or named in the text."""
    people = sum(_is_persons(label) or label.is_role or label.marked for label in labels)
    single = {label.full for label in labels if " " not in label.full}
    named = single.intersection(_SURNAME.findall(text))
    known = people * 2 >= len(labels) or (bool(named) and len(named) * 2 >= len(single))
    return known or (len(single) <= _FEW and _take_turns(labels))


def _take_turns(labels: Sequence[Label]) -> bool:
    """Whether one speaks after the other, again and again."""
    taken = sum(one.full != other.full for one, other in pairwise(labels))
    return len(labels) >= _MOST_LABELS and taken >= len(labels) - 2


def is_spoken(text: str, labels: Sequence[Label]) -> bool:
    """Whether labels have sentences behind them, and somebody asks, or says "I" or "you".

    In a fifth of the turns is enough where all labels look like people's, a third is asked for otherwise; where all
    have titles, none.
    """
    ends = [*(label.line.start for label in labels[1:]), len(text)]
    said = [text[label.words : min(end, label.words + _READ)] for label, end in zip(labels, ends, strict=True)]
    firsts = [words.strip().partition("\n")[0].rstrip("”\"’'»)*_ ") for words in said]
    whole = sum(words[-1:] in _ENDS and words != "" for words in firsts)
    personal = sum("?" in words or is_personal(words) for words in said)
    share = 5 if all(map(_is_persons, labels)) else 3
    titled = all(label.titled for label in labels)
    return whole >= _MOST_WHOLE * len(said) and (titled or personal * share >= len(said))


def is_personal(words: str) -> bool:
    """Whether words say "I", "we" or "you"."""
    return not PERSONS.isdisjoint(word.replace("’", "'") for word in _WORD.findall(words.lower()))
