"""Modules that are missed out while others are imported: what a library loads wherever it is, and needs for nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def absent(*names: str) -> Iterator[None]:
    """Have modules be missing, but for those that are loaded already. They can be imported afterwards."""
    missing = [name for name in names if name not in sys.modules]
    sys.modules.update({name: cast("ModuleType", None) for name in missing})  # how Python marks what can't be found
    try:
        yield
    finally:
        for name in missing:
            sys.modules.pop(name, None)  # another thread may have done so
