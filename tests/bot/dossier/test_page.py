"""The page: everything on it is escaped, and it needs nothing from elsewhere."""

from __future__ import annotations

import re

from bot.dossier.entries import Dossier, Entry, Voice, make_dossier
from bot.dossier.page import dossier_page, marked, timeline
from bot.responder import Responder
from embeddings.types import Speaker, Statement
from tests.bot.render.hostile import MARKUP
from tests.samples import make_document


def test_the_page_shows_the_words_marked_and_where_they_stand(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        page = dossier_page(make_dossier(snapshot, ["Ama Mensah"]))
    assert "<h1>On record: Ama Mensah</h1>" in page
    assert "<mark>that the dam would flood the valley</mark>" in page
    assert "2021-05-03" in page
    assert "Volta Herald, ¶&nbsp;1" in page
    assert page.count("<article>") == 3
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert not re.findall(r"(?:src|href)=[\"']http", page)


def test_hostile_facts_are_escaped() -> None:
    text = f"Ann said “{MARKUP}”."
    document = make_document(text, title=MARKUP, publisher=MARKUP, url="javascript:alert(1)")
    quote = (text.index("“"), text.index("”") + 1)
    statement = Statement("d", (quote,), Speaker(MARKUP, "Ann", (0, 3)), MARKUP, None, "direct")
    entry = Entry(document, statement, (text[slice(*quote)],), text, 0, 1, None)
    page = dossier_page(Dossier((Voice(MARKUP, (entry,)),), "s", "now", about=MARKUP))
    assert "<script" not in page
    assert "javascript:" not in page
    assert "".join(piece for piece, _ in marked(entry)) == text.replace("\r", "\n")


def test_the_very_words_are_marked_where_they_stand_twice() -> None:
    text = "That is that, Ann said."
    statement = Statement("d", ((8, 12),), Speaker("Ann", "Ann", (14, 17)), "said", None, "direct")
    entry = Entry(make_document(text), statement, ("that",), text, 0, 1, None)
    assert marked(entry) == [("That is ", False), ("that", True), (", Ann said.", False)]


def test_the_picture_has_a_bar_a_month() -> None:
    picture = str(timeline([("2020-02", 1), ("2020-03", 0), ("2020-04", 4)]))
    assert picture.count("<rect") == 3
    assert "<title>2020-04: 4</title>" in picture
    assert 'aria-label="5 statements by month"' in picture
    assert timeline([]) == ""
