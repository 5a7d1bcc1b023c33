from __future__ import annotations

import pytest

from embeddings.readers.figures import BUILT_IN, shown_figure


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        # no figure, no format
        ("", "0", ""),
        ("n/a", "0.00", "n/a"),
        ("7.5", "General", "7.5"),
        ("1000000000000000", "General", "1e+15"),
        ("999999999999999", "General", "999999999999999"),
        ("0.333333333333", "General", "0.3333333333"),
        ("-2.0", "@", "-2"),
        # decimals, commas, percents
        ("1234.567", "#,##0.00", "1,234.57"),
        ("1234.567", "0", "1235"),
        ("0.5", "0%", "50%"),
        ("0.5", "0.0 %", "50.0 %"),
        ("2", "0.0,", "2.00"),
        ("1", "0." + 30 * "0", "1." + 15 * "0"),
        ("-3", "0;[Red]-0", "-3"),
        # what stands around them
        ("12", "0 \\k\\g", "12 kg"),
        ("12", "[Red]0", "12"),
        ("12", "_-0_-", "12"),
        ("12", "[$$-409]0", "$12"),  # the figures of a country are none of the format's
        ("12", '"10 x "0', "10 x 12"),
        # days and times
        ("45415", "yyyy-mm-dd", "2024-05-03"),
        ("45415.75", "yyyy-mm-dd h:mm", "2024-05-03 18:00"),
        ("45415.5", "d", "2024-05-03"),
        ("45415", "mmm", "00:00"),  # minutes, or a month: with neither day nor year, a time
        ("45415", "mmm-yy", "2024-05"),
        ("0.25", "h:mm", "06:00"),
        ("0.2500116", "h:mm:ss", "06:00:01"),
        ("-1e9", "yyyy", "-1e9"),
        ("1e30", "h:mm", "1e30"),
        ("12", '"days" 0', "days 12"),  # letters in quotation marks make no day
    ],
)
def test_a_figure_as_the_sheet_shows_it(written: str, code: str, shown: str) -> None:
    assert shown_figure(written, code) == shown


def test_sheets_that_count_from_1904() -> None:
    assert shown_figure("0", "yyyy-mm-dd", since_1904=True) == "1904-01-01"
    assert shown_figure("0", "yyyy-mm-dd") == "1899-12-30"


@pytest.mark.parametrize("number", BUILT_IN)
def test_every_built_in_format_shows_something(number: str) -> None:
    assert shown_figure("1.5", BUILT_IN[number]) != "1.5"
