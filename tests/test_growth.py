"""What looks at a stranger's text takes no longer than its length asks for: every pattern, every stage, by growth."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, get_args

import pytest

import bot
import embeddings
from bot.questions.abroad import speaker_rules
from bot.questions.yes_or_no import rules_of
from bot.render import clean, short
from embeddings.building.duplicates import link_duplicates
from embeddings.errors import OnrecordError
from embeddings.fetching import Fetched
from embeddings.fetching.media import as_utf8, suffix_of
from embeddings.naming.names import forms_of, normal_form, shorter_forms
from embeddings.readers.captions import read_captions
from embeddings.readers.dating import found_date
from embeddings.readers.decode import decode
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.folder import read_content
from embeddings.readers.folders import EXPECTED, LARGEST
from embeddings.readers.frontmatter import read_front_matter
from embeddings.readers.kinds import Kind, kind_of
from embeddings.readers.litter import is_litter
from embeddings.readers.markdown import read_markdown
from embeddings.readers.whatsapp import read_whatsapp
from embeddings.readers.worker import KINDS, Reader
from embeddings.search.copies import group_copies
from embeddings.search.query import QUESTION_CHARACTERS, make_query
from embeddings.sources.items import list_kind
from embeddings.statements.antecedents import Mention
from embeddings.statements.extract import sentences_of
from embeddings.statements.german.extract import extract_german
from embeddings.statements.resolve import resolve
from embeddings.text.calendars import calendar_of
from embeddings.text.dates import Period, asked_period, fit
from embeddings.text.days import read_day
from embeddings.text.lexicon import languages
from embeddings.text.passages import split_passages
from embeddings.text.terms import question_terms, terms
from embeddings.toml import read_toml
from embeddings.turns.turns import breaks, find_turns
from embeddings.types import Document
from tests.adversarial import MIX, UNITS, compiled_patterns, growth, is_linear, pumps
from tests.test_house import SOURCES, place


def patterns_of_languages() -> Iterator[tuple[str, Any]]:
    """Yield the patterns that are made of our files of languages."""
    for language in languages():
        calendar, rules = calendar_of(language), rules_of(language)
        if calendar is not calendar_of(None) or language == "en":
            for pattern in (*calendar.dates, calendar.relative, calendar.opens):
                yield f"embeddings.text.languages.calendar.{language}", pattern
        if rules is not None:
            for pattern in (rules.asks, rules.alternative, rules.settling, *itertools.chain(*rules.of)):
                yield f"embeddings.text.languages.yes_or_no.{language}", pattern
        if (speakers := speaker_rules(language)) is not None:
            for pattern in (speakers.opener, *itertools.chain(*speakers.patterns.values())):
                yield f"embeddings.text.languages.speakers.{language}", pattern


PATTERNS = [*compiled_patterns(bot, embeddings), *patterns_of_languages()]
SIZE: Final = 1250  # characters, and eight times as many
# Patterns that may take more, of modules that give them no more characters than these.
BOUNDED: Final = {
    "bot.answering.introductions": 80,
    "bot.answering.relations._BEFORE": 80,
    "bot.checking.claim._BEHIND": 160,
    "bot.questions.asked": 250,
    "bot.questions.listed": 200,
    "embeddings.statements.asides._DATELINE": 100,
    "embeddings.statements.segments._ABBREVIATION": 13,
    "embeddings.text.languages.speakers": 250,
    "embeddings.text.languages.yes_or_no": 200,
    "embeddings.turns.credits": 900,
    "embeddings.turns.labels": 200,
    "embeddings.turns.people": 1500,
    "embeddings.turns.replies": 400,
}
# Functions that make patterns of what they are given: an exact phrase of a question, a speaker's name, words of a
# report, parts of a token, a model's special pieces as they are written, a surname (with 20 characters of first names
# at most, or looked for in 80 characters); and patterns that modules are made of, or our files of a language.
MAKERS: Final = {
    "bot/answering/attribution.py",
    "bot/answering/introductions.py",
    "bot/evaluation/report.py",
    "bot/questions/abroad.py",
    "bot/questions/asked.py",
    "bot/questions/listed.py",
    "bot/questions/yes_or_no.py",
    "bot/telegram/logs.py",
    "embeddings/encoding/pieces.py",
    "embeddings/search/allowed.py",
    "embeddings/statements/pronouns.py",
    "embeddings/statements/unnamed.py",
    "embeddings/text/calendars.py",
    "embeddings/text/lexicon.py",
}


def most(name: str) -> int:
    """Return how many characters a pattern is given at most, 0 where that is any number."""
    return BOUNDED.get(name, BOUNDED.get(name.rpartition(".")[0], 0))


def grown(pattern: Any, before: str, unit: str, size: int) -> float:
    is_bytes = isinstance(pattern.pattern, bytes)

    def work(text: str) -> None:
        whole: Any = f"{before}{text}\0"
        whole = whole.encode("latin-1", "replace") if is_bytes else whole
        for _ in pattern.finditer(whole):
            pass
        pattern.fullmatch(whole)

    return growth(work, unit, size)


def test_there_are_patterns() -> None:
    names = {name for name, _ in PATTERNS}
    assert {"embeddings.readers.kinds._PAGE", "bot.questions.asked._SAID_PATTERNS"} <= names
    assert {name for name in BOUNDED if not any(found.startswith(name) for found in names)} == set()


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[f"{n}-{i}" for i, (n, _) in enumerate(PATTERNS)])
def test_a_pattern_is_linear(name: str, pattern: Any) -> None:
    texts = [*(("", unit) for unit in UNITS), *pumps(pattern)]
    if limit := most(name):
        slow = [text for text in texts if grown(pattern, *text, limit // 8) > 8 * 8]
    else:
        slow = [text for text in texts if not is_linear(grown(pattern, *text, SIZE))]
    assert slow == []


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_patterns_are_compiled_where_they_are_found(path: Path) -> None:
    """In a module, and not inside of its functions, where the test above would not see them."""
    calls = [
        node
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "escape"
        if isinstance(node.func.value, ast.Name) and node.func.value.id in ("re", "regex")
    ]
    assert not calls or place(path) in MAKERS


def document(text: str, *, body_start: int = 0) -> Document:
    return Document(id="a", text=text, path="a", body_start=body_start)


def fetched(text: str) -> Fetched:
    return Fetched("https://example.org/a", text.encode(), "2026-11-24T22:00:00+00:00", charset="utf-16")


def read(name: str, before: str = "", behind: str = "") -> Callable[[str], object]:
    return lambda text: read_content(f"{before}{text}{behind}".encode(), name, {})


def as_file(reader: Reader, before: str = "") -> Callable[[str], object]:
    return lambda text: list(reader(written(before + text, "a"), "a"))


def written(text: str, name: str) -> Path:
    path = Path(name)  # in the test's own folder
    path.write_bytes(text.encode())
    return path


def named(text: str) -> object:
    mentions = [Mention((0, 2), "Aa Bb", False, 0), Mention((0, 2), "Bb", False, 0), Mention((0, 2), "he", True, 0)]
    return resolve(text, mentions, [])


# What looks at a stranger's text in our own process, by the kind of file or by what it does, and texts of
# some kinds that are read in a child.
IN_PARENT: Final[dict[str, Callable[[str], object]]] = {
    "text": read("a.txt", "Title\n"),
    "markdown": as_file(read_markdown, "# Title\n"),
    "collection": read("a.jsonl", '{"id": "1", "text": "a", "title": '),
    "faq": read("a.csv", "question,answer\n"),
    "front matter": lambda text: read_front_matter(f"---\n{text}\n---\ntext", "a.md"),
    "its title": as_file(read_markdown),
    "a day": read_day,
    "a date": lambda text: found_date(f"{text[:200]}.txt", text, text),
    "a chat": as_file(read_whatsapp, "12/03/2025, 09:14 - Ann: "),
    "captions": as_file(read_captions, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"),
    "litter": lambda text: is_litter([f"{text} "]),
    "its rows": read("a.jsonl"),
    "its columns": read("a.csv"),
    "sniffing": lambda text: kind_of(written(text, "a"), "a"),
    "sniffing a page": lambda text: kind_of(written(text, "a.html"), "a.html"),
    "a sidecar": lambda text: read_toml(written(text, "a.toml"), "a.toml", EXPECTED, largest=LARGEST),
    "decoding": lambda text: decode(text.encode("utf-16-le"), "a"),
    "what was fetched": lambda text: as_utf8(fetched(text), suffix_of(fetched(text), "/a.txt")),
    "a list that was fetched": lambda text: list_kind(fetched(text)),
    "facts": lambda text: extracted_facts(dict.fromkeys(("title", "date", "url"), text)),
    "passages": lambda text: split_passages(document(text)),
    "terms": terms,
    "terms of a question": question_terms,
    "dates": lambda text: (asked_period(text), fit(Period(), None, text)),
    "names": lambda text: (normal_form.__wrapped__(text), forms_of(text, text), shorter_forms(text[:1000])),
    "sentences that are parsed": sentences_of,
    "statements in German": lambda text: list(extract_german([("a", text), ("b", f"„{text}“, sagte Ama")])),
    "turns": lambda text: breaks(text, find_turns(text)),
    "speakers": named,
    "documents alike": lambda text: dict(link_duplicates([document(text), document(f"{text} a")])),
    "copies": lambda text: group_copies([text, f"{text} a"], 2),
    "showing": lambda text: (clean(text), short(text)),
    "a question": lambda text: make_query(text[:QUESTION_CHARACTERS]),
}


def done(name: str) -> Callable[[str], object]:
    def work(text: str) -> None:
        with suppress(OnrecordError):  # which is an answer, too
            IN_PARENT[name](text)

    return work


def test_every_kind_is_read_under_limits_or_in_linear_time() -> None:
    assert {*get_args(Kind)} <= {*IN_PARENT, *KINDS}


@pytest.mark.parametrize("name", IN_PARENT)
def test_a_stage_is_linear(name: str) -> None:
    assert [unit for unit in UNITS if not is_linear(growth(done(name), unit, SIZE))] == []


@pytest.mark.parametrize("name", IN_PARENT)
def test_a_stage_is_linear_to_the_end(name: str) -> None:
    """Up to 400,000 characters of all that is hostile."""
    assert is_linear(growth(done(name), MIX, len(MIX), 400_000 // len(MIX)))
