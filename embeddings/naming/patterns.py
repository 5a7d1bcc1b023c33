"""How names are written, as patterns of which others are made."""

from __future__ import annotations

from typing import Final

from embeddings.naming.words import ADDRESSES, PARTICLES, TITLES
from embeddings.text.dates import MONTHS

CAPITAL: Final = r"[^\W\d_a-z]"  # scripts without capitals begin names with any letter
NAME_WORD: Final = rf"{CAPITAL}[\w’'-]+"
INITIAL: Final = r"[A-Z]\."
PARTICLE: Final = rf"(?:{'|'.join(sorted(PARTICLES))})(?![\w’'-])"
HONORIFIC: Final = rf"(?:{'|'.join(sorted(word.capitalize() for word in ADDRESSES))})\.? "  # and a space behind it
ABBREVIATION: Final = (  # without the full stop, which ends no sentence
    rf"(?:{'|'.join(sorted(word.rstrip('.').capitalize() for word in TITLES if word.endswith('.')))}"
    rf"|{'|'.join(month[:3].capitalize() for month in MONTHS if month != 'may')}|Sept"
    r"|Cpl|Pvt|Pres|Supt|Atty|St|Mt|Ft|Jr|Sr|Esq|vs|v|No|Inc|Co|Corp|Ltd|e\.g|i\.e)"
)
