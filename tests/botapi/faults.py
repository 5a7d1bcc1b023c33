"""Trouble on demand: refusals, broken connections and Telegram's flood limits."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from random import Random

from .errors import ApiError, too_many_requests

_WORDS = {401: "Unauthorized", 403: "Forbidden", 409: "Conflict", 500: "Internal Server Error"}
_WORDS |= {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclass
class Fault:
    """What befalls a call: an error instead of it, or a hang-up before or after it was done."""

    error: ApiError | None = None
    after: bool = False


@dataclass
class Faults:
    """The faults that wait for calls. Planned ones come first, then chance."""

    planned: list[tuple[str, Fault]] = field(default_factory=list)
    rate: float = 0.0
    chance: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - faults, not secrets
    methods: Collection[str] = ()
    error: ApiError = field(default_factory=lambda: too_many_requests(1))

    def plan(self, method: str, fault: Fault, times: int) -> None:
        """The next calls of a method meet this fault; `*` is any method."""
        self.planned += [(method, fault)] * times

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if one waits."""
        for place, (wanted, fault) in enumerate(self.planned):
            if wanted in (method, "*"):
                del self.planned[place]
                return fault
        if self.rate and (not self.methods or method in self.methods) and self.chance.random() < self.rate:
            return Fault(self.error)
        return None


def fault_error(code: int, description: str | None, retry_after: int | None) -> ApiError:
    """The error that an injected status stands for."""
    if code == 429:
        return too_many_requests(retry_after or 1)
    return ApiError(code, description or _WORDS.get(code, "Bad Request"), retry_after)


@dataclass(frozen=True)
class FloodLimits:
    """What Telegram asks bots to keep to: https://core.telegram.org/bots/faq#broadcasting-to-users."""

    per_chat_per_second: int = 1
    per_group_per_minute: int = 20
    per_second: int = 30


class FloodControl:
    """Refuses sends and edits that come faster than the limits."""

    def __init__(self, limits: FloodLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._sent: dict[object, deque[float]] = defaultdict(deque)

    def check(self, method: str, params: Mapping[str, object]) -> None:
        """Count a call; raises 429 with the seconds to wait where it comes too soon."""
        if not method.startswith(("send", "editMessage")) or method == "sendChatAction":
            return
        chat_id, now = params.get("chat_id"), self._clock()
        limits = self._limits
        spans = [("all", limits.per_second, 1.0), (("second", chat_id), limits.per_chat_per_second, 1.0)]
        if isinstance(chat_id, int) and chat_id < 0:
            spans.append((("minute", chat_id), limits.per_group_per_minute, 60.0))
        waits = [self._wait(key, count, span, now) for key, count, span in spans]
        if max(waits) > 0:
            raise too_many_requests(math.ceil(max(waits)))
        for key, _, _ in spans:
            self._sent[key].append(now)

    def _wait(self, key: object, count: int, span: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - span:
            sent.popleft()
        return sent[0] + span - now if len(sent) >= count else 0.0
