"""What is only called for has not happened: windows made by hand."""

from __future__ import annotations

import pytest

from bot.answering.events import has_happened
from bot.answering.windows import Window
from tests.samples import make_document, make_hit

ASKED = "When was Ida released?"


def window(text: str, read: float = 0.0) -> Window:
    return Window(make_hit(make_document(text)), 0, len(text), {"read_words": read})


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        (ASKED, "On 3 May they called for the release of Ida.", False),
        (ASKED, "Ida must be released by 3 May.", False),
        (ASKED, "Ida was released on 3 May.", True),
        (ASKED, "Ida left the prison on 3 May.", True),
        ("Has Ida been released?", "They demanded that Ida be released.", False),
        ("Who called for her release?", "On 3 May they called for the release of Ida.", True),
    ],
)
def test_what_is_wanted_has_not_happened(question: str, text: str, *, fits: bool) -> None:
    one = window(text)
    assert has_happened(question, [one])(one) == fits


def test_what_one_text_tells_of_may_stand_in_another() -> None:
    wanted, told = window("They called for the release of Ida."), window("Ida was released.")
    assert has_happened(ASKED, [wanted, told])(wanted)


def test_what_reads_it_may_find_the_answer_all_the_same() -> None:
    found = window("They called for the release of Ida, which came on 3 May.", read=1.0)
    assert has_happened(ASKED, [found])(found)
