from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.text.moments import read_moment

DATES = st.lists(
    st.sampled_from(["Tue,", "10", "Oct", "2017", "08:00:00", "GMT", "+0700", "-0000",
                     f"+{'9' * 16}", "9" * 5000, "²", "+", ":"])
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 10 Oct 2017 08:00:00 GMT", datetime(2017, 10, 10, 8, tzinfo=UTC)),
        ("Tuesday, 10-Oct-17 08:00:00 GMT", datetime(2017, 10, 10, 8, tzinfo=UTC)),
        ("Tue Oct 10 08:00:00 2017", datetime(2017, 10, 10, 8, tzinfo=UTC)),
        ("10 Oct 2017 08:00 -0000", datetime(2017, 10, 10, 8, tzinfo=UTC)),
        ("10 Oct 2017 15:00 +0700", datetime(2017, 10, 10, 8, tzinfo=UTC)),
        ("+9999999999999999", None),
        ("1 Jan 2000 00:00:00 +99999999999999", None),
        ("31 Dec 9999 23:59:59 -2300", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@given(DATES | st.text())
@example(f"1 Jan {'9' * 5000}")
def test_nothing_raises(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or (datetime.now(UTC) - moment).total_seconds() is not None
