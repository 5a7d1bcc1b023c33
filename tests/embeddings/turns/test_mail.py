from __future__ import annotations

import pytest

from embeddings.turns.lines import lines_of
from embeddings.turns.mail import holds_mail, mail_turns
from embeddings.turns.turns import find_turns

OWN, QUOTED = "We agree to the meeting.", "The crane is broken."
HEADERS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De ", "Envoyé ", "À ", "Objet "),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "zh": ("发件人", "发送时间", "收件人", "主题"),
}
LINES = [
    "On Mon, 2 Mar 2026 at 09:12, Sven Ost <sven@example.org> wrote:",
    "On Mon, Mar 2, 2026 at 9:12 AM Sven Ost <sven@example.org>\nwrote:",
    "On 3/2/26 09:12, Sven Ost wrote:",
    "Am 02.03.2026 um 09:12 schrieb Sven Ost:",
    "Am Mo., 2. März 2026 um 09:12 Uhr schrieb Sven Ost <sven@example.org>:",
    "Le lun. 2 mars 2026 à 09:12, Sven Ost <sven@example.org> a écrit :",
    "El lun, 2 mar 2026 a las 9:12, Sven Ost (<sven@example.org>) escribió:",
    "Il giorno lun 2 mar 2026 alle ore 09:12 Sven Ost <sven@example.org> ha scritto:",
    "Sven Ost <sven@example.org> escreveu no dia segunda, 2/03/2026 à(s) 09:12:",
    "Op ma 2 mrt 2026 om 09:12 schreef Sven Ost <sven@example.org>:",
    "Den mån 2 mars 2026 kl 09:12 skrev Sven Ost <sven@example.org>:",
    "pon., 2 mar 2026 o 09:12 Sven Ost <sven@example.org> napisał(a):",
    "пн, 2 мар. 2026 г. в 09:12, Sven Ost <sven@example.org>:",
    "2026年3月2日(月) 9:12 Sven Ost <sven@example.org>:",
    "---- On Mon, 02 Mar 2026 09:12:22 +0100 Dr. Sven Ost <sven@example.org> wrote ----",
    ">>> Sven Ost <sven@example.org> 2-3-2026 09:12 >>>",
    "Quoting Sven Ost <sven@example.org>:",
    "-----Sven Ost <sven@example.org> wrote: -----\nTo: Rita Mole\nFrom: Sven Ost\nDate: 02/03/2026 09:12",
    "---------- Forwarded message ---------\nFrom: **Sven Ost** <sven@example.org>\nDate: Mon, 2 Mar 2026\nTo: Rita",
    "Begin forwarded message:\n\nFrom: Sven Ost <sven@example.org>\n\nDate: 2 March 2026\n\nTo: Rita Mole",
    "________________________________\nFrom: Sven Ost <sven@example.org>\nSent: Monday, 2 March 2026 09:12",
]


def told(body: str) -> list[tuple[str | None, str]]:
    text = f"Rita Mole:\n\n{body}"
    turns = mail_turns(text, lines_of(text)[1:], (0, 9))
    return [(turn.writer and text[slice(*turn.writer)], text[slice(*words)]) for turn in turns for words in turn.words]


@pytest.mark.parametrize("quote", ["\n\n> {}", "\n> {}", "\n\n{}"])
@pytest.mark.parametrize("line", LINES)
def test_from_the_first_mark_on_nothing_is_the_writer_s(line: str, quote: str) -> None:
    assert told(f"{OWN}\n\n{line}{quote.format(QUOTED)}") == [("Rita Mole", OWN), ("Sven Ost", QUOTED)]


