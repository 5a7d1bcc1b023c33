from __future__ import annotations

import subprocess
import sys


def test_neither_telemetry_nor_what_converts_models_is_loaded() -> None:
    script = """
import sys
from embeddings.encoding.runtime import convert, openvino, runtime
print(runtime().split()[0], sys.modules.get("openvino_telemetry"), "openvino.tools.ovc" in sys.modules)
try:
    convert(0)
except Exception:
    print("openvino.tools.ovc" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["openvino", "None", "False", "True"]
