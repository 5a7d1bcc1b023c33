from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.encoding.processor import flags_of, has_avx2, name_of, preferred

ALL = ("f32", "bf16", "int8")


@pytest.mark.parametrize(
    ("flags", "bf16", "among", "chosen"),
    [
        ("avx2 avx512f", False, ALL, "f32"),
        ("avx2 avx512_vnni", False, ALL, "int8"),
        ("avx2 avx_vnni", False, ALL, "int8"),
        ("avx2 avx512_vnni avx512_bf16", True, ALL, "int8"),
        ("avx2 avx512_vnni avx512_bf16 amx_tile amx_bf16 amx_int8", True, ALL, "bf16"),
        ("avx2 avx512_vnni amx_tile amx_bf16", False, ALL, "int8"),  # matrices that the runtime may not use
        ("avx2 avx512_vnni", False, ("f32", "bf16"), "f32"),  # a model whose ranges nobody measured
        ("avx2 avx512_vnni avx512_bf16", True, ("f32", "bf16"), "bf16"),
        ("avx2 avx512_vnni avx512_bf16", True, ("f32",), "f32"),
        (None, True, ALL, "bf16"),  # another make than x86
        (None, False, ALL, "f32"),
    ],
)
def test_each_processor_has_its_arithmetic(flags: str | None, bf16: bool, among: tuple[str, ...], chosen: str) -> None:
    assert preferred(None if flags is None else flags.split(), bf16=bf16, among=among) == chosen


def test_what_a_processor_says_of_itself(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("processor\t: 0\nmodel name\t: Abacus 9\nflags\t\t: fpu avx2\nflags\t\t: another\n")
    assert flags_of(told) == frozenset({"fpu", "avx2"})
    assert name_of(told) == "Abacus 9"
    assert flags_of(tmp_path / "none") is None
    assert name_of(tmp_path / "none") == "a processor that doesn't tell its name"


def test_avx2_is_looked_for_where_flags_are_told() -> None:
    assert has_avx2({"avx2"})
    assert has_avx2(None)
    assert not has_avx2({"avx"})
