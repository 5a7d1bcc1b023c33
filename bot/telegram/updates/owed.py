"""An update that is owed an answer, while its work is in hand."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update


@dataclass
class Owed:
    """Until the first message has arrived in its chat, it is owed an answer; then it is ``done``.

    ``begun`` is whether its work has begun and not come to sending yet.
    """

    update: Update
    begun: bool = False
    done: bool = False

    @property
    def chat(self) -> int | None:
        """The chat in which the answer is owed."""
        return self.update.effective_chat.id if self.update.effective_chat is not None else None
