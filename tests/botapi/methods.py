"""The methods of the Bot API that are built here, by the name that a call uses."""

from collections.abc import Awaitable, Callable

from . import about, answers, commands, delivery, files, messages
from .world import World

Method = Callable[[World, dict[str, object]], object | Awaitable[object]]

METHODS: dict[str, Method] = {
    **about.METHODS,
    **answers.METHODS,
    **commands.METHODS,
    **delivery.METHODS,
    **files.METHODS,
    **messages.METHODS,
}
CANONICAL = {name.lower(): name for name in METHODS}  # Telegram does not mind the case of a method
