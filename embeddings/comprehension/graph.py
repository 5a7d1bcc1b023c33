"""The reading network as an OpenVINO graph, built from its weights: no torch, and nothing that has to be made first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.runtime import openvino

_EPSILON = 1e-12
_FAR = np.float32(1e4)  # below all logits


def build_graph(weights: Mapping[str, NDArray[Any]], layers: int, heads: int) -> Any:  # noqa: ANN401  the library has no types
    """Return the model: ``states`` (batch, length, width) and ``mask`` (batch, length) to the logits of both heads."""
    make = _Maker(weights, heads)
    ops = make.ops
    width = weights["spans.weight"].shape[1]
    states = ops.parameter([-1, -1, width], np.float32, name="states")
    mask = ops.parameter([-1, -1], np.float32, name="mask")
    absent = ops.unsqueeze(ops.multiply(ops.subtract(mask, np.float32(1)), _FAR), np.array([1, 2]))
    found = make.normed("trunk.embeddings.LayerNorm", states)
    for layer in range(layers):
        found = make.layer(f"trunk.encoder.layer.{layer}", found, absent, width)
    first = ops.squeeze(ops.gather(found, np.array([0]), np.array(1)), np.array([1]))
    outputs = [make.linear("spans", found), make.linear("whole", first)]
    return openvino().Model(outputs, [states, mask], "reader")


class _Maker:
    """Builds the nodes of a BERT from its weights by their names."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], heads: int) -> None:
        self.ops, self._weights, self._heads = openvino().opset13, weights, heads

    def layer(self, name: str, states: Any, absent: Any, width: int) -> Any:  # noqa: ANN401
        ops = self.ops
        query, key, value = (
            self._by_heads(self.linear(f"{name}.attention.self.{part}", states), width)
            for part in ("query", "key", "value")
        )
        attended = ops.scaled_dot_product_attention(query, key, value, absent)
        attended = ops.reshape(ops.transpose(attended, np.array([0, 2, 1, 3])), np.array([0, 0, width]), True)
        attended = self.linear(f"{name}.attention.output.dense", attended)
        states = self.normed(f"{name}.attention.output.LayerNorm", ops.add(attended, states))
        inner = ops.gelu(self.linear(f"{name}.intermediate.dense", states), "erf")
        return self.normed(f"{name}.output.LayerNorm", ops.add(self.linear(f"{name}.output.dense", inner), states))

    def linear(self, name: str, states: Any) -> Any:  # noqa: ANN401
        weight = self.ops.constant(self._weights[f"{name}.weight"])
        scale = self._weights.get(f"{name}.scale")
        if scale is not None:
            weight = self.ops.multiply(self.ops.convert(weight, np.float32), self.ops.constant(scale[:, None]))
        found = self.ops.matmul(states, weight, False, True)
        return self.ops.add(found, self.ops.constant(self._weights[f"{name}.bias"]))

    def normed(self, name: str, states: Any) -> Any:  # noqa: ANN401
        even = self.ops.mvn(states, np.array([-1]), True, _EPSILON, "inside_sqrt")
        return self.ops.add(
            self.ops.multiply(even, self._weights[f"{name}.weight"]), self.ops.constant(self._weights[f"{name}.bias"])
        )

    def _by_heads(self, states: Any, width: int) -> Any:  # noqa: ANN401
        heads = self.ops.reshape(states, np.array([0, 0, self._heads, width // self._heads]), True)
        return self.ops.transpose(heads, np.array([0, 2, 1, 3]))
