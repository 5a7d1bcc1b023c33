"""The only door to OpenVINO, which runs the compiled models, and what is known of it here."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any, Final

import numpy as np

from embeddings.absent import absent

_CONVERTER: Final = "openvino.tools.ovc"


@cache
def openvino() -> Any:  # noqa: ANN401  the library has no types
    """Import OpenVINO without its telemetry, which it takes to be switched off where the package is missing."""
    nothing: Any = None  # how Python marks a module that is not to be found
    sys.modules.setdefault("openvino_telemetry", nothing)
    with absent(_CONVERTER):  # half of the time that the import takes
        import openvino as library  # noqa: PLC0415

    return library


def convert(program: Any) -> Any:  # noqa: ANN401  the library has no types
    """Turn what torch exported into a network."""
    openvino()
    from openvino.tools.ovc import convert_model  # noqa: PLC0415

    return convert_model(program)


def read_a_tensor() -> None:
    """Have OpenVINO make its table of types, which it does when a tensor is first read.

    Where two threads are the first, they wait for each other without end: one has the table and wants the
    interpreter, the other has the interpreter and wants the table.
    """
    _ = openvino().Tensor(np.zeros(1, dtype=np.int64)).data


def runtime() -> str:
    """Return which runtime would run a compiled model."""
    return f"openvino {openvino().__version__}"


def has_bf16() -> bool:
    """Return whether the processor computes in bf16. Where it doesn't, f32 gives the same to four digits."""
    return "BF16" in openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
