"""Write the forms of the verbs and nouns that report, once, for ``embeddings/statements/inflections.json``.

    pip install lemminflect && python -m benchmarks.inflections

Run it again where ``cue_words.py`` got another word. lemminflect (MIT) is not needed for anything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from lemminflect import getInflection

from embeddings.statements.cue_words import NOUNS, VERBS

TABLE = Path("embeddings/statements/inflections.json")
# Forms that it gives and that are another word's ("the crew", "lay"), or nobody's.
WRONG = frozenset({"crew", "lay", "refered", "refering"})


def main() -> None:
    made = {
        "made_with": f"lemminflect {version('lemminflect')}, by benchmarks/inflections.py",
        "verbs": {verb: _forms(verb, ("VBZ", "VBD", "VBN", "VBG")) for verb in sorted(VERBS)},
        "nouns": {noun: _forms(noun, ("NNS",)) for noun in sorted(NOUNS)},
    }
    text = json.dumps(made, ensure_ascii=False, indent=0)
    TABLE.write_text(_one_line_each(text) + "\n", encoding="utf-8")
    print(f"{len(made['verbs'])} verbs and {len(made['nouns'])} nouns in {TABLE}")


def _forms(word: str, tags: Iterable[str]) -> list[str]:
    """The base, then the others in the order of their tags, both spellings where there are two."""
    found = [form for tag in tags for form in getInflection(word, tag, inflect_oov=True)]
    return list(dict.fromkeys([word, *(form for form in found if form not in WRONG)]))


def _one_line_each(text: str) -> str:
    """Join the lines of each list of forms, so that a change shows as the words that it changes."""
    return text.replace("[\n", "[").replace('",\n"', '", "').replace('"\n]', '"]').replace('", "verbs"', '",\n"verbs"')


if __name__ == "__main__":
    main()
