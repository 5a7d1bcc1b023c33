"""Rebuilds on Telegram: real child processes, told of in one message."""

from __future__ import annotations
