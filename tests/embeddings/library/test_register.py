from __future__ import annotations

from collections.abc import Mapping

from embeddings.library.register import KnownSpeaker, SpeakerRegister, join_surnames
from embeddings.naming.aliases import NO_ALIASES, Aliases
from embeddings.types import Speaker, Statement


def said_by(name: str, written: str | None = None) -> Statement:
    return Statement("d", ((0, 5),), Speaker(name, written or name, (6, 9)), "said", (10, 14), "indirect")


def register_of(*names: str, aliases: Aliases = NO_ALIASES) -> SpeakerRegister:
    register = SpeakerRegister(aliases)
    for name in names:
        register.add(said_by(name))
    return register


def joined(register: SpeakerRegister) -> Mapping[str, str]:
    """Which keys become which in a library without private documents."""
    return join_surnames(register, register_of())[0]


def test_names_meet_under_one_key_and_the_commonest_is_shown() -> None:
    register = register_of("Senator Ama Mensah", "Ama Mensah", "Ama Mensah")
    assert [*register.speakers()] == [KnownSpeaker("ama mensah", "Ama Mensah", 3)]
    assert ("mensah", "ama mensah") in register.forms()


def test_who_has_no_name_is_not_in_it() -> None:
    register = SpeakerRegister(NO_ALIASES)
    unknown = Statement("d", ((0, 5),), None, None, None, "direct")
    assert register.add(unknown) is None
    assert register.add(said_by("he")) is None
    assert [*register.speakers()] == []


def test_a_surname_is_the_only_one_who_bears_it() -> None:
    register = register_of("Ama Mensah", "Mensah")
    assert joined(register) == {"mensah": "ama mensah"}
    assert [*register.speakers()] == [KnownSpeaker("ama mensah", "Ama Mensah", 2)]


def test_a_surname_of_two_is_nobodys_unless_nine_in_ten_words_are_one_persons() -> None:
    assert joined(register_of("Ama Mensah", "Kofi Mensah", "Mensah")) == {}
    assert joined(register_of(*["Ama Mensah"] * 8, "Kofi Mensah", "Mensah")) == {}
    assert joined(register_of(*["Ama Mensah"] * 10, "Kofi Mensah", "Mensah")) == {"mensah": "ama mensah"}
    assert joined(register_of(*["Ama Mensah"] * 17, *["Kofi Mensah"] * 2, "Mensah")) == {}


def test_titles_and_bodies_are_no_surnames() -> None:
    assert joined(register_of("Burma Party", "Party")) == {}
    assert joined(register_of("Ama Speaker", "Speaker")) == {}


def test_whom_a_public_document_means_is_told_by_public_documents_alone() -> None:
    public, hidden = register_of("Mensah"), register_of("Ama Mensah")
    assert join_surnames(public, hidden) == ({}, {"mensah": "ama mensah"})
    assert [*public.speakers()] == [KnownSpeaker("mensah", "Mensah", 1)]
    public, hidden = register_of("Mensah", "Ama Mensah"), register_of("Kofi Mensah", "Mensah")
    assert join_surnames(public, hidden) == ({"mensah": "ama mensah"}, {})
    assert {one.key: one.statements for one in (public | hidden).speakers()} == {
        "ama mensah": 2,
        "kofi mensah": 1,
        "mensah": 1,
    }


def test_aliases_lead_to_the_name_that_the_operator_chose() -> None:
    aliases = Aliases({"y sem": "yang sem", "yang sem": "yang sem"}, {"yang sem": "Yang SEM"})
    register = register_of("Y. Sem", aliases=aliases)
    assert [*register.speakers()] == [KnownSpeaker("yang sem", "Yang SEM", 1)]
    assert ("y sem", "yang sem") in register.forms()


def test_a_first_name_finds_somebody_and_joins_nobody() -> None:
    register = register_of("Ama Mensah", "Kofi Boateng", "Grant Owusu", "Esi Grant", "Grant", "Kofi")
    forms = {form: key for form, key in register.forms() if form in ("ama", "kofi", "grant")}
    assert ("ama", "ama mensah") in register.forms()
    assert forms["kofi"] == "kofi"  # who is called so, and need not be Boateng
    assert ("grant", "grant owusu") not in register.forms()  # a surname here
    assert joined(register_of("Ama Mensah", "Ama")) == {}
