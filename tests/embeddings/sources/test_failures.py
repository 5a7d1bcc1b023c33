from __future__ import annotations

import errno

import pytest

from embeddings.errors import DocumentError, FetchError
from embeddings.sources.failures import Failure, attempted

HERE = "https://a.b/1"


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (FetchError(HERE, "is empty"), Failure("is empty", f"{HERE}: is empty.")),
        (
            FetchError(HERE, "answered 503", passing=True, wait=7),
            Failure("answered 503", f"{HERE}: answered 503; try again later.", passing=True, wait=7),
        ),
        (DocumentError(HERE, "is no PDF", line=3), Failure("is no PDF", f"{HERE}, line 3: is no PDF")),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            Failure(why := "can't be kept: [Errno 28] No space left on device", f"{HERE}: {why}", passing=True),
        ),
        (
            MemoryError(),
            Failure(why := "can't be kept: there is no memory for it", f"{HERE}: {why}", passing=True),
        ),
        (
            ValueError("half \ud800"),
            Failure(why := "can't be taken in (ValueError: half \\ud800)", f"{HERE}: {why}"),
        ),
    ],
)
def test_what_goes_wrong_is_described(error: Exception, failure: Failure) -> None:
    def act() -> None:
        raise error

    assert attempted(HERE, act) == failure


def test_what_goes_well_is_returned() -> None:
    assert attempted(HERE, lambda: 7) == 7


def test_whoever_stops_us_is_heard() -> None:
    def act() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempted(HERE, act)


def test_no_line_is_endless() -> None:
    def act() -> None:
        raise FetchError(HERE, "x" * 100_000)

    failure = attempted(HERE, act)
    assert isinstance(failure, Failure)
    assert (len(failure.why), len(failure.line)) == (1000, 1000)
