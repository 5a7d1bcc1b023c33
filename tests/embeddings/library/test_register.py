from __future__ import annotations

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
    assert join_surnames(register, None) == {"mensah": "ama mensah"}
    assert [*register.speakers()] == [KnownSpeaker("ama mensah", "Ama Mensah", 2)]


def test_a_surname_of_two_is_nobodys_unless_nine_in_ten_words_are_one_persons() -> None:
    assert join_surnames(register_of("Ama Mensah", "Kofi Mensah", "Mensah"), None) == {}
    assert join_surnames(register_of(*["Ama Mensah"] * 8, "Kofi Mensah", "Mensah"), None) == {}
    assert join_surnames(register_of(*["Ama Mensah"] * 10, "Kofi Mensah", "Mensah"), None) == {"mensah": "ama mensah"}
    assert join_surnames(register_of(*["Ama Mensah"] * 17, *["Kofi Mensah"] * 2, "Mensah"), None) == {}


def test_titles_and_bodies_are_no_surnames() -> None:
    assert join_surnames(register_of("Burma Party", "Party"), None) == {}
    assert join_surnames(register_of("Ama Speaker", "Speaker"), None) == {}


def test_no_public_surname_is_joined_by_what_a_private_document_says() -> None:
    register, public = register_of("Mensah", "Ama Mensah"), register_of("Mensah")
    assert join_surnames(register, public) == {}
    assert [*public.speakers()] == [KnownSpeaker("mensah", "Mensah", 1)]


def test_aliases_lead_to_the_name_that_the_operator_chose() -> None:
    aliases = Aliases({"y sem": "yang sem", "yang sem": "yang sem"}, {"yang sem": "Yang SEM"})
    register = register_of("Y. Sem", aliases=aliases)
    assert [*register.speakers()] == [KnownSpeaker("yang sem", "Yang SEM", 1)]
    assert ("y sem", "yang sem") in register.forms()
