from __future__ import annotations

from dataclasses import replace

from bot.render import LIMIT, source_messages
from bot.types import Citation
from embeddings.types import Document
from tests.bot.render.samples import BRIDGE, cite, entities, read
from tests.samples import make_document

PARAGRAPHS = ["Title line", "First one.", "Second one. It is quoted.", "Third one.", "Fourth one."]
TEXT = "\n\n".join(PARAGRAPHS)
START = TEXT.index("Second")


def cited(document: Document, start: int, end: int) -> Citation:
    citation = cite(document)
    return replace(citation, passage=replace(citation.passage, text=document.text[start:end], start=start, end=end))


def test_a_source_stands_between_its_neighbours_with_the_quote_in_bold() -> None:
    document = replace(BRIDGE, text=TEXT, author="Ruth Okafor", body_start=TEXT.index("First"))
    quoted = TEXT.index("It is"), TEXT.index("It is") + len("It is quoted.")
    (message,) = source_messages(cited(document, START, quoted[1]), [quoted])
    assert read(message) == (
        "[1] The bridge, Alder Gazette, March 1, 2020, ¶\xa02\nRuth Okafor\n"
        "First one.\n\nSecond one. It is quoted.\n\nThird one. …"
    )
    assert entities(message, "bold") == ["It is quoted."]
    assert entities(message, "blockquote") == ["First one.\n\nSecond one. It is quoted.\n\nThird one. …"]
    assert entities(message, "text_link") == ["https://example.org/b?a=1&b=2#:~:text=It%20is%20quoted."]


def test_what_goes_on_before_and_after_is_marked() -> None:
    third = TEXT.index("Third")
    (message,) = source_messages(cited(make_document(TEXT), third, third + 10), [])
    assert "\n… Second one. It is quoted.\n\nThird one.\n\nFourth one." in read(message)
    (whole,) = source_messages(cite(make_document("Only this.")), [])
    assert read(whole).endswith("\nOnly this.")


def test_neighbours_without_room_are_left_out() -> None:
    text = "\n\n".join(["a" * 3000, "Quoted.", "b" * 3000])
    (message,) = source_messages(cited(make_document(text), 3002, 3009), [(3002, 3009)])
    assert read(message).endswith("\n… Quoted. …")


def test_the_same_words_elsewhere_are_named() -> None:
    citation = replace(cite(BRIDGE), also_in=(replace(BRIDGE, publisher="Harbour Post"),))
    assert "also in: Harbour Post, 2020-03-01" in read(source_messages(citation, [])[0])


def test_an_endless_passage_ends_and_says_so() -> None:
    document = make_document("The quay was full of boats. " * 1500)
    messages = source_messages(cite(document), [])
    assert len(messages) == 5
    assert all(len(read(message)) <= LIMIT for message in messages)
    assert read(messages[-1]) == "… the passage goes on in the document."
