"""Links to the page of a source: only where a document has no address, opened at the words, private ones for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.checking.checked import Checked, Place
from bot.linked import PageLinks, linked, linked_check, page_links
from bot.render import source_messages, to_html
from bot.render.checks import check_html
from bot.sealed import Opening, Seal
from bot.settings import Settings
from tests.bot.render.samples import BRIDGE, answer_of, entities, refusal_of
from tests.samples import make_document

NOTES = make_document("It rained. It was cold.", id="notes", title="Notes", path="notes.txt")


def opened(seal: Seal, link: str | None) -> Opening:
    assert link is not None
    assert link.startswith("https://desk.example/source/")
    assert link.endswith("#quote")
    return seal.opened(link.rpartition("/")[2].removesuffix("#quote"))


def links(data: Path) -> PageLinks:
    pages = page_links(Settings(data=data, public_url="https://desk.example/"))
    assert pages is not None
    return pages


def test_a_document_without_an_address_is_linked_at_its_quoted_words(tmp_path: Path) -> None:
    pages = links(tmp_path)
    shown = linked(answer_of(BRIDGE, NOTES, end=10), pages, "telegram 7")
    assert shown.citations[0].link is None
    assert opened(pages.seal, shown.citations[1].link) == Opening("notes", 0, 10)
    (link,) = entities(to_html(linked(answer_of(NOTES, end=10), pages, "")), "text_link")
    assert opened(pages.seal, link) == Opening("notes", 0, 10)
    messages = source_messages(shown.citations[1], [(0, 10)])
    assert entities(messages[0], "text_link") == [shown.citations[1].link]


def test_what_is_nearest_is_linked_at_its_passage(tmp_path: Path) -> None:
    pages = links(tmp_path)
    (nearest,) = linked(refusal_of(NOTES), pages, "").nearest
    assert opened(pages.seal, nearest.link) == Opening("notes", 0, len(NOTES.text))


def test_a_place_of_a_check_is_linked_at_the_words_that_match(tmp_path: Path) -> None:
    pages, answer = links(tmp_path), answer_of(NOTES)
    place = Place(answer.quotes[0], (3, 9), "document")
    checked = Checked("rained", "rained", None, "word_for_word", (place,), answer.citations)
    (link,) = entities(check_html(linked_check(checked, pages, "")), "text_link")
    assert opened(pages.seal, link) == Opening("notes", 3, 9)
    assert linked_check(checked, None, "") == checked


def test_a_link_to_a_private_document_says_whom_it_is_for(tmp_path: Path) -> None:
    pages, hidden = links(tmp_path), replace(NOTES, visibility="private")
    (citation,) = linked(answer_of(hidden, end=10), pages, "telegram 7").citations
    assert opened(pages.seal, citation.link) == Opening("notes", 0, 10, private=True, reader="telegram 7")


def test_without_an_address_of_the_server_nothing_is_linked(tmp_path: Path) -> None:
    assert page_links(Settings(data=tmp_path)) is None
    answer = answer_of(NOTES)
    assert linked(answer, None, "") is answer
    assert not list(tmp_path.iterdir())
