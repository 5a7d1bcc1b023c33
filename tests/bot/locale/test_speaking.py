from __future__ import annotations

import asyncio

import pytest

from bot.locale import LANGUAGES, _, language, language_for, ngettext, speaking


@pytest.mark.parametrize(
    ("code", "spoken"), [("de", "de"), ("pt-br", "en"), ("uk_UA", "uk"), ("ES-419", "es"), (None, "en"), ("", "en")]
)
def test_the_language_for_a_tag(code: str | None, spoken: str) -> None:
    assert language_for(code) == spoken
    assert spoken in LANGUAGES


def test_a_language_is_spoken_until_its_block_ends() -> None:
    with speaking("de"):
        assert language() == "de"
    assert language() == "en"


def test_a_language_is_spoken_in_threads_that_a_task_hands_work_to() -> None:
    async def ask() -> str:
        with speaking("fr"):
            return await asyncio.to_thread(language)

    assert asyncio.run(ask()) == "fr"


def test_words_that_are_not_translated_are_english() -> None:
    with speaking("de"):
        assert _("No catalogue has this.") == "No catalogue has this."
    assert [ngettext("{count} thing", "{count} things", count) for count in (1, 2)] == ["1 thing", "2 things"]
