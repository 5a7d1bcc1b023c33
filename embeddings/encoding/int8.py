"""A network's large products in 8 bits, weights and activations: what processors with VNNI take four at a time.

What a product takes is moved and scaled channel by channel into -1..1, by ranges that were measured on texts of many
kinds (benchmarks/fit_int8.py) and lie beside this file; the weights take the scales back (SmoothQuant, Xiao et al.
2022, with shifts as in Outlier Suppression+, Wei et al. 2023). What the weights lose on the mean input is given back to
the bias.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.runtime import openvino
from embeddings.errors import ModelError

FOLDER: Final = Path(__file__).with_name("ranges")
_MOST: Final = 127  # of 8 bits, with a sign
_SHARE: Final = 0.8  # of a channel's range that the input gives up, the rest being left to the weights
_LEAST: Final = 64  # rows of weights: a smaller product is left as it is, being cheap and often the last
_TINY: Final = 1e-6

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Range:
    """Of each channel that a product takes: the least, the most and the mean value, shape (channels,)."""

    low: Array
    high: Array
    mean: Array


@dataclass(frozen=True, slots=True)
class Product:
    """A product with constant weights, and the node that adds its bias."""

    node: Any
    bias: Any
    shape: tuple[int, int]  # outputs, inputs

    @property
    def weights(self) -> Array:
        """Made each time, as all of a network's at once take four times its file."""
        values = _values(self.node.input_value(1).get_node())
        assert values is not None  # noqa: S101  as _products looked
        return values if self.node.get_attributes()["transpose_b"] else np.ascontiguousarray(values.T)


@dataclass(frozen=True, slots=True)
class Taken:
    """An input, and the products that take it."""

    source: Any
    products: tuple[Product, ...]


def read_ranges(path: Path, digest: str) -> tuple[Range, ...] | None:
    """Return the ranges of a file, one an input in the network's order; None where it is for other weights, or none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["digest"]) != digest:
                return None
            ends = np.cumsum(file["widths"])[:-1]
            parts = [np.split(file[name].astype(np.float32), ends) for name in ("low", "high", "mean")]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path} can't be read ({type(error).__name__}). Reinstall Onrecord.") from error
    return tuple(Range(*one) for one in zip(*parts, strict=True))


def write_ranges(path: Path, digest: str, ranges: Sequence[Range]) -> None:
    """Write the ranges that were measured of weights with a digest."""
    low, high, mean = (
        np.concatenate([getattr(one, name) for one in ranges]).astype(np.float16) for name in ("low", "high", "mean")
    )
    widths = np.array([len(one.low) for one in ranges])
    np.savez_compressed(path, digest=np.array(digest), widths=widths, low=low, high=high, mean=mean)


def taken_by_products(network: Any) -> list[Taken]:  # noqa: ANN401  the library has no types
    """Return what the large products with constant weights take, in the network's order."""
    sources: dict[str, Any] = {}
    found: dict[str, list[Product]] = {}
    for product in _products(network):
        source = product.node.input_value(0)
        name = f"{source.get_node().get_name()} {source.get_index()}"
        sources[name] = source
        found.setdefault(name, []).append(product)
    return [Taken(sources[name], tuple(products)) for name, products in found.items()]


def quantise(network: Any, ranges: Sequence[Range]) -> None:  # noqa: ANN401  the library has no types
    """Change a network, so that it is compiled with its large products in 8 bits.

    Raises ModelError where the ranges are of another network.
    """
    every = taken_by_products(network)
    widths = [taken.products[0].shape[1] for taken in every]
    if widths != [len(one.low) for one in ranges]:
        raise ModelError(f"the network's products take {len(widths)} inputs that its ranges don't fit")
    for taken, one in zip(every, ranges, strict=True):
        _quantise(taken, one)
    network.validate_nodes_and_infer_types()


def _quantise(taken: Taken, one: Range) -> None:
    ops = openvino().opset13
    every = [product.weights for product in taken.products]
    middle, scale = _shift_and_scale(one, every)
    moved = ops.add(ops.multiply(taken.source, 1 / scale), -middle / scale)
    low, high = np.float32(-(_MOST + 1) / _MOST), np.float32(1)
    narrow = ops.fake_quantize(moved, low, high, low, high, 2 * _MOST + 2)
    for product, held in zip(taken.products, every, strict=True):
        scaled = held * scale
        step = np.maximum(np.abs(scaled).max(axis=1, keepdims=True) / _MOST, _TINY).astype(np.float32)
        np.rint(np.divide(scaled, step, out=scaled), out=scaled)
        whole = ops.constant(scaled.astype(np.int8))
        weights = ops.multiply(ops.convert(whole, np.float32), ops.constant(step))
        lost = held @ one.mean - (scaled @ ((one.mean - middle) / scale)) * step[:, 0]
        old = product.node
        _add_to_bias(product.bias, old, lost)
        old.output(0).replace(ops.matmul(narrow, weights, False, True).output(0))


def _shift_and_scale(one: Range, weights: Sequence[Array]) -> tuple[Array, Array]:
    """Return by how much each channel is moved, and what it is divided by then, to lie within -1..1."""
    middle, half = (one.low + one.high) / 2, np.maximum((one.high - one.low) / 2, _TINY)
    heaviest = np.maximum(np.max([np.abs(held).max(axis=0) for held in weights], axis=0), _TINY)
    wanted = half**_SHARE / heaviest ** (1 - _SHARE)
    return middle.astype(np.float32), (wanted * (half / wanted).max()).astype(np.float32)


def _add_to_bias(adding: Any, product: Any, more: Array) -> None:  # noqa: ANN401  the library has no types
    place = 1 if adding.input_value(0).get_node().get_name() == product.get_name() else 0
    before = _values(adding.input_value(place).get_node())
    if before is not None:
        bias = openvino().opset13.constant((before + more.reshape(before.shape)).astype(np.float32))
        adding.input(place).replace_source_output(bias.output(0))


def _products(network: Any) -> Iterator[Product]:  # noqa: ANN401  the library has no types
    for node in network.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not _is_constant(node.input_value(1).get_node()):
            continue
        shape, bias = node.input_value(1).get_shape(), _bias(node)
        if len(shape) == 2 and bias is not None:
            rows, columns = shape if node.get_attributes()["transpose_b"] else shape[::-1]
            if rows >= _LEAST:
                yield Product(node, bias, (rows, columns))


def _bias(product: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return the node that adds a constant to a product, None where that isn't the one thing that is done with it."""
    uses = [use.get_node() for use in product.output(0).get_target_inputs()]
    if len(uses) != 1 or uses[0].get_type_name() != "Add":
        return None
    others = (uses[0].input_value(place).get_node() for place in (0, 1))
    return uses[0] if any(map(_is_constant, others)) else None


def _is_constant(node: Any) -> bool:  # noqa: ANN401  the library has no types
    kind, inputs = node.get_type_name(), range(node.get_input_size())
    within = (_is_constant(node.input_value(place).get_node()) for place in inputs)
    return kind == "Constant" or (kind in ("Convert", "Multiply") and all(within))


def _values(node: Any) -> Array | None:  # noqa: ANN401  the library has no types
    """Return the numbers that a node stands for, whatever they are kept in; None where they come from the input."""
    kind = node.get_type_name()
    if kind == "Constant":
        return np.asarray(node.data, dtype=np.float32)
    if kind == "Convert":
        return _values(node.input_value(0).get_node())
    if kind == "Multiply":
        one, other = (_values(node.input_value(place).get_node()) for place in (0, 1))
        return None if one is None or other is None else one * other
    return None
