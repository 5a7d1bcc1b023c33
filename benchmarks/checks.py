"""Are pasted quotes judged rightly? Made from a library by rule: python -m benchmarks.checks .onrecord --count 200"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.checking.checked import Verdict
from bot.checking.weighty import is_negation
from bot.questions.asked import lemma_of
from bot.responder import Responder
from bot.settings import Settings
from embeddings.library.open_library import Records
from embeddings.text.verbatim import words_said
from embeddings.types import Document, Statement

SHORTEST, LONGEST = 8, 45  # words of a quote
DENIALS = frozenset("deny reject refute dispute dismiss doubt contradict disbelieve".split())
AUXILIARIES = frozenset("is are was were will would can could should has have had do does did may must".split())


@dataclass(frozen=True)
class Said:
    """What somebody is on record with, in one piece."""

    words: tuple[str, ...]
    speaker: str
    statement: Statement
    document: Document

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Case:
    kind: str
    text: str
    expected: Verdict
    weight: str | None = None


def said_in(store: Records) -> list[Said]:
    """Return the statements that have one piece, a named speaker and words enough, each wording once."""
    documents = store.documents(private=True)
    found: dict[str, Said] = {}
    for statement in store.statements.everything():
        document = documents[statement.document_id]
        if statement.speaker is None or len(statement.quote) > 1 or lemma_of(statement.cue or "") in DENIALS:
            continue
        text = document.text[slice(*statement.quote[0])].strip("\"“”' ,.").removeprefix("that ")
        words = tuple(text.split())
        if SHORTEST <= len(words) <= LONGEST and not {*'"“”[]'} & {*text}:
            found[text.casefold()] = Said(words, statement.speaker.name, statement, document)
    return list(found.values())


def exact(said: Said, rng: random.Random, _: Sequence[Said]) -> Case | None:
    return Case("exact", _ascribed(said.text, said, rng), _expected(said))


def cut(said: Said, rng: random.Random, _: Sequence[Said]) -> Case | None:
    count = max(SHORTEST, round(0.6 * len(said.words)))  # a shorter one may stand elsewhere, too
    first = rng.randrange(len(said.words) - count + 1)
    left = said.words[max(0, first - 4) : first] + said.words[first + count : first + count + 2]
    if any(is_negation(word.form) for part in left for word in words_said(part)):
        return None  # a negation that is cut off is one taken out
    return Case("cut", f"…{' '.join(said.words[first : first + count])}…", _expected(said))


def changed(said: Said, rng: random.Random, every: Sequence[Said]) -> Case | None:
    place = rng.randrange(len(said.words))
    other = rng.choice(rng.choice(every).words).strip(".,;:!?").lower()
    old = said.words[place].strip(".,;:!?").lower()
    if len(other) < 4 or old in (other, "") or other in old or any(map(is_negation, (old, other))):
        return None
    return Case("one word changed", " ".join([*said.words[:place], other, *said.words[place + 1 :]]), "changed")


def number(said: Said, rng: random.Random, _: Sequence[Said]) -> Case | None:
    places = [at for at, word in enumerate(said.words) if word.strip(",.").isdecimal()]
    if not places:
        return None
    place = rng.choice(places)
    other = str(int(said.words[place].strip(",.")) + rng.randrange(1, 9))
    return Case("number", " ".join([*said.words[:place], other, *said.words[place + 1 :]]), "changed", "number")


def negated(said: Said, rng: random.Random, _: Sequence[Said]) -> Case | None:
    places = [at for at, word in enumerate(said.words) if word.lower() in AUXILIARIES]
    if not places or any(is_negation(word.form) for word in words_said(said.text)):
        return None
    place = rng.choice(places) + 1
    return Case("negation in", " ".join([*said.words[:place], "not", *said.words[place:]]), "changed", "negation")


def affirmed(said: Said, rng: random.Random, _: Sequence[Said]) -> Case | None:
    places = [at for at, word in enumerate(said.words) if word.lower().strip(",.") in ("not", "never", "no", "nobody")]
    if not places:
        return None
    place = rng.choice(places)
    return Case("negation out", " ".join([*said.words[:place], *said.words[place + 1 :]]), "changed", "negation")


def joined(said: Said, rng: random.Random, every: Sequence[Said]) -> Case | None:
    other = rng.choice(every)
    if other.document.id == said.document.id:
        return None
    front, back = said.words[: max(6, len(said.words) // 2)], other.words[-max(6, len(other.words) // 2) :]
    return Case("two joined", " ".join([*front, *back]), "put_together")


def misattributed(said: Said, rng: random.Random, every: Sequence[Said]) -> Case | None:
    other = rng.choice(every).speaker
    shared = {*other.lower().split()} & {*said.speaker.lower().split()}
    if shared or not other[0].isupper() or not said.speaker[0].isupper() or " " not in other:
        return None
    return Case("speaker changed", f"{other}: “{said.text}”", "other_speaker")


def invented(said: Said, rng: random.Random, every: Sequence[Said]) -> Case | None:
    words: list[str] = []
    while len(words) < len(said.words):
        other = rng.choice(every)
        place = rng.randrange(len(other.words) - 1)
        words += other.words[place : place + 2]
    return Case("invented", " ".join(words), "not_on_record")


def _ascribed(text: str, said: Said, rng: random.Random) -> str:
    typed = rng.choice([text, text.upper(), text.replace(" ", "  ").replace("’", "'")])
    return rng.choice([typed, f"“{typed}”", f"{said.speaker}: “{typed}”"]) if said.speaker[0].isupper() else typed


def _expected(said: Said) -> Verdict:
    return "only_reported" if said.statement.kind == "indirect" else "word_for_word"


KINDS: dict[Callable[[Said, random.Random, Sequence[Said]], Case | None], float] = {
    exact: 0.15,
    cut: 0.15,
    changed: 0.15,
    number: 0.05,
    negated: 0.1,
    affirmed: 0.075,
    joined: 0.125,
    misattributed: 0.1,
    invented: 0.1,
}


def cases(every: Sequence[Said], count: int, seed: int) -> list[Case]:
    rng = random.Random(seed)  # noqa: S311  a benchmark's own numbers
    made: list[Case] = []
    for make, share in KINDS.items():
        drawn = (make(rng.choice(every), rng, every) for _ in range(100 * count))
        wanted = round(share * count)
        for case in drawn:
            if case is not None:
                made.append(case)
                wanted -= 1
            if wanted <= 0:
                break
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    settings = Settings(data=asked.data) if asked.model is None else Settings(data=asked.data, model=asked.model)
    with closing(Responder(settings)) as responder:
        with responder.reading() as snapshot:
            every = said_in(snapshot.store)
            passages = snapshot.manifest.passages
        right, total, times, wrong = Counter[str](), Counter[str](), [], 0
        for case in cases(every, asked.count, asked.seed):
            began = time.process_time()
            checked = responder.check(case.text, private=True).checked
            times.append(time.process_time() - began)
            fits = checked.verdict == case.expected and (case.weight is None or case.weight in checked.weights)
            total[case.kind] += 1
            right[case.kind] += fits
            wrong += checked.verdict == "word_for_word" != case.expected
            if asked.misses and not fits:
                print(f"MISS {case.kind}: {checked.verdict} {checked.weights}, not {case.expected}: {case.text[:300]}")
    for kind, count in total.items():
        print(f"{kind:18} {right[kind]:4} of {count:4}")
    print(
        f"right {right.total()} of {total.total()} ({right.total() / total.total():.3f}); wrong word for word {wrong}"
    )
    print(f"{passages} passages; processor time {statistics.median(times):.3f} s median, {max(times):.3f} s longest")


if __name__ == "__main__":
    main()