@pytest.mark.parametrize("names", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("mark", ["", "-----Original Message-----\n", "________________________________\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headers(names: tuple[str, ...], mark: str, between: str) -> None:
    values = ("Sven Ost <sven@example.org>", "2 Mar 2026 09:12", "Rita Mole", "The crane")
    block = between.join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    assert told(f"{OWN}\n\n{mark}{block}\n\n{QUOTED}") == [("Rita Mole", OWN), ("Sven Ost", QUOTED)]


@pytest.mark.parametrize("mark", ["----- Original Message -----", "---------- Weitergeleitete Nachricht ----------"])
def test_a_mark_without_a_name_is_followed_by_nobody_s_words(mark: str) -> None:
    assert told(f"{OWN}\n\n{mark}\n\n{QUOTED}") == [("Rita Mole", OWN), (None, QUOTED)]


def test_lines_between_those_that_are_quoted() -> None:
    body = f"On 2/3/2026 09:12, Sven Ost wrote:\n> {QUOTED}\n{OWN}\n> It ends in May.\n>\n> Does it?\n\nNo, in June."
    assert told(body) == [
        ("Sven Ost", QUOTED), ("Rita Mole", OWN), ("Sven Ost", "It ends in May."), ("Sven Ost", "Does it?"),
        ("Rita Mole", "No, in June."),
    ]  # fmt: skip
    assert told(f"Hello,\n> {QUOTED}\n{OWN}") == [("Rita Mole", "Hello,"), (None, QUOTED), ("Rita Mole", OWN)]


def test_quotations_in_each_other() -> None:
    body = f"{OWN}\n\nOn 2 Mar 2026, Sven Ost wrote:\n> {QUOTED}\n>\n> On 1 Mar 2026, Joan Hill wrote:\n>> It stands.\n"
    assert told(body) == [("Rita Mole", OWN), ("Sven Ost", QUOTED), ("Joan Hill", "It stands.")]


@pytest.mark.parametrize(
    "words",
    [
        "Here is what we decided on 2 March 2026:\n\nThe pump stays off.",
        "Three things are to be done:\n\nThe dealer rang on 2 March 2026.",
        "From: the station it is ten minutes.\n\nTo do on Monday: buy rope.",
        "Prices are at tickets@example.org. Here are those of the passes:\n\nTen crowns.",
        "----------------------------\n\nMore below the rule.",
    ],
)
def test_what_is_no_mark(words: str) -> None:
    assert {who for who, _ in told(words)} == {"Rita Mole"}


def test_one_word_is_a_name_beside_an_address_or_a_day() -> None:
    assert told("On 2 March 2026, Sven wrote:\n> No.")[0] == ("Sven", "No.")
    assert told("On 2 March 2026 the Board wrote:\n> No.")[0] == (None, "No.")
    assert told("From: sven@example.org\nDate: 2 March 2026\n\nNo.")[0] == ("sven@example.org", "No.")


def test_a_text_that_is_a_mail() -> None:
    head = "The crane\n\nFrom: Rita Mole\nTo: Sven Ost\n3 March 2026"
    text = f"{head}\n\n{OWN}\n\nOn 2 March 2026, Sven Ost wrote:\n\n{QUOTED}"
    assert [(turn.writer and text[slice(*turn.writer)], text[slice(*turn.words[0])]) for turn in find_turns(text)] == [
        ("Rita Mole", OWN), ("Sven Ost", QUOTED)
    ]  # fmt: skip


def test_quoted_lines_alone_are_no_mail() -> None:
    text = f"The crane\n\n> {QUOTED}\n\nOn Monday it was mended."
    assert not holds_mail(text, lines_of(text))


def test_a_mail_from_a_desk_is_whoever_s_who_signs_it() -> None:
    body = f"{OWN}\n\nKind regards\n\nAma Mensah\nCustomer Care\nFerries Ltd\n\nThis mail is confidential."
    for desk, name in (("Info Desk", "Ama Mensah"), ("Kofi Boateng", "Kofi Boateng")):
        text = f"{desk}:\n\n{body}"
        first = mail_turns(text, lines_of(text)[1:], (0, len(desk)))[0]
        assert first.writer is not None
        assert text[slice(*first.writer)] == name


def test_a_surname_may_stand_before_a_comma() -> None:
    line = 'On 2 March 2026 09:12:10 CET, "Ost, Sven" <sven@example.org> wrote:'
    assert told(f"{OWN}\n\n{line}\n>{QUOTED}") == [("Rita Mole", OWN), ("Ost, Sven", QUOTED)]
