"""The graph against BERT in torch, of the same random weights, in full and in 8 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from embeddings.comprehension.graph import build_graph
from embeddings.comprehension.weights import in_8_bits
from embeddings.encoding.runtime import openvino

WIDTH, LAYERS, HEADS = 32, 2, 4


@pytest.fixture(scope="module")
def trunk() -> Any:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=50, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS, intermediate_size=64,
        initializer_range=0.2, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.fixture(scope="module")
def weights(trunk: Any) -> dict[str, Any]:
    generator = np.random.default_rng(4)
    heads = {"spans": 2, "whole": 1}
    found = {f"trunk.{name}": tensor.numpy() for name, tensor in trunk.state_dict().items()}
    found |= {f"{name}.weight": generator.normal(size=(rows, WIDTH)) for name, rows in heads.items()}
    found |= {f"{name}.bias": generator.normal(size=rows) for name, rows in heads.items()}
    return {name: tensor.astype(np.float32) for name, tensor in found.items() if tensor.dtype != np.int64}


def run(weights: dict[str, Any], states: np.ndarray, mask: np.ndarray) -> list[np.ndarray]:
    settings = {"INFERENCE_PRECISION_HINT": "f32"}
    network = openvino().Core().compile_model(build_graph(weights, LAYERS, HEADS), "CPU", settings)
    return [np.array(found) for found in network({"states": states, "mask": mask}).values()]


def test_it_is_the_same_network(trunk: Any, weights: dict[str, Any]) -> None:
    tokens = torch.randint(0, 50, (3, 11), generator=torch.Generator().manual_seed(5))
    mask = torch.ones(3, 11)
    mask[1, 7:] = 0
    kinds = (torch.arange(11) > 4).long().expand(3, 11)
    with torch.no_grad():
        expected = trunk(input_ids=tokens, token_type_ids=kinds, attention_mask=mask).last_hidden_state.numpy()
    embedded = weights["trunk.embeddings.word_embeddings.weight"][tokens.numpy()]
    embedded = embedded + weights["trunk.embeddings.position_embeddings.weight"][:11]
    embedded = embedded + weights["trunk.embeddings.token_type_embeddings.weight"][kinds.numpy()]
    spans, whole = run(weights, embedded, mask.numpy())
    there = mask.numpy().astype(bool)
    wanted = expected @ weights["spans.weight"].T + weights["spans.bias"]
    assert spans[there] == pytest.approx(wanted[there], abs=1e-3)
    assert whole == pytest.approx(expected[:, 0] @ weights["whole.weight"].T + weights["whole.bias"], abs=1e-3)
    short = run(weights, embedded[1:2, :7], mask.numpy()[1:2, :7])
    assert short[0][0] == pytest.approx(spans[1, :7], abs=1e-3), "what is not there is not read"
    rough = run(in_8_bits(weights), embedded, mask.numpy())
    assert not np.array_equal(rough[0], spans)
    assert np.corrcoef(rough[0][there].ravel(), spans[there].ravel())[0, 1] > 0.99
