from __future__ import annotations

from bot.state.database import Database
from bot.state.languages import Languages


def test_somebody_is_answered_in_the_language_of_their_telegram(database: Database) -> None:
    languages = Languages(database)
    assert languages.of(1) == languages.of(None) == "en"
    assert languages.heard(1, "es-419") == "es"
    assert Languages(database).of(1) == "es"
    assert languages.heard(1, None) == "es"  # this time, Telegram didn't say
    assert languages.heard(1, "pt") == languages.of(1) == "en"


def test_what_was_chosen_comes_first_until_it_is_undone(database: Database) -> None:
    languages = Languages(database)
    languages.choose(1, "km")
    assert languages.heard(1, "fr") == Languages(database).of(1) == "km"
    assert languages.of(2) == "en"
    languages.choose(1, None)
    assert languages.of(1) == "fr"


def test_nothing_is_kept_of_who_speaks_english(database: Database) -> None:
    assert Languages(database).heard(1, "en-gb") == "en"
    assert database.execute("SELECT * FROM languages") == []
