"""The register of speakers: whom a library has words of, under which key, and by which names they are found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from embeddings.naming.aliases import Aliases
from embeddings.naming.names import forms_of, is_pronoun
from embeddings.naming.scripts import sound_of
from embeddings.naming.words import BODIES, TITLES
from embeddings.types import Statement

_WELL_KNOWN = 10  # statements of somebody who is meant by a surname that others bear too,
_LEAST_FIRST = 3  # letters
_NEARLY_ALL = 0.9  # and their share of what all of that surname said


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker of the library: ``key`` joins the names; ``name`` is the one that is shown."""

    key: str
    name: str
    statements: int


class SpeakerRegister:
    """The speakers met while writing, under their keys."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._forms: set[tuple[str, str]] = set()

    def add(self, statement: Statement) -> str | None:
        """Count a statement for its speaker and return the key; None where nobody is named."""
        speaker = statement.speaker
        key = "" if speaker is None or is_pronoun(speaker.name) else self._aliases.key(speaker.name)
        if speaker is None or not key:
            return None
        self._names[key][speaker.name] += 1
        self._forms |= {(form, key) for form in forms_of(speaker.name, speaker.as_written)}
        return key

    def __or__(self, other: SpeakerRegister) -> SpeakerRegister:
        both = SpeakerRegister(self._aliases)
        for register in (self, other):
            both._forms |= register._forms
            for key, names in register._names.items():
                both._names[key] += names
        return both

    def surnames(self) -> dict[str, str]:
        """Return the keys that are bare surnames, each with that of the one person who can be meant, where one can.

        That is the only speaker of that surname, or one beside whom the others hardly speak.
        """
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for form, key in self._forms:
            if " " in key and form not in self._aliases.keys and self._may_be_surname(form):
                bearers[form].append(key)
        found = {}
        for surname, keys in bearers.items():
            counts = sorted(((self._names[key].total(), key) for key in keys), reverse=True)
            most, total = counts[0][0], sum(count for count, _ in counts)
            if len(counts) == 1 or (most >= _WELL_KNOWN and most >= _NEARLY_ALL * total):
                found[surname] = counts[0][1]
        return found

    def _may_be_surname(self, key: str) -> bool:
        if " " in key or key not in self._names or key in TITLES | BODIES:
            return False
        return all(name[0].isupper() and not name.lower().startswith("the ") for name in self._names[key])

    def join(self, keys: Mapping[str, str]) -> None:
        """Let the speakers under some keys be those under others."""
        for key, full in keys.items():
            if key in self._names:
                self._names[full] += self._names.pop(key)
        self._forms = {(form, keys.get(key, key)) for form, key in self._forms}

    def speakers(self) -> Iterator[KnownSpeaker]:
        """Yield every speaker by the operator's name for them, else the commonest in the documents, the shortest."""
        for key, names in self._names.items():
            own = [name for name in names if self._aliases.key(name) == key]
            shown = self._aliases.names.get(key) or min(own or names, key=lambda name: (-names[name], len(name), name))
            yield KnownSpeaker(key, shown, names.total())

    def forms(self) -> list[tuple[str, str]]:
        """Return the normal forms and their sounds, each with the key of a speaker who is found by it, in order.

        A first name finds somebody where nobody has it for a surname; it never joins two speakers.
        """
        known = self._forms | {(form, key) for form, key in self._aliases.keys.items() if key in self._names}
        known |= set(_first_names(known))
        sounds = {(sound, key) for form, key in known if (sound := sound_of(form)) is not None}
        return sorted(known | sounds)


def _first_names(known: Collection[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the first names of those who are found by their surname; a name that is anybody's otherwise is none."""
    taken = {form for form, _ in known}
    for surname, key in known:
        first, _, rest = key.partition(" ")
        if rest and key.endswith(f" {surname}") and first not in taken and len(first) >= _LEAST_FIRST:
            yield first, key


def join_surnames(public: SpeakerRegister, hidden: SpeakerRegister) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Let bare surnames be the people who can be meant; return which keys became which in public documents, and others.

    Whom a public document means is told by public documents alone, whom a private one means by all.
    """
    joined = public.surnames(), (public | hidden).surnames()
    public.join(joined[0])
    hidden.join(joined[1])
    return joined
