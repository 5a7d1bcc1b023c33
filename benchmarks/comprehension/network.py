"""The network in torch: the first layers of the encoder's model, a head for the span and one for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from embeddings.comprehension.evidence import Evidence, Logits, read_evidence
from embeddings.comprehension.inputs import PAD, Input, make_inputs

FROZEN = "trunk.embeddings.word_embeddings.weight"
_BATCH = 16


class ReadingNetwork(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
    """Tokens -> logits of start and end, (batch, length, 2), and of being an answer at all, (batch,)."""

    def __init__(self, folder: Path, layers: int) -> None:
        from transformers import BertModel
        from transformers.utils import logging

        super().__init__()
        logging.set_verbosity_error()
        options = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "attn_implementation": "sdpa"}
        self.trunk = BertModel.from_pretrained(folder, num_hidden_layers=layers, add_pooling_layer=False, **options)
        self.trunk.embeddings.word_embeddings.weight.requires_grad = False
        self.spans = torch.nn.Linear(self.trunk.config.hidden_size, 2)
        self.whole = torch.nn.Linear(self.trunk.config.hidden_size, 1)

    def forward(self, tokens: Any, kinds: Any, mask: Any) -> tuple[Any, Any]:  # noqa: ANN401
        states = self.trunk(input_ids=tokens, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        return self.spans(states).float(), self.whole(states[:, 0]).float().squeeze(-1)

    def weights(self) -> dict[str, Any]:
        """Return all that was trained."""
        return {name: tensor for name, tensor in self.state_dict().items() if name != FROZEN}


def feed(read: Sequence[Input], device: str = "cpu") -> tuple[Any, Any, Any]:
    """Return the tokens of a batch, what kind each is (0 in the question, 1 after it), and which are there."""
    tokens = np.full((len(read), max(len(given.tokens) for given in read)), PAD, dtype=np.int64)
    mask, kinds = np.zeros_like(tokens), np.zeros_like(tokens)
    for row, given in enumerate(read):
        tokens[row, : len(given.tokens)] = given.tokens
        mask[row, : len(given.tokens)] = 1
        kinds[row, given.question : len(given.tokens)] = 1
    return tuple(torch.from_numpy(array).to(device) for array in (tokens, kinds, mask))


class TorchReader:
    """Reads as the served model does, while it is still being trained."""

    def __init__(self, network: ReadingNetwork, tokenizer: Tokenizer, device: str = "cpu") -> None:
        self._network, self._tokenizer, self._device = network, tokenizer, device

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        """Return what each passage, given as title and text, has for the question."""
        found = make_inputs(self._tokenizer, question, passages)
        flat = [given for of_passage in found for given in of_passage]
        logits = [pair for at in range(0, len(flat), _BATCH) for pair in self._logits(flat[at : at + _BATCH])]
        left = iter(logits)
        return [read_evidence(of_passage, [next(left) for _ in of_passage]) for of_passage in found]

    def _logits(self, read: Sequence[Input]) -> list[Logits]:
        with torch.no_grad(), torch.autocast(self._device, torch.bfloat16):
            spans, whole = self._network(*feed(read, self._device))
        return list(zip(spans.cpu().numpy(), whole.cpu().tolist(), strict=True))
