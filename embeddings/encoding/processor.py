"""What this machine's processor computes in, and so which arithmetic is the fastest that it can be trusted with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, Literal

Precision = Literal["int8", "bf16", "f32"]

CPUINFO: Final = Path("/proc/cpuinfo")
_VNNI: Final = frozenset({"avx512_vnni", "avx_vnni"})  # products of 8 bits, four at a time
_MATRICES: Final = frozenset({"amx_bf16", "amx_tile"})


def flags_of(processor: Path = CPUINFO) -> frozenset[str] | None:
    """Return what the processor says that it has; None where it is no x86, or doesn't say."""
    line = _line(processor, "flags")
    return None if line is None else frozenset(line.split())


def name_of(processor: Path = CPUINFO) -> str:
    """Return the processor's own name."""
    return _line(processor, "model name") or "a processor that doesn't tell its name"


def has_avx2(flags: Collection[str] | None) -> bool:
    """Return whether there is AVX2, which the runtime's speed rests on; other makes than x86 pass."""
    return flags is None or "avx2" in flags


def has_vnni(flags: Collection[str] | None) -> bool:
    """Return whether products of 8 bits are exact and fast; other makes than x86 are not known to be."""
    return flags is not None and not _VNNI.isdisjoint(flags)


def preferred(flags: Collection[str] | None, *, bf16: bool, among: Collection[str]) -> Precision:
    """Return the fastest arithmetic among those that a model was found to be right in; ``f32`` always is.

    Matrices in bf16 (AMX) come first, as int8 was never measured beside them; then int8 by VNNI; then plain bf16, which
    the runtime says it has (``bf16``).
    """
    held = frozenset[str]() if flags is None else frozenset(flags)
    order: Iterable[tuple[Precision, bool]] = (
        ("bf16", bf16 and held >= _MATRICES),
        ("int8", has_vnni(flags)),
        ("bf16", bf16),
    )
    return next((precision for precision, able in order if able and precision in among), "f32")


def _line(processor: Path, name: str) -> str | None:
    try:
        lines = processor.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)
