"""Whose a letter or a speech is: the one name below it, or above; nobody's where there are several, or none."""

from __future__ import annotations

import pytest

from embeddings.turns.letters import find_letters, signer
from embeddings.turns.lines import chunks, lines_of
from embeddings.turns.turns import find_turns

BODY = "I am leaving the choir. The hall is too small for us."


def told(text: str) -> list[tuple[str | None, list[str]]]:
    return [
        (None if turn.writer is None else text[slice(*turn.writer)], [text[slice(*span)] for span in turn.words])
        for turn in find_turns(text)
    ]


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("Dear friends,", "Yours sincerely,\nAma Mensah\nAlto", "Ama Mensah"),
        ("Dear friends,", "Yours sincerely,\n\nAma Mensah, alto", "Ama Mensah"),
        ("Liebe Freunde,", "Mit freundlichen Grüßen\nAma Mensah", "Ama Mensah"),
        ("Sirs,", "I am, Sir, your obedient servant,\nA. Mensah, Secretary", "A. Mensah"),
        ("Hi all", "Best, Ama", "Ama"),
        ("To the editor", "Ama Mensah, Mill Lane, Accra", "Ama Mensah"),
        ("Opening of the bridge, 3 May", "Ama Mensah, Mayor of Accra", "Ama Mensah"),
        ("Speech by Mayor Ama Mensah at the opening", "Thank you.", "Ama Mensah"),
        ("Statement of Dr Ama Mensah, 3 May", "So much for that.", "Ama Mensah"),
        ("Statement of: Ama Mensah", "So much for that.", "Ama Mensah"),
        ("Dear friends,", "Rev. Ama Mensah", "Ama Mensah"),
        ("Dear friends,", "Yours faithfully,\n\n(Mrs) Ama Mensah", "Ama Mensah"),
        ("A note from the chair", "Dame Ama Mensah\nChair of the choir", "Ama Mensah"),
    ],
)
def test_a_letter_or_a_speech_is_whoever_s_it_names(above: str, below: str, name: str) -> None:
    (turn,) = told(f"{above}\n\n{BODY}\n\nWe should have kept the church.\n\n{below}")
    assert turn[0] == name
    assert turn[1][:2] == [BODY, "We should have kept the church."]
    assert not any(name in words for words in turn[1])


@pytest.mark.parametrize(
    "text",
    [
        f"Open letter\n\n{BODY}\n\nSigned,\nAma Mensah\nKofi Boateng",
        "The hall is too small. “I am leaving,” said a singer.\n\nThe choir has forty members.\n\nAma Mensah",
        f"{BODY}\n\nKind regards,\nThe Team",
        f"Remarks on the life of Ama Mensah\n\n{BODY}",
        f"Dear friends,\n\n{BODY}",
        "Yours\n\nSigned\n\nAma Mensah",
        "",
    ],
)
def test_of_several_and_of_none_it_is_nobody_s(text: str) -> None:
    assert find_letters(text, lines_of(text)) == []


def test_letters_to_a_newspaper() -> None:
    text = "SIR – The hall is too small.\n\nDr Ama Mensah\nKeta, Volta\n\nSIR – The hall is large.\n\nKofi Boateng\nHo"
    assert told(text) == [
        ("Ama Mensah", ["SIR – The hall is too small."]),
        ("Kofi Boateng", ["SIR – The hall is large."]),
    ]


def test_letters_one_below_the_other() -> None:
    text = (
        "Dear Kofi,\n\nI am leaving.\n\nYours,\nAma Mensah\n\nAccra, 3 May\n\nDear Ama,\n\nI am sorry.\n\nKofi Boateng"
    )
    assert told(text) == [("Ama Mensah", ["I am leaving."]), ("Kofi Boateng", ["I am sorry."])]


def test_a_name_below_a_letter_signs_it_whatever_comes_behind() -> None:
    text = f"Dear Editor,\n\n{BODY}\n\nAma Mensah\n\nThe mayor replies that the hall is large enough for all of them."
    assert told(text) == [("Ama Mensah", [BODY])]


@pytest.mark.parametrize("opening", ["Dear Ms Owusu,", "[Copy] Accra, 14th February. Sirs,"])
def test_a_letter_in_one_paragraph(opening: str) -> None:
    assert told(f"The board met.\n\n{opening} {BODY} A. Mensah")[0][0] == "A. Mensah"
    assert told(f"The board met.\n\n{opening} {BODY} She met A. Mensah") == []


def test_a_mail_without_headers_is_the_signer_s() -> None:
    mail = f"Hi Kofi,\n\n{BODY}\n\nRegards\nAma Mensah\n\nAm 2. März 2026 schrieb Kofi Boateng <k@x.org>:\n\n> Stay."
    assert [name for name, _ in told(mail)] == ["Ama Mensah", "Kofi Boateng"]


def test_a_signature_is_one_of_the_last_paragraphs() -> None:
    text = f"Yours,\nAma Mensah\n\n{BODY}\n\n{BODY}"
    assert signer(text, list(chunks(lines_of(text)))) is None


def test_a_name_below_the_last_line_signs_no_letter_where_words_bear_credits() -> None:
    text = (
        f"The flood\n\nWe held the door.\n\n— Otto Wick, fisherman\n\n{BODY}\n\nWe lost the cows.\n\nHanne Vold, farmer"
    )
    assert told(text) == [("Otto Wick", ["We held the door."])]


@pytest.mark.parametrize("opening", ["I, Ama Mensah, of Mill Lane, say this.", "1. My name is Ama Mensah. I sing."])
def test_a_statement_says_itself_whose_it_is(opening: str) -> None:
    assert told(f"Statement about the hall\n\n{opening}\n\n{BODY}") == [("Ama Mensah", [opening, BODY])]


def test_a_report_that_begins_with_i_is_nobody_s() -> None:
    assert told("I, Claudius, is played in Accra.\n\nThe hall was full.\n\nThe choir was late.\n\nIt rained.") == []
