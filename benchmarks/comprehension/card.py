"""The weights as they ship, and the card that says where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from safetensors.numpy import save_file

from benchmarks.comprehension.pairs import Pair
from embeddings.comprehension.weights import CARD, WEIGHTS, Card, in_8_bits, write_card
from embeddings.files import file_digest
from embeddings.owner import write_file

# Of the files of ``--open``, by the beginnings of their names; the longest that fits counts.
LICENCES: Final = {
    "boolq": "questions CC BY-SA 3.0 (not stated in the repository), text CC BY-SA",
    "clapnq": "primeqa/clapnq: Apache-2.0; Natural Questions CC BY-SA 3.0",
    "condaqa": "AbhilashaRavichander/CondaQA: Apache-2.0; text CC BY-SA",
    "fairytaleqa": "uci-soe/FairytaleQAData: Apache-2.0; stories in the public domain",
    "medquad": "abachaa/MedQuAD: CC BY 4.0",
    "qamr": "uwnlp/qamr: MIT; text CC BY and CC BY-SA",
    "quoref-contrast": "allenai/contrast-sets: CC BY 4.0 (not stated in the repository)",
    "selqa-sentences": "emorynlp/selqa: Apache-2.0; text CC BY-SA",
    "squad2-ten-articles": "SQuAD 2.0: CC BY-SA 4.0 (not stated in the repository)",
    "squadshifts-new-wiki": "modestyachts/squadshifts-website: CC BY 4.0 (not stated in the repository), text CC BY-SA",
    "changed-questions": "as squadshifts-new-wiki and squad2-ten-articles, whose questions were changed by script",
    "written": "written for Onrecord: Apache-2.0, as the project",
}
LIMITS: Final = (
    "Trained on English alone; what is known to be in another language is not read.",
    "Questions whose answer is spread over several sentences or passages, and sums, are not learnt.",
    "Yes-or-no questions were learnt without a marked answer, so that their span is a guess.",
    "A passage is judged by itself: which of two that answer is the newer, or the more trustworthy, is not its matter.",
)


def write_trained(folder: Path, tensors: Mapping[str, Any], **told: Any) -> Card:  # noqa: ANN401
    """Write weights and card to a folder. ``told`` is what the card says of the rest."""
    save_file(in_8_bits(tensors), folder / WEIGHTS)
    used = {part for name in told["trained_on"] for part in LICENCES if name.startswith(part)}
    licences = {name: LICENCES[name] for name in sorted(used)}
    card = Card(digest=file_digest(folder / WEIGHTS), licences=licences, figures={}, limits=LIMITS, **told)
    write_file(folder / CARD, write_card(card))
    return card


def files_used(pairs: Sequence[Pair], opened: Path, written: Path, apart: str) -> dict[str, str]:
    """Return the files that pairs were drawn from, with how many pairs came of each kind and the files' digests."""
    kinds = Counter(pair.source for pair in pairs)
    names = sorted(path for path in opened.glob("*.jsonl.gz") if path.name.removesuffix(".jsonl.gz") in kinds)
    found = {
        path.name: f"{kinds[path.name.removesuffix('.jsonl.gz')]} pairs, SHA-256 {file_digest(path)}" for path in names
    }
    rows = [path for path in sorted(written.glob("*.jsonl")) if path.stem != apart]
    return found | {f"written/{path.name}": f"SHA-256 {file_digest(path)}" for path in rows}
