"""What the child that takes files of others apart does without: our secrets, and the network where it can be left."""

from __future__ import annotations

import ctypes
import os
from typing import Final

# What a child needs to start and to find its libraries and time zone; whatever else there is may be a secret.
_ALLOWED: Final = (
    "PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV",
    "TESSDATA_PREFIX",
)  # fmt: skip
_BEGIN: Final = ("LC_", "PYTHONUTF8", "PYTHONHOME")
OFFLINE: Final = "offline"  # the request that asks a child whether it has no network
_NEW_NET: Final = 0x40000000  # CLONE_NEWNET and CLONE_NEWUSER, which the standard library has from 3.12 on
_NEW_USER: Final = 0x10000000


def bare_environment() -> dict[str, str]:
    """Return the environment for a child that may be taken over by what it reads."""
    return {name: value for name, value in os.environ.items() if name in _ALLOWED or name.startswith(_BEGIN)}


def leave_network() -> bool:
    """Move this process to a network of its own, with nobody in it; return whether the system let it.

    Linux alone has that: for root, and for others where they may make user namespaces. A process with several threads
    can't.
    """
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (AttributeError, OSError, TypeError):  # another system
        return False
    return any(unshare(flags) == 0 for flags in (_NEW_NET, _NEW_NET | _NEW_USER))
