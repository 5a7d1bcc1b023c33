"""Modules that are missed out while others are imported: what a library loads wherever it is, and needs for nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def absent(*names: str) -> Iterator[None]:
    """Have modules be missing, but for those that are loaded already. They can be imported afterwards."""
    with _instead({name: cast("ModuleType", None) for name in names}):  # how Python marks what can't be found
        yield


@contextmanager
def hollow(name: str, *members: str) -> Iterator[None]:
    """Have a module be there with nothing but some members, each None: what is imported, and never called."""
    module = ModuleType(name)
    module.__dict__.update(dict.fromkeys(members))
    with _instead({name: module}):
        yield


@contextmanager
def _instead(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    missing = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(missing)
    try:
        yield
    finally:
        for name in missing:
            sys.modules.pop(name, None)  # another thread may have done so
