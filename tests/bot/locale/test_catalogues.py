"""The catalogues hold all that is said, with the same placeholders and commands, and every number its form."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import bot.locale
from bot.locale import ENGLISH, LANGUAGES, _, ngettext, speaking
from bot.locale.marked import marked
from bot.settings import Settings
from bot.telegram.commands import EVERYBODY, OWNER

ROOT = Path(__file__).parents[3]
OTHERS = sorted(set(LANGUAGES) - {ENGLISH})
KEPT = re.compile(
    r'/[a-z]+\b|https?://[\w./]+\b|@\w+|\b(?:from|in|after|before):(?=["\d])|\bonrecord \w+|👍|👎|\bOCR\b|"Yang Sem"'
)
LONGEST = {"a menu": 256, "a toast": 200, "a button": 64}  # https://core.telegram.org/bots/api


@cache
def catalogue(language: str) -> Catalog:
    with (Path(bot.locale.__file__).parent / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def said() -> set[str | tuple[str, str]]:
    """Return all that is marked in the source and in the templates."""
    words: set[str | tuple[str, str]] = set()
    for folder in ("bot", "embeddings"):
        for path in (ROOT / folder).rglob("*.py"):
            words |= {one for _call, one in marked(ast.parse(path.read_text(encoding="utf-8")))}
    for path in (ROOT / "bot" / "dossier" / "templates").glob("*.html"):
        with path.open("rb") as file:
            for _line, name, one, _comments in babel_extract(file, ("_", "ngettext"), (), {}):
                given = forms(one)
                words.add((given[0], given[1]) if name == "ngettext" else given[0])
    return words


def messages(language: str) -> list[Message]:
    return [one for one in catalogue(language) if one.id]


def forms(given: object) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, tuple | list) else ()


def placeholders(words: str) -> set[str]:
    return {f"{name}!{how}:{form}" for _text, name, form, how in Formatter().parse(words) if name is not None}


def test_each_language_has_a_catalogue_and_a_setting() -> None:
    assert sorted(path.stem for path in Path(bot.locale.__file__).parent.glob("*.po")) == OTHERS
    for language in LANGUAGES:
        assert Settings(language=language).language == language


@pytest.mark.parametrize("language", OTHERS)
def test_all_that_is_said_stands_in_the_catalogue_and_nothing_else(language: str) -> None:
    """``make messages`` mends this, and leaves empty what is to be translated."""
    kept = {one.id if isinstance(one.id, str) else tuple(one.id) for one in messages(language)}
    assert sorted(map(str, said() - kept)) == []
    assert sorted(map(str, kept - said())) == []


@pytest.mark.parametrize("language", OTHERS)
def test_everything_is_translated(language: str) -> None:
    unfinished = [one.id for one in messages(language) if one.fuzzy or not all(forms(one.string))]
    assert unfinished == []
    assert not catalogue(language).obsolete
    counted = [one for one in messages(language) if not isinstance(one.id, str)]
    assert {len(forms(one.string)) for one in counted} == {catalogue(language).num_plurals}


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_commands_and_spaces_are_kept(language: str) -> None:
    for one in messages(language):
        english = forms(one.id)[-1]
        for form in forms(one.string):
            assert placeholders(form) == placeholders(english), form
            assert sorted(KEPT.findall(form)) == sorted(KEPT.findall(english)), form
            assert form.strip() == form or (form[0], form[-1]) == (english[0], english[-1]) == (" ", " ")
            assert "\n" not in form
            assert not set("<>") & set(form), "markup is put around words where they are rendered"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_where_telegram_shows_them(language: str) -> None:
    with speaking(language):
        for what in (EVERYBODY | OWNER).values():
            assert 0 < len(_(what)) <= LONGEST["a menu"]


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", ["0 documents", "1 document", "2 documents", "21 documents"]),
        ("de", ["0 Dokumente", "1 Dokument", "2 Dokumente", "21 Dokumente"]),
        ("es", ["0 documentos", "1 documento", "2 documentos", "21 documentos"]),
        ("fr", ["0 document", "1 document", "2 documents", "21 documents"]),
        ("km", ["ឯកសារ 0", "ឯកសារ 1", "ឯកសារ 2", "ឯកសារ 21"]),
        ("ru", ["0 документов", "1 документ", "2 документа", "21 документ"]),
        ("uk", ["0 документів", "1 документ", "2 документи", "21 документ"]),
    ],
)
def test_a_number_has_its_form(language: str, counted: list[str]) -> None:
    with speaking(language):
        assert [ngettext("{count} document", "{count} documents", count) for count in (0, 1, 2, 21)] == counted
