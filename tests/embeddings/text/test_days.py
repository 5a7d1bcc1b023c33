from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.days import read_day, whole_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2017", "2017"),
        ("2017-10", "2017-10"),
        ("2017-10-18", "2017-10-18"),
        ("٢٠١٧", "2017"),
        ("2024-5-3", "2024-05-03"),
        ("2024/5/3", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("2024-W10-1", "2024-03-04"),
        ("3.5.2024", "2024-05-03"),
        ("3. 5. 2024", "2024-05-03"),
        ("03.05.24", "2024-05-03"),
        ("31/12/2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("5/5/2024", "2024-05-05"),
        ("3 March 2026", "2026-03-03"),
        ("the 3rd of March, 2026", "2026-03-03"),
        ("March 3, 2026", "2026-03-03"),
        ("3-Mar-2026", "2026-03-03"),
        ("Sept. 2024", "2024-09"),
        ("mar. 5 mai 2024", "2024-05-05"),
        ("1° maggio 2024", "2024-05-01"),
        ("2026年3月3日", "2026-03-03"),
        ("2026-03-03 10:00:00 +0100", "2026-03-03"),
        ("2017-10-18T10:00:00Z", "2017-10-18"),
        ("Tue, 03 Mar 2026 10:00:00 +0100", "2026-03-03"),
        ("Tue Mar 03 2026 10:00:00 GMT+0100 (Central European Time)", "2026-03-03"),
        ("Mar 3 10:00:00 2026", "2026-03-03"),
        ("3 March 2026 at 10:30 am", "2026-03-03"),
        ("31.02.2024", None),
        ("2017-02-30", None),
        ("2017-13", None),
        ("2024-05-00", None),
        ("03/04/2024", None),
        ("202405", None),
        ("3 March", None),
        ("3 March 26", None),
        ("32 March 2024", None),
        ("H1 2024", None),
        ("spring 2024", None),
        ("last week", None),
        ("0000", None),
        ("", None),
        ("2" * 100, None),
    ],
)
def test_a_day_is_read(written: str, day: str | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize("language", "cs de el en es fi fr hu id it nl pl ru sv".split())
@given(day=st.dates(date(1000, 1, 1), date(2999, 12, 31)), form=st.sampled_from(["long", "full"]))
def test_a_day_of_every_language_is_read(language: str, day: date, form: str) -> None:
    assert read_day(format_date(day, form, language)) == day.isoformat()


@given(st.text(max_size=90))
def test_whatever_is_written_is_a_day_or_none(text: str) -> None:
    day = read_day(text)
    assert day is None or read_day(day) == day


@pytest.mark.parametrize(("parts", "day"), [((2024, 2, 29), "2024-02-29"), ((2023, 2, 29), None), ((999,), None)])
def test_a_whole_day(parts: tuple[int, ...], day: str | None) -> None:
    assert whole_day(*parts) == day
