"""Any model for extractive question answering that transformers can load: a door beside our own model's.

It is imported only where one is set.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from embeddings.comprehension.evidence import Evidence, read_evidence
from embeddings.comprehension.inputs import Input
from embeddings.errors import ModelError

_LONGEST, _OVERLAP = 384, 128  # tokens: as such models are trained


class PretrainedComprehension:
    """A span model with start and end logits, by name or folder; its first token stands for no answer (SQuAD 2.0).

    It has no judgement of the passage as a whole beside that of its spans. Raises ModelError where it can't be loaded.
    """

    def __init__(self, model: str) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415  seconds, and 400 MB
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(model, use_fast=True)
            self._network = AutoModelForQuestionAnswering.from_pretrained(model).eval()
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"The reader {model!r} can't be loaded ({first}). ONRECORD_READER takes 'onrecord', 'off', or the name "
                "or folder of a model for extractive question answering."
            ) from error
        self.digest = model
        self.languages: Sequence[str] = ()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        """Return what each passage, given as its document's title and its text, has for the question."""
        return [self._read(question, text) for _, text in passages]

    def _read(self, question: str, text: str) -> Evidence:
        import torch  # noqa: PLC0415

        given = self._tokenizer(
            question, text, truncation="only_second", max_length=_LONGEST, stride=_OVERLAP, padding=True,
            return_overflowing_tokens=True, return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        spans = given.pop("offset_mapping").tolist()
        inputs = [_input(given.encodings[row], spans[row]) for row in range(len(spans))]
        names = [name for name in given if name in self._tokenizer.model_input_names]
        with torch.no_grad():
            found = self._network(**{name: given[name] for name in names})
        logits = torch.stack([found.start_logits, found.end_logits], dim=-1).numpy()
        return read_evidence(inputs, [(row, 0.0) for row in logits])


def _input(encoding: Any, spans: list[list[int]]) -> Input:  # noqa: ANN401  the library has no types
    """Return where a row's tokens of the passage stand, and the characters of each."""
    inside = [at for at, part in enumerate(encoding.sequence_ids) if part == 1]
    first = inside[0] if inside else 0
    return Input(list(encoding.ids), first, first, [(spans[at][0], spans[at][1]) for at in inside])
