"""Fair use: a bucket of tokens for each person and each chat, refilled at a steady rate. Kept in memory only."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_MANY = 10_000  # buckets, above which the full ones are forgotten


@dataclass
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """A bucket for each key: ``per_minute`` tokens at most, and as many come back in a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self._rate, self._clock = per_minute, per_minute / 60, clock
        self._buckets: dict[int, _Bucket] = {}

    def wait(self, key: int, cost: float) -> float:
        """Return the seconds until ``cost`` tokens are there; 0 where they are. Takes none."""
        bucket = self._refilled(key)
        return max(0.0, (min(cost, self.size) - bucket.tokens) / self._rate)

    def take(self, key: int, cost: float) -> None:
        """Take tokens that are there."""
        self._refilled(key).tokens -= cost

    def _refilled(self, key: int) -> _Bucket:
        now = self._clock()
        if len(self._buckets) > _MANY:
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if not self._is_full(bucket, now)}
        bucket = self._buckets.setdefault(key, _Bucket(self.size, now))
        bucket.tokens, bucket.at = min(self.size, bucket.tokens + (now - bucket.at) * self._rate), now
        return bucket

    def _is_full(self, bucket: _Bucket, now: float) -> bool:
        return bucket.tokens + (now - bucket.at) * self._rate >= self.size


class Fairness:
    """Both buckets of an update: the person's and the chat's."""

    def __init__(self, *, per_user: int, per_chat: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._users, self._chats = Buckets(per_user, clock), Buckets(per_chat, clock)

    def wait(self, user: int | None, chat: int | None, cost: float = 1.0) -> float:
        """Return 0 and take the tokens where both have them, else the seconds until they do."""
        asked = [(buckets, key) for buckets, key in ((self._users, user), (self._chats, chat)) if key is not None]
        longest = max((buckets.wait(key, cost) for buckets, key in asked), default=0.0)
        if longest <= 0:
            for buckets, key in asked:
                buckets.take(key, cost)
        return longest
