from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.compare import LIMITS, processor


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("avx2 avx512f avx512_vnni", "amx no, vnni yes, bf16 no, avx512 yes"),
        ("avx2 avx_vnni", "amx no, vnni yes, bf16 no, avx512 no"),
        ("avx512f avx512_vnni avx512_bf16 amx_tile amx_bf16", "amx yes, vnni yes, bf16 yes, avx512 yes"),
    ],
)
def test_the_processor_is_told_with_what_figures_rest_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str, told: str
) -> None:
    for name in LIMITS:
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "cpuinfo"
    path.write_text(f"model name\t: Abacus 9\nflags\t\t: {flags}\n")
    assert processor(path).startswith("Abacus 9, ")
    assert processor(path).endswith(f"cores: {told}\n")
    monkeypatch.setenv(LIMITS[0], "AVX512_CORE_VNNI")
    assert processor(path).endswith(f"; limited by {LIMITS[0]}=AVX512_CORE_VNNI\n")
