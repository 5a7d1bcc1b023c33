"""Rebuilds that nobody typed: by schedule, or because documents have changed; and how the owner is told of any."""

from __future__ import annotations

import logging

_LOG = logging.getLogger(__name__)
_SETTLED = 5_000  # milliseconds without a change, after which documents are taken to be whole
_LONGEST = 300_000  # milliseconds after which a change is taken up, although there are more
_LOOKED_FOR = 5.0  # seconds after which a bot that nobody asks takes up a new snapshot, too
